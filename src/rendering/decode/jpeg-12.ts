import { BitReader, huffmanTable, type HuffmanTable } from './jpeg-huffman';
import { inverseDct } from './jpeg-idct';
import { isFrameHeader, segmentsFrom } from './jpeg-markers';
import { undecodable, unsupported, type Samples } from './pixels';

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

interface Scan {
  readonly rows: number;
  readonly columns: number;
  readonly precision: number;
  readonly quantisation: Int32Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  readonly restartInterval: number;
  readonly at: number;
}

/**
 * JPEG extended, sequential, Huffman-coded (ITU-T T.81 process 2 and 4) of one component with up to 12 bits: what no
 * codec package decodes.
 * @throws DecodeError for other processes, several components, or where the stream ends early
 */
export function decodeJpeg12(bytes: Uint8Array): Samples {
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

function put(block: Int32Array, pixels: Uint16Array, across: number, down: number, scan: Scan): void {
  const { rows, columns, precision } = scan;
  const middle = 1 << (precision - 1);
  const largest = (1 << precision) - 1;
  const width = Math.min(8, columns - across * 8);
  const height = Math.min(8, rows - down * 8);
  for (let y = 0; y < height; y++) {
    const to = (down * 8 + y) * columns + across * 8;
    for (let x = 0; x < width; x++) {
      const value = (block[y * 8 + x] ?? 0) + middle;
      pixels[to + x] = value < 0 ? 0 : value > largest ? largest : value;
    }
  }
}

/** Reads the tables and headers up to the first scan's data. */
function scanOf(bytes: Uint8Array): Scan {
  const quantisations: Int32Array[] = [];
  const dcs: HuffmanTable[] = [];
  const acs: HuffmanTable[] = [];
  let restartInterval = 0;
  let frame: Uint8Array | undefined;
  for (const { marker, content, end } of segmentsFrom(bytes, 0)) {
    if (marker === 0xdb) readQuantisation(content, quantisations);
    if (marker === 0xc4) readHuffman(content, dcs, acs);
    if (marker === 0xdd) restartInterval = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
    if (isFrameHeader(marker)) {
      if (marker > 0xc1) throw unsupported(`JPEG process ${marker - 0xc0}`);
      frame = content;
    }
    if (marker === 0xda && frame) {
      if (frame[5] !== 1 || content[0] !== 1) throw unsupported('12 bit JPEG in colour');
      const tables = content[2] ?? 0;
      const quantisation = quantisations[frame[8] ?? 0];
      const dc = dcs[tables >> 4];
      const ac = acs[tables & 15];
      if (!quantisation || !dc || !ac) throw undecodable('JPEG tables missing');
      const [precision = 0, y1 = 0, y0 = 0, x1 = 0, x0 = 0] = frame;
      return {
        rows: (y1 << 8) | y0,
        columns: (x1 << 8) | x0,
        precision,
        quantisation,
        dc,
        ac,
        restartInterval,
        at: end,
      };
    }
  }
  throw undecodable('no JPEG scan');
}

function readQuantisation(content: Uint8Array, into: Int32Array[]): void {
  for (let at = 0; at < content.length;) {
    const head = content[at++] ?? 0;
    const wide = head >> 4 !== 0;
    const table = new Int32Array(64);
    for (let k = 0; k < 64; k++, at += wide ? 2 : 1)
      table[k] = wide ? ((content[at] ?? 0) << 8) | (content[at + 1] ?? 0) : (content[at] ?? 0);
    into[head & 15] = table;
  }
}

function readHuffman(content: Uint8Array, dcs: HuffmanTable[], acs: HuffmanTable[]): void {
  for (let at = 0; at + 17 <= content.length;) {
    const head = content[at] ?? 0;
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const table = huffmanTable(counts, content.subarray(at + 17, at + 17 + total));
    (head >> 4 === 0 ? dcs : acs)[head & 15] = table;
    at += 17 + total;
  }
}
