import { attributesOf, type Frame, type ImagePlane, type Vector } from '../study/study';
import { areParallel, normalOf, planeOf, shareFrameOfReference } from '../geometry/plane';
import type { InstanceUid } from '../ids';
import { dot, minus, plus, times } from '../study/vector';
import type { OverlayHead, OverlayRefusal, PlacedPlane } from './overlay';

/** A picture that something is to be drawn over. */
export interface Slice {
  readonly instance: InstanceUid;
  /** From 1 */
  readonly frame: number;
  readonly rows: number;
  readonly columns: number;
  readonly plane?: ImagePlane;
  /** mm along its normal, against it and with it, within which a place is nearer to it than to its neighbours */
  readonly reach: readonly [before: number, after: number];
  /** A plane that was made of a volume: what was drawn on others is cut by it */
  readonly isMade?: true;
}

/** Beyond the usual step by this factor a slice is missing: what lies there is of no picture. */
const GAP = 1.75;
/** Pictures of one place are no neighbours. */
const SAME_PLACE = 0.01;
/** mm: a slice of which nothing says how thick it is */
const THIN = 1;

/** The picture at a position of a stack; `undefined` where it has no pixels. */
export function sliceOf(frames: readonly Frame[], at: number): Slice | undefined {
  const frame = frames[at];
  const image = frame?.instance.image;
  if (!frame || !image) return undefined;
  const plane = attributesOf(frame)?.plane;
  return {
    instance: frame.instance.uid,
    frame: frame.number,
    rows: image.rows,
    columns: image.columns,
    plane,
    reach: plane ? reachOf(frames, plane) : [0, 0],
  };
}

/** Half way to the slices before and behind; where there is none, or it is beyond a gap, half the usual step. */
function reachOf(frames: readonly Frame[], plane: ImagePlane): Slice['reach'] {
  const normal = normalOf(plane);
  const away = frames
    .map(planeOf)
    .filter(
      (other) => other !== undefined && areParallel(other, plane) && shareFrameOfReference(other, plane),
    )
    .map((other) => dot(minus((other ?? plane).position, plane.position), normal))
    .sort((a, b) => a - b);
  const steps = away
    .map((place, index) => place - (away[index - 1] ?? NaN))
    .filter((step) => step > SAME_PLACE)
    .sort((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? plane.step ?? plane.thickness ?? THIN;
  const near = (distance: number | undefined) =>
    (distance === undefined || distance > usual * GAP ? usual : distance) / 2;
  const before = away.filter((place) => place < -SAME_PLACE).at(-1);
  const after = away.find((place) => place > SAME_PLACE);
  return [near(before === undefined ? undefined : -before), near(after)];
}

/** mm: places are given to a few digits */
const NOISE = 1e-3;

/** Whether a distance along a slice's normal is the slice's own; half way is the slice's behind. */
export const isOfSlice = ({ reach: [before, after] }: Pick<Slice, 'reach'>, along: number): boolean =>
  along >= -before - NOISE && along < after - NOISE;

/** A slice that has a place. */
export type PlacedSlice = Slice & { readonly plane: PlacedPlane };

type Placed =
  { readonly ok: true; readonly slice: PlacedSlice } | { readonly ok: false; readonly why: OverlayRefusal };

/**
 * Whether places in an overlay mean the same as in a picture: both name one frame of reference. That they belong to one
 * study, or look alike, says nothing.
 */
export function placedSlice(
  { frameOfReference }: Pick<OverlayHead, 'frameOfReference'>,
  slice: Slice,
): Placed {
  const { plane } = slice;
  if (!plane?.spacing) return { ok: false, why: { kind: 'no-plane', of: 'picture' } };
  if (frameOfReference === undefined)
    return { ok: false, why: { kind: 'no-frame-of-reference', of: 'overlay' } };
  if (plane.frameOfReference === undefined)
    return { ok: false, why: { kind: 'no-frame-of-reference', of: 'picture' } };
  if (plane.frameOfReference !== frameOfReference)
    return { ok: false, why: { kind: 'another-frame-of-reference' } };
  return { ok: true, slice: { ...slice, plane: { ...plane, spacing: plane.spacing } } };
}

/** The place of a pixel's middle in the patient; the first pixel's is 0, 0. */
export const placeOfPixel = (
  { position, row, column, spacing: [down, across] }: PlacedPlane,
  [x, y]: readonly [number, number],
): Vector => plus(plus(position, times(row, x * across)), times(column, y * down));

/** Where a place lies in a picture, from its first pixel's outer corner, and how far from its plane. */
export function inPicture(
  plane: PlacedPlane,
  place: Vector,
): { readonly point: readonly [number, number]; readonly along: number } {
  const [down, across] = plane.spacing;
  const from = minus(place, plane.position);
  return {
    point: [dot(from, plane.row) / across + 0.5, dot(from, plane.column) / down + 0.5],
    along: dot(from, normalOf(plane)),
  };
}
