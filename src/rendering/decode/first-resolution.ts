import type { ImagePixel } from '../../domain/study/study';
import { beginsSmall, decompositionLevels } from './jpeg-2000-header';
import type { EncodedPixels } from './pixels';
import { encodingOf } from './syntax';

/** Plain bytes from which on a frame takes so long, on the line or to decode, that a smaller picture before it helps */
const LARGE = 3e6;
/** Pixels that the longer side keeps at least: about as many as a view shows of it */
const LEAST = 512;

/** Whether a picture of its own is worth the time until all of a frame's pixels are there. */
export const isLarge = ({ rows, columns, samplesPerPixel, bitsAllocated }: ImagePixel): boolean =>
  (rows * columns * samplesPerPixel * bitsAllocated) / 8 >= LARGE;

/**
 * How often the sides of a large frame are halved for a first look at it: JPEG 2000 of any kind has small resolutions that
 * are decoded in a tenth of the time, and less. 0 where it has none, or all of it is as quick.
 */
export function halvedAtFirst({ bytes, transferSyntax, image }: EncodedPixels): number {
  const encoding = encodingOf(transferSyntax);
  const hasResolutions = encoding === 'jpeg-2000' || encoding === 'jpeg-2000-part-2' || encoding === 'htj2k';
  if (!hasResolutions || !isLarge(image)) return 0;
  const fits = Math.floor(Math.log2(Math.max(image.rows, image.columns) / LEAST));
  return Math.max(0, Math.min(fits, decompositionLevels(bytes)));
}

/**
 * The first bytes of a large frame as they are to be decoded for a first look, while the others arrive; `undefined` where
 * they hold no picture of all of it.
 */
export function asBeginning(first: EncodedPixels): EncodedPixels | undefined {
  const holds =
    encodingOf(first.transferSyntax) === 'htj2k' && isLarge(first.image) && beginsSmall(first.bytes);
  return holds ? { ...first, halved: halvedAtFirst(first), isBeginning: true } : undefined;
}
