import { undecodable } from '../pixels';

/** A Huffman table: for each code length the largest code, and where its values stand (ITU-T T.81 F.2.2.3). */
export interface HuffmanTable {
  /** By the next 8 bits: length << 8 | value, or 0 where the code is longer */
  readonly short: Uint16Array;
  readonly largest: Int32Array;
  readonly offset: Int32Array;
  readonly values: Uint8Array;
}

/** From a DHT segment's counts of codes by length, 1 to 16, and their values. */
export function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const short = new Uint16Array(256);
  const largest = new Int32Array(18).fill(-1);
  const offset = new Int32Array(18);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++, code <<= 1) {
    const count = counts[length - 1] ?? 0;
    offset[length] = at - code;
    for (let n = 0; n < count; n++, code++, at++) {
      if (length <= 8)
        short.fill((length << 8) | (values[at] ?? 0), code << (8 - length), (code + 1) << (8 - length));
    }
    if (count > 0) largest[length] = code - 1;
    if (code > 1 << length) throw undecodable('JPEG Huffman table overflows');
  }
  return { short, largest, offset, values };
}

/** Reads bits of one entropy-coded segment; stops at a marker and then gives zeros, counting them. */
export class BitReader {
  /** Where the marker that ended the segment begins */
  at: number;
  /** Bits handed out after the data ended */
  missing = 0;
  readonly #bytes: Uint8Array;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  symbol(table: HuffmanTable): number {
    this.#fill(16);
    const window = (this.#bits >>> (this.#count - 16)) & 0xffff;
    const hit = table.short[window >> 8] ?? 0;
    if (hit !== 0) {
      this.#count -= hit >> 8;
      return hit & 0xff;
    }
    for (let length = 9; length <= 16; length++) {
      const code = window >> (16 - length);
      if (code <= (table.largest[length] ?? -1)) {
        this.#count -= length;
        return table.values[code + (table.offset[length] ?? 0)] ?? 0;
      }
    }
    throw undecodable('JPEG code that no table has');
  }

  /** `size` bits as the signed difference they stand for (T.81 F.2.2.1, EXTEND). */
  signed(size: number): number {
    if (size === 0) return 0;
    this.#fill(size);
    const value = (this.#bits >>> (this.#count - size)) & ((1 << size) - 1);
    this.#count -= size;
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  /** `count` bits, 0 to 15, as they stand. */
  bits(count: number): number {
    if (count === 0) return 0;
    this.#fill(count);
    this.#count -= count;
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  /** Past the restart marker that ends the segment; false where another marker, or none, stands there. */
  restart(): boolean {
    this.#bits = 0;
    this.#count = 0;
    this.missing = 0;
    const marker = this.#bytes[this.at + 1] ?? 0;
    if (this.#bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) return false;
    this.at += 2;
    return true;
  }

  #fill(wanted: number): void {
    while (this.#count < wanted) {
      let byte = this.#bytes[this.at];
      if (byte === undefined || (byte === 0xff && this.#bytes[this.at + 1] !== 0)) {
        byte = 0;
        this.missing += 8;
      } else {
        this.at += byte === 0xff ? 2 : 1;
      }
      this.#bits = ((this.#bits << 8) | byte) >>> 0;
      this.#count += 8;
    }
  }
}
