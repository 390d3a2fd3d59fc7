/*
 * Streams of JPEG and JPEG-LS (ISO 10918-1 B.1, ISO 14495-1 C.1): which process, and where each ends. Linear in the bytes;
 * nothing is taken into memory.
 */

const [SOI, EOI, SOS] = [0xd8, 0xd9, 0xda];

/** What the frame header says of a stream. */
export interface JpegHeader {
  /** Of the SOF marker: 0xc0 baseline, 0xc3 lossless, 0xf7 JPEG-LS */
  readonly process: number;
  readonly rows: number;
  readonly columns: number;
  /** Ss of the first scan: the predictor of lossless JPEG, NEAR of JPEG-LS */
  readonly selection: number;
}

const SOF = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, 0xf7]);

export const isJpeg = (bytes: Uint8Array, at = 0): boolean =>
  bytes[at] === 0xff && bytes[at + 1] === SOI && bytes[at + 2] === 0xff;

/** The header of the stream at a position; `undefined` where it has no frame before its first scan. */
export function jpegHeaderAt(bytes: Uint8Array, start = 0): JpegHeader | undefined {
  let frame: Omit<JpegHeader, 'selection'> | undefined;
  for (let at = start + 2; at + 3 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (SOF.has(marker)) frame = { process: marker, rows: word(bytes, at + 5), columns: word(bytes, at + 7) };
    if (marker === SOS)
      return frame && { ...frame, selection: bytes[at + 5 + 2 * (bytes[at + 4] ?? 0)] ?? 0 };
    if (isAlone(marker)) {
      at += 2;
      continue;
    }
    at += 2 + Math.max(2, word(bytes, at + 2));
  }
  return undefined;
}

/** Where the stream at a position ends: after its EOI. `undefined` where it has none. */
export function jpegEnd(bytes: Uint8Array, start: number): number | undefined {
  let at = start + 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at++;
    else if (marker === EOI) return at + 2;
    else if (isAlone(marker)) at += 2;
    else {
      at += 2 + Math.max(2, word(bytes, at + 2));
      if (marker === SOS) at = scanEnd(bytes, at);
    }
  }
  return undefined;
}

/** The first marker after entropy-coded data: 0xFF there is followed by less than 0x80 (JPEG-LS, and 0 in JPEG) or a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next >= 0x80 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

const isAlone = (marker: number) =>
  marker === 0x01 || marker === 0 || marker === SOI || (marker >= 0xd0 && marker <= 0xd7);

const word = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
