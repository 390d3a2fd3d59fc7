import { frameOrder } from '../study/order';
import { attributesOf, type Frame, type ImagePlane, type Vector } from '../study/study';
import { cross, dot, minus, plus, times } from '../study/vector';
import type { VolumeRefusal } from './refusal';

/** One slice of a volume. */
export interface VolumeSlice {
  /** Its position in the stack */
  readonly at: number;
  /** Centre of its first pixel, mm, in the patient's coordinates */
  readonly origin: Vector;
  /** mm along the normal */
  readonly along: number;
}

/**
 * Parallel slices of one grid, each with its own place (PS3.3 C.7.6.2.1.1): the step from one to the next is the
 * difference of their positions and not the normal, so that a tilted gantry and uneven steps are as they were.
 */
export interface Volume {
  readonly rows: number;
  readonly columns: number;
  /** Unit vectors along a row, along a column, and the way that slices are counted */
  readonly row: Vector;
  readonly column: Vector;
  readonly normal: Vector;
  /** mm between rows, mm between columns */
  readonly spacing: readonly [number, number];
  /** Along the normal */
  readonly slices: readonly VolumeSlice[];
  /** Positions in `slices` before which at least one slice is missing */
  readonly gaps: readonly number[];
  /** mm along the normal from most slices to the next */
  readonly step: number;
  /** Steps are not all alike, those over a missing slice left out */
  readonly uneven: boolean;
}

export type VolumeResult =
  { readonly ok: true; readonly volume: Volume } | { readonly ok: false; readonly why: VolumeRefusal };

/** Fewer are no volume. */
const LEAST = 3;
/** Cosine of a degree */
const PARALLEL = Math.cos(Math.PI / 180);
/** Two statements of one spacing differ by less than writers round. */
const SAME_SPACING = 1e-3;
/** mm; closer than this two pictures are at one place */
const SAME_PLACE = 0.02;
/** A longer step, in usual ones, that does not go on is a missing slice. */
const GAP = 1.75;
/** Shares by which steps may differ and be alike */
const ALIKE = 0.1;
const EVEN = 0.02;
/** Share of the picture's width that slices may lie beside one another from one to the next, beyond what their tilt makes */
const SIDEWAYS = 0.1;

/** A volume of these frames, or the reason why there is none. */
export function volumeOf(frames: readonly Frame[]): VolumeResult {
  const why = unfit(frames);
  if (why) return { ok: false, why };
  const planes = frames.map((frame) => attributesOf(frame)?.plane as ImagePlane);
  const [first] = planes as [ImagePlane];
  const normal = cross(first.row, first.column);
  const placed = planes
    .map(({ position }, at): VolumeSlice => ({ at, origin: position, along: dot(position, normal) }))
    // Nothing is known of what lies there.
    .filter(({ at }) => !frames[at]?.instance.absent)
    .sort((one, other) => one.along - other.along || one.at - other.at);

  const places = byPlace(placed);
  const images = Math.max(...places.map(({ length }) => length));
  if (images > 1)
    return { ok: false, why: { kind: 'several-at-one-place', images, parts: partsOf(places, images) } };

  const { rows, columns } = frames[0]?.instance.image as { rows: number; columns: number };
  const spacing = first.spacing as readonly [number, number];
  const steps = placed.slice(1).map(({ along }, at) => along - (placed[at] as VolumeSlice).along);
  const step = median(steps);
  const by = sideways(placed, normal);
  if (by > SIDEWAYS * columns * spacing[1]) return { ok: false, why: { kind: 'shifted', by } };
  const gaps = gapsIn(frames, placed, steps, step);
  return {
    ok: true,
    volume: {
      rows,
      columns,
      row: first.row,
      column: first.column,
      normal,
      spacing,
      slices: placed,
      gaps,
      step,
      uneven: steps.some((one, at) => Math.abs(one / step - 1) > EVEN && !gaps.includes(at + 1)),
    },
  };
}

/** What of the frames themselves forbids it, the plainest reason first. */
function unfit(frames: readonly Frame[]): VolumeRefusal | undefined {
  if (frames.some(isLocaliser)) return { kind: 'localisers' };
  if (frames.length < LEAST) return { kind: 'few-planes', count: frames.length };
  if (frames.some(isColour)) return { kind: 'colour' };
  const planes = frames.map((frame) => attributesOf(frame)?.plane);
  const without = planes.filter((plane) => plane === undefined).length;
  if (without > 0) return { kind: 'no-position', count: without };
  return unfitPlanes(planes as readonly ImagePlane[]) ?? unfitSizes(frames);
}

function unfitPlanes(planes: readonly ImagePlane[]): VolumeRefusal | undefined {
  const [first] = planes as readonly [ImagePlane];
  if (planes.some(({ frameOfReference }) => frameOfReference === undefined))
    return { kind: 'no-frame-of-reference' };
  if (planes.some(({ frameOfReference }) => frameOfReference !== first.frameOfReference))
    return { kind: 'frames-of-reference' };
  const least = Math.min(...planes.map((plane) => alignment(plane, first)));
  if (least < PARALLEL) return { kind: 'turned', degrees: degreesOf(least) };
  if (planes.some(({ spacing }) => spacing === undefined)) return { kind: 'no-spacing' };
  const other = planes.find((plane) => spacingChange(first, plane) !== undefined);
  const spacings = other && spacingChange(first, other);
  return spacings && { kind: 'spacing', spacings };
}

function unfitSizes(frames: readonly Frame[]): VolumeRefusal | undefined {
  const sizes = new Set(frames.map(({ instance: { image } }) => `${image?.rows}x${image?.columns}`));
  return sizes.size > 1 ? { kind: 'size' } : undefined;
}

/** The cosine of the larger of the angles between rows, and between columns. */
const alignment = (one: ImagePlane, other: ImagePlane): number =>
  Math.min(dot(one.row, other.row), dot(one.column, other.column));

const degreesOf = (cosine: number): number => (Math.acos(Math.max(-1, cosine)) * 180) / Math.PI;

/** The two values of a spacing that is not the same in both. */
function spacingChange(
  { spacing: a = [0, 0] }: ImagePlane,
  { spacing: b = [0, 0] }: ImagePlane,
): readonly [number, number] | undefined {
  const axis = ([0, 1] as const).find((at) => Math.abs(b[at] / a[at] - 1) > SAME_SPACING);
  return axis === undefined ? undefined : [a[axis], b[axis]];
}

/** Image Type says so at the third value or later (PS3.3 C.7.6.1.1.2, C.8.2.1.1.1). */
function isLocaliser(frame: Frame): boolean {
  const types = (attributesOf(frame)?.distinctions ?? []).filter(
    ({ kind }) => kind === 'image-type' || kind === 'frame-type',
  );
  return types.some(({ value }) => /\b(LOCALI[SZ]ER|SCOUT)\b/i.test(String(value)));
}

/** Grey with colours above it, too: between a grey and a colour that stands for a number there is neither. */
function isColour(frame: Frame): boolean {
  const { image } = frame.instance;
  if (image === undefined) return false;
  const isSupplemented = image.supplement !== undefined && !attributesOf(frame)?.isMonochrome;
  return image.samplesPerPixel > 1 || image.photometric === 'PALETTE COLOR' || isSupplemented;
}

/** Slices of one place together, places in their order. */
function byPlace(placed: readonly VolumeSlice[]): readonly (readonly VolumeSlice[])[] {
  const places: VolumeSlice[][] = [];
  for (const slice of placed) {
    const here = places.at(-1);
    const before = here?.at(-1);
    if (here && before && slice.along - before.along < SAME_PLACE) here.push(slice);
    else places.push([slice]);
  }
  return places;
}

/** The first of each place, the second of each, and so on, as the stack has them. */
function partsOf(
  places: readonly (readonly VolumeSlice[])[],
  images: number,
): readonly (readonly number[])[] {
  if (places.length < LEAST || places.some(({ length }) => length !== images)) return [];
  const ordered = places.map((place) => place.map(({ at }) => at).sort((a, b) => a - b));
  return Array.from({ length: images }, (_, part) =>
    ordered.flatMap((place) => place.slice(part, part + 1)).sort((a, b) => a - b),
  );
}

/** By how many mm a slice lies at most beside where the tilt of the whole puts it, seen from the one before. */
function sideways(placed: readonly VolumeSlice[], normal: Vector): number {
  const across = placed.slice(1).map((slice, at) => {
    const by = minus(slice.origin, (placed[at] as VolumeSlice).origin);
    const along = dot(by, normal);
    return { lean: minus(by, times(normal, along)), along };
  });
  // Per mm, axis by axis: the tilt of most of them
  const usual = ([0, 1, 2] as const).map((axis) =>
    median(across.map(({ lean, along }) => lean[axis] / along)),
  );
  const tilt = usual as unknown as Vector;
  return Math.max(...across.map(({ lean, along }) => Math.hypot(...minus(lean, times(tilt, along)))));
}

/** Where the stack's own order says so, and where a step is longer than the others and stays alone. */
function gapsIn(
  frames: readonly Frame[],
  placed: readonly VolumeSlice[],
  steps: readonly number[],
  usual: number,
): readonly number[] {
  const { frames: ordered, gaps } = frameOrder(frames.filter(({ instance }) => !instance.absent));
  const told = new Set(
    gaps.map((gap) => {
      const pair = [ordered[gap - 1], ordered[gap]].map((frame) => frames.indexOf(frame as Frame));
      return Math.max(...pair.map((at) => placed.findIndex((slice) => slice.at === at)));
    }),
  );
  const isAlike = (step: number, other: number | undefined) =>
    other !== undefined && Math.abs(other / step - 1) < ALIKE;
  steps.forEach((step, at) => {
    const goesOn = isAlike(step, steps[at - 1]) || isAlike(step, steps[at + 1]);
    if (step > GAP * usual && !goesOn) told.add(at + 1);
  });
  return [...told].sort((a, b) => a - b);
}

/** Of at least one value */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** The centre of a slice's first pixel at a place between two slices: at the one before where `share` is 0. */
export function originBetween({ slices }: Volume, at: number, share: number): Vector {
  const before = slices[at] as VolumeSlice;
  const after = slices[at + 1] ?? before;
  return plus(before.origin, times(minus(after.origin, before.origin), share));
}
