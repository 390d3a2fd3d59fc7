import { frameOfReferenceUid, instanceUid, isUid } from '../domain/ids';
import type { DrawnBy, Maker, OverlayHead, PlacedPlane } from '../domain/overlay/overlay';
import type { Rgb } from '../domain/presentation/presentation-state';
import { itemOf, numberOf, textOf, valuesOf, type Dataset } from './dataset';
import * as Drawn from './drawn-tags';
import { planeFrom } from './image/plane';
import { dateTimeFrom, personFrom, personNameFrom } from './person';
import * as Tag from './tags';

/** What every kind of overlay says of itself. */
export function overlayHeadFrom(
  dataset: Dataset,
  label: string | undefined,
  identifierSystem: string | undefined,
): Omit<OverlayHead, 'leftOut'> {
  const frame = textOf(dataset, Tag.FrameOfReferenceUID) ?? '';
  const description = textOf(dataset, Tag.ContentDescription) ?? textOf(dataset, Tag.SeriesDescription);
  return {
    id: instanceUid(textOf(dataset, Tag.SOPInstanceUID) ?? ''),
    person: personFrom(dataset, identifierSystem),
    label: textOf(dataset, Tag.SeriesDescription) ?? label ?? '',
    ...(description !== undefined && { description }),
    maker: makerFrom(dataset),
    ...(isUid(frame) && { frameOfReference: frameOfReferenceUid(frame) }),
  };
}

const PEOPLE = [Tag.ContentCreatorName, Drawn.OperatorsName];
const WHEN = [
  [Tag.ContentDate, Tag.ContentTime],
  [Drawn.StructureSetDate, Drawn.StructureSetTime],
  [Tag.InstanceCreationDate, Tag.InstanceCreationTime],
  [Tag.SeriesDate, Tag.SeriesTime],
] as const;

/** Who made an object, and when. */
export function makerFrom(dataset: Dataset): Maker {
  const person = PEOPLE.map((tag) => personNameFrom(valuesOf(dataset, tag)[0])).find(Boolean);
  const made = WHEN.map(([date, time]) => dateTimeFrom(textOf(dataset, date), textOf(dataset, time))).find(
    Boolean,
  );
  const manufacturer = textOf(dataset, Tag.Manufacturer);
  const model = textOf(dataset, Drawn.ManufacturerModelName);
  const software = textOf(dataset, Drawn.SoftwareVersions);
  return {
    ...(person && { person }),
    ...(manufacturer !== undefined && { manufacturer }),
    ...(model !== undefined && { model }),
    ...(software !== undefined && { software }),
    ...(made !== undefined && { made }),
  };
}

const BY: Readonly<Record<string, DrawnBy>> = {
  MANUAL: 'person',
  AUTOMATIC: 'software',
  SEMIAUTOMATIC: 'both',
};

/** (0062,0008), (3006,0036): what is none of these is not guessed. */
export const drawnBy = (type: string | undefined): DrawnBy => BY[type ?? ''] ?? 'unknown';

/** Told apart by eyes that see colours alike too: light and dark in turns */
const COLOURS: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 190, 140],
  [240, 228, 66],
  [213, 94, 0],
  [204, 121, 167],
  [120, 140, 255],
  [170, 255, 160],
];

/** For what has no colour of its own. */
export const usualColour = (at: number): Rgb => COLOURS[at % COLOURS.length] ?? [86, 180, 233];

/** The place of a frame out of its functional groups, the shared ones, or the object's own elements. */
export function placedPlane(
  instance: Dataset,
  group: (tag: string) => Dataset | undefined,
): PlacedPlane | undefined {
  const plane = planeFrom({
    position: group(Tag.PlanePositionSequence) ?? instance,
    orientation: group(Tag.PlaneOrientationSequence) ?? instance,
    measures: group(Tag.PixelMeasuresSequence) ?? instance,
    instance,
  });
  return plane?.spacing && { ...plane, spacing: plane.spacing };
}

/** The item of a functional group macro (PS3.3 C.7.6.16): the frame's own, else the shared one. One in which nothing stands is none. */
export const groupOf = (shared: Dataset | undefined, own: Dataset | undefined) => (tag: string) =>
  [own, shared]
    .map((groups) => groups && itemOf(groups, tag))
    .find((item) => item !== undefined && Object.keys(item).length > 0);

/** Rows, columns and frames; `undefined` where they are none. */
export function sizeFrom(
  dataset: Dataset,
): { readonly rows: number; readonly columns: number; readonly count: number } | undefined {
  const rows = numberOf(dataset, Tag.Rows) ?? 0;
  const columns = numberOf(dataset, Tag.Columns) ?? 0;
  const count = numberOf(dataset, Tag.NumberOfFrames) ?? 1;
  const isSize = [rows, columns, count].every((one) => Number.isInteger(one) && one > 0);
  return isSize && rows * columns <= MOST_PIXELS && count <= MOST_FRAMES
    ? { rows, columns, count }
    : undefined;
}

/** Of a frame; and frames: whole-body scans have thousands of them, a few for each segment */
const MOST_PIXELS = 8192 * 8192;
const MOST_FRAMES = 200_000;
