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

/** Told how many bytes of a part are here, while it arrives, and given a copy of the first of them for the asking. */
export type Arriving = (length: number, copy: (length: number) => Uint8Array) => void;

/**
 * Reads multipart/related (RFC 2046 §5.1, PS3.18 §8.6.1.2) as it arrives.
 *
 * The boundary that was stated is looked for first; where it is not there, the line that the body begins with is one. A body
 * that has neither is no multipart, whatever it is labelled: it is one part. Whether lines end in CRLF, as they have to, or
 * in LF alone is taken from the first delimiter and holds for the whole body. A part's Content-Length is believed when the
 * delimiter follows it. Where it does not, or without one, only an end of line, two dashes, the boundary and then either two dashes or an end of line is a
 * delimiter: the boundary's text alone may occur in pixels.
 * Throws MultipartError where the body breaks off before its closing delimiter: a missing part is never silent.
 * @param boundary as stated, `undefined` where none was
 * @param begun told of each part's headers as soon as they are here; what it returns is told of the part's bytes as they arrive
 */
export async function* partsOf(
  body: AsyncIterable<Uint8Array>,
  boundary: string | undefined,
  limits: MultipartLimits,
  begun?: (headers: ReadonlyMap<string, string>) => Arriving | undefined,
): AsyncGenerator<Part> {
  const window = byteWindow(body);
  try {
    const opening = await openingOf(window, boundary ?? '');
    if (opening === undefined) {
      begun?.(new Map());
      yield { headers: new Map(), bytes: await restOf(window, limits.partSize) };
      return;
    }
    const { eol } = opening;
    let { last } = opening;
    for (let count = 1; !last; count++) {
      if (count > limits.parts) throw new MultipartError('too many parts');
      const headers = await headersOf(window, eol);
      const arriving = begun?.(headers);
      const part = await bodyOf(arriving ? told(window, arriving) : window, opening, headers, limits);
      yield { headers, bytes: part.bytes };
      last = part.last;
    }
  } finally {
    window.close();
  }
}

/**
 * The boundary of a body that is multipart though nothing labels it so: it begins with a line of two dashes and more, and a
 * header of content or no header at all. `undefined` for any other.
 */
export function boundaryWithin(beginning: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(beginning.subarray(0, 512));
  return (LABELLED.exec(text) ?? BARE.exec(text))?.[1];
}

const LABELLED =
  /^(?:\r?\n)?--([^\r\n]{1,256}?)[ \t]*\r?\n(?:[a-z-]{1,40}:[^\r\n]*\r?\n){0,4}?content-[a-z-]{1,40}:/i;
/** A part without a header: only a line that is long enough to be nothing else */
const BARE = /^(?:\r?\n)?--([\x21-\x7e]{6,70})\r?\n\r?\n/;

interface Lines {
  /** With the end of line before it */
  readonly delimiter: Uint8Array;
  readonly eol: Uint8Array<ArrayBuffer>;
}

interface Opening extends Lines {
  /** The first delimiter was the closing one already */
  readonly last: boolean;
}

interface Delimiter {
  /** Where it begins, and how many bytes it takes with what follows it, the end of line excepted */
  readonly at: number;
  readonly length: number;
  readonly last: boolean;
  /** What it ends in, where it is not the last */
  readonly eol?: Uint8Array<ArrayBuffer>;
}

const CRLF = Uint8Array.of(CR, LF);
const NEWLINE = Uint8Array.of(LF);

const linesOf = (boundary: string, eol = CRLF): Lines => ({
  eol,
  delimiter: Uint8Array.of(...eol, ...new TextEncoder().encode(`--${boundary}`)),
});

/** Passes over the first delimiter; `undefined` where the body has none and is no multipart. */
async function openingOf(window: ByteWindow, boundary: string): Promise<Opening | undefined> {
  const isUsable = boundary !== '' && boundary.length <= MOST_BOUNDARY;
  const stated = isUsable ? await foundFirst(window, linesOf(boundary, NEWLINE).delimiter) : undefined;
  if (stated) return { ...linesOf(boundary, stated.eol), last: stated.last };
  const begins = async (pattern: readonly number[]) => {
    while (window.length() < pattern.length && (await window.more()));
    return pattern.every((byte, at) => window.at(at) === byte);
  };
  const before = [[], [LF], [CR, LF]];
  let lineBefore: readonly number[] | undefined;
  for (const each of before) if (await begins([...each, DASH, DASH])) lineBefore = each;
  if (lineBefore === undefined) {
    if (window.length() < 2) throw new MultipartError('truncated');
    return undefined;
  }
  window.drop(lineBefore.length);
  while (window.indexOf(NEWLINE, 0) === -1 && window.length() < MOST_BOUNDARY && (await window.more()));
  const end = window.indexOf(NEWLINE, 0);
  if (end === -1) throw new MultipartError('no boundary at the beginning');
  const eol = window.at(end - 1) === CR ? CRLF : NEWLINE;
  const length = end + 1 - eol.byteLength;
  const line = new TextDecoder('latin1').decode(window.copy(2, length)).trimEnd();
  if (line === '' || line.length > MOST_BOUNDARY) throw new MultipartError('no usable boundary');
  window.drop(length);
  return { ...linesOf(line, eol), last: false };
}

const MOST_BOUNDARY = 256;

/**
 * The first delimiter may stand at the very start, without the end of line before it.
 * @param delimiter with LF alone before it, which is in CRLF too
 */
async function foundFirst(window: ByteWindow, delimiter: Uint8Array): Promise<Delimiter | undefined> {
  const bare = delimiter.subarray(1);
  while (window.length() < bare.byteLength + 2 && (await window.more()));
  const atStart = bare.every((byte, at) => window.at(at) === byte);
  if (
    window.length() < bare.byteLength &&
    bare.subarray(0, window.length()).every((byte, at) => window.at(at) === byte)
  )
    throw new MultipartError('truncated');
  const found = atStart
    ? await delimiterAt(window, 0, bare.byteLength)
    : await preambleEnd(window, delimiter);
  if (found) window.drop(found.at + found.length);
  return found;
}

async function preambleEnd(window: ByteWindow, delimiter: Uint8Array): Promise<Delimiter | undefined> {
  for (let from = 0; ;) {
    const at = window.indexOf(delimiter, from);
    if (at > PREAMBLE) return undefined;
    if (at !== -1) {
      const found = await delimiterAt(window, at, delimiter.byteLength);
      if (found) return found;
      from = at + 1;
      continue;
    }
    if (window.length() > PREAMBLE) return undefined;
    from = Math.max(from, window.length() - delimiter.byteLength + 1);
    if (!(await window.more())) return undefined;
  }
}

async function restOf(window: ByteWindow, limit: number): Promise<Uint8Array> {
  do {
    if (window.length() > limit) throw new MultipartError('a part too large');
  } while (await window.more());
  return window.copy(0, window.length());
}

/** Lines up to an empty one. The window begins at the end of the delimiter's line, so no header at all is well formed. */
async function headersOf(window: ByteWindow, eol: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const end = Uint8Array.of(...eol, ...eol);
  let at = window.indexOf(end, 0);
  while (at === -1) {
    if (window.length() > HEADERS) throw new MultipartError('part headers without end');
    // The empty line may be cut by the chunks: look again from where it could have begun.
    const from = Math.max(0, window.length() - end.byteLength + 1);
    if (!(await window.more())) throw new MultipartError('truncated');
    at = window.indexOf(end, from);
  }
  const lines = new TextDecoder('latin1').decode(window.copy(0, at)).split(/\r?\n/);
  window.drop(at + end.byteLength);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** The same window, of whose first part's bytes somebody is told as they arrive. What follows a part may be among them. */
function told(window: ByteWindow, arriving: Arriving): ByteWindow {
  const tell = () => arriving(window.length(), (length) => window.copy(0, length));
  tell();
  return {
    ...window,
    async more() {
      const isMore = await window.more();
      if (isMore) tell();
      return isMore;
    },
  };
}

async function bodyOf(
  window: ByteWindow,
  lines: Lines,
  headers: ReadonlyMap<string, string>,
  { partSize }: MultipartLimits,
): Promise<{ bytes: Uint8Array; last: boolean }> {
  const length = headers.get('content-length') ?? '';
  const stated = /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  const found =
    (stated === undefined ? undefined : await delimiterAfter(window, lines, stated, partSize)) ??
    (await nextDelimiter(window, lines, partSize, 'a part too large'));
  const bytes = window.copy(0, found.at);
  window.drop(found.at + found.length);
  return { bytes, last: found.last };
}

async function delimiterAfter(
  window: ByteWindow,
  { delimiter, eol }: Lines,
  length: number,
  limit: number,
): Promise<Delimiter | undefined> {
  if (length > limit) throw new MultipartError('a part too large');
  const needed = length + delimiter.byteLength;
  while (window.length() < needed) if (!(await window.more())) return undefined;
  const here = delimiter.every((byte, at) => window.at(length + at) === byte);
  return here ? delimiterAt(window, length, delimiter.byteLength, eol) : undefined;
}

async function nextDelimiter(
  window: ByteWindow,
  { delimiter, eol }: Lines,
  limit: number,
  tooLong: string,
): Promise<Delimiter> {
  for (let from = 0; ;) {
    const at = window.indexOf(delimiter, from);
    if (at > limit || (at === -1 && window.length() - delimiter.byteLength > limit))
      throw new MultipartError(tooLong);
    if (at !== -1) {
      const found = await delimiterAt(window, at, delimiter.byteLength, eol);
      if (found) return found;
      from = at + 1;
      continue;
    }
    // The delimiter may be cut in two by the chunks: look again from where it could have begun.
    from = Math.max(from, window.length() - delimiter.byteLength + 1);
    if (!(await window.more())) throw new MultipartError('truncated');
  }
}

/**
 * What follows the boundary's text decides whether it is a delimiter; a stream's end right after it decides nothing.
 * @param eol as the first delimiter ended; for that one itself, either
 */
async function delimiterAt(
  window: ByteWindow,
  at: number,
  length: number,
  eol?: Uint8Array,
): Promise<Delimiter | undefined> {
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
  if (first === CR && second === LF && eol !== NEWLINE)
    return { at, length: end - at, last: false, eol: CRLF };
  if (first === LF && eol !== CRLF) return { at, length: end - at, last: false, eol: NEWLINE };
  if (first === -1 || second === -1) throw new MultipartError('truncated');
  return undefined;
}
