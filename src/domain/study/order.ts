import { attributesOf, type Frame, type ImagePlane, type Vector } from './study';
import { cross, dot } from './vector';

/** By what frames were put in order. `guessed`: nothing in the objects tells, they stand as they came. */
export type FrameOrder = 'geometry' | 'number' | 'guessed';

export interface OrderedFrames {
  readonly frames: readonly Frame[];
  readonly order: FrameOrder;
  /** Positions before which at least one slice is missing */
  readonly gaps: readonly number[];
}

/** A step this much longer than the usual one is a missing slice, not variable spacing. */
const GAP = 1.75;
/** Closer than this, in mm, two slices are at the same place. */
const SAME_PLACE = 1e-3;

/**
 * Display order (H6): by geometry where every frame has a plane and the planes are parallel and apart, else by frame or
 * instance number, else as they came, which is then said.
 */
export function frameOrder(frames: readonly Frame[]): OrderedFrames {
  return byGeometry(frames) ?? byNumber(frames);
}

function byGeometry(frames: readonly Frame[]): OrderedFrames | undefined {
  const planes = frames.flatMap((frame, at) => {
    const plane = attributesOf(frame)?.plane;
    return plane ? [{ frame, at, plane }] : [];
  });
  const [first, ...others] = planes;
  if (first === undefined || others.length === 0 || planes.length < frames.length) return undefined;
  if (!others.every(({ plane }) => isParallel(plane, first.plane))) return undefined;

  const normal = cross(first.plane.row, first.plane.column);
  const places = planes.map(({ frame, at, plane }) => ({ frame, at, along: dot(plane.position, normal) }));
  const forward = directionOf(places) ?? customary(normal);
  const placed = places
    .map((place) => ({ ...place, along: place.along * forward }))
    .sort((a, b) => a.along - b.along || byTime(a.frame, b.frame) || a.at - b.at);
  const steps = neighbours(placed).map(([before, place]) => place.along - before.along);
  const apart = steps.filter((step) => step > SAME_PLACE);
  // All at one place is a cine or a perfusion run: geometry does not tell their order.
  if (apart.length === 0) return undefined;

  const usual = median(apart);
  const gaps = steps.flatMap((step, at) => (step > usual * GAP ? [at + 1] : []));
  return { frames: placed.map(({ frame }) => frame), order: 'geometry', gaps };
}

interface Place {
  readonly frame: Frame;
  readonly along: number;
}

/**
 * The way the numbers run along the stack, where they all run one way: then "image 52" of a report is the 52nd.
 * 1 along the normal, -1 against it.
 */
function directionOf(places: readonly Place[]): 1 | -1 | undefined {
  const rank = ({ instance, number }: Frame) =>
    instance.frames.length > 1 ? number : instance.instanceNumber;
  const numbered = places
    .map(({ frame, along }) => ({ rank: rank(frame), along }))
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const steps = neighbours(numbered).map(([before, place]) =>
    before.rank === undefined || place.rank === undefined || place.rank === before.rank
      ? NaN
      : place.along - before.along,
  );
  if (steps.every((step) => step >= 0)) return 1;
  return steps.every((step) => step <= 0) ? -1 : undefined;
}

/** From the head down, from the front back, from the right across: as stacks are usually read. */
function customary([x, y, z]: Vector): 1 | -1 {
  const strongest = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
  if (strongest === Math.abs(z)) return z > 0 ? -1 : 1;
  if (strongest === Math.abs(y)) return y > 0 ? 1 : -1;
  return x > 0 ? 1 : -1;
}

function byNumber(frames: readonly Frame[]): OrderedFrames {
  const keys = frames.map(numberOf);
  const told = frames.length < 2 || new Set(keys).size === frames.length;
  const ordered = frames
    .map((frame, at) => ({ frame, at }))
    .sort((a, b) => compare(a.frame, b.frame) || a.at - b.at)
    .map(({ frame }) => frame);
  return { frames: ordered, order: told ? 'number' : 'guessed', gaps: [] };
}

const numberOf = ({ instance, number }: Frame) =>
  `${instance.acquisitionNumber ?? ''}/${instance.instanceNumber ?? ''}/${number}`;

/** Acquisition, then instance, then frame: absent numbers come last. */
function compare(a: Frame, b: Frame): number {
  return (
    difference(a.instance.acquisitionNumber, b.instance.acquisitionNumber) ||
    difference(a.instance.instanceNumber, b.instance.instanceNumber) ||
    a.number - b.number
  );
}

function byTime(a: Frame, b: Frame): number {
  const time = difference(attributesOf(a)?.temporalPosition, attributesOf(b)?.temporalPosition);
  return time || compare(a, b);
}

function difference(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0;
  return (a ?? Infinity) - (b ?? Infinity);
}

/** Parallel to a degree: a gantry tilt is the same on every slice. */
function isParallel(plane: ImagePlane, other: ImagePlane): boolean {
  return dot(plane.row, other.row) > 0.9998 && dot(plane.column, other.column) > 0.9998;
}

/** Each member of a list but the last with the one that follows it */
const neighbours = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.slice(1).map((next, at) => [list[at] as T, next]);

/** Of at least one value */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
