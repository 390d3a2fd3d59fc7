import type { ImagePixel } from '../../domain/study/study';
import { isPlainLength, plainLayout } from '../../dicom/frame-size';
import { decodeNative } from './native';
import { undecodable, type Samples } from './pixels';

/**
 * Deflated Image Frame Compression (PS3.5 A.4.13): a raw deflate stream of the native samples. Never more is inflated than
 * the frame has.
 * @throws DecodeError where the stream is not well formed, or holds less than Rows × Columns need
 */
export async function decodeDeflated(bytes: Uint8Array<ArrayBuffer>, image: ImagePixel): Promise<Samples> {
  // An odd length is made even with a byte that is no part of the stream, and some browsers refuse that.
  const samples = (await inflated(bytes, image)) ?? (await inflated(bytes.subarray(0, -1), image));
  if (samples) return decodeNative(samples, image);
  // Archives that undo a compression do not all say so.
  if (isPlainLength(bytes.byteLength, image)) return decodeNative(bytes, image);
  throw undecodable('a deflated frame that cannot be inflated');
}

/** All of it where it is one frame; `undefined` where it is no such stream. One byte more is padding. */
async function inflated(
  bytes: Uint8Array<ArrayBuffer>,
  image: ImagePixel,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const most = plainLayout(Infinity, image).length;
  const whole = new Uint8Array(most);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let filled = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      whole.set(next.value.subarray(0, Math.max(0, most - filled)), filled);
      filled += next.value.byteLength;
      if (filled > most + 1) return undefined;
    }
  } catch {
    return undefined;
  } finally {
    reader.cancel().catch(() => undefined);
  }
  const { length } = plainLayout(filled, image);
  return filled === length || filled === length + 1 ? whole.subarray(0, length) : undefined;
}
