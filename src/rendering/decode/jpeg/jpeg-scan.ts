import type { JpegComponent, JpegFrame } from './jpeg-frame';
import { BitReader } from './jpeg-huffman';
import { firstAc, firstDc, refineAc, refineDc, wholeBlock, type ScanState } from './jpeg-scan-blocks';
import type { JpegTables } from './jpeg-tables';
import { undecodable } from '../pixels';

interface ScanPart extends ScanState {
  readonly component: JpegComponent;
}

/**
 * Reads one scan, of one component or of several in turns (T.81 A.2), into the coefficients.
 * @param header content of the start of scan
 * @returns where the marker after it stands
 * @throws DecodeError where it names no component, tables are missing, or it ends early
 */
export function readScan(
  bytes: Uint8Array,
  start: number,
  header: Uint8Array,
  frame: JpegFrame,
  tables: JpegTables,
  progressive: boolean,
): number {
  const reader = new BitReader(bytes, start);
  const count = header[0] ?? 0;
  const [first = 0, last = 0, approximation = 0] = header.subarray(1 + count * 2);
  if (progressive && (last > 63 || first > last)) throw undecodable('JPEG scan header');
  const parts = Array.from({ length: count }, (_, at): ScanPart => {
    const [id, chosen = 0] = header.subarray(1 + at * 2, 3 + at * 2);
    const component = frame.components.find((one) => one.id === id);
    if (!component) throw undecodable('JPEG scan of no component');
    component.quantisation ??= tables.quantisations[component.quantisationAt];
    const [dc, ac] = [tables.dcs[chosen >> 4], tables.acs[chosen & 15]];
    return { component, reader, dc, ac, first, last, shift: approximation & 15, predicted: 0, endOfBands: 0 };
  });
  const read = progressive ? progressiveBlock(first, approximation >> 4) : wholeBlock;
  const { restartInterval } = tables;
  let units = 0;
  for (const unit of unitsOf(parts, frame)) {
    if (restartInterval > 0 && units > 0 && units % restartInterval === 0) restart(reader, parts);
    units += 1;
    for (const [part, block] of unit) {
      read(part, part.component.coefficients.subarray(block * 64, block * 64 + 64));
      // A last byte may be padded; a block made of nothing but padding is a stream cut short.
      if (reader.missing > 64) throw undecodable('JPEG stream cut short');
    }
  }
  return reader.at;
}

function progressiveBlock(first: number, before: number) {
  if (first === 0) return before === 0 ? firstDc : refineDc;
  return before === 0 ? firstAc : refineAc;
}

function restart(reader: BitReader, parts: readonly ScanPart[]): void {
  if (!reader.restart()) throw undecodable('JPEG restart marker missing');
  for (const part of parts) {
    part.predicted = 0;
    part.endOfBands = 0;
  }
}

type Unit = readonly (readonly [part: ScanPart, block: number])[];

/** What stands between two places where a restart may be: a block, or blocks of each component in turn (A.2.3). */
function* unitsOf(parts: readonly ScanPart[], frame: JpegFrame): Generator<Unit> {
  const [only] = parts;
  if (only && parts.length === 1) {
    const { stride, columns, rows } = only.component;
    for (let row = 0; row < Math.ceil(rows / 8); row++)
      for (let column = 0; column < Math.ceil(columns / 8); column++) yield [[only, row * stride + column]];
    return;
  }
  const [unitsAcross, unitsDown] = [
    Math.ceil(frame.columns / (8 * frame.across)),
    Math.ceil(frame.rows / (8 * frame.down)),
  ];
  for (let row = 0; row < unitsDown; row++)
    for (let column = 0; column < unitsAcross; column++)
      yield parts.flatMap((part) => blocksOf(part, row, column));
}

function blocksOf(part: ScanPart, row: number, column: number): Unit {
  const { across, down, stride } = part.component;
  return Array.from({ length: across * down }, (_, at) => {
    const [y, x] = [row * down + Math.floor(at / across), column * across + (at % across)];
    return [part, y * stride + x] as const;
  });
}
