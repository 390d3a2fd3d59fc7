import type { Vector } from '../study/study';
import { cross, dot, plus, times, unitOf } from '../study/vector';
import { voxelAlong } from './places';
import type { Volume } from './volume';
import { COMING, HERE, ladderOf, OUTSIDE, type Ladder, type SliceValues, type Voxels } from './voxels';

/** A picture to be made: where the centre of its first pixel lies, and the way to the next, right and down, mm. */
export interface Plane {
  readonly origin: Vector;
  readonly right: Vector;
  readonly down: Vector;
  readonly columns: number;
  readonly rows: number;
}

/** How what lies in front of and behind a plane becomes one picture. */
export type SlabKind = 'mip' | 'minip' | 'mean';
export const SLABS: readonly SlabKind[] = ['mip', 'minip', 'mean'];

export interface Slab {
  readonly kind: SlabKind;
  /** mm, half of it on either side */
  readonly thickness: number;
}

/** Values of a plane, pixel by pixel, and why there is none where there is none. */
export interface Resliced {
  readonly values: Float32Array<ArrayBuffer>;
  /** HERE, OUTSIDE, MISSING or COMING for each */
  readonly states: Uint8Array<ArrayBuffer>;
}

/** Samples of a slab for each voxel that it goes through */
const FINE = 2;

/**
 * The values in a plane by linear interpolation between eight voxels, along rows, columns and the step from slice to
 * slice; the largest, the smallest or the mean of the samples through a slab. Nothing is made up where a slice is
 * missing: a slab that crosses such a place has no value there.
 * @param samples of a slab for each voxel that it goes through
 */
export function reslice(voxels: Voxels, plane: Plane, slab?: Slab, samples = FINE): Resliced {
  const ladder = ladderOf(voxels);
  const count = plane.columns * plane.rows;
  const values = new Float32Array(count);
  const states = new Uint8Array(count).fill(OUTSIDE);
  if (slab === undefined) {
    layer(voxels, ladder, plane, values, states);
    return finished(voxels, { values, states });
  }
  const one = { values: new Float32Array(count), states: new Uint8Array(count) };
  const weights = new Float32Array(count);
  // The largest value is the smallest number where they run against one another.
  const add = ADD[voxels.slope < 0 ? AGAINST[slab.kind] : slab.kind];
  const shifts = shiftsOf(voxels, plane, slab, samples);
  shifts.forEach((shift, at) => {
    // The outermost samples stand for half as much of the slab.
    const weight = at === 0 || at === shifts.length - 1 ? 0.5 : 1;
    layer(voxels, ladder, { ...plane, origin: plus(plane.origin, shift) }, one.values, one.states);
    add({ values, states, weights }, one, weight);
  });
  if (slab.kind === 'mean')
    for (let at = 0; at < count; at++) values[at] = (values[at] as number) / (weights[at] || 1);
  return finished(voxels, { values, states });
}

/** How many samples `reslice` takes of a slab. */
export function samplesOf(
  voxels: Pick<Voxels, 'volume'>,
  normal: Vector,
  thickness: number,
  each = FINE,
): number {
  return Math.max(2, Math.ceil((thickness / voxelAlong(voxels.volume, normal)) * each) + 1);
}

function shiftsOf(
  voxels: Voxels,
  { right, down }: Plane,
  { thickness }: Slab,
  each: number,
): readonly Vector[] {
  const normal = unitOf(cross(right, down));
  const count = samplesOf(voxels, normal, thickness, each);
  return Array.from({ length: count }, (_, at) => times(normal, (at / (count - 1) - 0.5) * thickness));
}

interface Sum extends Resliced {
  readonly weights: Float32Array;
}

type Add = (sum: Sum, more: Resliced, weight: number) => void;

/** One more layer of a slab: where that has no value the slab has none, unless it is outside. */
const adding =
  (
    join: (value: number, more: number, weight: number) => number,
    first: (more: number, weight: number) => number,
  ): Add =>
  ({ values, states, weights }, { values: more, states: moreStates }, weight) => {
    for (let at = 0; at < values.length; at++) {
      const state = moreStates[at] as number;
      const before = states[at] as number;
      if (state === OUTSIDE || before > OUTSIDE) continue;
      states[at] = state;
      if (state !== HERE) continue;
      const value = more[at] as number;
      values[at] = before === HERE ? join(values[at] as number, value, weight) : first(value, weight);
      (weights[at] as number) += weight;
    }
  };

const itself = (more: number) => more;

const ADD: Readonly<Record<SlabKind, Add>> = {
  mip: adding((value, more) => (more > value ? more : value), itself),
  minip: adding((value, more) => (more < value ? more : value), itself),
  mean: adding(
    (value, more, weight) => value + more * weight,
    (more, weight) => more * weight,
  ),
};

const AGAINST: Readonly<Record<SlabKind, SlabKind>> = { mip: 'minip', minip: 'mip', mean: 'mean' };

function finished({ slope, intercept }: Voxels, { values, states }: Resliced): Resliced {
  for (let at = 0; at < values.length; at++)
    values[at] = states[at] === HERE ? (values[at] as number) * slope + intercept : NaN;
  return { values, states };
}

/** Numbers of one plane, before their rescaling. */
function layer(
  { volume, padding }: Voxels,
  ladder: Ladder,
  plane: Plane,
  values: Float32Array,
  states: Uint8Array,
): void {
  if (ladder.values.length === 0) {
    states.fill(COMING);
    return;
  }
  const start = gridOf(volume, plane.origin);
  const right = gridOf(volume, plane.right);
  const down = gridOf(volume, plane.down);
  const row: Row = {
    ladder,
    padding,
    columns: volume.columns,
    rows: volume.rows,
    count: plane.columns,
    right,
    from: start,
    values,
    states,
    to: 0,
  };
  // Rows that lie within one slice, or between two, need not look for theirs at each pixel.
  const draw = Math.abs(right.s * plane.columns) < ON_THE_SLICE ? levelRow : slantedRow;
  for (let j = 0; j < plane.rows; j++) {
    const from = { x: start.x + j * down.x, y: start.y + j * down.y, s: start.s + j * down.s };
    draw({ ...row, from, to: j * plane.columns });
  }
}

/** One row of a picture, and where it lies in the slices */
interface Row {
  readonly ladder: Ladder;
  readonly padding: Voxels['padding'];
  /** Of the slices */
  readonly columns: number;
  readonly rows: number;
  /** Pixels of the row */
  readonly count: number;
  readonly from: Grid;
  readonly right: Grid;
  readonly values: Float32Array;
  readonly states: Uint8Array;
  /** Where its first pixel goes */
  readonly to: number;
}

function slantedRow(row: Row): void {
  const { ladder, count, from, right, states, to } = row;
  const { across, down, values: slices } = ladder;
  const between: Between = { state: HERE, at: 0, share: 0 };
  for (let i = 0; i < count; i++) {
    findBetween(ladder, from.s + i * right.s, between);
    if (between.state !== HERE) {
      states[to + i] = between.state;
      continue;
    }
    const { at, share } = between;
    const next = share > 0 ? at + 1 : at;
    const acrossHere = across[at] as number;
    const downHere = down[at] as number;
    const x = from.x + i * right.x - acrossHere - share * ((across[next] as number) - acrossHere);
    const y = from.y + i * right.y - downHere - share * ((down[next] as number) - downHere);
    put(row, slices[at] as SliceValues, slices[next] as SliceValues, share, x, y, to + i);
  }
}

function levelRow(row: Row): void {
  const { ladder, count, from, states, to } = row;
  const between: Between = { state: HERE, at: 0, share: 0 };
  findBetween(ladder, from.s, between);
  if (between.state === HERE) stretch(row, between);
  else states.fill(between.state, to, to + count);
}

/** Between which slices a place lies: `share` of the way from one to the next. */
interface Between {
  state: number;
  at: number;
  share: number;
}

/** Written into what the place before was written into: neighbours lie near one another, and nothing is made. */
function findBetween(ladder: Ladder, s: number, found: Between): void {
  const { along, between, below, above, bottom, top } = ladder;
  const last = along.length - 1;
  found.share = 0;
  if (s < bottom || s > top) {
    found.state = OUTSIDE;
  } else if (s < (along[0] as number)) {
    found.state = below;
    found.at = 0;
  } else if (s >= (along[last] as number)) {
    found.state = s > (along[last] as number) ? above : HERE;
    found.at = last;
  } else {
    let at = found.at;
    while (s < (along[at] as number)) at--;
    while (s >= (along[at + 1] as number)) at++;
    const start = along[at] as number;
    const share = (s - start) / ((along[at + 1] as number) - start);
    const gap = between[at] as number;
    const isOnNext = share > 1 - ON_THE_SLICE;
    found.state = gap === HERE || share < ON_THE_SLICE || isOnNext ? HERE : gap;
    found.at = isOnNext ? at + 1 : at;
    found.share = share < ON_THE_SLICE || isOnNext ? 0 : share;
  }
}

/** All of a row at one place along the slices. */
function stretch(row: Row, { at, share }: Between): void {
  const { ladder, count, from, right, to } = row;
  const next = share > 0 ? at + 1 : at;
  const one = ladder.values[at] as SliceValues;
  const other = ladder.values[next] as SliceValues;
  const acrossHere = ladder.across[at] as number;
  const downHere = ladder.down[at] as number;
  const startX = from.x - acrossHere - share * ((ladder.across[next] as number) - acrossHere);
  const startY = from.y - downHere - share * ((ladder.down[next] as number) - downHere);
  for (let i = 0; i < count; i++)
    put(row, one, other, share, startX + i * right.x, startY + i * right.y, to + i);
}

/** The value at a place between two slices, in their pixels. */
function put(
  { columns, rows, padding, values, states }: Row,
  one: SliceValues,
  other: SliceValues,
  share: number,
  x: number,
  y: number,
  to: number,
): void {
  const mostX = columns - 1;
  const mostY = rows - 1;
  if (!(x >= -0.5 && x <= mostX + 0.5 && y >= -0.5 && y <= mostY + 0.5)) {
    states[to] = OUTSIDE;
    return;
  }
  const inX = x < 0 ? 0 : x > mostX ? mostX : x;
  const inY = y < 0 ? 0 : y > mostY ? mostY : y;
  const x0 = inX | 0;
  const y0 = inY | 0;
  const fx = inX - x0;
  const fy = inY - y0;
  const a = y0 * columns + x0;
  const b = x0 < mostX ? a + 1 : a;
  const c = y0 < mostY ? a + columns : a;
  states[to] = HERE;
  if (padding) {
    const value = unpadded(one, other, padding, [a, b, c, c + b - a], fx, fy, share);
    if (value === undefined) states[to] = OUTSIDE;
    values[to] = value ?? 0;
    return;
  }
  const value = between4(one, a, b, c, fx, fy);
  values[to] = share > 0 ? value + share * (between4(other, a, b, c, fx, fy) - value) : value;
}

/** A place as close to a slice as this, in steps, is in it. */
const ON_THE_SLICE = 1e-6;

/** A place or a way in pixels of the slices, and in mm along their normal. */
interface Grid {
  readonly x: number;
  readonly y: number;
  readonly s: number;
}

function gridOf({ row, column, normal, spacing }: Volume, vector: Vector): Grid {
  return {
    x: dot(vector, row) / spacing[1],
    y: dot(vector, column) / spacing[0],
    s: dot(vector, normal),
  };
}

function between4(from: SliceValues, a: number, b: number, c: number, fx: number, fy: number): number {
  const one = from[a] as number;
  const two = from[c] as number;
  const upper = one + fx * ((from[b] as number) - one);
  const lower = two + fx * ((from[c + b - a] as number) - two);
  return upper + fy * (lower - upper);
}

/** The same of what is no background alone; `undefined` where most of it is. */
function unpadded(
  one: SliceValues,
  other: SliceValues,
  [from, to]: readonly [number, number],
  corners: readonly number[],
  fx: number,
  fy: number,
  share: number,
): number | undefined {
  let weight = 0;
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const at = corners[corner & 3] as number;
    const value = (corner < 4 ? one : other)[at] as number;
    if (value >= from && value <= to) continue;
    const by = (corner & 1 ? fx : 1 - fx) * (corner & 2 ? fy : 1 - fy) * (corner & 4 ? share : 1 - share);
    weight += by;
    sum += value * by;
  }
  return weight >= 0.5 ? sum / weight : undefined;
}
