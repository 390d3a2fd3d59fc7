import type { ImagePixel } from '../../domain/study/study';
import { unpackedBits, viewOf } from './native';
import { undecodable, type Samples } from './pixels';

/**
 * RLE Lossless (PS3.5 Annex G): a 64 byte header, then one PackBits segment for each byte of each sample, most
 * significant byte first. Any number of bytes a sample, and 1 bit pixels packed eight to a byte.
 * @throws DecodeError where the header contradicts the image or a segment ends early
 */
export function decodeRle(bytes: Uint8Array<ArrayBuffer>, image: ImagePixel): Samples {
  const { rows, columns, bitsAllocated, samplesPerPixel } = image;
  const pixels = rows * columns;
  const width = Math.ceil(bitsAllocated / 8);
  const planeBytes = bitsAllocated === 1 ? Math.ceil(pixels / 8) : pixels;
  const segments = segmentsOf(bytes);
  if (segments.length !== width * samplesPerPixel)
    throw undecodable(`${segments.length} RLE segments, ${width * samplesPerPixel} expected`);

  const out = new Uint8Array(planeBytes * width * samplesPerPixel);
  segments.forEach((segment, at) => {
    const sample = Math.floor(at / width);
    // Little endian in memory: the first segment of a sample is its most significant byte.
    const byte = width - 1 - (at % width);
    unpack(segment, out, sample * planeBytes * width + byte, width, planeBytes);
  });
  const decoded = bitsAllocated === 1 ? unpackedBits(out, pixels) : viewOf(out.buffer, image);
  return { pixels: decoded, interleaved: samplesPerPixel === 1, rgb: false };
}

function segmentsOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes.byteLength < 64) throw undecodable('RLE header cut short');
  const header = new DataView(bytes.buffer, bytes.byteOffset, 64);
  const count = header.getUint32(0, true);
  if (count < 1 || count > 15) throw undecodable(`${count} RLE segments`);
  const starts = Array.from({ length: count }, (_, at) => header.getUint32(4 + at * 4, true));
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? bytes.byteLength;
    if (start < 64 || end < start || end > bytes.byteLength) throw undecodable('RLE segments out of place');
    return bytes.subarray(start, end);
  });
}

/** PackBits into every `stride`-th byte. The PS3.5 G.3.2 encoder may stop short of nothing: every byte is there. */
function unpack(from: Uint8Array, to: Uint8Array, start: number, stride: number, count: number): void {
  let read = 0;
  let written = 0;
  let at = start;
  while (written < count && read < from.length) {
    const control = from[read++] ?? 0;
    if (control < 128) {
      const run = Math.min(control + 1, count - written);
      if (read + run > from.length) break;
      for (let n = 0; n < run; n++, at += stride) to[at] = from[read + n] ?? 0;
      read += control + 1;
      written += run;
    } else if (control > 128) {
      const run = Math.min(257 - control, count - written);
      const value = from[read++] ?? 0;
      for (let n = 0; n < run; n++, at += stride) to[at] = value;
      written += run;
    }
  }
  if (written < count) throw undecodable(`RLE segment of ${written} bytes, ${count} expected`);
}
