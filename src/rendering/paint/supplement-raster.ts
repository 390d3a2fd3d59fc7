import type { Palette } from '../../domain/study/study';
import { packedPalette } from '../decode/colour';
import type { GreyFrame } from '../decode/pixels';
import type { Cells } from './cells';
import { greyTable, type GreyScale } from './grey';
import type { WriteRow } from './raster';

/**
 * Grey below the first value that a supplemental palette maps, its colours from there on (PS3.3 C.8.16.2.1.1). A cell is the
 * mean of its pixels, or, `sampled`, its first pixel alone. Inverting is of the grey: a colour means what it means.
 */
export function supplementRows(
  frame: GreyFrame,
  scale: GreyScale,
  palette: Palette,
  { across, down, left, top, columns: cells }: Cells,
  sampled: boolean,
): WriteRow {
  const { pixels, rows, columns } = frame;
  const colourOf = colours(frame, scale, palette);
  const isSampled = sampled || (across === 1 && down === 1);
  const first = left * across;
  return (row, rgba, at) => {
    const from = (top + row) * down;
    for (let cell = 0; cell < cells; cell++) {
      const x = first + cell * across;
      const [width, height] = [Math.min(across, columns - x), Math.min(down, rows - from)];
      rgba[at + cell] = isSampled
        ? colourOf(pixels[from * columns + x] ?? 0)
        : meanOf(
            (line, column) => colourOf(pixels[(from + line) * columns + x + column] ?? 0),
            width,
            height,
          );
    }
  };
}

function colours(frame: GreyFrame, scale: GreyScale, palette: Palette): (stored: number) => number {
  const { firstMapped } = palette;
  const packed = packedPalette(palette);
  const last = packed.length - 1;
  const table = greyTable(frame, scale);
  const grey = table ? (stored: number) => table[stored - frame.min] ?? 0 : scale.grey;
  return (stored) => {
    if (stored >= firstMapped) return packed[Math.min(last, Math.floor(stored - firstMapped))] ?? 0;
    const value = grey(stored);
    return 0xff00_0000 | (value << 16) | (value << 8) | value;
  };
}

function meanOf(colourAt: (line: number, column: number) => number, width: number, height: number): number {
  let [red, green, blue] = [0, 0, 0];
  for (let line = 0; line < height; line++)
    for (let column = 0; column < width; column++) {
      const colour = colourAt(line, column);
      red += colour & 0xff;
      green += (colour >> 8) & 0xff;
      blue += (colour >> 16) & 0xff;
    }
  const count = width * height;
  const [r, g, b] = [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
  return 0xff00_0000 | (b << 16) | (g << 8) | r;
}
