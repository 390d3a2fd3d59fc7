import type { Plane } from './jpeg-planes';

/* Colour that is stored at half the size is drawn out by the triangle filter of the reference implementation, with its
 * rounding, so that colours agree with other viewers; other ratios are repeated, as there. */

/** A plane at the picture's size. @param across, down how many times larger it becomes: 1, 2 or 4 */
export function enlarged(plane: Plane, across: number, down: number, rows: number, columns: number): Plane {
  if (across === 1 && down === 1) return plane;
  // Of two samples there is nothing between.
  const smooth = across === 2 && down <= 2 && plane.columns > 2;
  if (!smooth) return repeated(plane, across, down, rows, columns);
  const pixels = new Uint16Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const to = pixels.subarray(row * columns, row * columns + columns);
    if (down === 1) between(rowOf(plane, row), to);
    else betweenRows(plane, row, to);
  }
  return { pixels, rows, columns };
}

function repeated(plane: Plane, across: number, down: number, rows: number, columns: number): Plane {
  const pixels = new Uint16Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const from = rowOf(plane, Math.floor(row / down));
    for (let column = 0; column < columns; column++) pixels[at++] = from[Math.floor(column / across)] ?? 0;
  }
  return { pixels, rows, columns };
}

/** A row, the nearest one where there is none. */
function rowOf({ pixels, rows, columns }: Plane, row: number): Uint16Array {
  const at = Math.max(0, Math.min(rows - 1, row)) * columns;
  return pixels.subarray(at, at + columns);
}

/** Three quarters of the nearer sample and one of the farther; the rounding takes turns. */
function between(from: Uint16Array, to: Uint16Array): void {
  const last = from.length - 1;
  for (let column = 0; column < to.length; column++) {
    const at = column >> 1;
    const own = from[at] ?? 0;
    const odd = column & 1;
    const beside = odd ? at + 1 : at - 1;
    to[column] = beside < 0 || beside > last ? own : (own * 3 + (from[beside] ?? 0) + 1 + odd) >> 2;
  }
}

/** The same in both directions. */
function betweenRows(plane: Plane, row: number, to: Uint16Array): void {
  const near = rowOf(plane, row >> 1);
  const far = rowOf(plane, (row >> 1) + (row & 1 ? 1 : -1));
  const sum = (at: number) => (near[at] ?? 0) * 3 + (far[at] ?? 0);
  const last = near.length - 1;
  for (let column = 0; column < to.length; column++) {
    const at = column >> 1;
    const odd = column & 1;
    const beside = odd ? at + 1 : at - 1;
    const outside = beside < 0 || beside > last;
    // At the edges the one sample counts four times, rounded as its side is.
    to[column] = (sum(at) * 3 + sum(outside ? at : beside) + 8 - odd) >> 4;
  }
}
