import type { ImagePixel } from '../../domain/study/study';
import type { PixelArray } from './pixels';

/**
 * The values of a codestream, which has no cells and no bits beside its samples: what a codec made beyond Bits Stored is
 * overshoot and takes the nearest value there is, never one at the other end. A signed image in a stream of unsigned
 * samples holds their two's complement (PS3.5 §8.2.1), which is extended. Whole cells, bits beside their values and all,
 * come out of a lossless coding as they went in.
 *
 * @param isLossless by its transfer syntax: nothing in it can be overshoot
 */
export function streamValues(
  pixels: PixelArray,
  image: ImagePixel,
  precision: number | undefined,
  isLossless = false,
): PixelArray {
  const { bitsStored, signed, bitsAllocated, sample } = image;
  if (sample !== 'integer' || bitsAllocated === 1) return pixels;
  if (isLossless && isLeftAligned(pixels, image)) return storedValues(pixels, image);
  const wide = precision !== undefined && precision > bitsStored ? precision : bitsStored;
  const isPattern = signed && isUnsigned(pixels);
  const isOfStored =
    wide === bitsStored || (isLossless && isPattern && extremes(pixels)[1] < 2 ** bitsStored);
  if (isPattern && isOfStored) return storedValues(pixels, { ...image, highBit: bitsStored - 1 });
  const most = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  const least = signed ? -most - 1 : 0;
  // A stream of signed samples in an unsigned image keeps its sign: below nothing is nothing.
  const own = isPattern ? storedValues(pixels, { ...image, bitsStored: wide, highBit: wide - 1 }) : pixels;
  const [min, max] = extremes(own);
  if (min >= least && max <= most) return resigned(own, signed);
  const clamped = own.map((value) => Math.min(most, Math.max(least, value))) as PixelArray;
  return resigned(clamped, signed);
}

/** Values that High Bit puts above free bits, all of which are free: more than could be stored without them. */
function isLeftAligned(pixels: PixelArray, { bitsStored, highBit }: ImagePixel): boolean {
  const free = 2 ** Math.max(0, highBit + 1 - bitsStored);
  if (free === 1 || highBit >= pixels.BYTES_PER_ELEMENT * 8) return false;
  const [min, max] = extremes(pixels);
  const isBeyond = max >= 2 ** bitsStored || min < -(2 ** (bitsStored - 1));
  return isBeyond && pixels.every((value) => value % free === 0);
}

const isUnsigned = (pixels: PixelArray) =>
  pixels instanceof Uint8Array || pixels instanceof Uint16Array || pixels instanceof Uint32Array;

/**
 * Stored values out of their cells (PS3.5 §8.1.1): moved down from High Bit, freed of the bits above Bits Stored
 * (overlays lived there), and sign extended. Works in place where the array has the right sign, else on its buffer.
 */
export function storedValues(pixels: PixelArray, image: ImagePixel): PixelArray {
  if (image.sample !== 'integer' || image.bitsAllocated === 1) return pixels;
  const width = pixels.BYTES_PER_ELEMENT * 8;
  const { bitsStored, signed } = image;
  const down = Math.max(0, image.highBit + 1 - bitsStored);
  const signedArray = resigned(pixels, signed);
  const right = width - Math.min(bitsStored, width);
  if (right === 0 && down === 0) return signedArray;
  if (!needsMask(signedArray, bitsStored, signed, down)) return signedArray;
  // Through 32 bits: up to the sign bit, and back down with or without sign.
  const up = 32 - Math.min(bitsStored, width);
  for (let at = 0; at < signedArray.length; at++) {
    const raised = ((signedArray[at] ?? 0) >> down) << up;
    signedArray[at] = signed ? raised >> up : raised >>> up;
  }
  return signedArray;
}

/** Overlays in bits of the cells, a byte a pixel; `undefined` for an image that has none there. */
export function overlayPlanes(pixels: PixelArray, { overlayBits }: ImagePixel): Uint8Array[] | undefined {
  return overlayBits?.map((bit) => Uint8Array.from(pixels, (cell) => (cell >> bit) & 1));
}

/** Most objects have nothing above Bits Stored, and need no second array pass. */
function needsMask(pixels: PixelArray, bitsStored: number, signed: boolean, down: number): boolean {
  if (down > 0) return true;
  const most = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  const least = signed ? -most - 1 : 0;
  const [min, max] = extremes(pixels);
  return min < least || max > most;
}

/** The same bits under the sign that Pixel Representation says. */
function resigned(pixels: PixelArray, signed: boolean): PixelArray {
  const { buffer, byteOffset, length } = pixels;
  if (pixels instanceof Uint8Array && signed) return new Int8Array(buffer, byteOffset, length);
  if (pixels instanceof Int8Array && !signed) return new Uint8Array(buffer, byteOffset, length);
  if (pixels instanceof Uint16Array && signed) return new Int16Array(buffer, byteOffset, length);
  if (pixels instanceof Int16Array && !signed) return new Uint16Array(buffer, byteOffset, length);
  if (pixels instanceof Uint32Array && signed) return new Int32Array(buffer, byteOffset, length);
  if (pixels instanceof Int32Array && !signed) return new Uint32Array(buffer, byteOffset, length);
  return pixels;
}

/** Smallest and largest value; what is no number, or infinite, is passed over: a division by 0 is no end of a range. */
export function extremes(pixels: PixelArray | Uint8ClampedArray): readonly [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let at = 0; at < pixels.length; at++) {
    const value = pixels[at] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (max - min === Infinity) return extremes(pixels.filter(Number.isFinite) as PixelArray);
  return min > max ? [0, 0] : [min, max];
}

/** Smallest and largest value that is shown grey: neither padding nor mapped to a colour. */
export function greyRange(
  pixels: PixelArray,
  { padding, supplement }: Pick<ImagePixel, 'padding' | 'supplement'>,
): readonly [number, number] {
  if (!supplement) return padding ? extremesWithout(pixels, padding) : extremes(pixels);
  const { firstMapped } = supplement;
  const grey = pixels.filter((value) => value < firstMapped);
  return grey.length === 0 ? extremes(pixels) : greyRange(grey as PixelArray, { padding });
}

/** Smallest and largest value outside the padding range; all of them where everything is padding. */
export function extremesWithout(
  pixels: PixelArray,
  padding: { readonly from: number; readonly to: number },
): readonly [number, number] {
  const low = Math.min(padding.from, padding.to);
  const high = Math.max(padding.from, padding.to);
  let min = Infinity;
  let max = -Infinity;
  for (let at = 0; at < pixels.length; at++) {
    const value = pixels[at] ?? 0;
    if (value >= low && value <= high) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (max - min === Infinity) return extremesWithout(pixels.filter(Number.isFinite) as PixelArray, padding);
  return min > max ? extremes(pixels) : [min, max];
}
