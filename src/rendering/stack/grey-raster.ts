import type { GreyFrame, PixelArray } from '../decode/pixels';
import { greyTable, type GreyScale } from '../grey';

/** A frame's stored values at a coarser grid, for drawing while a window is dragged. */
export interface Reduced {
  readonly rows: number;
  readonly columns: number;
  readonly pixels: PixelArray;
}

/** Every n-th value of every n-th row: no value appears that is not in the picture. */
export function reduced(frame: GreyFrame, factor: number): Reduced {
  if (factor <= 1) return frame;
  const rows = Math.ceil(frame.rows / factor);
  const columns = Math.ceil(frame.columns / factor);
  const pixels = frame.pixels.slice(0, rows * columns);
  for (let row = 0, to = 0; row < rows; row++) {
    const from = row * factor * frame.columns;
    for (let column = 0; column < columns; column++, to++)
      pixels[to] = frame.pixels[from + column * factor] ?? 0;
  }
  return { rows, columns, pixels };
}

/** Writes opaque grey RGBA of `source`, whose values lie within `frame`'s. */
export function rasterise(source: Reduced, frame: GreyFrame, scale: GreyScale, rgba: Uint32Array): void {
  const { pixels } = source;
  const count = source.rows * source.columns;
  const table = greyTable(frame, scale);
  if (table === undefined) {
    for (let at = 0; at < count; at++) rgba[at] = opaque(scale.grey(pixels[at] ?? 0));
    return;
  }
  const colours = Uint32Array.from(table, opaque);
  const { min } = frame;
  for (let at = 0; at < count; at++) rgba[at] = colours[(pixels[at] ?? 0) - min] ?? OPAQUE;
}

const OPAQUE = 0xff00_0000;
const opaque = (grey: number) => OPAQUE | (grey << 16) | (grey << 8) | grey;
