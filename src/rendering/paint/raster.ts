import type { Cells } from './cells';

/** Writes one row of cells as RGBA, from `at` on. @param row counted from the first that is made */
export type WriteRow = (row: number, rgba: Uint32Array, at: number) => void;

/** Rows written at a time: a large picture needs no second copy of itself in memory. */
const BAND = 128;

/**
 * Draws cells on a canvas of their number: on the one before, where it is of the same size, for a new one for each turn of
 * the wheel would be much to clean up.
 * @throws RangeError where there is no memory for it
 */
export function rasterised(
  { rows, columns }: Pick<Cells, 'rows' | 'columns'>,
  write: WriteRow,
  before: OffscreenCanvas | undefined,
): OffscreenCanvas {
  const isSame = before?.width === columns && before.height === rows;
  const canvas = isSame ? before : new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d', { alpha: false });
  const band = new ImageData(columns, Math.min(BAND, rows));
  const rgba = new Uint32Array(band.data.buffer);
  for (let top = 0; top < rows; top += BAND) {
    const count = Math.min(BAND, rows - top);
    for (let row = 0; row < count; row++) write(top + row, rgba, row * columns);
    context?.putImageData(band, 0, top, 0, 0, columns, count);
  }
  return canvas;
}
