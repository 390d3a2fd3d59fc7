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

/** The SIZ segment from its capabilities (Rsiz) on. */
function sizOf(bytes: Uint8Array): DataView {
  const at = bytes.findIndex((_, start) => START_OF_CODESTREAM.every((byte, n) => bytes[start + n] === byte));
  if (at < 0 || at + 42 > bytes.length) throw undecodable('no JPEG 2000 codestream');
  return new DataView(bytes.buffer, bytes.byteOffset + at + 6);
}
