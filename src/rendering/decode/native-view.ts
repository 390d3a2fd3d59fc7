import { sizeProblem } from './limits';
import type { EncodedPixels, GreyFrame } from './pixels';
import { extremes, greyRange } from './stored-values';
import { encodingOf, isLossy } from './syntax';

/** Whether a frame is uncompressed, grey and whole bytes, so that it can be read where it lies. */
export function isReadableInPlace({ transferSyntax, image }: EncodedPixels): boolean {
  return (
    encodingOf(transferSyntax) === 'native' &&
    image.samplesPerPixel === 1 &&
    image.photometric.startsWith('MONOCHROME') &&
    image.sample === 'integer' &&
    (image.bitsAllocated === 8 || image.bitsAllocated === 16) &&
    image.highBit + 1 === image.bitsStored &&
    image.overlayBits === undefined &&
    sizeProblem(image) === undefined
  );
}

/**
 * An uncompressed grey frame read where it lies: no worker, no copy, no second memory. `undefined` where the stored
 * values need any work, and then a worker does it.
 */
export function nativeView(encoded: EncodedPixels): GreyFrame | undefined {
  const { bytes, transferSyntax, image } = encoded;
  const { rows, columns, bitsAllocated, bitsStored, signed } = image;
  const count = rows * columns;
  const needed = (count * bitsAllocated) / 8;
  if (!isReadableInPlace(encoded) || bytes.byteLength < needed) return undefined;

  const aligned = bytes.byteOffset % (bitsAllocated / 8) === 0 ? bytes : bytes.slice(0, needed);
  const pixels = viewOn(aligned, count, bitsAllocated, signed);
  const [min, max] = extremes(pixels);
  const most = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  if (max > most || min < (signed ? -most - 1 : 0)) return undefined;
  const range = image.padding || image.supplement ? greyRange(pixels, image) : ([min, max] as const);
  const lossy = image.lossy !== undefined || isLossy(transferSyntax);
  return { kind: 'grey', rows, columns, pixels, min, max, range, lossy };
}

function viewOn(
  { buffer, byteOffset }: Uint8Array<ArrayBuffer>,
  count: number,
  bits: number,
  signed: boolean,
) {
  if (bits === 8)
    return signed ? new Int8Array(buffer, byteOffset, count) : new Uint8Array(buffer, byteOffset, count);
  return signed ? new Int16Array(buffer, byteOffset, count) : new Uint16Array(buffer, byteOffset, count);
}
