import { concatenated } from '../../domain/bytes';
import { Part10Error } from './failure';

/**
 * Deflated Explicit VR Little Endian (PS3.5 A.5), at most `limit` bytes of it: no more is ever held. Throws a
 * Part10Error where it is not well formed, too large, or this browser cannot inflate.
 */
export async function inflated(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined')
    throw new Part10Error('deflated, which this browser cannot read');
  const whole = await attempt(bytes, limit);
  // An odd length is made even with a byte that is no part of the stream, and some browsers refuse that.
  const result = whole ?? (await attempt(bytes.subarray(0, -1), limit));
  if (!result) throw new Part10Error('a deflated dataset that cannot be inflated');
  return result;
}

async function attempt(bytes: Uint8Array, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const input = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
  const reader = input.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.byteLength;
      if (length > limit) throw new Part10Error('an inflated dataset too large');
      chunks.push(next.value);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof Part10Error) throw error;
    return undefined;
  }
  return concatenated(chunks);
}
