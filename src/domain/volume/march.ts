import type { Vector } from '../study/study';
import { cross, dot, plus, times } from '../study/vector';
import { inGrid, type SolidGrid } from './solid-grid';
import type { Transfer } from './solid-presets';

/** How a solid is looked at: from far away, so that nothing is smaller for being farther. */
export interface SolidView {
  /** What lies in the middle of the picture */
  readonly middle: Vector;
  /** Unit vectors in the picture, to the right and down */
  readonly right: Vector;
  readonly down: Vector;
  /** mm a pixel */
  readonly pitch: number;
  readonly columns: number;
  readonly rows: number;
}

/** Of each of the grid's axes the part that is seen, 0 to 1 from its beginning */
export type Clip = readonly [Span, Span, Span];
type Span = readonly [from: number, to: number];

export const WHOLE: Clip = [
  [0, 1],
  [0, 1],
  [0, 1],
];

/** Light that is left when nothing behind can be seen any more */
const DARK = 0.03;
/** Side of the blocks that are passed over where nothing in them is seen, in voxels: a power of two */
const BLOCK = 8;
const SHIFT = 3;
/** Light that falls on everything; the rest from where one looks */
const AMBIENT = 0.35;

/**
 * What one looks at through a transfer of values to light: front to back along each ray, in steps of a voxel, shaded by
 * the gradient. Blocks in which nothing is seen are passed over.
 * @returns RGBA, black where nothing is
 */
export function march(
  grid: SolidGrid,
  transfer: Transfer,
  view: SolidView,
  clip: Clip = WHOLE,
  body?: Uint8Array,
  rows: readonly [from: number, to: number] = [0, view.rows],
  blocks: Uint8Array = seenBlocks(grid, transfer, body),
): Uint8ClampedArray<ArrayBuffer> {
  const { size, spacing, values } = grid;
  const [columns, lines] = size;
  const { opacity, red, green, blue } = transfer;
  const along = cross(view.right, view.down);
  const step = Math.min(...spacing);
  const inVoxels = (direction: Vector): Vector => [
    (dot(direction, grid.axes[0]) * step) / spacing[0],
    (dot(direction, grid.axes[1]) * step) / spacing[1],
    (dot(direction, grid.axes[2]) * step) / spacing[2],
  ];
  const [dx, dy, dz] = inVoxels(along);
  // The light comes from where one looks, in the grid's own axes.
  const light = [dot(along, grid.axes[0]), dot(along, grid.axes[1]), dot(along, grid.axes[2])] as const;
  const least = clip.map(([from], at) => Math.max(0, from * (size[at] as number) - 0.5));
  const most = clip.map(([, to], at) =>
    Math.min((size[at] as number) - 1.001, to * (size[at] as number) - 0.5),
  );
  const across = Math.ceil(columns / BLOCK);
  const areaOfBlocks = across * Math.ceil(lines / BLOCK);
  const area = columns * lines;
  const [from, to] = rows;
  const pixels = new Uint8ClampedArray((to - from) * view.columns * 4);

  for (let row = from; row < to; row++)
    for (let column = 0; column < view.columns; column++) {
      const place = plus(
        plus(view.middle, times(view.right, (column - (view.columns - 1) / 2) * view.pitch)),
        times(view.down, (row - (view.rows - 1) / 2) * view.pitch),
      );
      const [x0, y0, z0] = inGrid(grid, place);
      const [start, end] = within([x0, y0, z0], [dx, dy, dz], least, most);
      let left = 1;
      let [r, g, b] = [0, 0, 0];
      for (let t = start; t <= end && left > DARK; t++) {
        const [x, y, z] = [x0 + t * dx, y0 + t * dy, z0 + t * dz];
        const [ix, iy, iz] = [x | 0, y | 0, z | 0];
        if (blocks[(iz >> SHIFT) * areaOfBlocks + (iy >> SHIFT) * across + (ix >> SHIFT)] === 0) {
          t += stepsOutOfBlock(x, y, z, dx, dy, dz) - 1;
          continue;
        }
        const at = iz * area + iy * columns + ix;
        if (body && body[at] === 0) continue;
        const number = sampled(values, at, columns, area, x - ix, y - iy, z - iz);
        const held = opacity[number | 0] as number;
        if (held === 0) continue;
        const alpha = 1 - (1 - held) ** step;
        const shade = AMBIENT + (1 - AMBIENT) * shadeAt(values, at, columns, area, spacing, light);
        const weight = left * alpha * shade;
        r += weight * (red[number | 0] as number);
        g += weight * (green[number | 0] as number);
        b += weight * (blue[number | 0] as number);
        left *= 1 - alpha;
      }
      const pixel = ((row - from) * view.columns + column) * 4;
      pixels[pixel] = r;
      pixels[pixel + 1] = g;
      pixels[pixel + 2] = b;
      pixels[pixel + 3] = 255;
    }
  return pixels;
}

/** From which step to which a ray is in the part that is seen; the first is after the last where it is not at all. */
function within(
  from: Vector,
  by: Vector,
  least: readonly number[],
  most: readonly number[],
): readonly [number, number] {
  let [start, end] = [-Infinity, Infinity];
  for (const axis of [0, 1, 2] as const) {
    const [low, high] = [least[axis] as number, most[axis] as number];
    if (Math.abs(by[axis]) < 1e-9) {
      if (from[axis] < low || from[axis] > high) return [1, 0];
      continue;
    }
    const one = (low - from[axis]) / by[axis];
    const other = (high - from[axis]) / by[axis];
    start = Math.max(start, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  return [Math.ceil(start), Math.floor(end)];
}

/** Steps of a ray until it is in another block */
function stepsOutOfBlock(x: number, y: number, z: number, dx: number, dy: number, dz: number): number {
  const room = (at: number, by: number) => {
    if (Math.abs(by) < 1e-6) return Infinity;
    const start = (at >> SHIFT) << SHIFT;
    return by > 0 ? (start + BLOCK - at) / by : (start - at) / by;
  };
  return Math.max(1, Math.ceil(Math.min(room(x, dx), room(y, dy), room(z, dz)) + 1e-6));
}

function sampled(
  values: Uint8Array,
  at: number,
  columns: number,
  area: number,
  fx: number,
  fy: number,
  fz: number,
): number {
  const near = plane(values, at, columns, fx, fy);
  return near + fz * (plane(values, at + area, columns, fx, fy) - near);
}

function plane(values: Uint8Array, at: number, columns: number, fx: number, fy: number): number {
  const one = values[at] as number;
  const two = values[at + columns] as number;
  const upper = one + fx * ((values[at + 1] as number) - one);
  const lower = two + fx * ((values[at + columns + 1] as number) - two);
  return upper + fy * (lower - upper);
}

/** How much of the light a surface throws back, 0 to 1; all of it where nothing changes */
function shadeAt(
  values: Uint8Array,
  at: number,
  columns: number,
  area: number,
  spacing: readonly [number, number, number],
  light: readonly [number, number, number],
): number {
  const gx = (valueAt(values, at + 1) - valueAt(values, at - 1)) / spacing[0];
  const gy = (valueAt(values, at + columns) - valueAt(values, at - columns)) / spacing[1];
  const gz = (valueAt(values, at + area) - valueAt(values, at - area)) / spacing[2];
  const length = Math.sqrt(gx * gx + gy * gy + gz * gz);
  if (length < 1) return 1;
  return Math.abs(gx * light[0] + gy * light[1] + gz * light[2]) / length;
}

/** Beyond the grid there is nothing. */
const valueAt = (values: Uint8Array, at: number): number => values[at] ?? 0;

/** Which blocks have something that is seen: their own voxels, and the first of those beside them. */
export function seenBlocks(
  { size, values }: Pick<SolidGrid, 'size' | 'values'>,
  { opacity }: Pick<Transfer, 'opacity'>,
  body?: Uint8Array,
): Uint8Array {
  const [columns, rows, slices] = size;
  const [across, down, deep] = size.map((count) => Math.ceil(count / BLOCK)) as [number, number, number];
  const blocks = new Uint8Array(across * down * deep);
  for (let z = 0; z < slices; z++)
    for (let y = 0; y < rows; y++)
      for (let x = 0, at = (z * rows + y) * columns; x < columns; x++, at++) {
        if ((opacity[values[at] as number] as number) === 0 || (body && body[at] === 0)) continue;
        // A voxel is sampled from the one before it as well.
        for (const bz of [z, z - 1])
          for (const by of [y, y - 1])
            for (const bx of [x, x - 1])
              if (bx >= 0 && by >= 0 && bz >= 0)
                blocks[(bz >> SHIFT) * across * down + (by >> SHIFT) * across + (bx >> SHIFT)] = 1;
      }
  return blocks;
}
