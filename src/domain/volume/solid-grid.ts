import type { Vector } from '../study/study';
import { dot, minus, plus, times } from '../study/vector';
import { reachAlong } from './places';
import { reslice } from './reslice';
import { HERE, type Voxels } from './voxels';

/** A volume as 3D is made of: a regular grid of half its width, height and depth, in 8 bits. */
export interface SolidGrid {
  /** Voxels along rows, columns and the normal */
  readonly size: readonly [number, number, number];
  /** mm from one to the next */
  readonly spacing: readonly [number, number, number];
  /** Unit vectors at right angles */
  readonly axes: readonly [Vector, Vector, Vector];
  /** Centre of the first voxel */
  readonly origin: Vector;
  /** 0 is no value; 1 to 255 are `range` */
  readonly values: Uint8Array;
  readonly range: readonly [least: number, most: number];
  /** What is joined to the body, found when it is first asked for: 1 is, 0 is not */
  readonly body?: Uint8Array;
}

/** Voxels at most: half of a CT of 512 × 512 × 300, and some */
const MOST = 14_000_000;

/**
 * Voxels of twice the size, each the mean of up to 2 × 2 × 2: a place half the way between eight is their mean by linear
 * interpolation. Tilt and uneven steps are as they are in planes; where steps are longer than that, they stay.
 * @param range of values that 8 bits are for; the volume's own where absent
 */
export function solidGrid(voxels: Voxels, range?: readonly [number, number]): SolidGrid {
  const { volume } = voxels;
  const axes = [volume.row, volume.column, volume.normal] as const;
  const reach = axes.map((axis) => reachAlong(volume, axis));
  const lengths = reach.map(([from, to]) => to - from) as [number, number, number];
  const wished = [
    2 * volume.spacing[1],
    2 * volume.spacing[0],
    Math.max(2 * Math.min(...volume.spacing), volume.step),
  ];
  const count = lengths.reduce((product, length, at) => product * (length / (wished[at] as number)), 1);
  const coarser = Math.max(1, Math.cbrt(count / MOST));
  const size = lengths.map((length, at) =>
    Math.max(1, Math.round(length / ((wished[at] as number) * coarser))),
  ) as [number, number, number];
  const spacing = lengths.map((length, at) => length / (size[at] as number)) as [number, number, number];
  const first = axes.map((axis, at) =>
    times(axis, (reach[at] as readonly [number, number])[0] + (spacing[at] as number) / 2),
  );
  const origin = first.reduce<Vector>((sum, part) => plus(sum, part), [0, 0, 0]);
  const layer = (at: number) =>
    reslice(voxels, {
      origin: plus(origin, times(axes[2], at * spacing[2])),
      right: times(axes[0], spacing[0]),
      down: times(axes[1], spacing[1]),
      columns: size[0],
      rows: size[1],
    });
  const [least, most] = range ?? rangeOf(layer(Math.floor(size[2] / 2)).values);
  const area = size[0] * size[1];
  const values = new Uint8Array(area * size[2]);
  for (let z = 0; z < size[2]; z++) {
    const made = layer(z);
    for (let at = 0; at < area; at++)
      if (made.states[at] === HERE) {
        const share = ((made.values[at] as number) - least) / (most - least);
        values[z * area + at] = 1 + Math.round(254 * (share < 0 ? 0 : share > 1 ? 1 : share));
      }
  }
  return { size, spacing, axes, origin, values, range: [least, most] };
}

/** From the least value to nearly the largest: a few that are far beyond the others say nothing of the rest. */
function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  const sorted = Float32Array.from(values).filter(Number.isFinite).sort();
  const [least = 0, most = 1] = [sorted[0], sorted[Math.floor(sorted.length * 0.998)]];
  return most > least ? [least, most] : [least, least + 1];
}

/** Steps that thin things are worn away by: a table's shell, and where the body rests on it */
const WORN = 2;

/**
 * What is joined to the body: of all that is denser than air the largest piece, after thin joints were worn away, and then
 * grown to what it was. A table is another piece, or is worn away as a whole.
 * @param least the grid's number from which on there is no air
 */
export function bodyOf({ size, values }: Pick<SolidGrid, 'size' | 'values'>, least: number): Uint8Array {
  const dense = values.map((value) => (value >= least ? 1 : 0));
  let worn: Uint8Array = dense;
  for (let step = 0; step < WORN; step++) worn = eroded(worn, size);
  const piece = largestPiece(worn, size);
  let grown = piece;
  // One step more than was worn away: corners come back
  for (let step = 0; step <= WORN; step++) grown = dilated(grown, size, dense);
  return filled(grown, size);
}

type Size = SolidGrid['size'];

const neighboursOf = ([columns, rows]: Size) => [1, -1, columns, -columns, columns * rows, -columns * rows];

function eroded(mask: Uint8Array, size: Size): Uint8Array {
  const made = new Uint8Array(mask.length);
  const steps = neighboursOf(size);
  for (let at = 0; at < mask.length; at++)
    if (mask[at] === 1 && steps.every((step) => mask[at + step] === 1)) made[at] = 1;
  return made;
}

function dilated(mask: Uint8Array, size: Size, within: Uint8Array): Uint8Array {
  const made = mask.slice();
  const steps = neighboursOf(size);
  for (let at = 0; at < mask.length; at++)
    if (mask[at] === 0 && within[at] === 1 && steps.some((step) => mask[at + step] === 1)) made[at] = 1;
  return made;
}

function largestPiece(mask: Uint8Array, size: Size): Uint8Array {
  const steps = neighboursOf(size);
  const piece = new Int32Array(mask.length);
  const queue = new Int32Array(mask.length);
  let best = { number: 0, count: 0 };
  let number = 0;
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || piece[start] !== 0) continue;
    number++;
    let end = 0;
    queue[end++] = start;
    piece[start] = number;
    for (let next = 0; next < end; next++)
      for (const step of steps) {
        const at = (queue[next] as number) + step;
        if (mask[at] !== 1 || piece[at] !== 0) continue;
        piece[at] = number;
        queue[end++] = at;
      }
    if (end > best.count) best = { number, count: end };
  }
  return Uint8Array.from(piece, (one) => (one === best.number && one !== 0 ? 1 : 0));
}

/** Air within the body belongs to it: row by row, what lies between its ends. */
function filled(mask: Uint8Array, [columns, rows, slices]: Size): Uint8Array {
  const made = mask.slice();
  for (let line = 0; line < rows * slices; line++) {
    const [from, to] = [line * columns, (line + 1) * columns];
    const first = mask.subarray(from, to).indexOf(1);
    if (first >= 0) made.fill(1, from + first, from + mask.subarray(from, to).lastIndexOf(1) + 1);
  }
  return made;
}

/** A place of the patient in the grid's voxels. */
export const inGrid = ({ origin, axes, spacing }: SolidGrid, at: Vector): Vector => {
  const from = minus(at, origin);
  return [dot(from, axes[0]) / spacing[0], dot(from, axes[1]) / spacing[1], dot(from, axes[2]) / spacing[2]];
};
