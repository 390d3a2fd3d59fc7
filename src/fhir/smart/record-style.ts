import { object, text } from '../resource/json';

/** Milliseconds: nobody waits for a colour */
const DEADLINE = 10_000;
/** Bytes; a style has eleven short entries */
const LARGEST = 20_000;

/**
 * The record's highlight colour (SMART App Launch 2.2, 2.1.5 `smart_style_url`). It is public: no token and no cookie goes with
 * the question.
 * @returns `undefined` where there is none, or it cannot be had
 */
export async function highlightAt(
  address: string,
  fetch: typeof globalThis.fetch,
): Promise<string | undefined> {
  try {
    const answer = await fetch(address, {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(DEADLINE),
    });
    const body = answer.ok && answer.body ? await shortText(answer.body) : undefined;
    return body === undefined
      ? undefined
      : text(object(JSON.parse(body))?.['color_highlight'])?.slice(0, 100);
  } catch {
    return undefined;
  }
}

async function shortText(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string | undefined> {
  const reader = body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    length += read.value.length;
    if (length > LARGEST) return void reader.cancel();
  }
  return new Blob(parts).text();
}
