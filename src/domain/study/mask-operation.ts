/** Pixels down, and pixels towards the left-hand column (PS3.3 C.7.6.10.1.2) */
export type MaskShift = readonly [down: number, left: number];

/** One item of the Mask Subtraction Sequence (PS3.3 C.7.6.10): by which frames some frames of a run are subtracted. */
export interface MaskOperation {
  readonly kind: 'AVG_SUB' | 'TID' | 'REV_TID';
  /** First and last of each range of frames that it is for, from 1; absent where it is for all that it can be for */
  readonly ranges?: readonly (readonly [first: number, last: number])[];
  /** AVG_SUB: the frames whose mean is the mask, from 1 */
  readonly masks: readonly number[];
  /** TID and REV_TID: how many frames earlier the mask is */
  readonly offset: number;
  /** Frames from the shown one on whose mean the mask is taken from */
  readonly averaged: number;
  readonly shift: MaskShift;
  /** Subtraction Item ID (0028,9416), by which a frame has a shift of its own */
  readonly id?: number;
}
