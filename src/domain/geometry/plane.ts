import type { DisplaySet } from '../study/display-set';
import { attributesOf, type Frame, type ImagePlane, type Vector } from '../study/study';
import { cross, dot } from '../study/vector';

/** Of two unit vectors that lie within a degree of each other. */
const PARALLEL = 0.9998;

export const planeOf = (frame: Frame | undefined): ImagePlane | undefined =>
  frame && attributesOf(frame)?.plane;

export const normalOf = ({ row, column }: ImagePlane): Vector => cross(row, column);

/** Planes that face the same way, or opposite ways. */
export const areParallel = (one: ImagePlane, other: ImagePlane): boolean =>
  Math.abs(dot(normalOf(one), normalOf(other))) > PARALLEL;

/** Places in both mean the same: one coordinate system (PS3.3 C.7.4.1), which both name. */
export const shareFrameOfReference = (one: ImagePlane, other: ImagePlane): boolean =>
  one.frameOfReference !== undefined && one.frameOfReference === other.frameOfReference;

/** The plane that all slices of a display set are parallel to; `undefined` where they have none. */
export const planeOfStack = ({ frames }: Pick<DisplaySet, 'frames'>): ImagePlane | undefined =>
  planeOf(frames[0]);
