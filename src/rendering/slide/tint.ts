import type { Palette } from '../../domain/study/study';
import type { Pair } from '../../domain/slide/slide';
import type { PathColour } from '../../domain/slide/colours';
import type { PixelArray } from '../decode/pixels';

/** Values of one optical path, and how they are seen. */
export interface Tinted {
  readonly values: PixelArray;
  /** Of a row */
  readonly columns: number;
  /** Where its first pixel lies in the tile */
  readonly at: Pair;
  /** The value that is black, and the one that is full colour */
  readonly window: Pair;
  readonly colour: PathColour;
  /** Its own colours, in the place of window and colour */
  readonly palette?: Palette;
}

/** RGBA of a tile: the light of all of its paths together (PS3.4 N.2.6 blends by adding). */
export function together([columns, rows]: Pair, layers: readonly Tinted[]): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  for (const layer of layers) add(rgba, [columns, rows], layer);
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
  return rgba;
}

function add(
  rgba: Uint8ClampedArray,
  [columns, rows]: Pair,
  { values, columns: width, at, window, colour, palette }: Tinted,
) {
  const [black, full] = window;
  const scale = full === black ? 1 : 1 / (full - black);
  const colours = palette && paletteColours(palette);
  const height = Math.floor(values.length / width);
  const [left, top] = [Math.max(0, at[0]), Math.max(0, at[1])];
  const [right, bottom] = [Math.min(columns, at[0] + width), Math.min(rows, at[1] + height)];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const value = values[(y - at[1]) * width + x - at[0]] ?? 0;
      const to = (y * columns + x) * 4;
      if (colours && palette) {
        const entry = Math.min(Math.max(value - palette.firstMapped, 0), palette.red.length - 1) * 3;
        for (let part = 0; part < 3; part += 1)
          rgba[to + part] = (rgba[to + part] ?? 0) + (colours[entry + part] ?? 0);
        continue;
      }
      const light = Math.min(1, Math.max(0, (value - black) * scale));
      for (let part = 0; part < 3; part += 1)
        rgba[to + part] = (rgba[to + part] ?? 0) + light * (colour[part] ?? 0);
    }
}

function paletteColours({ red, green, blue, bits }: Palette): Uint8Array {
  const by = bits > 8 ? 257 : 1;
  return Uint8Array.from({ length: red.length * 3 }, (_, at) => {
    const entry = Math.floor(at / 3);
    return Math.round(([red, green, blue][at % 3]?.[entry] ?? 0) / by);
  });
}
