import type { VideoContainer } from '../../domain/problem';
import { mp4From } from './mp4';

/** What a video's bytes are kept in, as far as a browser must be told. */
export interface Container {
  /** For `canPlayType` and the Blob */
  readonly mediaType: string;
  /** Where it is another than an MP4 file */
  readonly name?: VideoContainer;
  /** By the stream's own word, where it differs from the transfer syntax's */
  readonly pictures?: number;
  readonly sound: boolean;
}

const [SYNC, PACKET] = [0x47, 188];

/** Tells by the beginning: MP4 and MPEG transport stream are what DICOM allows (PS3.5 §8.2.7), the rest is met. */
export function containerOf(bytes: Uint8Array): Container {
  const begins = (...pattern: readonly number[]) => pattern.every((byte, at) => bytes[at] === byte);
  const mp4 = mp4From(bytes);
  if (mp4) {
    const { codec, pictures, sound } = mp4;
    const mediaType = codec ? `video/mp4; codecs="${codec}"` : 'video/mp4';
    return { mediaType, sound, ...(pictures && { pictures }) };
  }
  const other = (mediaType: string, name: VideoContainer) => ({ mediaType, name, sound: false });
  if (bytes[0] === SYNC && bytes[PACKET] === SYNC) return other('video/mp2t', 'transport-stream');
  if (begins(0, 0, 1, 0xba)) return other('video/mpeg', 'program-stream');
  if (begins(0x1a, 0x45, 0xdf, 0xa3)) return other('video/webm', 'matroska');
  // An elementary stream, of MPEG-2 or of NAL units
  if (begins(0, 0, 1) || begins(0, 0, 0, 1)) return other('video/mpeg', 'elementary-stream');
  return other('video/mp4', 'no-index');
}
