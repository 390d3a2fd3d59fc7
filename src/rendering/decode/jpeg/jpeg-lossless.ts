import { undecodable, unsupported, type Samples } from '../pixels';
import { huffmanTable, type HuffmanTable } from './jpeg-huffman';
import { frameOf, isFrameHeader, segmentsFrom } from './jpeg-markers';

const LOSSLESS = 0xc3;
const [TABLES, SCAN, INTERVAL] = [0xc4, 0xda, 0xdd];

/** The picture, and where its samples go. */
interface Frame {
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Of each component, in the order of the frame */
  readonly ids: readonly number[];
  readonly pixels: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/** A scan under way. */
interface Scan {
  /** Where the components stand within a pixel, and the table of each */
  readonly parts: readonly { readonly at: number; readonly table: LosslessTable }[];
  readonly predictor: number;
  /** Bits that were left out below (point transform) */
  readonly shift: number;
  /** Rows between restarts, 0 where there are none */
  readonly every: number;
  readonly reader: DifferenceReader;
  /** The next row */
  row: number;
  /** Rows since the last restart */
  since: number;
}

/**
 * JPEG lossless, process 14 (ITU-T T.81 Annex H): one component of 2 to 16 bits or three of up to 8, any predictor, in one scan
 * or one for each component, with or without restarts.
 * @throws DecodeError where it is none, or is cut short
 */
export function decodeJpegLossless(bytes: Uint8Array<ArrayBuffer>): Samples {
  const tables = new Map<number, LosslessTable>();
  const done = new Set<number>();
  let frame: Frame | undefined;
  let interval = 0;
  let at = 0;
  /** The next scan, after the headers before it */
  const scan = (): Scan | undefined => {
    for (const { marker, content, end } of segmentsFrom(bytes, at)) {
      if (marker === TABLES) addTables(tables, content);
      else if (marker === INTERVAL) interval = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
      else if (marker === SCAN) return scanFrom(content, frame, tables, interval, end);
      else if (isFrameHeader(marker)) {
        // The first one's size was looked at before any memory was taken.
        if (frame !== undefined) throw undecodable('a JPEG stream of two frames');
        frame = frameFrom(marker, content);
      }
    }
    return undefined;
  };
  for (let next = scan(); next && frame; next = done.size < frame.components ? scan() : undefined) {
    for (; next.row < frame.rows; next.row++) decodeRow(bytes, frame, next);
    for (const part of next.parts) done.add(part.at);
    at = next.reader.at;
  }
  if (frame === undefined) throw undecodable('no JPEG frame header');
  if (done.size < frame.components) throw undecodable('JPEG stream cut short');
  const { pixels, rows, columns, components, precision } = frame;
  return { pixels, interleaved: true, rgb: false, rows, columns, samplesPerPixel: components, precision };
}

function frameFrom(process: number, content: Uint8Array): Frame {
  if (process !== LOSSLESS) throw unsupported(`JPEG process ${process - 0xc0} in a lossless syntax`);
  const { precision, rows, columns, components, fullSampling } = frameOf(LOSSLESS, content);
  const wide = precision > 8;
  if (components !== 1 && (components !== 3 || wide || !fullSampling))
    throw unsupported(`JPEG lossless with ${components} components`);
  if (precision < 2 || precision > 16 || rows === 0 || columns === 0)
    throw undecodable('a JPEG frame without a size');
  const length = rows * columns * components;
  return {
    precision,
    rows,
    columns,
    components,
    ids: Array.from({ length: components }, (_, each) => content[6 + each * 3] ?? 0),
    pixels: wide ? new Uint16Array(length) : new Uint8Array(length),
  };
}

function scanFrom(
  content: Uint8Array,
  frame: Frame | undefined,
  tables: ReadonlyMap<number, LosslessTable>,
  interval: number,
  at: number,
): Scan {
  if (frame === undefined) throw undecodable('a JPEG scan without its frame');
  const { ids, columns, precision } = frame;
  const [count = 0] = content;
  const parts = Array.from({ length: count }, (_, each) => {
    const [id, selected = 0] = content.subarray(1 + each * 2, 3 + each * 2);
    const table = tables.get(selected >> 4);
    const place = ids.indexOf(id ?? -1);
    if (table === undefined || place === -1) throw undecodable('a JPEG scan without its table');
    return { at: place, table };
  });
  const [predictor = 0, , approximation = 0] = content.subarray(1 + count * 2);
  const shift = approximation & 15;
  if (count === 0 || predictor < 1 || predictor > 7 || shift >= precision)
    throw undecodable('a JPEG scan of another process');
  if (interval % columns !== 0) throw undecodable('JPEG restarts within a row');
  const reader = new DifferenceReader(at);
  return { parts, predictor, shift, every: interval / columns, reader, row: 0, since: 0 };
}

/** What a code says at once: bits to take, and the difference or how many bits it has. */
interface LosslessTable extends HuffmanTable {
  /**
   * By the next 12 bits. 0: the code is longer. Else the bits to take in bits 0 to 4; where bit 5 is set the difference in bits
   * 16 to 31, else the size of the difference that follows in bits 8 to 15
   */
  readonly direct: Int32Array;
}

const PEEK = 12;
const IS_DIFFERENCE = 32;

function addTables(tables: Map<number, LosslessTable>, content: Uint8Array): void {
  for (let at = 0; at + 17 <= content.length;) {
    const destination = (content[at] ?? 0) & 15;
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, each) => sum + each, 0);
    const table = huffmanTable(counts, content.slice(at + 17, at + 17 + total));
    tables.set(destination, { ...table, direct: directOf(counts, table.values) });
    at += 17 + total;
  }
}

function directOf(counts: Uint8Array, values: Uint8Array): Int32Array {
  const direct = new Int32Array(1 << PEEK);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= PEEK; length++, code <<= 1)
    for (let n = 0; n < (counts[length - 1] ?? 0); n++, code++, at++) {
      const size = values[at] ?? 0;
      const first = code << (PEEK - length);
      const rest = PEEK - length - size;
      for (let low = 0; low < 1 << (PEEK - length); low++) {
        const difference = rest >= 0 && size < 16 ? extended(low >> rest, size) : 0;
        direct[first + low] =
          rest >= 0 && size < 16
            ? (difference << 16) | IS_DIFFERENCE | (length + size)
            : (size << 8) | length;
      }
    }
  return direct;
}

/** T.81 F.2.2.1 */
const extended = (value: number, size: number): number =>
  size === 0 ? 0 : value < 1 << (size - 1) ? value - (1 << size) + 1 : value;

/** Reads the differences of one scan. */
class DifferenceReader {
  /** Where the next byte is */
  at: number;
  #bits = 0;
  #count = 0;
  /** Bits that were made up since the bytes ended, or met a marker */
  #made = 0;

  constructor(at: number) {
    this.at = at;
  }

  next(bytes: Uint8Array, table: LosslessTable): number {
    if (this.#count < 16) this.#fill(bytes, 16);
    const entry = table.direct[(this.#bits >>> (this.#count - PEEK)) & ((1 << PEEK) - 1)] as number;
    this.#count -= entry & 31;
    if ((entry & IS_DIFFERENCE) !== 0) return entry >> 16;
    const size = entry === 0 ? this.#longSymbol(table) : entry >> 8;
    // T.81 table H.2: the one size that no bits follow
    if (size === 16) return 32768;
    if (size > 16) throw undecodable('JPEG code that no table has');
    if (this.#count < size) this.#fill(bytes, size);
    this.#count -= size;
    return extended((this.#bits >>> this.#count) & ((1 << size) - 1), size);
  }

  /** Whether more was read than there is */
  isBeyond(): boolean {
    return this.#made > this.#count;
  }

  /** Past the restart marker that has to stand here */
  restart(bytes: Uint8Array): void {
    while (bytes[this.at] === 255 && bytes[this.at + 1] === 255) this.at += 1;
    const marker = bytes[this.at + 1] ?? 0;
    if (bytes[this.at] !== 255 || marker < 0xd0 || marker > 0xd7)
      throw undecodable('JPEG restart that is missing');
    this.at += 2;
    this.#bits = this.#count = this.#made = 0;
  }

  #longSymbol({ largest, offset, values }: LosslessTable): number {
    const window = (this.#bits >>> (this.#count - 16)) & 0xffff;
    let length = PEEK + 1;
    while (length <= 16 && window >> (16 - length) > (largest[length] as number)) length += 1;
    if (length > 16) throw undecodable('JPEG code that no table has');
    this.#count -= length;
    return values[(window >> (16 - length)) + (offset[length] as number)] ?? 0;
  }

  #fill(bytes: Uint8Array, wanted: number): void {
    while (this.#count < wanted) {
      let byte = bytes[this.at];
      if (byte === undefined || (byte === 255 && bytes[this.at + 1] !== 0)) {
        byte = 0;
        this.#made += 8;
      } else this.at += byte === 255 ? 2 : 1;
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }
}

/** One row of a scan. @throws DecodeError where the bytes end within it */
function decodeRow(bytes: Uint8Array, { pixels, columns, components, precision }: Frame, scan: Scan): void {
  if (scan.every > 0 && scan.since === scan.every) {
    scan.reader.restart(bytes);
    scan.since = 0;
  }
  const { parts, predictor, shift, reader } = scan;
  const stride = columns * components;
  // T.81 H.1.2.1: in the first row, and after a restart, there is nothing above to predict from.
  const isFirst = scan.since === 0;
  const used = isFirst ? 1 : predictor;
  const middle = 1 << (precision - shift - 1);
  for (let column = 0, pixel = scan.row * stride; column < columns; column++, pixel += components)
    for (let part = 0; part < parts.length; part++) {
      const { at, table } = parts[part] as (typeof parts)[number];
      const here = pixel + at;
      let predicted: number;
      if (column === 0) predicted = isFirst ? middle : (pixels[here - stride] as number) >> shift;
      else if (used === 1) predicted = (pixels[here - components] as number) >> shift;
      else predicted = predict(used, pixels, here, components, stride, shift);
      pixels[here] = (predicted + reader.next(bytes, table)) << shift;
    }
  if (reader.isBeyond()) throw undecodable('JPEG stream cut short');
  scan.since += 1;
}

/** T.81 table H.1, of the sample at `here` */
function predict(
  predictor: number,
  pixels: Frame['pixels'],
  here: number,
  components: number,
  stride: number,
  shift: number,
): number {
  const left = (pixels[here - components] as number) >> shift;
  const above = (pixels[here - stride] as number) >> shift;
  const corner = (pixels[here - stride - components] as number) >> shift;
  if (predictor === 2) return above;
  if (predictor === 3) return corner;
  if (predictor === 4) return left + above - corner;
  if (predictor === 5) return left + ((above - corner) >> 1);
  if (predictor === 6) return above + ((left - corner) >> 1);
  return (left + above) >> 1;
}
