import { KINDS, kindOf } from './kinds';
import { byPart, repeatedParts } from './parts';
import { attributesOf, type Distinction, type Frame, type ImagePlane, type Instance } from './study';
import { cross, dot, minus } from './vector';

/** Frames that belong on one stack, in no order yet. */
export interface Stack {
  /** Unique among the stacks of a series, and the same whenever the same instances come */
  readonly key: string;
  readonly frames: readonly Frame[];
  /** What of their distinctions tells it from the other stacks of its series; empty where nothing has to */
  readonly apart: readonly Distinction[];
}

/** Modalities whose images are views of their own, not slices of one stack, unless they say where they lie. */
const SINGLE_VIEW = new Set(['CR', 'DX', 'MG', 'PX', 'IO', 'RG', 'XC']);

/** Cosine of one degree: a writer's rounding, a gantry tilt or a hand on the probe stays below it. */
const PARALLEL = Math.cos(Math.PI / 180);
/** Two statements of one spacing differ by less than writers round. */
const SAME_SPACING = 1e-3;
/** mm; closer than this two pictures are at the same place */
const SAME_PLACE = 1e-3;
/** As many pictures, each of its own direction, are a turn around something; fewer are a localiser's planes. */
const LEAST_OF_A_TURN = 4;
/** More values than these are a course in time, not kinds of picture to choose from. */
const MOST_VALUES = 24;
/** What a picture is of, or what was computed of it, is no course, however many there are and of however few pictures. */
const NO_COURSE: ReadonlySet<Distinction['kind']> = new Set([
  'segment',
  'frame-type',
  'image-type',
  'derivation',
]);

/**
 * What belongs on one stack: by what the objects say of themselves before what their geometry says. An object of several
 * frames is never mixed with another, and one that is stored in parts is one; projections are alone unless they have a place in the patient (tomosynthesis of the
 * older kind); else pictures of one matrix, spacing, direction and frame of reference.
 */
export function stacksOf(instances: readonly Instance[]): readonly Stack[] {
  const repeated = repeatedParts(instances);
  const againOf = (one: Instance): readonly Distinction[] => {
    const value = repeated.get(one);
    return value === undefined ? [] : [{ kind: 'part', value }];
  };
  const keyOf = (one: Instance) => (repeated.has(one) ? `again:${one.uid}` : objectOf(one));
  return [...grouped(instances, keyOf)].flatMap(([key, members]) =>
    splitByDistinction(members.flatMap(framesOf))
      .flatMap(({ frames, apart }) =>
        directions(frames)
          .flatMap(reconstructions)
          .map((some) => ({ ...some, apart })),
      )
      .sort((one, other) => byNumber(one.first, other.first))
      // Numbered, not described: what a lone first picture is shown as keeps its key when the others have come.
      .map(({ frames, apart }, at) => ({
        key: `${key}#${at}`,
        frames,
        apart: [...apart, ...members.flatMap(againOf)],
      })),
  );
}

/** The frames of an instance; an object without pixels, and a level of a slide, stands for itself, as one frame. */
const framesOf = (instance: Instance): readonly Frame[] =>
  Array.from({ length: instance.slide ? 1 : Math.max(1, instance.frames.length) }, (_, at) => ({
    instance,
    number: at + 1,
  }));

/** Instances of unlike keys never share a stack. */
function objectOf(instance: Instance): string {
  const { image, slide, concatenation } = instance;
  if (slide && image) return `slide:${slide.holds === 'tissue' ? slide.of : ''}`;
  const isAlone = KINDS[kindOf(instance)].alone;
  if (concatenation && image && !isAlone) return `parts:${concatenation.uid}`;
  if (instance.frames.length > 1 || isAlone) return instance.uid;
  if (image === undefined) return `none:${instance.sopClass}`;
  const plane = instance.frames[0]?.plane;
  if (SINGLE_VIEW.has(instance.modality) && plane === undefined) return instance.uid;
  const view = SINGLE_VIEW.has(instance.modality)
    ? `${instance.laterality ?? ''}${instance.view ?? ''}${instance.intent ?? ''}:`
    : '';
  // Colours from a palette are no greys, though each is one number.
  const samples = image.photometric === 'PALETTE COLOR' ? 'p' : image.samplesPerPixel;
  return `${view}${image.rows}x${image.columns}x${samples}${plane ? '' : '-'}`;
}

/** Frames by the values of their distinctions, in the order in which the values are met. */
function splitByDistinction(frames: readonly Frame[]): readonly Omit<Stack, 'key'>[] {
  const distinctionsOf = settled(frames);
  const values = new Map<Distinction['kind'], Set<string | number>>();
  for (const frame of frames)
    for (const { kind, value } of distinctionsOf(frame))
      values.set(kind, (values.get(kind) ?? new Set()).add(value));
  const places = byPlace(frames);
  const told = [...values].flatMap(([kind, { size }]) => {
    const isSeveral = size > 1 || kind === WITHOUT;
    const isTold = isSeveral && (size <= MOST_VALUES || NO_COURSE.has(kind));
    return isTold && tellsAtOnePlace(kind, places, distinctionsOf) ? [kind] : [];
  });
  const partsBy = (kinds: readonly Distinction['kind'][]) =>
    grouped(frames, (frame) => textOf(distinctionsOf(frame).filter(({ kind }) => kinds.includes(kind))));
  // What was computed, or acquired otherwise, has words of its own mostly: then that it was tells no more.
  const telling = told.filter((kind) => !SECOND.includes(kind));
  for (const kind of SECOND)
    if (told.includes(kind) && partsBy([...telling, kind]).size > partsBy(telling).size) telling.push(kind);
  const apartBy = (frame: Frame) => distinctionsOf(frame).filter(({ kind }) => telling.includes(kind));
  const parts = partsBy(telling);
  // Of one place, each picture of another echo or b-value: a course to scroll through.
  const isCourse =
    parts.size >= LEAST_OF_A_TURN &&
    !telling.some((kind) => NO_COURSE.has(kind)) &&
    [...parts.values()].every(({ length }) => length === 1);
  if (isCourse) return [{ frames, apart: [] }];
  return [...parts.values()].map((some) => ({
    frames: some,
    apart: some.slice(0, 1).flatMap(apartBy),
  }));
}

type Told = (frame: Frame) => readonly Distinction[];

/** Of numbers that scanners compute anew for each picture: how far two of one kind may be apart, and the digits that are said. */
const COMPUTED: Partial<Record<Distinction['kind'], readonly [apart: number, digits: number]>> = {
  'b-value': [0.5, 0],
  'echo-time': [0.05, 1],
  'inversion-time': [0.05, 1],
  'flip-angle': [0.05, 1],
  voltage: [0.5, 1],
  thickness: [0.01, 2],
};
/** Or by such a share of itself */
const SAME_SHARE = 0.01;

/** What frames say of themselves, with one value for numbers that differ by less than scanners mean. */
function settled(frames: readonly Frame[]): Told {
  const of = (frame: Frame) => attributesOf(frame)?.distinctions ?? [];
  const said = new Map<Distinction['kind'], number[]>();
  for (const { kind, value } of frames.flatMap(of))
    if (kind in COMPUTED && typeof value === 'number') {
      const values = said.get(kind);
      if (values) values.push(value);
      else said.set(kind, [value]);
    }
  const one = new Map([...said].map(([kind, values]) => [kind, together(kind, values)]));
  const own = new Map<readonly Distinction[], readonly Distinction[]>();
  return (frame) => {
    const all = of(frame);
    const known = own.get(all);
    if (known) return known;
    const made = all.map(({ kind, value }) => ({
      kind,
      value: (typeof value === 'number' ? one.get(kind)?.get(value) : undefined) ?? value,
    }));
    own.set(all, made);
    return made;
  };
}

/** Each value with the one that stands for it: of those that are alike the middle one. */
function together(kind: Distinction['kind'], values: readonly number[]): ReadonlyMap<number, number> {
  const [apart, digits] = COMPUTED[kind] as readonly [number, number];
  const found = new Map<number, number>();
  let alike: number[] = [];
  const close = () => {
    const middle = alike[Math.floor(alike.length / 2)] as number;
    // What is small has a digit more.
    const rounded = Number(middle < 1 ? middle.toPrecision(2) : middle.toFixed(digits));
    for (const value of alike) found.set(value, rounded);
    alike = [];
  };
  for (const value of [...values].sort((a, b) => a - b)) {
    const [least = value] = alike;
    if (value - least > Math.max(apart, SAME_SHARE * value)) close();
    alike.push(value);
  }
  close();
  return found;
}

const textOf = (some: readonly Distinction[]) => some.map(({ kind, value }) => `${kind}=${value}`).join(';');

/** The frames of each place, without those that do not say where they lie. */
function byPlace(frames: readonly Frame[]): readonly (readonly Frame[])[] {
  const placed = frames.filter((frame) => planeOf(frame) !== undefined);
  const placeOf = (frame: Frame) => {
    const { position, row, column } = planeOf(frame) as ImagePlane;
    return [...position, ...row, ...column].map((part) => Math.round(part / SAME_PLACE)).join();
  };
  return [...grouped(placed, placeOf).values()];
}

/** What tells only where two pictures lie at one place: elsewhere a stack may be of several. */
const OF_ONE_PLACE: ReadonlySet<Distinction['kind']> = new Set(['image-type', 'derivation']);

/** How pictures were acquired: it tells nothing where each place has its own, as inversion times and thicknesses may be. */
const ACQUIRED: readonly Distinction['kind'][] = [
  'inversion-time',
  'flip-angle',
  'diffusion',
  'contrast',
  'voltage',
  'kernel',
  'thickness',
];
/** What most pictures that lack it do not say */
const WITHOUT: Distinction['kind'] = 'contrast';
/** What is said only where the others do not tell pictures apart */
const SECOND: readonly Distinction['kind'][] = [...ACQUIRED, 'derivation'];

function tellsAtOnePlace(
  kind: Distinction['kind'],
  places: readonly (readonly Frame[])[],
  distinctionsOf: Told,
): boolean {
  if (OF_ONE_PLACE.has(kind)) return places.some(({ length }) => length > 1);
  if (!ACQUIRED.includes(kind)) return true;
  const valueOf = (frame: Frame) => distinctionsOf(frame).find((one) => one.kind === kind)?.value;
  const valuesIn = (some: readonly Frame[]) =>
    new Set(some.map(valueOf).filter((value) => value !== undefined || kind === WITHOUT)).size;
  const all = valuesIn(places.flat());
  const most = places.reduce((largest, here) => Math.max(largest, valuesIn(here)), 0);
  return (most > 1 && all === most) || (RECONSTRUCTED.has(kind) && isInterleaved(places, valueOf, all));
}

/** Several volumes are reconstructed of what was taken once, with slices at places of their own. */
const RECONSTRUCTED: ReadonlySet<Distinction['kind']> = new Set(['kernel', 'thickness']);

/**
 * Whether slices of several values lie between one another all along, so that no place has two: a stack whose slices are thinner
 * in a part of it goes from the one value to the other and back at most.
 */
function isInterleaved(
  places: readonly (readonly Frame[])[],
  valueOf: (frame: Frame) => string | number | undefined,
  count: number,
): boolean {
  if (count < 2) return false;
  const placed = places.map(([frame]) => ({
    frame: frame as Frame,
    plane: planeOf(frame as Frame) as ImagePlane,
  }));
  const { plane } = placed[0] as { readonly plane: ImagePlane };
  if (!placed.every((one) => isDirectedLike(plane, one.plane))) return false;
  const normal = cross(plane.row, plane.column);
  const values = placed
    .map(({ frame, plane: { position } }) => ({ along: dot(position, normal), value: valueOf(frame) }))
    .sort((a, b) => a.along - b.along)
    .map(({ value }) => value);
  const changes = values.slice(1).filter((value, at) => value !== values[at]).length;
  return changes > 2 * count;
}

/**
 * Several volumes of one thickness that nothing but their numbers tells apart: these go through all places more than once, and the
 * slices of each time touch, as those of a stack that was taken in turns (the odd ones, then the even ones) do not.
 */
function reconstructions(direction: Direction): readonly Direction[] {
  const { frames } = direction;
  const plane = planeOf(direction.first);
  if (!plane?.thickness || frames.some(({ instance }) => instance.instanceNumber === undefined))
    return [direction];
  const normal = cross(plane.row, plane.column);
  const steps = frames
    .slice(1)
    .map((frame, at) =>
      dot(
        minus((planeOf(frame) as ImagePlane).position, (planeOf(frames[at] as Frame) as ImagePlane).position),
        normal,
      ),
    );
  const runs: Frame[][] = [[direction.first]];
  for (const [at, step] of steps.entries()) {
    const isBack = step * (steps[0] as number) < 0;
    if (!isBack && Math.abs(step) > plane.thickness * TOUCHING) return [direction];
    const next = frames[at + 1] as Frame;
    if (isBack) runs.push([next]);
    else runs.at(-1)?.push(next);
  }
  const places = byPlace(frames);
  const runOf = new Map(runs.flatMap((run, at) => run.map((frame) => [frame, at] as const)));
  const isSeveral =
    places.length === frames.length && isInterleaved(places, (frame) => runOf.get(frame), runs.length);
  return isSeveral ? runs.map((run) => ({ first: run[0] as Frame, frames: run })) : [direction];
}

/** Steps of slices that touch, in their thickness: writers round it */
const TOUCHING = 1.05;

interface Direction {
  /** The first of its frames by number */
  readonly first: Frame;
  readonly frames: readonly Frame[];
}

/** Frames that are parallel, of one spacing and one frame of reference; a turn around something stays together. */
function directions(frames: readonly Frame[]): readonly Direction[] {
  const found: { readonly first: Frame; readonly frames: Frame[] }[] = [];
  // By number, so that the same instances are parted alike in whatever order they came.
  for (const frame of [...frames].sort(byNumber)) {
    const fitting = found.find(({ first }) => isLike(planeOf(first), planeOf(frame)));
    if (fitting) fitting.frames.push(frame);
    else found.push({ first: frame, frames: [frame] });
  }
  const [turn] = found;
  const isTurn =
    turn !== undefined &&
    found.length >= LEAST_OF_A_TURN &&
    found.every(
      ({ first, frames: some }) => some.length === 1 && isOfOneSpace(planeOf(turn.first), planeOf(first)),
    );
  return isTurn ? [{ first: turn.first, frames: found.map(({ first }) => first) }] : found;
}

const planeOf = (frame: Frame): ImagePlane | undefined => attributesOf(frame)?.plane;

function isLike(one: ImagePlane | undefined, other: ImagePlane | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return isDirectedLike(one, other) && isOfOneSpace(one, other);
}

const isDirectedLike = (one: ImagePlane, other: ImagePlane): boolean =>
  dot(one.row, other.row) > PARALLEL && dot(one.column, other.column) > PARALLEL;

function isOfOneSpace(one: ImagePlane | undefined, other: ImagePlane | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [a, b] = [one.spacing, other.spacing];
  const isSpaced = a === undefined || b === undefined ? a === b : isClose(a[0], b[0]) && isClose(a[1], b[1]);
  return isSpaced && one.frameOfReference === other.frameOfReference;
}

const isClose = (one: number, other: number) => Math.abs(one / other - 1) <= SAME_SPACING;

function byNumber(one: Frame, other: Frame): number {
  const part = byPart(one, other);
  if (part !== 0) return part;
  const [a = Infinity, b = Infinity] = [one.instance.instanceNumber, other.instance.instanceNumber];
  if (a !== b) return a - b;
  if (one.instance.uid !== other.instance.uid) return one.instance.uid < other.instance.uid ? -1 : 1;
  return one.number - other.number;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
