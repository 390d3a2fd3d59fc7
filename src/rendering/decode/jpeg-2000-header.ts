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
  const at = bytes.findIndex((_, start) => START_OF_CODESTREAM.every((byte, n) => bytes[start + n] === byte));
  if (at < 0 || at + 42 > bytes.length) throw undecodable('no JPEG 2000 codestream');
  const siz = new DataView(bytes.buffer, bytes.byteOffset + at + 8);
  return {
    columns: siz.getUint32(0) - siz.getUint32(8),
    rows: siz.getUint32(4) - siz.getUint32(12),
    components: siz.getUint16(32),
  };
}
