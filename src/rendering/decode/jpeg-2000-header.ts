import { undecodable } from './pixels';

export interface CodestreamSize {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
}

const START_OF_CODESTREAM = [0xff, 0x4f, 0xff, 0x51];

/**
 * The picture's size as a JPEG 2000 or HTJ2K codestream's SIZ segment says it (ISO 15444-1 A.5.1). Some archives keep
 * the JP2 boxes around the codestream, so it is looked for.
 * @throws DecodeError where there is none
 */
export function codestreamSize(bytes: Uint8Array): CodestreamSize {
  const siz = sizOf(bytes);
  return {
    columns: siz.getUint32(2) - siz.getUint32(10),
    rows: siz.getUint32(6) - siz.getUint32(14),
    components: siz.getUint16(34),
  };
}

/** Set where a stream is of part 2; the other bits then say of which extensions */
const PART_2 = 0x8000;

/**
 * Whether a codestream uses any extension of part 2 (ISO 15444-2 A.2.1): its capabilities say so. One that uses none is
 * as one of part 1. A volume's frames as components of one picture are such an extension.
 * @throws DecodeError where there is no codestream
 */
export function usesExtensions(bytes: Uint8Array): boolean {
  const capabilities = sizOf(bytes).getUint16(0);
  return (capabilities & PART_2) !== 0 && (capabilities & ~PART_2) !== 0;
}

/** Coding style default (ISO 15444-1 A.6.1), and the segments that end the main header */
const COD = 0xff52;
const ENDS = new Set([0xff90, 0xff93]);

/** What the COD segment says, whatever the transfer syntax is; `undefined` where none can be read. */
function codingStyle(bytes: Uint8Array) {
  const start = startOf(bytes);
  if (start < 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start + 2; at + 10 <= view.byteLength;) {
    const marker = view.getUint16(at);
    if (marker === COD)
      return {
        hasPrecincts: (view.getUint8(at + 4) & 1) !== 0,
        progression: view.getUint8(at + 5),
        isTransformed: view.getUint8(at + 8) === 1,
        levels: Math.min(32, view.getUint8(at + 9)),
      };
    if (marker < 0xff01 || ENDS.has(marker)) return undefined;
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

/** Resolution by resolution: LRCP of one layer, RLCP, RPCL. The others go through the picture, unless it is one precinct. */
const BY_RESOLUTION = 2;

/**
 * Whether the first bytes of a codestream hold a small picture of all of it: one tile, and its packets in the order of
 * resolutions. The COD segment decides, and not the transfer syntax that promises it (ISO 15444-1 B.12).
 */
export function beginsSmall(bytes: Uint8Array): boolean {
  const style = codingStyle(bytes);
  if (style === undefined || style.levels === 0) return false;
  const siz = sizOf(bytes);
  const isOneTile =
    siz.getUint32(18) + siz.getUint32(26) >= siz.getUint32(2) &&
    siz.getUint32(22) + siz.getUint32(30) >= siz.getUint32(6);
  return isOneTile && (style.progression <= BY_RESOLUTION || !style.hasPrecincts);
}

/**
 * How often each side of the picture can be halved without decoding all of it: the wavelet's levels; 0 where they cannot be
 * read.
 */
export const decompositionLevels = (bytes: Uint8Array): number => codingStyle(bytes)?.levels ?? 0;

/**
 * Whether the codec makes RGB of the first three components, because the stream says that they were transformed from it (ISO
 * 15444-1 G.2, G.3): whatever the Photometric Interpretation is, they are no YBR afterwards.
 */
export const isColourTransformed = (bytes: Uint8Array): boolean => codingStyle(bytes)?.isTransformed ?? false;

/** A tile-part begins (ISO 15444-1 A.4.2) */
const SOT = 0xff90;

/**
 * Whether bytes are missing at the end, by the lengths that the tile-parts say they have: the codec for HTJ2K makes a picture
 * of less detail of what there is, and does not say so.
 */
export function isCut(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = startOf(bytes) + 2;
  while (at + 4 <= view.byteLength && view.getUint16(at) !== SOT)
    at += 2 + Math.max(2, view.getUint16(at + 2));
  while (at + 12 <= view.byteLength && view.getUint16(at) === SOT) {
    const length = view.getUint32(at + 6);
    // The last one may leave it open: then it goes on to the end.
    if (length === 0) return false;
    at += Math.max(12, length);
  }
  return at > view.byteLength;
}

/** The SIZ segment from its capabilities (Rsiz) on. */
function sizOf(bytes: Uint8Array): DataView {
  const at = startOf(bytes);
  if (at < 0 || at + 42 > bytes.length) throw undecodable('no JPEG 2000 codestream');
  return new DataView(bytes.buffer, bytes.byteOffset + at + 6);
}

/** Where the codestream begins; -1 without one. */
const startOf = (bytes: Uint8Array) =>
  bytes.findIndex((_, start) => START_OF_CODESTREAM.every((byte, n) => bytes[start + n] === byte));
