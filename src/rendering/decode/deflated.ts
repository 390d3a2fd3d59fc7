import type { ImagePixel } from '../../domain/study/study';
import { decodeNative, nativeLength } from './native';
import { undecodable, type Samples } from './pixels';

/**
 * Deflated Image Frame Compression (PS3.5 A.4.13): a raw deflate stream of the native samples. Never more is inflated than
 * the frame has.
 * @throws DecodeError where the stream is not well formed, or holds less than Rows × Columns need
 */
export async function decodeDeflated(bytes: Uint8Array<ArrayBuffer>, image: ImagePixel): Promise<Samples> {
  const needed = nativeLength(image);
  // An odd length is made even with a byte that is no part of the stream, and some browsers refuse that.
  const samples = (await inflated(bytes, needed)) ?? (await inflated(bytes.subarray(0, -1), needed));
  if (samples) return decodeNative(samples, image);
  // Archives that undo a compression do not all say so.
  if (bytes.byteLength - needed === 0 || bytes.byteLength - needed === needed % 2)
    return decodeNative(bytes, image);
  throw undecodable('a deflated frame that cannot be inflated');
}

/** The first `needed` bytes; `undefined` where it is no such stream. One byte more is padding. */
async function inflated(
  bytes: Uint8Array<ArrayBuffer>,
  needed: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const whole = new Uint8Array(needed);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let filled = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const room = needed - filled;
      whole.set(next.value.subarray(0, room), filled);
      filled += next.value.byteLength;
      if (filled > needed + 1) break;
    }
  } catch {
    return undefined;
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return filled === needed || filled === needed + 1 ? whole : undefined;
}
