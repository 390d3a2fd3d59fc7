import { byPart, numberInWhole } from './parts';
import { statedRanks } from './stated-order';
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
/** So are slices of a stated thickness, up to this and a twentieth of it: writers round the places of one volume otherwise. */
const ROUNDED_PLACE = 0.02;

/**
 * Display order (H6): by geometry where every frame has a plane and the planes are parallel and apart, else by frame or
 * instance number, else as they came, which is then said. Several volumes of one place go one after the other.
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
  const places = planes.map((one) => ({ ...one, along: dot(one.plane.position, normal) }));
  const placed = statedPlaces(places) ?? inOrder(places, normal);
  // All at one place is a cine or a perfusion run: geometry does not tell their order.
  const isApart = placed.some((volume) => neighbours(volume).some((pair) => stepOf(pair) > SAME_PLACE));
  if (!isApart) return undefined;

  const gaps: number[] = [];
  let before = 0;
  for (const volume of placed) {
    for (const gap of gapsIn(volume)) gaps.push(before + gap);
    before += volume.length;
  }
  return { frames: placed.flat().map(({ frame }) => frame), order: 'geometry', gaps };
}

/** By place along the stack; of one place by time. */
function inOrder(places: readonly Place[], normal: Vector): readonly (readonly Place[])[] {
  // Of a heart that was gated each place's pictures stay together, in the order of its beat.
  const isGated = places.some(({ frame }) => attributesOf(frame)?.beat !== undefined);
  const volumes: Volumes = isGated ? [places] : volumesOf(places);
  const forward = directionOf(volumes[0]) ?? customary(normal);
  return volumes.map((volume) =>
    along(volume, forward).sort((a, b) => a.along - b.along || byTime(a.frame, b.frame) || a.at - b.at),
  );
}

const along = (volume: readonly Place[], forward: 1 | -1): Place[] =>
  volume.map((place) => ({ ...place, along: place.along * forward }));

/**
 * In the order that their object states, where it goes along the stack as often as places have several pictures, and no more
 * often: through one volume after the other, or through what lies at one place before the next.
 */
function statedPlaces(places: readonly Place[]): readonly (readonly Place[])[] | undefined {
  const ranks = statedRanks(places.map(({ frame }) => frame));
  if (!ranks) return undefined;
  const sorted = places
    .map((place, at) => ({ ...place, at: ranks[at] as number }))
    .sort((a, b) => a.at - b.at);
  const apart = placeSize(places);
  const steps = neighbours(sorted).map(stepOf);
  const first = steps.find((step) => Math.abs(step) > apart);
  if (first === undefined) return undefined;
  const forward = first > 0 ? 1 : -1;
  const volumes: Place[][] = [];
  const met = new Map<number, number>();
  for (const [at, place] of along(sorted, forward).entries()) {
    const isBack = at === 0 || (steps[at - 1] as number) * forward < -apart;
    if (isBack) volumes.push([place]);
    else volumes.at(-1)?.push(place);
    const key = Math.round(place.along / apart);
    met.set(key, (met.get(key) ?? 0) + 1);
  }
  return volumes.length <= Math.max(...met.values()) ? volumes : undefined;
}

interface Place {
  readonly frame: Frame;
  readonly at: number;
  readonly plane: ImagePlane;
  /** mm along the stack */
  readonly along: number;
}

type Volumes = readonly [readonly Place[], ...(readonly Place[])[]];

/**
 * Where every place is there equally often, the volumes in the order of time or of their numbers (diffusion, perfusion,
 * phases): scrolling goes through one before the next begins. Where one of them lacks a slice, by the time or acquisition
 * that the pictures state. Else all of it is one.
 */
function volumesOf(places: readonly Place[]): Volumes {
  const apart = placeSize(places);
  const byPlace = new Map<number, Place[]>();
  for (const place of [...places].sort((a, b) => byTime(a.frame, b.frame) || a.at - b.at)) {
    const key = Math.round(place.along / apart);
    const here = byPlace.get(key) ?? byPlace.get(key - 1) ?? byPlace.get(key + 1);
    if (here) here.push(place);
    else byPlace.set(key, [place]);
  }
  const count = places.length / byPlace.size;
  if (count === 1 || byPlace.size < 2) return [places];
  const isEven = [...byPlace.values()].every(({ length }) => length === count);
  if (!isEven) return statedVolumes(places, [...byPlace.values()]) ?? [places];
  const volume = (at: number) => [...byPlace.values()].flatMap((here) => here.slice(at, at + 1));
  return [volume(0), ...Array.from({ length: count - 1 }, (_, at) => volume(at + 1))];
}

/** mm within which slices are at one place */
function placeSize(places: readonly Place[]): number {
  const thickness = places.reduce((least, { plane }) => Math.min(least, plane.thickness ?? 0), Infinity);
  return Math.max(SAME_PLACE, Math.min(ROUNDED_PLACE, thickness / 20));
}

/** Of volumes, for each picture of the fullest place: every place may lack another one */
const MOST_MOMENTS = 2;

const STATED: readonly ((frame: Frame) => number | undefined)[] = [
  (frame) => attributesOf(frame)?.temporalPosition,
  ({ instance }) => instance.acquisitionNumber,
];

/**
 * By what all pictures state, where no two pictures of one place state the same, and those of several places do: a moment that
 * is each slice's own tells no volumes apart.
 */
function statedVolumes(
  places: readonly Place[],
  byPlace: readonly (readonly Place[])[],
): Volumes | undefined {
  const most = Math.max(...byPlace.map(({ length }) => length));
  const tells = STATED.find(
    (told) =>
      byPlace.every((here) => {
        const values = here.map(({ frame }) => told(frame));
        return !values.includes(undefined) && new Set(values).size === values.length;
      }) && new Set(places.map(({ frame }) => told(frame))).size <= MOST_MOMENTS * most,
  );
  if (!tells) return undefined;
  const moments = [...new Set(places.map(({ frame }) => tells(frame) as number))].sort((a, b) => a - b);
  const [first, ...others] = moments.map((moment) => places.filter(({ frame }) => tells(frame) === moment));
  return first && [first, ...others];
}

/**
 * Positions within one volume before which a slice is missing: where two slices are further apart than their thicknesses
 * or the stated spacing let them touch (PS3.3 C.7.6.2.1.1), and further than slices of this stack usually are. Where
 * neither is stated, only the usual step tells.
 */
function gapsIn(volume: readonly Place[]): readonly number[] {
  const steps = neighbours(volume)
    .map((pair, at) => ({ at: at + 1, step: stepOf(pair), stated: statedStep(pair) }))
    .filter(({ step }) => step > SAME_PLACE);
  const usual = median(steps.map(({ step }) => step));
  const ratios = steps.map(({ step, stated }) => step / (stated ?? usual));
  const most = GAP * Math.max(1, median(ratios));
  const isFar = ratios.map((ratio) => ratio > most);
  // Slices that overlap still touch when one of them is missing: then its step stands out between two that are alike.
  const triples = neighbours(neighbours(steps));
  const standOut = triples.map(([[before, own], [, after]]) => {
    const areAlike = Math.abs(before.step / after.step - 1) < ALIKE;
    return areAlike && own.step > GAP * Math.max(before.step, after.step);
  });
  return steps.flatMap(({ at }, index) => (isFar[index] || standOut[index - 1] ? [at] : []));
}

type Pair = readonly [Pick<Place, 'plane' | 'along'>, Pick<Place, 'plane' | 'along'>];

const stepOf = ([one, other]: Pair): number => other.along - one.along;

/** mm between two slices that touch, or that are as far apart as the object says */
function statedStep([{ plane: one }, { plane: other }]: Pair): number | undefined {
  const isThick = one.thickness !== undefined && other.thickness !== undefined;
  const touching = isThick ? [(one.thickness + other.thickness) / 2] : [];
  const steps = [one.step, other.step].filter((step) => step !== undefined);
  const stated = Math.max(...steps, ...touching);
  return stated > 0 ? stated : undefined;
}

/**
 * The way the numbers run along the stack, where they all run one way: then "image 52" of a report is the 52nd.
 * 1 along the normal, -1 against it.
 */
function directionOf(places: readonly Place[]): 1 | -1 | undefined {
  const rank = (frame: Frame) =>
    frame.instance.frames.length > 1 || frame.instance.concatenation
      ? numberInWhole(frame)
      : frame.instance.instanceNumber;
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
  const ranks = statedRanks(frames);
  if (ranks) return { frames: inRank(frames, ranks), order: 'number', gaps: [] };
  const keys = frames.map(numberOf);
  const told = frames.length < 2 || new Set(keys).size === frames.length;
  const ordered = frames
    .map((frame, at) => ({ frame, at }))
    .sort((a, b) => compare(a.frame, b.frame) || a.at - b.at)
    .map(({ frame }) => frame);
  return { frames: ordered, order: told ? 'number' : 'guessed', gaps: [] };
}

function inRank(frames: readonly Frame[], ranks: readonly number[]): readonly Frame[] {
  const ordered = new Array<Frame>(frames.length);
  frames.forEach((frame, at) => (ordered[ranks[at] as number] = frame));
  return ordered;
}

const numberOf = ({ instance, number }: Frame) =>
  [
    instance.acquisitionNumber,
    instance.instanceNumber,
    instance.concatenation?.offset ?? instance.concatenation?.number,
    number,
  ].join('/');

/** Acquisition, then instance, then frame: absent numbers come last. Parts of one object are in its order. */
function compare(a: Frame, b: Frame): number {
  return (
    byPart(a, b) ||
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
