import { concatenated } from '../dicom/bytes';
import { huffmanTable } from './huffman';
import type { HuffmanTable } from './huffman';

/**
 * JPEG Lossless, non-hierarchical, first-order prediction (T.81 process 14, selection value 1): one component of up to
 * 16 bits, one scan, a Huffman table made for the image.
 */
export function encodeJpegLossless(
  samples: Uint16Array | Uint8Array,
  width: number,
  height: number,
  bits: number,
): Uint8Array {
  const differences = predicted(samples, width, height, bits);
  const frequencies = new Array<number>(17).fill(0);
  for (const difference of differences) {
    const category = categoryOf(difference);
    frequencies[category] = (frequencies[category] ?? 0) + 1;
  }
  const table = huffmanTable(frequencies);
  return concatenated([
    headers(table, width, height, bits),
    scan(differences, table),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

/** Sample minus prediction modulo 2^16 (T.81 H.1.2.1): half range first, then the left neighbour, at a line's start the one above. */
function predicted(
  samples: Uint16Array | Uint8Array,
  width: number,
  height: number,
  bits: number,
): Int16Array {
  const differences = new Int16Array(width * height);
  let left = 1 << (bits - 1);
  for (let y = 0, at = 0; y < height; y += 1) {
    if (y > 0) left = samples[at - width] ?? 0;
    for (let x = 0; x < width; x += 1, at += 1) {
      const sample = samples[at] ?? 0;
      // Int16Array wraps modulo 2^16, as the standard wants
      differences[at] = sample - left;
      left = sample;
    }
  }
  return differences;
}

/** Bits of the magnitude (T.81 table H.2): 0 for 0, 16 for −32768. */
function categoryOf(difference: number): number {
  return 32 - Math.clz32(Math.abs(difference));
}

function headers(table: HuffmanTable, width: number, height: number, bits: number): Uint8Array {
  const word = (value: number) => [value >> 8, value & 0xff];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...[0xff, 0xc3, ...word(11), bits, ...word(height), ...word(width), 1, 1, 0x11, 0],
    ...[0xff, 0xc4, ...word(19 + table.symbols.length), 0, ...table.counts, ...table.symbols],
    // Ss = 1 is the selection value
    ...[0xff, 0xda, ...word(8), 1, 1, 0, 1, 0, 0],
  ]);
}

function scan(differences: Int16Array, table: HuffmanTable): Uint8Array {
  // At most 16 bits of code and 15 of magnitude a sample, each byte perhaps stuffed
  let out = new Uint8Array(differences.length * 2 + 1024);
  let end = 0;
  let held = 0;
  let count = 0;
  const push = (value: number, length: number) => {
    held = (held << length) | value;
    count += length;
    while (count >= 8) {
      const byte = (held >> (count - 8)) & 0xff;
      out[end++] = byte;
      if (byte === 0xff) out[end++] = 0;
      count -= 8;
    }
    held &= (1 << count) - 1;
  };
  for (const difference of differences) {
    if (end + 16 > out.length)
      out = concatenated([out, new Uint8Array(out.length)]) as Uint8Array<ArrayBuffer>;
    const category = categoryOf(difference);
    const entry = table.codes[category];
    if (!entry) throw new RangeError('The Huffman table lacks a category of its own image');
    push(entry.code, entry.length);
    // T.81 H.1.2.2: a negative difference is sent minus one, in the low bits; category 16 has none
    if (category > 0 && category < 16)
      push((difference < 0 ? difference - 1 : difference) & ((1 << category) - 1), category);
  }
  // Filled with ones to the byte (T.81 F.1.2.3)
  if (count > 0) push((1 << (8 - count)) - 1, 8 - count);
  return out.subarray(0, end);
}
