import type { BitReader, HuffmanTable } from './jpeg-huffman';
import { ZIGZAG } from './jpeg-tables';
import { undecodable } from '../pixels';

/** One component of a scan as it is read. */
export interface ScanState {
  readonly reader: BitReader;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  /** First and last coefficient of its band, in the order of the stream */
  readonly first: number;
  readonly last: number;
  /** The bit that it adds, counted from the lowest (Al) */
  readonly shift: number;
  predicted: number;
  /** Blocks, this one included, that have nothing more in this band (T.81 G.1.2.2) */
  endOfBands: number;
}

const tableOf = (table: HuffmanTable | undefined): HuffmanTable => {
  if (!table) throw undecodable('JPEG tables missing');
  return table;
};

/** T.81 F.2.2, a block of a sequential stream. */
export function wholeBlock(scan: ScanState, block: Int16Array): void {
  const { reader } = scan;
  const ac = tableOf(scan.ac);
  scan.predicted += reader.signed(reader.symbol(tableOf(scan.dc)) & 15);
  block[0] = scan.predicted;
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(ac);
    const size = symbol & 15;
    if (size === 0 && symbol !== 0xf0) return;
    k += symbol >> 4;
    if (size > 0 && k < 64) block[ZIGZAG[k] ?? 0] = reader.signed(size);
  }
}

/** T.81 G.1.2.1, the first scan of DC coefficients. */
export function firstDc(scan: ScanState, block: Int16Array): void {
  scan.predicted += scan.reader.signed(scan.reader.symbol(tableOf(scan.dc)) & 15);
  block[0] = scan.predicted << scan.shift;
}

/** T.81 G.1.2.1, one bit more of DC coefficients. */
export function refineDc({ reader, shift }: ScanState, block: Int16Array): void {
  block[0] = (block[0] ?? 0) | (reader.bits(1) << shift);
}

/** T.81 G.1.2.2, the first scan of a band. */
export function firstAc(scan: ScanState, block: Int16Array): void {
  const { reader, last, shift } = scan;
  if (scan.endOfBands > 0) {
    scan.endOfBands -= 1;
    return;
  }
  for (let k = scan.first; k <= last; k++) {
    const symbol = reader.symbol(tableOf(scan.ac));
    const [run, size] = [symbol >> 4, symbol & 15];
    if (size === 0 && run < 15) {
      scan.endOfBands = (1 << run) - 1 + reader.bits(run);
      return;
    }
    k += run;
    if (size > 0 && k <= last) block[ZIGZAG[k] ?? 0] = reader.signed(size) * (1 << shift);
  }
}

/** T.81 G.1.2.3, one bit more of a band: coefficients that are there are made finer on the way to new ones. */
export function refineAc(scan: ScanState, block: Int16Array): void {
  const { reader, last, shift } = scan;
  let k = scan.first;
  for (; scan.endOfBands === 0 && k <= last; k++) {
    const symbol = reader.symbol(tableOf(scan.ac));
    const [run, size] = [symbol >> 4, symbol & 15];
    if (size === 0 && run < 15) {
      scan.endOfBands = (1 << run) + reader.bits(run);
      break;
    }
    const added = size === 0 ? 0 : reader.bits(1) === 1 ? 1 << shift : -(1 << shift);
    k = passed(scan, block, k, run);
    if (added !== 0 && k <= last) block[ZIGZAG[k] ?? 0] = added;
  }
  if (scan.endOfBands === 0) return;
  passed(scan, block, k, Infinity);
  scan.endOfBands -= 1;
}

/** Past so many coefficients that are zero, refining the others; the place of the next zero one. */
function passed({ reader, last, shift }: ScanState, block: Int16Array, from: number, zeros: number): number {
  let left = zeros;
  for (let k = from; k <= last; k++) {
    const place = ZIGZAG[k] ?? 0;
    const value = block[place] ?? 0;
    if (value === 0) {
      if (left === 0) return k;
      left -= 1;
    } else if (reader.bits(1) === 1 && (Math.abs(value) & (1 << shift)) === 0) {
      block[place] = value + (value > 0 ? 1 << shift : -(1 << shift));
    }
  }
  return last + 1;
}
