const at = (bytes: Uint8Array, position: number, pattern: readonly number[]) =>
  pattern.every((byte, offset) => bytes[position + offset] === byte);

const FTYP = [0x66, 0x74, 0x79, 0x70];
const MOOV = [0x6d, 0x6f, 0x6f, 0x76];
const MDAT = [0x6d, 0x64, 0x61, 0x74];
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const START_CODE = [0, 0, 1];
const PACKET = 188;
const SYNC = 0x47;

/**
 * Whether bytes can be a video by how they begin: MP4, MPEG transport or program stream, an elementary stream. What an
 * archive sends in the place of one, a page or a message, does not.
 */
export function isVideoStream(bytes: Uint8Array): boolean {
  if ([FTYP, MOOV, MDAT].some((name) => at(bytes, 4, name))) return true;
  if (bytes[0] === SYNC && bytes[PACKET] === SYNC) return true;
  return at(bytes, 0, EBML) || at(bytes, 0, START_CODE) || at(bytes, 0, [0, ...START_CODE]);
}
