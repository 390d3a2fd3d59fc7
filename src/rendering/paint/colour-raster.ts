import type { ColourFrame } from '../decode/pixels';
import type { Cells } from './cells';
import type { WriteRow } from './raster';

const INVERTED = 0x00ff_ffff;

/** A cell is the mean of its pixels, colour by colour, or, `sampled`, its first pixel alone. */
export function colourRows(
  { pixels, rows, columns }: ColourFrame,
  invert: boolean,
  { across, down, left, top, columns: cells }: Cells,
  sampled: boolean,
): WriteRow {
  const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, rows * columns);
  const turned = invert ? INVERTED : 0;
  const isSampled = sampled || (across === 1 && down === 1);
  const first = left * across;
  return (row, rgba, at) => {
    const from = (top + row) * down;
    for (let cell = 0; cell < cells; cell++) {
      const x = first + cell * across;
      const colour = isSampled
        ? (whole[from * columns + x] ?? 0)
        : mean(pixels, columns, x, from, Math.min(across, columns - x), Math.min(down, rows - from));
      rgba[at + cell] = colour ^ turned;
    }
  };
}

/** Of `width` by `height` pixels; opaque, as the drawing is. */
function mean(
  pixels: Uint8ClampedArray,
  columns: number,
  x: number,
  y: number,
  width: number,
  height: number,
): number {
  let [red, green, blue] = [0, 0, 0];
  for (let row = y; row < y + height; row++) {
    const from = (row * columns + x) * 4;
    for (let at = from; at < from + width * 4; at += 4) {
      red += pixels[at] ?? 0;
      green += pixels[at + 1] ?? 0;
      blue += pixels[at + 2] ?? 0;
    }
  }
  const count = width * height;
  const [r, g, b] = [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
  return 0xff00_0000 | (b << 16) | (g << 8) | r;
}
