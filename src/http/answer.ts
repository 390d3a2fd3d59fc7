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
    let isEnded = reader === undefined;
    try {
      for (;;) {
        end.wait();
        const next = await reader?.read();
        end.rest();
        if (end.signal.aborted) throw new Failure(problem());
        if (!next || next.done) {
          isEnded = true;
          break;
        }
        end.fed(next.value.byteLength);
        yield next.value;
      }
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(problem());
    } finally {
      end.signal.removeEventListener('abort', cancel);
      end.release();
      if (end.signal.aborted) cancel();
      else if (!isEnded && reader) leave(reader);
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
      if (response.body && !response.body.locked) leave(response.body.getReader());
    },
  };
}

/** Milliseconds that the end of an answer is given, when nothing of it is wanted any more */
const LEAVING = 2_000;

/**
 * Leaves a body that is not wanted to its end. What is left is a line's end mostly, or a few words: with it read, the
 * connection serves the next question, too, and the browser calls nothing aborted. Of more than that, no more is taken.
 */
function leave(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  const cancel = () => void reader.cancel().catch(() => undefined);
  const late = setTimeout(cancel, LEAVING);
  const ended = async () => {
    const next = await reader.read();
    return next.done || (await reader.read()).done;
  };
  void ended()
    .then((isEnded) => isEnded || cancel(), cancel)
    .finally(() => clearTimeout(late));
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
