import { jpegFrame, type JpegFrame } from './jpeg-frame';
import { holdsRgb, isFrameHeader, segmentsFrom } from './jpeg-markers';
import { planeOf } from './jpeg-planes';
import { readScan } from './jpeg-scan';
import { noTables, readTables } from './jpeg-tables';
import { enlarged } from './jpeg-upsampling';
import { undecodable, unsupported, type Samples } from '../pixels';

/** Scans a stream may have: 64 coefficients of 14 bits each could not use more. */
const MOST_SCANS = 1000;
const PROGRESSIVE = 0xc2;

/**
 * JPEG extended, Huffman-coded, of one or three components with up to 12 bits, sequential (ITU-T T.81 process 2 and 4) or
 * progressive (the retired 6 and 8, 10 and 12): what no codec package decodes. Colour leaves as RGB.
 * @throws DecodeError for other processes and numbers of components, or where the stream ends early
 */
export function decodeJpeg12(bytes: Uint8Array, photometric: string): Samples {
  const frame = framesOf(bytes);
  const planes = frame.components.map((component) =>
    enlarged(
      planeOf(component, frame),
      frame.across / component.across,
      frame.down / component.down,
      frame.rows,
      frame.columns,
    ),
  );
  const { rows, columns, precision } = frame;
  const [first, second, third] = planes.map(({ pixels }) => pixels);
  const size = { rows, columns, precision, interleaved: true };
  if (first && second && third) {
    const pixels = interleaved(first, second, third);
    if (!holdsRgb(bytes, photometric)) toRgb(pixels, precision);
    return { ...size, pixels, rgb: true, samplesPerPixel: 3 };
  }
  const grey = first ?? new Uint16Array();
  return { ...size, pixels: precision <= 8 ? Uint8Array.from(grey) : grey, rgb: false, samplesPerPixel: 1 };
}

/** The stream's frame with what all of its scans say. */
function framesOf(bytes: Uint8Array): JpegFrame {
  const tables = noTables();
  let frame: JpegFrame | undefined;
  let progressive = false;
  let scans = 0;
  for (let at = 0; at < bytes.length;) {
    const from = at;
    for (const { marker, content, end } of segmentsFrom(bytes, at)) {
      readTables(marker, content, tables);
      if (isFrameHeader(marker)) {
        if (marker > PROGRESSIVE) throw unsupported(`JPEG process ${marker - 0xc0}`);
        if (frame) throw undecodable('JPEG with two frames');
        frame = jpegFrame(content);
        progressive = marker === PROGRESSIVE;
      }
      if (marker !== 0xda || !frame) continue;
      if (++scans > MOST_SCANS) throw undecodable('JPEG scans without end');
      at = readScan(bytes, end, content, frame, tables, progressive);
    }
    if (at === from) break;
  }
  if (!frame || scans === 0) throw undecodable('no JPEG scan');
  return frame;
}

function interleaved(first: Uint16Array, second: Uint16Array, third: Uint16Array): Uint16Array<ArrayBuffer> {
  const pixels = new Uint16Array(first.length * 3);
  for (let at = 0, to = 0; at < first.length; at++) {
    pixels[to++] = first[at] ?? 0;
    pixels[to++] = second[at] ?? 0;
    pixels[to++] = third[at] ?? 0;
  }
  return pixels;
}

/**
 * The conversion of JFIF in place, with the reference implementation's rounding, at the stream's own precision: at
 * 8 bits it would be off by up to three.
 */
function toRgb(pixels: Uint16Array, precision: number): void {
  const [middle, largest] = [1 << (precision - 1), (1 << precision) - 1];
  const cut = (value: number) => (value < 0 ? 0 : value > largest ? largest : value);
  for (let at = 0; at < pixels.length; at += 3) {
    const y = pixels[at] ?? 0;
    const cb = (pixels[at + 1] ?? 0) - middle;
    const cr = (pixels[at + 2] ?? 0) - middle;
    pixels[at] = cut(y + ((91_881 * cr + 32_768) >> 16));
    pixels[at + 1] = cut(y + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16));
    pixels[at + 2] = cut(y + ((116_130 * cb + 32_768) >> 16));
  }
}
