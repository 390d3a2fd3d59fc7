import { concatenated } from '../domain/bytes';
import { err, ok, type Result } from '../domain/problem';
import { nextTurn } from '../domain/turns';
import type { MediaType } from './media-type';
import { asJson } from './nearly-json';

/** Why an answer is not the JSON that was asked for. */
export type NoJson =
  | 'nothing'
  /** A login page says 200 too: what a body holds counts, not what it says it is */
  | 'markup'
  | 'broken'
  /** More bytes than may be taken; no more of it was read */
  | 'too-large'
  | 'too-deep';

export interface ReadJson {
  readonly value: unknown;
  /** As it was written, for a reader that looks for a word before it looks for a value */
  readonly text: string;
}

/** Far deeper than any answer (structured reports nest 64 items, each three levels of JSON), and no danger to who reads it */
const MOST_DEPTH = 8192;

/** Letters that are parsed in one go: less than a millisecond */
const PIECE = 64 * 1024;

/** Milliseconds that parsing holds the thread */
const TURN = 12;

/**
 * Reads a body as JSON: its bytes are counted as they come, and it is given up at the limit; it is parsed in turns, so that no
 * answer, however long, holds the page; and what nests too deeply is refused before anything is made of it. A value that has
 * no place in JSON costs itself, and not the list that it stands in.
 * @param label what it says of its letters, which counts only for what is not UTF-8
 * Rejects only with what reading the body rejects with.
 */
export async function readJson(
  body: AsyncIterable<Uint8Array>,
  most: number,
  label?: MediaType,
): Promise<Result<ReadJson, NoJson>> {
  const decoder = new TextDecoder();
  const charset = label?.parameters.get('charset');
  const bytes: Uint8Array[] = [];
  const pieces: string[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > most) return err('too-large');
    pieces.push(decoder.decode(chunk, { stream: true }));
    if (charset !== undefined) bytes.push(chunk);
  }
  pieces.push(decoder.decode());
  const text = inLetters(pieces.join(''), bytes, charset);
  if (text.trim() === '') return err('nothing');
  try {
    return ok({ value: await parsedInTurns(text), text });
  } catch (error) {
    if (error instanceof RangeError) return err('too-deep');
    if (/^\s*</.test(text.slice(0, 1024))) return err('markup');
  }
  const mended = await asJson(text);
  if (mended === undefined) return err('broken');
  try {
    return ok({ value: await parsedInTurns(mended), text: mended });
  } catch (error) {
    return err(error instanceof RangeError ? 'too-deep' : 'broken');
  }
}

/** JSON is UTF-8 (RFC 8259 §8.1), whatever its label; only what is none is read as its label says, where there are such letters. */
function inLetters(text: string, bytes: readonly Uint8Array[], charset: string | undefined): string {
  if (charset === undefined || !text.includes('\ufffd')) return text;
  try {
    return new TextDecoder(charset, { fatal: true }).decode(concatenated(bytes));
  } catch {
    return text;
  }
}

/** A response's body piece by piece; leaving the loop lets go of the connection. */
export async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value;
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
}

interface Open {
  readonly holder: unknown[] | Record<string, unknown>;
  /** Of the member whose value is read next */
  key: string;
}

/**
 * What `JSON.parse` makes of a text, in turns: every value shorter than a piece is the engine's own to parse, and only what is
 * longer is taken apart here.
 * Throws a SyntaxError as `JSON.parse` does, and a RangeError for what nests too deeply.
 */
export async function parsedInTurns(text: string): Promise<unknown> {
  const open: Open[] = [];
  let at = 0;
  let whole: unknown;
  let end = performance.now() + TURN;

  const skip = () => {
    while (isSpace(text.charCodeAt(at))) at += 1;
  };
  const put = (value: unknown) => {
    const last = open.at(-1);
    if (last === undefined) whole = value;
    else if (Array.isArray(last.holder)) last.holder.push(value);
    else define(last.holder, last.key, value);
  };
  const takeKey = (one: Open) => {
    skip();
    if (text[at] !== '"') throw new SyntaxError('a member without a name');
    const to = stringEnd(text, at, text.length);
    one.key = JSON.parse(text.slice(at, to)) as string;
    at = to;
    skip();
    if (text[at] !== ':') throw new SyntaxError('a member without a value');
    at += 1;
  };

  /** A value from here on; whether it is still open */
  const takeValue = (): boolean => {
    skip();
    const unit = text.charCodeAt(at);
    if (unit !== OBJECT && unit !== ARRAY) {
      const to = unit === QUOTE ? stringEnd(text, at, text.length) : wordEnd(text, at);
      put(JSON.parse(text.slice(at, to)));
      at = to;
      return false;
    }
    const { to, depth } = valueEnd(text, at);
    if (depth + open.length > MOST_DEPTH) throw new RangeError('JSON that nests too deeply');
    if (to > 0) {
      put(JSON.parse(text.slice(at, to)));
      at = to;
      return false;
    }
    const holder = unit === ARRAY ? [] : {};
    put(holder);
    open.push({ holder, key: '' });
    at += 1;
    return true;
  };

  /** What follows a value: the end of what holds it, as often as there is one, or the next. @returns whether there is a next */
  const takeEnds = (): boolean => {
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      skip();
      const letter = text[at];
      at += 1;
      if (letter === ',') return true;
      if (letter !== (Array.isArray(last.holder) ? ']' : '}')) throw new SyntaxError('a value out of place');
      open.pop();
    }
    return false;
  };

  for (let isNext = true; isNext;) {
    const last = open.at(-1);
    if (last !== undefined && !Array.isArray(last.holder)) takeKey(last);
    // What is opened here is longer than a piece: it is not empty.
    isNext = takeValue() || takeEnds();
    if (performance.now() > end) {
      await nextTurn();
      end = performance.now() + TURN;
    }
  }
  skip();
  if (at < text.length) throw new SyntaxError('more than one value');
  return whole;
}

const [OBJECT, ARRAY, QUOTE, BACKSLASH] = [0x7b, 0x5b, 0x22, 0x5c];
const isSpace = (unit: number) => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

/** As `JSON.parse` does: a name that means something to the language is a member like any other. */
function define(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') holder[key] = value;
  else Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The position after a string's closing quote; the end where it has none. */
function stringEnd(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at + 1;
    if (unit === BACKSLASH) at += 1;
  }
  return end;
}

function wordEnd(text: string, start: number): number {
  const end = /[\s,\]}]/g;
  end.lastIndex = start;
  return end.exec(text)?.index ?? text.length;
}

/** Where the object or list that begins here ends, 0 where it is longer than a piece; and how deep it nests as far as was seen. */
function valueEnd(text: string, start: number): { readonly to: number; readonly depth: number } {
  const end = Math.min(text.length, start + PIECE);
  let depth = 0;
  let deepest = 0;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = stringEnd(text, at, end) - 1;
    else if (unit === OBJECT || unit === ARRAY) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === OBJECT + 2 || unit === ARRAY + 2) {
      depth -= 1;
      if (depth === 0) return { to: at + 1, depth: deepest };
    }
  }
  // A text that ends before its value does is broken: the engine says so.
  return { to: end === text.length ? end : 0, depth: deepest };
}
