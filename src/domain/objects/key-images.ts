import type { DisplaySet } from '../study/display-set';
import { kindOfFrames } from '../study/kinds';
import type { KeyObject } from './key-object';
import type { Patient } from '../patient/patient';
import { appliesTo, isOf } from '../presentation/presentation-choice';
import type { SoftcopyPresentation } from '../presentation/presentation-state';
import type { ImageReference } from '../report/report-document';
import type { Frame } from '../study/study';

/** The pictures that a key object chose, on one pile in its own order. */
export interface KeyImages {
  /** Of several that are one pile, the first */
  readonly keyObject: KeyObject;
  readonly keyObjects: readonly KeyObject[];
  readonly displaySet: DisplaySet;
  /** Pictures that it names and that are not here, yet or at all */
  readonly missing: number;
  /** The presentation state that goes with each frame of the pile, where one does */
  readonly softcopies: readonly (SoftcopyPresentation | undefined)[];
  /** By position in the pile: the document names a presentation state that goes with the frame, or may, and it is not here */
  readonly unfetched: readonly boolean[];
}

/**
 * Key images among what is here. A manifest chose nothing, another person's key object says nothing of this patient, and
 * a key object none of whose pictures are here has nothing to show.
 */
export function keyImagesOf(
  keyObjects: readonly KeyObject[],
  presentations: readonly SoftcopyPresentation[],
  displaySets: readonly DisplaySet[],
  patient: Patient,
): readonly KeyImages[] {
  const isPartial = displaySets.some(({ partial }) => partial);
  const ours = presentations.filter((one) => isOf(patient, one));
  const isHere = (id: string) => presentations.some((one) => one.id === id);
  const piles = keyObjects.flatMap((keyObject): readonly KeyImages[] => {
    if (keyObject.manifest || !isOf(patient, keyObject)) return [];
    const found = keyObject.images.map(({ reference }) => framesOf(reference, displaySets));
    const frames = found.flat();
    const [first] = frames;
    if (first === undefined) return [];
    const shared = keyObject.presentationStates ?? [];
    const going = keyObject.images.flatMap(({ presentationState: own }, at) => {
      // The image's own state goes before those that the document names for all of them.
      const named = own === undefined ? shared : [own, ...shared];
      const states = named.flatMap((id) => ours.find((one) => one.id === id) ?? []);
      return (found[at] ?? []).map((frame) => {
        const softcopy = states.find((one) => appliesTo(one, frame));
        // Of a shared one that is not here nobody knows which of the pictures it is for.
        const absent = softcopy ? [] : shared.filter((id) => !isHere(id));
        return { softcopy, unfetched: absent.length > 0 || (own !== undefined && !isHere(own)) };
      });
    });
    const softcopies = going.map(({ softcopy }) => softcopy);
    const unfetched = going.map((each) => each.unfetched);
    const displaySet: DisplaySet = {
      id: `key/${keyObject.id}`,
      study: first.instance.study,
      series: first.instance.series,
      kind: kindOfFrames(frames),
      modality: first.instance.modality,
      label: keyObject.title,
      frames,
      order: 'number',
      gaps: [],
      ...(isPartial && { partial: true }),
    };
    const missing = isPartial ? 0 : found.filter((each) => each.length === 0).length;
    return [{ keyObject, keyObjects: [keyObject], displaySet, missing, softcopies, unfetched }];
  });
  return [...piles.filter(({ keyObject }) => !keyObject.inReview), ...inReview(piles)];
}

/** What was chosen in review is one pile, behind the others: each choice is a document of its own. */
function inReview(piles: readonly KeyImages[]): readonly KeyImages[] {
  const own = piles.filter(({ keyObject }) => keyObject.inReview);
  const [first] = own;
  if (!first || own.length === 1) return own;
  const frames = own.flatMap(({ displaySet }) => displaySet.frames);
  return [
    {
      keyObject: first.keyObject,
      keyObjects: own.map(({ keyObject }) => keyObject),
      displaySet: { ...first.displaySet, id: 'key/review', kind: kindOfFrames(frames), frames },
      missing: own.reduce((sum, { missing }) => sum + missing, 0),
      softcopies: own.flatMap(({ softcopies }) => softcopies),
      unfetched: own.flatMap(({ unfetched }) => unfetched),
    },
  ];
}

/** Whether somebody chose pictures for those who come after: not for the transfer of a study, nor only in review. */
export const isChosenFirst = ({ manifest, inReview }: KeyObject): boolean => !manifest && !inReview;

/** The frames that a reference names among what is here, by UID: all of an instance where it names no frame. */
export function framesOf(reference: ImageReference, displaySets: readonly DisplaySet[]): readonly Frame[] {
  if (reference.instance === undefined) return [];
  return displaySets
    .flatMap(({ frames }) => frames)
    .filter(
      ({ instance, number }) =>
        instance.uid === reference.instance && (reference.frames?.includes(number) ?? true),
    );
}
