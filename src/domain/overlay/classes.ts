import type { DisplaySet } from '../study/display-set';
import type { Report } from '../report/report';
import { attributesOf, type Instance } from '../study/study';
import type { Overlay } from './overlay';

/** Storage classes of which something is drawn over pictures (PS3.4 B.5), below that of all storage */
const DRAWN: Readonly<Record<string, Overlay['kind']>> = {
  '66.4': 'segmentation',
  '66.7': 'segmentation',
  '481.3': 'structures',
  '481.2': 'dose',
  '30': 'map',
};

const STORAGE = '1.2.840.10008.5.1.4.1.1.';

/** What an object draws over others' pictures, by its class. */
export const overlayKindOf = ({ sopClass }: Pick<Instance, 'sopClass'>): Overlay['kind'] | undefined =>
  sopClass.startsWith(STORAGE) ? DRAWN[sopClass.slice(STORAGE.length)] : undefined;

/** Whether something of it is drawn: doses may be there as histograms alone, without a grid (PS3.3 C.8.8.4). */
export const isDrawing = (instance: Pick<Instance, 'sopClass' | 'image'>): boolean => {
  const kind = overlayKindOf(instance);
  return kind !== undefined && (kind !== 'dose' || instance.image !== undefined);
};

/** The objects among what is here that are drawn over others, each once. */
export function overlaysAmong(displaySets: readonly DisplaySet[]): readonly Instance[] {
  const all = displaySets.flatMap(({ frames, objects = [] }) => [
    ...objects,
    ...(frames[0] && isDrawing(frames[0].instance) ? frames.map(({ instance }) => instance) : []),
  ]);
  return [...new Map(all.filter(isDrawing).map((one) => [one.uid, one])).values()];
}

/** Those among them that a report names. */
export const namedAmong = (objects: readonly Instance[], reports: readonly Report[]): readonly string[] => {
  const named = reports.flatMap(({ drawings = [], keyImages }) => [
    ...drawings,
    ...keyImages.map(({ instance }) => instance),
  ]);
  return objects.flatMap(({ uid }) => (named.includes(uid) ? [uid] : []));
};

const placeOf = ({ frames: [first] }: DisplaySet) => first && attributesOf(first)?.plane?.frameOfReference;
const isDrawn = ({ frames: [first] }: DisplaySet) => first && isDrawing(first.instance);

/** Frames of reference of the pictures that are here, which what others have drawn lies over; none where nobody drew. */
export function placesToDraw(displaySets: readonly DisplaySet[]): ReadonlySet<string> {
  if (!displaySets.some(isDrawn)) return new Set();
  return new Set(displaySets.flatMap((one) => (isDrawn(one) ? [] : (placeOf(one) ?? []))));
}

/** What is drawn over pictures that are here is none beside them, and has one tile; where they are absent it is looked at by itself. */
export const overPictures = (
  displaySets: readonly DisplaySet[],
  places: ReadonlySet<string>,
): readonly DisplaySet[] =>
  displaySets.reduce<readonly DisplaySet[]>((all, one) => {
    const place = isDrawn(one) && placeOf(one);
    if (!place || !places.has(place)) return [...all, one];
    const isListed = (object: Instance) => all.some(({ objects }) => objects?.includes(object));
    const objects = [...new Set(one.frames.map(({ instance }) => instance))].filter(
      (each) => !isListed(each),
    );
    return objects.length === 0
      ? all
      : [...all, { ...one, id: `${one.id}/over`, kind: 'unsupported', frames: [], objects }];
  }, []);
