import { pictureOf, put, type Picture12 } from './jpeg-block';
import { BitReader, type HuffmanTable } from './jpeg-huffman';
import { inverseDct } from './jpeg-idct';
import { isFrameHeader, jpegHeader, segmentsFrom } from './jpeg-markers';
import { decodeProgressive } from './jpeg-progressive';
import { noTables, readTables, ZIGZAG } from './jpeg-tables';
import { undecodable, unsupported, type Samples } from './pixels';

interface Scan extends Picture12 {
  readonly quantisation: Int32Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  readonly restartInterval: number;
  readonly at: number;
}

const PROGRESSIVE = 0xc2;

/**
 * JPEG extended, Huffman-coded, of one component with up to 12 bits, sequential (ITU-T T.81 process 2 and 4) or
 * progressive (the retired 6 and 8, 10 and 12): what no codec package decodes.
 * @throws DecodeError for other processes, several components, or where the stream ends early
 */
export function decodeJpeg12(bytes: Uint8Array): Samples {
  if (jpegHeader(bytes).process === PROGRESSIVE) return decodeProgressive(bytes);
  const scan = scanOf(bytes);
  const { rows, columns, precision, quantisation, dc, ac, restartInterval } = scan;
  const pixels = new Uint16Array(rows * columns);
  const reader = new BitReader(bytes, scan.at);
  const block = new Int32Array(64);
  const blocksAcross = Math.ceil(columns / 8);
  const blocks = blocksAcross * Math.ceil(rows / 8);
  let predicted = 0;

  for (let n = 0; n < blocks; n++) {
    if (restartInterval > 0 && n > 0 && n % restartInterval === 0) {
      if (!reader.restart()) throw undecodable('JPEG restart marker missing');
      predicted = 0;
    }
    predicted += readBlock(reader, dc, ac, quantisation, block, predicted);
    // A last byte may be padded; a block made of nothing but padding is a stream cut short.
    if (reader.missing > 64) throw undecodable('JPEG stream cut short');
    inverseDct(block);
    put(block, pixels, n % blocksAcross, Math.floor(n / blocksAcross), scan);
  }
  const narrow = precision <= 8 ? Uint8Array.from(pixels) : pixels;
  return { pixels: narrow, interleaved: true, rgb: false, rows, columns, samplesPerPixel: 1 };
}

/** Fills `block` with dequantised coefficients and returns the DC difference. */
function readBlock(
  reader: BitReader,
  dc: HuffmanTable,
  ac: HuffmanTable,
  quantisation: Int32Array,
  block: Int32Array,
  predicted: number,
): number {
  block.fill(0);
  const difference = reader.signed(reader.symbol(dc) & 0x0f);
  block[0] = (predicted + difference) * (quantisation[0] ?? 1);
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(ac);
    const size = symbol & 0x0f;
    if (size === 0 && symbol !== 0xf0) break;
    k += symbol >> 4;
    if (size > 0 && k < 64) block[ZIGZAG[k] ?? 0] = reader.signed(size) * (quantisation[k] ?? 1);
  }
  return difference;
}

/** Reads the tables and headers up to the first scan's data. */
function scanOf(bytes: Uint8Array): Scan {
  const tables = noTables();
  let frame: Uint8Array | undefined;
  for (const { marker, content, end } of segmentsFrom(bytes, 0)) {
    readTables(marker, content, tables);
    if (isFrameHeader(marker)) {
      if (marker > 0xc1) throw unsupported(`JPEG process ${marker - 0xc0}`);
      frame = content;
    }
    if (marker === 0xda && frame) {
      if (frame[5] !== 1 || content[0] !== 1) throw unsupported('12 bit JPEG in colour');
      const chosen = content[2] ?? 0;
      const quantisation = tables.quantisations[frame[8] ?? 0];
      const dc = tables.dcs[chosen >> 4];
      const ac = tables.acs[chosen & 15];
      if (!quantisation || !dc || !ac) throw undecodable('JPEG tables missing');
      const { restartInterval } = tables;
      return { ...pictureOf(frame), quantisation, dc, ac, restartInterval, at: end };
    }
  }
  throw undecodable('no JPEG scan');
}
