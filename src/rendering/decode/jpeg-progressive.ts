import { pictureOf, put } from './jpeg-block';
import { BitReader } from './jpeg-huffman';
import { inverseDct } from './jpeg-idct';
import { isFrameHeader, segmentsFrom } from './jpeg-markers';
import { noTables, readTables, ZIGZAG, type JpegTables } from './jpeg-tables';
import { refineAc, refineDc, firstAc, firstDc, type ScanState } from './jpeg-progressive-scan';
import { undecodable, unsupported, type Samples } from './pixels';

/** Scans a stream may have: 64 coefficients of 14 bits each could not use more. */
const MOST_SCANS = 1000;

/**
 * Progressive JPEG, Huffman-coded, of one component (ITU-T T.81 Annex G): scan after scan makes the coefficients finer.
 * @throws DecodeError for several components, or where the stream ends early
 */
export function decodeProgressive(bytes: Uint8Array): Samples {
  const tables = noTables();
  let frame: Uint8Array | undefined;
  let coefficients = new Int32Array();
  let scans = 0;
  for (let at = 0; at < bytes.length;) {
    const from = at;
    for (const { marker, content, end } of segmentsFrom(bytes, at)) {
      readTables(marker, content, tables);
      if (isFrameHeader(marker)) {
        if (frame || content[5] !== 1) throw unsupported('progressive JPEG of this kind');
        frame = content;
        coefficients = new Int32Array(blocksOf(frame).count * 64);
      }
      if (marker !== 0xda || !frame) continue;
      if (++scans > MOST_SCANS) throw undecodable('JPEG scans without end');
      at = readScan(bytes, end, content, tables, coefficients);
    }
    if (at === from) break;
  }
  if (!frame || scans === 0) throw undecodable('no JPEG scan');
  const quantisation = tables.quantisations[frame[8] ?? 0];
  if (!quantisation) throw undecodable('JPEG tables missing');
  return picture(frame, coefficients, quantisation);
}

function blocksOf(frame: Uint8Array) {
  const { rows, columns } = pictureOf(frame);
  const across = Math.ceil(columns / 8);
  return { across, count: across * Math.ceil(rows / 8) };
}

/** Reads one scan into the coefficients; returns where the marker after it stands. */
function readScan(
  bytes: Uint8Array,
  start: number,
  header: Uint8Array,
  { dcs, acs, restartInterval }: JpegTables,
  coefficients: Int32Array,
): number {
  const [components = 0, , chosen = 0, first = 0, last = 0, approximation = 0] = header;
  if (components !== 1 || last > 63 || first > last) throw undecodable('JPEG scan header');
  const state: ScanState = {
    reader: new BitReader(bytes, start),
    dc: dcs[chosen >> 4],
    ac: acs[chosen & 15],
    first,
    last,
    shift: approximation & 15,
    predicted: 0,
    endOfBands: 0,
  };
  const isFirst = approximation >> 4 === 0;
  const read = first === 0 ? (isFirst ? firstDc : refineDc) : isFirst ? firstAc : refineAc;
  for (let block = 0; block < coefficients.length / 64; block++) {
    if (restartInterval > 0 && block > 0 && block % restartInterval === 0) {
      if (!state.reader.restart()) throw undecodable('JPEG restart marker missing');
      state.predicted = 0;
      state.endOfBands = 0;
    }
    read(state, coefficients.subarray(block * 64, block * 64 + 64));
    if (state.reader.missing > 64) throw undecodable('JPEG stream cut short');
  }
  return state.reader.at;
}

function picture(frame: Uint8Array, coefficients: Int32Array, quantisation: Int32Array): Samples {
  const size = pictureOf(frame);
  const { across, count } = blocksOf(frame);
  const pixels = new Uint16Array(size.rows * size.columns);
  const block = new Int32Array(64);
  for (let n = 0; n < count; n++) {
    for (let k = 0; k < 64; k++) {
      const place = ZIGZAG[k] ?? 0;
      block[place] = (coefficients[n * 64 + place] ?? 0) * (quantisation[k] ?? 1);
    }
    inverseDct(block);
    put(block, pixels, n % across, Math.floor(n / across), size);
  }
  const { rows, columns } = size;
  return { pixels, interleaved: true, rgb: false, rows, columns, samplesPerPixel: 1 };
}
