import { byteWindow, type ByteWindow } from './byte-window';

export interface Part {
  /** Names in lower case */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

export interface MultipartLimits {
  readonly parts: number;
  /** Bytes a part may have */
  readonly partSize: number;
}

/** What is wrong with a multipart body, for an engineer ("truncated", "too many parts"). The only error thrown here. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

const PREAMBLE = 64 * 1024;
const HEADERS = 16 * 1024;
const [TAB, LF, CR, SPACE, DASH] = [9, 10, 13, 32, 45];

/**
 * Reads multipart/related (RFC 2046 §5.1, PS3.18 §8.6.1.2) as it arrives.
 *
 * A part's Content-Length is believed when the delimiter follows it. Without one, only CRLF, two dashes, the boundary
 * and then either two dashes or an end of line is a delimiter: the boundary's text alone may occur in pixels.
 * Throws MultipartError where the body breaks off before its closing delimiter: a missing part is never silent.
 * @param begun told of each part's headers as soon as they are here
 */
export async function* partsOf(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
  begun?: (headers: ReadonlyMap<string, string>) => void,
): AsyncGenerator<Part> {
  if (boundary === '' || boundary.length > 256) throw new MultipartError('no usable boundary');
  const window = byteWindow(body);
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  // The first delimiter may stand at the very start, without the end of line before it.
  let last = await skipPreamble(window, delimiter);
  for (let count = 1; !last; count++) {
    if (count > limits.parts) throw new MultipartError('too many parts');
    const headers = await headersOf(window);
    begun?.(headers);
    const part = await bodyOf(window, delimiter, headers, limits);
    yield { headers, bytes: part.bytes };
    last = part.last;
  }
}

interface Delimiter {
  /** Where it begins, and how many bytes it takes with what follows it, the end of line excepted */
  readonly at: number;
  readonly length: number;
  readonly last: boolean;
}

async function skipPreamble(window: ByteWindow, delimiter: Uint8Array): Promise<boolean> {
  const bare = delimiter.subarray(2);
  while (window.length() < bare.byteLength + 2 && (await window.more()));
  const atStart = bare.every((byte, at) => window.at(at) === byte);
  const found = atStart
    ? await delimiterAt(window, 0, bare.byteLength)
    : await nextDelimiter(window, delimiter, PREAMBLE, 'no boundary at the beginning');
  if (found === undefined) throw new MultipartError('no boundary at the beginning');
  window.drop(found.at + found.length);
  return found.last;
}

/** Lines up to an empty one. The window begins at the end of the delimiter's line, so no header at all is well formed. */
async function headersOf(window: ByteWindow): Promise<ReadonlyMap<string, string>> {
  const end = new Uint8Array([CR, LF, CR, LF]);
  let at = window.indexOf(end, 0);
  while (at === -1) {
    if (window.length() > HEADERS) throw new MultipartError('part headers without end');
    // The empty line may be cut by the chunks: look again from where it could have begun.
    const from = Math.max(0, window.length() - 3);
    if (!(await window.more())) throw new MultipartError('truncated');
    at = window.indexOf(end, from);
  }
  const lines = new TextDecoder('latin1').decode(window.copy(0, at)).split('\r\n');
  window.drop(at + 4);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

async function bodyOf(
  window: ByteWindow,
  delimiter: Uint8Array,
  headers: ReadonlyMap<string, string>,
  { partSize }: MultipartLimits,
): Promise<{ bytes: Uint8Array; last: boolean }> {
  const length = headers.get('content-length') ?? '';
  const found = /^\d{1,15}$/.test(length)
    ? await delimiterAfter(window, delimiter, Number(length), partSize)
    : await nextDelimiter(window, delimiter, partSize, 'a part too large');
  const bytes = window.copy(0, found.at);
  window.drop(found.at + found.length);
  return { bytes, last: found.last };
}

async function delimiterAfter(
  window: ByteWindow,
  delimiter: Uint8Array,
  length: number,
  limit: number,
): Promise<Delimiter> {
  if (length > limit) throw new MultipartError('a part too large');
  const needed = length + delimiter.byteLength;
  while (window.length() < needed) if (!(await window.more())) throw new MultipartError('truncated');
  const here = delimiter.every((byte, at) => window.at(length + at) === byte);
  const found = here ? await delimiterAt(window, length, delimiter.byteLength) : undefined;
  if (found === undefined) throw new MultipartError('a part is not as long as it says');
  return found;
}

async function nextDelimiter(
  window: ByteWindow,
  delimiter: Uint8Array,
  limit: number,
  tooLong: string,
): Promise<Delimiter> {
  for (let from = 0; ;) {
    const at = window.indexOf(delimiter, from);
    if (at > limit || (at === -1 && window.length() - delimiter.byteLength > limit))
      throw new MultipartError(tooLong);
    if (at !== -1) {
      const found = await delimiterAt(window, at, delimiter.byteLength);
      if (found) return found;
      from = at + 1;
      continue;
    }
    // The delimiter may be cut in two by the chunks: look again from where it could have begun.
    from = Math.max(from, window.length() - delimiter.byteLength + 1);
    if (!(await window.more())) throw new MultipartError('truncated');
  }
}

/** What follows the boundary's text decides whether it is a delimiter; a stream's end right after it decides nothing. */
async function delimiterAt(window: ByteWindow, at: number, length: number): Promise<Delimiter | undefined> {
  let end = at + length;
  const next = async () => {
    while (window.length() <= end + 1) if (!(await window.more())) break;
    return [window.at(end), window.at(end + 1)] as const;
  };
  let [first, second] = await next();
  if (first === DASH && second === DASH) return { at, length: length + 2, last: true };
  // RFC 2046 allows padding between the boundary and its end of line; more than a line of it is data.
  while ((first === SPACE || first === TAB) && end - at - length < 256) {
    end++;
    [first, second] = await next();
  }
  if (first === CR && second === LF) return { at, length: end - at, last: false };
  if (first === -1 || second === -1) throw new MultipartError('truncated');
  return undefined;
}
