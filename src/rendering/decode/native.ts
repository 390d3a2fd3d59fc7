import type { ImagePixel } from '../../domain/study/study';
import { plainLayout } from '../../dicom/frame-size';
import { undecodable, type PixelArray, type Samples } from './pixels';

/**
 * Native pixel data (PS3.5 §8.1.1): little endian, or big endian for the retired explicit VR big endian syntax.
 * @throws DecodeError where there are fewer bytes than Rows × Columns need; more are padding (PS3.5 §8.1.1)
 */
export function decodeNative(bytes: Uint8Array<ArrayBuffer>, image: ImagePixel, bigEndian = false): Samples {
  const { rows, columns, bitsAllocated, samplesPerPixel } = image;
  const { length, pairs } = plainLayout(bytes.byteLength, image);
  if (bytes.byteLength < length)
    throw undecodable(`${bytes.byteLength} of ${length} bytes for ${rows} × ${columns} × ${samplesPerPixel}`);

  // Two pixels that share their chroma stand together: there are no planes of them.
  const interleaved = image.planarConfiguration === 0 || samplesPerPixel === 1 || pairs !== undefined;
  const common = { interleaved, rgb: false, ...(pairs && { pairs }) };
  if (bitsAllocated === 1)
    return { ...common, pixels: unpackedBits(bytes, rows * columns * samplesPerPixel) };
  if (bitsAllocated % 8 !== 0) throw undecodable(`${bitsAllocated} bits allocated`);
  const own = bytes.slice(0, length);
  // PS3.5 §7.3: in big endian, 8 bit samples are OB or OW; an OW of them is stored in swapped pairs only by archives
  // that kept the word order, and DICOMweb hands over bytes, so single bytes stay as they are.
  if (bigEndian) swap(own, bitsAllocated / 8);
  return { ...common, pixels: viewOf(own.buffer, image) };
}

/** A typed view over bytes in this machine's order (little endian wherever browsers run). */
export function viewOf(buffer: ArrayBuffer, image: ImagePixel): PixelArray {
  const { bitsAllocated, signed, sample } = image;
  if (sample === 'float') return new Float32Array(buffer);
  if (sample === 'double') return new Float64Array(buffer);
  if (bitsAllocated === 8) return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
  if (bitsAllocated === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  if (bitsAllocated === 32) return signed ? new Int32Array(buffer) : new Uint32Array(buffer);
  throw undecodable(`${bitsAllocated} bits allocated`);
}

/** One bit a pixel, least significant first (PS3.5 §8.1.1). */
export function unpackedBits(bytes: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(count);
  for (let at = 0; at < count; at++) pixels[at] = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  return pixels;
}

function swap(bytes: Uint8Array, width: number): void {
  if (width === 1) return;
  for (let at = 0; at + width <= bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
