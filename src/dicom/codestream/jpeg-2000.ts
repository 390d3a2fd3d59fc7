/* Codestreams of JPEG 2000 and HTJ2K (ISO 15444-1 annex A): which kind, and where each ends. */

/** CAP, which HTJ2K has between SIZ and COD, is the lowest of those with a length. */
const [CAP, COD, SOT, EOC] = [0xff50, 0xff52, 0xff90, 0xffd9];

export interface CodestreamHeader {
  readonly rows: number;
  readonly columns: number;
  /** Blocks in the high-throughput form: Rsiz bit 14 (ISO 15444-15) */
  readonly highThroughput: boolean;
  /** Part 2 (ISO 15444-2 A.2.1) */
  readonly extended: boolean;
  /** The reversible wavelet: nothing need have been lost */
  readonly reversible: boolean;
  /** Of its packets: 2 is RPCL */
  readonly progression: number;
}

export const isCodestream = (bytes: Uint8Array, at = 0): boolean => long(bytes, at) === 0xff4fff51;

/** Main header of the codestream at a position; `undefined` where it is not whole. */
export function codestreamHeaderAt(bytes: Uint8Array, start = 0): CodestreamHeader | undefined {
  const rsiz = word(bytes, start + 6);
  const size = {
    columns: long(bytes, start + 8) - long(bytes, start + 16),
    rows: long(bytes, start + 12) - long(bytes, start + 20),
    highThroughput: (rsiz & 0x4000) !== 0,
    extended: (rsiz & 0x8000) !== 0,
  };
  for (let at = start + 2; at + 4 <= bytes.length;) {
    const marker = word(bytes, at);
    if (marker === COD) return { ...size, progression: bytes[at + 5] ?? 0, reversible: bytes[at + 13] === 1 };
    if (marker === SOT || marker < CAP) return undefined;
    at += 2 + Math.max(2, word(bytes, at + 2));
  }
  return undefined;
}

/** Where the codestream at a position ends: after its EOC, by the lengths of its tile-parts. `undefined` where it does not. */
export function codestreamEnd(bytes: Uint8Array, start: number): number | undefined {
  for (let at = start + 2; at + 2 <= bytes.length;) {
    const marker = word(bytes, at);
    if (marker === EOC) return at + 2;
    if (marker === SOT) {
      const length = long(bytes, at + 6);
      // 0: up to the end of the codestream, which is its last tile-part (A.4.2). Within one no EOC can stand.
      if (length === 0) return afterEoc(bytes, at + 12);
      at += Math.max(12, length);
    } else if (marker >= CAP) {
      at += 2 + Math.max(2, word(bytes, at + 2));
    } else return undefined;
  }
  return undefined;
}

function afterEoc(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return at + 2;
  return undefined;
}

const word = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const long = (bytes: Uint8Array, at: number) => word(bytes, at) * 65_536 + word(bytes, at + 2);
