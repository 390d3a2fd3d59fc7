import type { Box } from '../../domain/exports/teaching';
import type { StoredPicture } from '../../domain/ports/teaching';
import type { ImagePixel } from '../../domain/study/study';

/** The polarity in which it is shown */
export interface Polarity {
  readonly image: Pick<ImagePixel, 'bitsStored' | 'signed'>;
  /** Small values are white */
  readonly inverse: boolean;
}

/** Makes boxes black, in place: the value that no window shows as anything else. What lies outside the picture is passed over. */
export function blacken(picture: StoredPicture, boxes: readonly Box[], polarity: Polarity): void {
  const { rows, columns, pixels, kind } = picture;
  for (const { left, top, right, bottom } of boxes) {
    const [from, to] = [Math.max(0, left), Math.min(columns, right)];
    for (let row = Math.max(0, top); row < Math.min(rows, bottom) && from < to; row += 1) {
      const at = row * columns;
      if (kind === 'grey') pixels.fill(blackOf(polarity), at + from, at + to);
      else
        for (let cell = 4 * (at + from); cell < 4 * (at + to); cell += 4) {
          pixels.fill(0, cell, cell + 3);
          pixels[cell + 3] = 255;
        }
    }
  }
}

function blackOf({ image: { bitsStored, signed }, inverse }: Polarity): number {
  if (signed) return inverse ? 2 ** (bitsStored - 1) - 1 : -(2 ** (bitsStored - 1));
  return inverse ? 2 ** bitsStored - 1 : 0;
}

/** A frame as it is written, out of the page's memory. */
export interface NativePart extends Pick<StoredPicture, 'kind' | 'rows' | 'columns' | 'lossy'> {
  /** Of a sample */
  readonly bits: number;
  readonly signed: boolean;
  readonly bytes: Blob;
}

/**
 * As native little endian writes it (PS3.5 §8.1.1): of colour without its alpha.
 *
 * @returns `undefined` for numbers that are not integers
 */
export function nativePart({ kind, rows, columns, lossy, pixels }: StoredPicture): NativePart | undefined {
  if (pixels instanceof Float32Array || pixels instanceof Float64Array) return undefined;
  const isColour = kind === 'colour';
  const signed = pixels instanceof Int8Array || pixels instanceof Int16Array || pixels instanceof Int32Array;
  const bytes = new Blob([isColour ? withoutAlpha(pixels) : pixels]);
  return { kind, rows, columns, lossy, bits: isColour ? 8 : pixels.BYTES_PER_ELEMENT * 8, signed, bytes };
}

function withoutAlpha(pixels: StoredPicture['pixels']): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    bytes[to] = pixels[from] ?? 0;
    bytes[to + 1] = pixels[from + 1] ?? 0;
    bytes[to + 2] = pixels[from + 2] ?? 0;
  }
  return bytes;
}
