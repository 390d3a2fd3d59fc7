import type { Problem } from '../domain/problem';
import { concatenated } from '../domain/bytes';
import { Failure } from './failure';
import { mediaTypeOf, type MediaType } from './media-type';
import type { Deadline } from './deadline';

/** A response whose body has yet to be read, within the deadline of its request. */
export interface Answer {
  readonly where: string;
  readonly status: number;
  readonly mediaType: MediaType;
  header(name: string): string | null;
  /** The body as it arrives. Throws a Failure when it breaks off or falls silent; the signal's reason when aborted. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** The whole body. Throws as `chunks` does, and a Failure `impossible-size` beyond the limit (bytes). */
  bytes(limit: number): Promise<Uint8Array>;
  /** The body is not wanted: frees the connection. */
  discard(): void;
}

/** Wraps a response; `problem` says what a failed read means. */
export function answerOf(response: Response, end: Deadline, where: string, problem: () => Problem): Answer {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader();
    // Ends a read that waits, whether or not the body itself hears the signal.
    const cancel = () => void reader?.cancel().catch(() => undefined);
    end.signal.addEventListener('abort', cancel, { once: true });
    if (end.signal.aborted) cancel();
    try {
      for (;;) {
        end.wait();
        const next = await reader?.read();
        end.rest();
        if (end.signal.aborted) throw new Failure(problem());
        if (!next || next.done) break;
        end.fed(next.value.byteLength);
        yield next.value;
      }
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(problem());
    } finally {
      end.signal.removeEventListener('abort', cancel);
      end.release();
      cancel();
    }
  }

  return {
    where,
    status: response.status,
    mediaType: mediaTypeOf(response.headers.get('content-type')),
    header: (name) => response.headers.get(name),
    chunks,
    bytes: (limit) => wholeBody(chunks(), limit),
    discard: () => {
      end.release();
      void response.body?.cancel().catch(() => undefined);
    },
  };
}

/** Everything that a body has. Throws a Failure `impossible-size` beyond the limit (bytes), and as the body does. */
export async function wholeBody(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    if (length > limit)
      throw new Failure({ kind: 'impossible-size', what: `an answer of more than ${limit} bytes` });
    all.push(chunk);
  }
  return concatenated(all);
}
