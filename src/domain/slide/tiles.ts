import type { Instance } from '../study/study';
import { keyOf } from './build';
import type { Pair, Slide, SlideLevel } from './slide';

/** A frame of a tile, and where its first pixel lies in the tile. */
export interface TileFrame {
  readonly instance: Instance;
  /** From 1 */
  readonly number: number;
  readonly at: Pair;
}

/** What there is for a place of the grid: frames, glass that nobody stored, or a part that is not here. */
export type Tile =
  | { readonly kind: 'frames'; readonly frames: readonly TileFrame[] }
  | { readonly kind: 'absent' | 'missing' };

/**
 * What is at a place of a level's grid. Frames that say nothing of their place go through the columns, the rows, the focal
 * planes, then the optical paths (PS3.3 C.7.6.17.3).
 * @param cell row × tiles in a row + column, from 0
 */
export function tileAt({ grid, parts }: SlideLevel, path: string, plane: number, cell: number): Tile {
  const tiles = grid[0] * grid[1];
  let isSparse = false;
  for (const part of parts) {
    const { instance, placed, paths } = part;
    if (placed) {
      isSparse = true;
      const frames = placed.get(keyOf(path, plane, cell));
      if (frames) return { kind: 'frames', frames: frames.map((frame) => ({ instance, ...frame })) };
      continue;
    }
    const channel = paths.indexOf(path);
    if (channel < 0 || plane >= part.planes) continue;
    const number = (channel * part.planes + plane) * tiles + cell - part.offset;
    if (number >= 0 && number < part.frames)
      return { kind: 'frames', frames: [{ instance, number: number + 1, at: [0, 0] }] };
  }
  // A path that a level has nothing of is nothing that is missing in it.
  const isOfLevel = parts.some(({ paths }) => paths.includes(path));
  return { kind: isSparse || !isOfLevel ? 'absent' : 'missing' };
}

/** A rectangle of the slide: from its left upper corner. */
export interface Area {
  readonly from: Pair;
  readonly size: Pair;
}

/** The tiles of a level that lie in an area, those nearest to its middle first. */
export function cellsIn({ grid, tile, pitch, offset }: SlideLevel, { from, size }: Area): readonly number[] {
  const span = (axis: 0 | 1): Pair => {
    const length = tile[axis] * pitch[axis];
    const begin = (from[axis] - offset[axis]) / length;
    const last = Math.min(grid[axis] - 1, Math.ceil(begin + size[axis] / length) - 1);
    return [Math.max(0, Math.floor(begin)), last];
  };
  const [[left, right], [top, bottom]] = [span(0), span(1)];
  const cells: number[] = [];
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) cells.push(row * grid[0] + column);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const away = (cell: number) => Math.hypot((cell % grid[0]) - x, Math.floor(cell / grid[0]) - y);
  return cells.sort((a, b) => away(a) - away(b));
}

/** What of a tile lies in the matrix, in pixels: writers fill the rest of a last one with anything. */
export function validPixels({ grid, tile, matrix }: SlideLevel, cell: number): Pair {
  const [column, row] = [cell % grid[0], Math.floor(cell / grid[0])];
  return [Math.min(tile[0], matrix[0] - column * tile[0]), Math.min(tile[1], matrix[1] - row * tile[1])];
}

/** Where a tile lies on the slide. */
export function areaOf(level: SlideLevel, cell: number): Area {
  const { grid, tile, pitch, offset } = level;
  const [columns, rows] = validPixels(level, cell);
  return {
    from: [
      offset[0] + (cell % grid[0]) * tile[0] * pitch[0],
      offset[1] + Math.floor(cell / grid[0]) * tile[1] * pitch[1],
    ],
    size: [columns * pitch[0], rows * pitch[1]],
  };
}

/** A pixel of a level may be this much larger than one of the screen. */
const ENLARGED = 1.5;

/** The level for a pitch, by position: the coarsest that is fine enough, else the finest. @param pitch of a screen's own pixel */
export function levelFor({ levels }: Slide, pitch: number): number {
  const fine = levels.map((level) => Math.max(...level.pitch) <= pitch * ENLARGED);
  return Math.max(0, fine.lastIndexOf(true));
}
