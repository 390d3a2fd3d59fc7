import { normalOf } from '../geometry/plane';
import type { Vector } from '../study/study';
import { dot, minus } from '../study/vector';
import type { DoseGrid, OverlayRefusal } from './overlay';
import type { FrameValues } from './segments';
import { placedSlice, placeOfPixel, type Slice } from './slice';

/** Planes by where they lie, whichever way the offsets run. */
interface Planes {
  readonly along: readonly number[];
  /** Positions of the frames */
  readonly frames: readonly number[];
}

const planesOf = ({ offsets }: Pick<DoseGrid, 'offsets'>): Planes => {
  const sorted = offsets.map((along, frame) => ({ along, frame })).sort((a, b) => a.along - b.along);
  return { along: sorted.map(({ along }) => along), frames: sorted.map(({ frame }) => frame) };
};

/** Parts of a step: places are given to a few digits */
const NOISE = 1e-4;

/** Reads doses of a grid at places in the patient. */
export type ReadDose = (place: Vector) => number | undefined;

/**
 * The dose at a place, in the grid's unit, between the eight values around it; `undefined` outside of it, which is not none.
 */
export function doseReader(grid: DoseGrid, valuesOf: FrameValues): ReadDose {
  const { plane, rows, columns, scaling } = grid;
  const { along, frames } = planesOf(grid);
  const normal = normalOf(plane);
  const [down, across] = plane.spacing;
  return (place) => {
    const from = minus(place, plane.position);
    const x = within(dot(from, plane.row) / across, columns - 1);
    const y = within(dot(from, plane.column) / down, rows - 1);
    const z = between(along, dot(from, normal));
    if (x === undefined || y === undefined || z === undefined) return undefined;
    const inPlane = (frame: number | undefined) => {
      const values = frame === undefined ? undefined : valuesOf(frame);
      return values && bilinear(values, columns, rows, x, y);
    };
    const low = inPlane(frames[z.at]);
    const high = z.part === 0 ? low : inPlane(frames[z.at + 1]);
    return low === undefined || high === undefined ? undefined : (low + (high - low) * z.part) * scaling;
  };
}

const within = (at: number, most: number): number | undefined =>
  at < -NOISE || at > most + NOISE ? undefined : Math.min(most, Math.max(0, at));

/** Between which two planes a distance is, and which part of the way. */
function between(
  along: readonly number[],
  at: number,
): { readonly at: number; readonly part: number } | undefined {
  const [first = 0, last = 0] = [along[0], along.at(-1)];
  if (at < first - NOISE || at > last + NOISE) return undefined;
  const next = along.findIndex((one) => one > at);
  if (next === -1) return { at: along.length - 1, part: 0 };
  if (next === 0) return { at: 0, part: 0 };
  const [low = 0, high = 0] = [along[next - 1], along[next]];
  return { at: next - 1, part: (at - low) / (high - low) };
}

function bilinear(values: ArrayLike<number>, columns: number, rows: number, x: number, y: number): number {
  const [left, top] = [Math.min(Math.floor(x), columns - 1), Math.min(Math.floor(y), rows - 1)];
  const [right, bottom] = [Math.min(left + 1, columns - 1), Math.min(top + 1, rows - 1)];
  const [partX, partY] = [x - left, y - top];
  const at = (row: number, column: number) => values[row * columns + column] ?? 0;
  const above = at(top, left) + (at(top, right) - at(top, left)) * partX;
  const below = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * partX;
  return above + (below - above) * partY;
}

/** Doses over a picture at every so many of its pixels; not a number where the grid does not reach. */
export interface DoseField {
  readonly columns: number;
  readonly rows: number;
  /** Pixels of the picture from one value to the next, and the first one's place among them */
  readonly step: number;
  readonly values: Float32Array;
}

export type DoseOnSlice =
  { readonly ok: true; readonly field: DoseField } | { readonly ok: false; readonly why: OverlayRefusal };

/** Values in a row or column of a field: a grid of doses is coarser than a picture */
const MOST = 256;

/** The doses in a picture's plane. */
export function doseOn(grid: DoseGrid, slice: Slice, valuesOf: FrameValues): DoseOnSlice {
  const placed = placedSlice(grid, slice);
  if (!placed.ok) return placed;
  const step = Math.max(1, Math.ceil(Math.max(slice.rows, slice.columns) / MOST));
  const [columns, rows] = [Math.ceil(slice.columns / step), Math.ceil(slice.rows / step)];
  const read = doseReader(grid, valuesOf);
  const values = new Float32Array(columns * rows);
  const middle = (step - 1) / 2;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      values[y * columns + x] =
        read(placeOfPixel(placed.slice.plane, [x * step + middle, y * step + middle])) ?? NaN;
  return { ok: true, field: { columns, rows, step, values } };
}

/** A grid with the largest dose that is in it, and what is not coloured of it. @param extremes stored values, of 0 too */
export const withExtremes = (
  grid: DoseGrid,
  [least, most]: readonly [least: number, most: number],
): DoseGrid => ({
  ...grid,
  most: most * grid.scaling,
  leftOut: [...grid.leftOut, ...(least < 0 ? [{ kind: 'below-nothing' } as const] : [])],
});

/** Shares of the largest dose at which lines are drawn */
const SHARES = [0.95, 0.9, 0.8, 0.7, 0.5, 0.3, 0.1];

export interface DoseLevel {
  readonly share: number;
  readonly value: number;
}

/** From the highest down. */
export const doseLevels = ({ most }: Pick<DoseGrid, 'most'>): readonly DoseLevel[] =>
  SHARES.map((share) => ({ share, value: share * most }));
