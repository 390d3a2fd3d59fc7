import { concatenated } from '../dicom/bytes';

/**
 * RLE Lossless (PS3.5 G): one segment for each byte of each sample, most significant first, each row run-length coded on
 * its own. @param samples little endian, colour interleaved by pixel
 */
export function encodeRle(
  samples: Uint8Array,
  width: number,
  height: number,
  bytesPerPixel: number,
  bytesPerSample: number,
): Uint8Array {
  const segments: Uint8Array[] = [];
  for (let sample = 0; sample < bytesPerPixel; sample += bytesPerSample)
    for (let byte = bytesPerSample - 1; byte >= 0; byte -= 1)
      segments.push(encodeSegment(samples, width, height, sample + byte, bytesPerPixel));
  const header = new Uint8Array(64);
  const view = new DataView(header.buffer);
  view.setUint32(0, segments.length, true);
  let at = 64;
  segments.forEach((segment, index) => {
    view.setUint32(4 + index * 4, at, true);
    at += segment.length;
  });
  return concatenated([header, ...segments]);
}

function encodeSegment(
  samples: Uint8Array,
  width: number,
  height: number,
  first: number,
  step: number,
): Uint8Array {
  // PackBits grows by one byte in 128 at worst, each row started afresh
  const out = new Uint8Array(height * (width + Math.ceil(width / 128)) + 1);
  const row = new Uint8Array(width);
  let end = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) row[x] = samples[(y * width + x) * step + first] ?? 0;
    end = packRow(row, out, end);
  }
  return out.subarray(0, end + (end % 2));
}

function packRow(row: Uint8Array, out: Uint8Array, start: number): number {
  let end = start;
  let at = 0;
  while (at < row.length) {
    const run = runLength(row, at);
    if (run >= 2) {
      out[end] = 257 - run;
      out[end + 1] = row[at] ?? 0;
      end += 2;
      at += run;
      continue;
    }
    const literal = literalLength(row, at);
    out[end] = literal - 1;
    out.set(row.subarray(at, at + literal), end + 1);
    end += literal + 1;
    at += literal;
  }
  return end;
}

function runLength(row: Uint8Array, at: number): number {
  let run = 1;
  while (run < 128 && at + run < row.length && row[at + run] === row[at]) run += 1;
  return run;
}

/** Up to the next run of three: a run of two inside a literal costs nothing. */
function literalLength(row: Uint8Array, at: number): number {
  let length = 1;
  while (length < 128 && at + length < row.length) {
    const next = at + length;
    if (row[next] === row[next + 1] && row[next] === row[next + 2]) break;
    length += 1;
  }
  return length;
}

/** The inverse: samples little endian, colour interleaved by pixel. @throws RangeError on a stream that is cut or too long */
export function decodeRle(
  encoded: Uint8Array,
  pixels: number,
  bytesPerPixel: number,
  bytesPerSample: number,
): Uint8Array {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const count = view.getUint32(0, true);
  if (count !== bytesPerPixel)
    throw new RangeError(`RLE: ${count} segments where ${bytesPerPixel} are needed`);
  const out = new Uint8Array(pixels * bytesPerPixel);
  for (let segment = 0; segment < count; segment += 1) {
    const from = view.getUint32(4 + segment * 4, true);
    const to = segment + 1 < count ? view.getUint32(8 + segment * 4, true) : encoded.length;
    const sample = Math.floor(segment / bytesPerSample) * bytesPerSample;
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpack(encoded.subarray(from, to), out, sample + byte, bytesPerPixel, pixels);
  }
  return out;
}

function unpack(segment: Uint8Array, out: Uint8Array, first: number, step: number, pixels: number): void {
  let pixel = 0;
  let at = 0;
  while (pixel < pixels) {
    const head = segment[at];
    if (head === undefined) throw new RangeError('RLE: the segment ends before its image');
    at += 1;
    if (head === 128) continue;
    const length = head < 128 ? head + 1 : 257 - head;
    for (let k = 0; k < length && pixel < pixels; k += 1, pixel += 1)
      out[pixel * step + first] = segment[head < 128 ? at + k : at] ?? 0;
    at += head < 128 ? length : 1;
  }
}
