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

/** Rows written at a time: a large picture needs no second copy of itself in memory. */
const BAND = 128;

/** Writes `source`, whose values lie within `frame`'s, as opaque grey. */
export function rasterise(
  source: Reduced,
  frame: GreyFrame,
  scale: GreyScale,
  target: OffscreenCanvasRenderingContext2D,
): void {
  const { rows, columns, pixels } = source;
  const band = new ImageData(columns, Math.min(BAND, rows));
  const rgba = new Uint32Array(band.data.buffer);
  const paint = painterOf(frame, scale);
  for (let row = 0; row < rows; row += BAND) {
    const from = row * columns;
    const count = Math.min(BAND, rows - row) * columns;
    paint(pixels, from, count, rgba);
    target.putImageData(band, 0, row, 0, 0, columns, count / columns);
  }
}

type PaintBand = (pixels: PixelArray, from: number, count: number, rgba: Uint32Array) => void;

function painterOf(frame: GreyFrame, scale: GreyScale): PaintBand {
  const table = greyTable(frame, scale);
  if (table === undefined)
    return (pixels, from, count, rgba) => {
      for (let at = 0; at < count; at++) rgba[at] = opaque(scale.grey(pixels[from + at] ?? 0));
    };
  const colours = Uint32Array.from(table, opaque);
  const { min } = frame;
  return (pixels, from, count, rgba) => {
    for (let at = 0; at < count; at++) rgba[at] = colours[(pixels[from + at] ?? 0) - min] ?? OPAQUE;
  };
}

const OPAQUE = 0xff00_0000;
const opaque = (grey: number) => OPAQUE | (grey << 16) | (grey << 8) | grey;
