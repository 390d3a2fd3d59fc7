import type { Pairs } from '../../dicom/frame-size';
import type { ImagePixel, Palette } from '../../domain/study/study';
import { undecodable, unsupported, type PixelArray, type Samples } from './pixels';

/** Colours that no object has had for twenty years (PS3.3 2003 C.7.6.3.1.2): as RGB they would be others. */
const RETIRED: ReadonlySet<string> = new Set(['HSV', 'ARGB', 'CMYK']);

/** RGBA, 8 bits a sample, from samples of any colour photometric interpretation (PS3.3 C.7.6.3.1.2). */
export function rgbaOf(samples: Samples, image: ImagePixel): Uint8ClampedArray<ArrayBuffer> {
  if (RETIRED.has(image.photometric)) throw unsupported(`colours as ${image.photometric}`);
  const pixels = image.rows * image.columns;
  // Native cells alone are of Bits Stored; what a codec gives is of its own.
  const isNative = samples.rows === undefined;
  const eight =
    isNative && image.bitsStored < 8 ? widened(samples.pixels, image) : narrowed(samples.pixels, image);
  const rgba = new Uint8ClampedArray(pixels * 4);
  if (samples.pairs) spread422(eight, rgba, image, samples.pairs);
  else spread(eight, rgba, pixels, samples.interleaved, samples.samplesPerPixel ?? image.samplesPerPixel);
  const from = TO_RGB[image.photometric];
  if (!samples.rgb && from) from(rgba);
  return rgba;
}

/** RGBA through Red, Green and Blue Palette Color Lookup Tables (PS3.3 C.7.6.3.1.5). */
export function rgbaByPalette(pixels: PixelArray, palette: Palette): Uint8ClampedArray<ArrayBuffer> {
  const { firstMapped, red, green, blue } = palette;
  const last = red.length - 1;
  if (last < 0) throw undecodable('empty palette');
  const table = packedPalette(palette);
  const rgba = new Uint32Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) {
    const index = (pixels[at] ?? 0) - firstMapped;
    rgba[at] = table[index < 0 ? 0 : index > last ? last : index] ?? 0;
  }
  if (green.length <= last || blue.length <= last) throw undecodable('palette tables of different lengths');
  return new Uint8ClampedArray(rgba.buffer);
}

/** RGBA of each entry of a palette, 8 bits a colour, the red in the lowest byte */
export function packedPalette({ red, green, blue, bits }: Palette): Uint32Array {
  // Some writers declare 16 bits and store 8, where shifting would make all of it black; others declare 8 and store 16.
  const isWide = [red, green, blue].some((table) => Array.from(table).some((entry) => entry > 255));
  const shift = isWide ? (bits > 8 ? bits : 16) - 8 : 0;
  const eight = (table: ArrayLike<number>, at: number) => ((table[at] ?? 0) >> shift) & 0xff;
  return Uint32Array.from(
    { length: red.length },
    (_, at) => 0xff00_0000 | (eight(blue, at) << 16) | (eight(green, at) << 8) | eight(red, at),
  );
}

/** Samples of fewer than 8 bits reach from black to white; those that go beyond their bits are of more. */
function widened(pixels: PixelArray, { bitsStored }: ImagePixel): PixelArray {
  const largest = 2 ** bitsStored - 1;
  if (pixels.some((value) => value > largest)) return pixels;
  return Uint8Array.from(pixels, (value) => Math.round((value * 255) / largest));
}

/** Samples of more than 8 bits keep their most significant ones. */
function narrowed(pixels: PixelArray, { bitsAllocated, bitsStored }: ImagePixel): PixelArray {
  if (pixels.BYTES_PER_ELEMENT === 1) return pixels;
  const shift = Math.max(0, Math.min(bitsStored, pixels.BYTES_PER_ELEMENT * 8, bitsAllocated) - 8);
  return Uint8Array.from(pixels, (value) => Math.floor(value / 2 ** shift));
}

function spread(
  from: PixelArray,
  to: Uint8ClampedArray,
  pixels: number,
  interleaved: boolean,
  samples: number,
): void {
  const next = interleaved ? samples : 1;
  const plane = interleaved ? 1 : pixels;
  for (let at = 0, read = 0, write = 0; at < pixels; at++, read += next, write += 4) {
    to[write] = from[read] ?? 0;
    to[write + 1] = from[read + plane] ?? 0;
    to[write + 2] = from[read + plane * 2] ?? 0;
    to[write + 3] = 255;
  }
}

/** Two pixels are four bytes: Y, Y, Cb, Cr (PS3.3 C.7.6.3.1.2). */
function spread422(
  from: PixelArray,
  to: Uint8ClampedArray,
  { rows, columns }: ImagePixel,
  pairs: Pairs,
): void {
  const rowPixels = pairs === 'run' ? columns : columns + (columns % 2);
  // A run of an odd number of pixels ends within its last pair.
  const last = Math.max(0, from.length - (from.length % 4) - 4);
  for (let row = 0, write = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, write += 4) {
      const at = row * rowPixels + column;
      const pair = (at >> 1) * 4;
      const chroma = pair + 3 < from.length ? pair : last;
      to[write] = from[pair + (at & 1)] ?? 0;
      to[write + 1] = from[chroma + 2] ?? 0;
      to[write + 2] = from[chroma + 3] ?? 0;
      to[write + 3] = 255;
    }
  }
}

/**
 * YBR_PARTIAL_422 to RGB in place: luminance goes from 16 to 235, chroma from 16 to 240 (retired, PS3.3 2003
 * C.7.6.3.1.2: the equations of ITU-R BT.601 with their inverse). The array clamps and rounds.
 */
function partialToRgb(rgba: Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const y = 1.16438 * ((rgba[at] ?? 0) - 16);
    const cb = (rgba[at + 1] ?? 0) - 128;
    const cr = (rgba[at + 2] ?? 0) - 128;
    rgba[at] = y + 1.59603 * cr;
    rgba[at + 1] = y - 0.39176 * cb - 0.81297 * cr;
    rgba[at + 2] = y + 2.01723 * cb;
  }
}

/** YBR_FULL to RGB in place, by the equations of PS3.3 C.7.6.3.1.2. The array clamps and rounds. */
function toRgb(rgba: Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const y = rgba[at] ?? 0;
    const cb = (rgba[at + 1] ?? 0) - 128;
    const cr = (rgba[at + 2] ?? 0) - 128;
    rgba[at] = y + 1.402 * cr;
    rgba[at + 1] = y - 0.344136 * cb - 0.714136 * cr;
    rgba[at + 2] = y + 1.772 * cb;
  }
}

/** What makes RGB of samples that no codec has converted, by photometric interpretation */
const TO_RGB: Readonly<Record<string, (rgba: Uint8ClampedArray) => void>> = {
  YBR_FULL: toRgb,
  YBR_FULL_422: toRgb,
  YBR_PARTIAL_422: partialToRgb,
  YBR_PARTIAL_420: partialToRgb,
};
