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

/** A step this much longer than slices that touch, or than the usual step of slices that do not, is a missing slice. */
const GAP = 1.5;
/** Steps that differ by a smaller share are alike. */
const ALIKE = 0.1;
/** Closer than this, in mm, two slices are at the same place. */
const SAME_PLACE = 1e-3;

/**
 * Display order (H6): by geometry where every frame has a plane and the planes are parallel and apart, else by frame or
 * instance number, else as they came, which is then said. Several volumes of one place go one after the other.
 */
export function frameOrder(frames: readonly Frame[]): OrderedFrames {
  return byGeometry(frames) ?? byNumber(frames);
}

function byGeometry(frames: readonly Frame[]): OrderedFrames | undefined {
  const planes = frames.map((frame) => attributesOf(frame)?.plane);
  const first = planes[0];
  if (frames.length < 2 || first === undefined || !planes.every((plane) => isParallel(plane, first)))
    return undefined;

  const normal = cross(first.row, first.column);
  const places = frames.map((frame, at) => {
    const plane = planes[at] ?? first;
    return { frame, at, plane, along: dot(plane.position, normal) };
  });
  const volumes = volumesOf(places);
  const forward = directionOf(volumes[0] ?? places) ?? customary(normal);
  const placed = volumes.map((volume) =>
    volume
      .map((place) => ({ ...place, along: place.along * forward }))
      .sort((a, b) => a.along - b.along || byTime(a.frame, b.frame) || a.at - b.at),
  );
  const isApart = placed.some((volume) =>
    volume.some(({ along }) => along - (volume[0]?.along ?? along) > SAME_PLACE),
  );
  // All at one place is a cine or a perfusion run: geometry does not tell their order.
  if (!isApart) return undefined;

  const starts = placed.map((_, at) => placed.slice(0, at).reduce((sum, { length }) => sum + length, 0));
  const gaps = placed.flatMap((volume, at) => gapsIn(volume).map((gap) => gap + (starts[at] ?? 0)));
  return { frames: placed.flat().map(({ frame }) => frame), order: 'geometry', gaps };
}

interface Place {
  readonly frame: Frame;
  readonly at: number;
  readonly plane: ImagePlane;
  /** mm along the stack */
  readonly along: number;
}

/**
 * Where every place is there equally often, the volumes in the order of time or of their numbers (diffusion, perfusion,
 * phases): scrolling goes through one before the next begins. Else all of it is one.
 */
function volumesOf(places: readonly Place[]): readonly (readonly Place[])[] {
  const byPlace = new Map<number, Place[]>();
  for (const place of [...places].sort((a, b) => byTime(a.frame, b.frame) || a.at - b.at)) {
    const key = Math.round(place.along / SAME_PLACE);
    const here = byPlace.get(key) ?? byPlace.get(key - 1) ?? byPlace.get(key + 1);
    if (here) here.push(place);
    else byPlace.set(key, [place]);
  }
  const count = places.length / byPlace.size;
  const isEven = [...byPlace.values()].every(({ length }) => length === count);
  if (count < 2 || byPlace.size < 2 || !isEven) return [places];
  return Array.from({ length: count }, (_, at) => [...byPlace.values()].flatMap((here) => here[at] ?? []));
}

/**
 * Positions within one volume before which a slice is missing: where two slices are further apart than their thicknesses
 * or the stated spacing let them touch (PS3.3 C.7.6.2.1.1), and further than slices of this stack usually are. Where
 * neither is stated, only the usual step tells.
 */
function gapsIn(volume: readonly Place[]): readonly number[] {
  const steps = volume.slice(1).flatMap((place, at) => {
    const before = volume[at];
    if (before === undefined) return [];
    const step = place.along - before.along;
    return step > SAME_PLACE ? [{ at: at + 1, step, stated: statedStep(before.plane, place.plane) }] : [];
  });
  const usual = median(steps.map(({ step }) => step));
  const ratios = steps.map(({ step, stated }) => step / (stated ?? usual));
  const most = GAP * Math.max(1, median(ratios));
  // Slices that overlap still touch when one of them is missing: then its step stands out between two that are alike.
  const standsOut = (index: number) => {
    const [before, own, after] = [steps[index - 1]?.step, steps[index]?.step, steps[index + 1]?.step];
    if (before === undefined || own === undefined || after === undefined) return false;
    return Math.abs(before / after - 1) < ALIKE && own > GAP * Math.max(before, after);
  };
  return steps.flatMap(({ at }, index) => ((ratios[index] ?? 0) > most || standsOut(index) ? [at] : []));
}

/** mm between two slices that touch, or that are as far apart as the object says */
function statedStep(one: ImagePlane, other: ImagePlane): number | undefined {
  const touching =
    one.thickness !== undefined && other.thickness !== undefined
      ? (one.thickness + other.thickness) / 2
      : undefined;
  const steps = [one.step, other.step, touching].filter((step) => step !== undefined && step > 0);
  return steps.length > 0 ? Math.max(...steps.map((step) => step ?? 0)) : undefined;
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
  const steps = numbered.slice(1).map((place, at) => {
    const before = numbered[at];
    return before?.rank === undefined || place.rank === undefined || place.rank === before.rank
      ? NaN
      : place.along - before.along;
  });
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
function isParallel(plane: ImagePlane | undefined, other: ImagePlane): boolean {
  return (
    plane !== undefined && dot(plane.row, other.row) > 0.9998 && dot(plane.column, other.column) > 0.9998
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
