import type { MaskOperation, MaskShift } from '../../domain/study/mask-operation';
import type { FrameAttributes, Instance, NotApplied } from '../../domain/study/study';
import type { ValueRange } from '../../domain/study/value-range';
import {
  itemOf,
  itemsOf,
  numberOf,
  numbersOf,
  textOf,
  vectorOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { lutFrom } from './lut';
import * as Tag from '../tags';

export interface Masks extends Pick<Instance, 'masks' | 'subtracted'> {
  /** What of it cannot be done, where the run is meant to be looked at subtracted */
  readonly notApplied: readonly NotApplied[];
}

/**
 * Mask module (PS3.3 C.7.6.10): by which frames a run is subtracted, and whether it is meant to be. Recommended Viewing Mode
 * NAT says that it is to be seen as it is, whatever masks it could have.
 * @param frameCount frames that there are: an operation by a frame beyond them is none; of a part of an object the whole has
 * more, and 0 where nobody says which of them these are
 */
export function masksFrom(dataset: Dataset, frameCount: number): Masks {
  const items = itemsOf(dataset, Tag.MaskSubtractionSequence).filter((item) => item !== undefined);
  const meant = items.filter((item) => textOf(item, Tag.MaskOperation) !== 'NONE');
  const read = meant.map((item) => operationFrom(item, frameCount || Infinity));
  const masks = frameCount > 0 ? read.filter((one) => typeof one !== 'string') : [];
  const mode = textOf(dataset, Tag.RecommendedViewingMode);
  const isMeant = mode === 'SUB' || (mode !== 'NAT' && meant.length > 0);
  const lacking = new Set<NotApplied>(read.filter((one) => typeof one === 'string'));
  // Of a run that says no more than that it is to be subtracted nobody can tell by what.
  if (meant.length === 0 || frameCount === 0) lacking.add('mask subtraction');
  if (masks.length > 0 && isLinear(dataset)) lacking.add('logarithms');
  return {
    ...(masks.length > 0 && { masks }),
    ...(isMeant && masks.length > 0 && { subtracted: true as const }),
    notApplied: isMeant ? [...lacking] : [],
  };
}

/**
 * Values that go with the intensity of the beam (PS3.3 C.8.7.1.1.2), and no table to its logarithm (C.8.19.3.3): what lies before
 * and behind a vessel stays in such a difference.
 */
function isLinear(dataset: Dataset): boolean {
  if (textOf(dataset, Tag.PixelIntensityRelationship) !== 'LIN') return false;
  const groups = [
    itemOf(dataset, Tag.SharedFunctionalGroupsSequence),
    itemsOf(dataset, Tag.PerFrameFunctionalGroupsSequence)[0],
  ];
  return toLog(groups) === undefined;
}

function operationFrom(
  item: Dataset,
  frameCount: number,
): MaskOperation | 'mask subtraction' | 'missing mask' {
  const kind = textOf(item, Tag.MaskOperation);
  if (kind !== 'AVG_SUB' && kind !== 'TID' && kind !== 'REV_TID') return 'mask subtraction';
  const ranges = rangesFrom(item);
  const masks = kind === 'AVG_SUB' ? framesIn(item, Tag.MaskFrameNumbers) : [];
  const averaged = numberOf(item, Tag.ContrastFrameAveraging) ?? 1;
  const isSound =
    masks !== undefined &&
    ranges !== 'unsound' &&
    Number.isInteger(averaged) &&
    averaged >= 1 &&
    (kind === 'AVG_SUB' ? masks.length > 0 : kind === 'TID' || ranges !== undefined);
  if (!isSound) return 'mask subtraction';
  if (masks.some((one) => one < 1 || one > frameCount)) return 'missing mask';
  const id = numberOf(item, Tag.SubtractionItemID);
  return {
    kind,
    ...(ranges && { ranges }),
    masks,
    offset: offsetFrom(item),
    averaged,
    shift: shiftFrom(item),
    ...(id !== undefined && { id }),
  };
}

/** Frame numbers; `undefined` where one of them is none. */
function framesIn(item: Dataset, tag: string): readonly number[] | undefined {
  const numbers = numbersOf(item, tag);
  const known = numbers.filter((number) => number !== undefined && Number.isInteger(number));
  return known.length === numbers.length ? (known as readonly number[]) : undefined;
}

function rangesFrom(item: Dataset): MaskOperation['ranges'] | 'unsound' {
  const ends = framesIn(item, Tag.ApplicableFrameRange);
  if (ends === undefined || ends.length % 2 !== 0) return 'unsound';
  if (ends.length === 0) return undefined;
  return Array.from(
    { length: ends.length / 2 },
    (_, at) => [ends[2 * at] ?? 0, ends[2 * at + 1] ?? 0] as const,
  );
}

/** 1 where it is not said. Archives that do not know that it is signed send it as a large number. */
function offsetFrom(item: Dataset): number {
  const offset = numberOf(item, Tag.TIDOffset) ?? 1;
  return offset > 32_767 ? offset - 65_536 : offset;
}

function shiftFrom(item: Dataset): MaskShift {
  const [down = 0, left = 0] = vectorOf(item, Tag.MaskSubpixelShift, 2) ?? [];
  return [down, left];
}

type OfFrame = Pick<FrameAttributes, 'maskShifts' | 'subtractionLut'>;

/**
 * What functional groups of one frame say of its subtraction: moves of the mask, and a table to logarithms (C.8.19.3.3).
 * @param groups its own before the shared ones
 */
export function frameMaskFrom(
  groups: readonly (Dataset | undefined)[],
  stored: ValueRange,
  bulk: BulkData,
): OfFrame {
  const shifts = (itemsIn(groups, Tag.FramePixelShiftSequence) ?? []).flatMap((item) => {
    const id = numberOf(item, Tag.SubtractionItemID);
    return id === undefined ? [] : [{ id, shift: shiftFrom(item) }];
  });
  const table = toLog(groups);
  const subtractionLut = table && lutFrom(table, stored, bulk);
  return {
    ...(shifts.length > 0 && { maskShifts: shifts }),
    ...(subtractionLut && { subtractionLut }),
  };
}

const toLog = (groups: readonly (Dataset | undefined)[]): Dataset | undefined =>
  itemsIn(groups, Tag.PixelIntensityRelationshipLUTSequence)?.find(
    (item) => textOf(item, Tag.LUTFunction) === 'TO_LOG',
  );

/** The items of a functional group macro: the frame's own, else the shared ones. */
const itemsIn = (groups: readonly (Dataset | undefined)[], tag: string): readonly Dataset[] | undefined =>
  groups
    .map((one) => (one ? itemsOf(one, tag).filter((item) => item !== undefined) : []))
    .find((items) => items.length > 0);
