import type { MaskOperation, MaskShift } from './mask-operation';
import { numberInWhole } from './parts';
import { attributesOf, type Frame } from './study';

/** What one frame is subtracted by. Frame numbers from 1, of its own object, or of the whole that it is a part of. */
export interface Subtraction {
  readonly contrast: readonly number[];
  readonly masks: readonly number[];
  readonly shift: MaskShift;
}

/**
 * What a frame is subtracted by where it is seen subtracted; `undefined` for one that no operation is for, as a mask itself is:
 * less itself it would be empty. The first operation that is for it goes before others.
 * @param masks of a saved view, in the place of the object's own
 */
export function subtractionOf(
  frame: Frame,
  masks: readonly MaskOperation[] = frame.instance.masks ?? [],
): Subtraction | undefined {
  for (const operation of masks) {
    const found = by(operation, frame);
    if (found) return found;
  }
  return undefined;
}

/** Whether a frame is a mask of its run. */
export const isMask = (frame: Frame): boolean =>
  (frame.instance.masks ?? []).some(({ masks }) => masks.includes(numberInWhole(frame)));

/** Whether a run is looked at subtracted as long as nobody chose: its object says so. */
export const isMeantSubtracted = ({ instance }: Frame): boolean => instance.subtracted ?? false;

function by(operation: MaskOperation, frame: Frame): Subtraction | undefined {
  const { frames, concatenation } = frame.instance;
  // All parts of an object have the same Mask module (PS3.3 C.7.6.16.1): its numbers are those of the whole.
  const number = numberInWhole(frame);
  const { ranges, averaged, id } = operation;
  const count = concatenation ? Infinity : frames.length;
  const range = ranges?.find(([first, last]) => number >= first && number <= last);
  if (ranges && !range) return undefined;
  // Without a range, a mask is not among what is looked at.
  if (!ranges && operation.masks.includes(number)) return undefined;
  const masks = masksFor(operation, number, ranges?.[0]?.[0]);
  const contrast = Array.from({ length: averaged }, (_, at) => number + at);
  const isThere = (one: number) => one >= 1 && one <= count;
  if (!masks?.every(isThere) || !contrast.every(isThere)) return undefined;
  if (masks.length === contrast.length && masks.every((one, at) => one === contrast[at])) return undefined;
  const own = id === undefined ? undefined : attributesOf(frame)?.maskShifts?.find((one) => one.id === id);
  return { contrast, masks, shift: own?.shift ?? operation.shift };
}

function masksFor(
  { kind, masks, offset }: MaskOperation,
  number: number,
  first: number | undefined,
): readonly number[] | undefined {
  if (kind === 'AVG_SUB') return masks;
  if (kind === 'TID') return [number - offset];
  // Backwards from what is before the first of its ranges while the frames go forwards, whichever of them they are in
  // (PS3.3 C.7.6.10.1.1); without a range there is no before.
  return first === undefined ? undefined : [first - offset - (number - first)];
}
