import { plainLayout } from '../frame-size';
import { swapped } from './element-value';
import { Part10Error } from './failure';
import type { PixelElement } from './pixel-element';
import type { PixelSize } from './pixel-size';

type Native = Extract<PixelElement, { kind: 'native' }>;

/**
 * The plain samples of a frame (from 1) of so many in little endian, a copy. Throws a Part10Error where they are not all
 * there.
 */
export function nativeFrame(
  { value, vr, littleEndian }: Native,
  size: PixelSize,
  number: number,
  count: number,
): Uint8Array {
  const { length } = plainLayout(Math.floor(value.byteLength / count), size);
  if (size.bitsAllocated === 1)
    return bitFrame(
      value,
      size.rows * size.columns * size.samplesPerPixel,
      number,
      !littleEndian && vr !== 'OB',
    );
  const from = (number - 1) * length;
  const bytes = value.subarray(from, from + length);
  if (bytes.byteLength < length) throw new Part10Error('truncated');
  if (littleEndian) return bytes.slice();
  const word = size.bitsAllocated <= 8 ? 2 : size.bitsAllocated / 8;
  // OB is bytes in any order. An odd frame of 8 bits in words would begin within one: it is cut after turning.
  if (vr === 'OB' || !Number.isInteger(word)) return bytes.slice();
  const start = from - (from % word);
  return swapped(value.subarray(start, from + length + (word - 1)), word).slice(
    from - start,
    from - start + length,
  );
}

/**
 * Frames of single bits follow each other without a gap (PS3.5 §8.1.1), so that one may begin within a byte.
 * @param inWords of big endian: the second byte of each word has the first of its bits
 */
function bitFrame(value: Uint8Array, bits: number, number: number, inWords: boolean): Uint8Array {
  const from = (number - 1) * bits;
  if (from + bits > value.byteLength * 8) throw new Part10Error('truncated');
  const first = Math.floor(from / 8);
  const shift = from % 8;
  const byte = (at: number) => value[inWords ? at ^ 1 : at] ?? 0;
  return Uint8Array.from({ length: Math.ceil(bits / 8) }, (_, at) => {
    const pair = byte(first + at) | (byte(first + at + 1) << 8);
    return (pair >> shift) & 0xff;
  });
}
