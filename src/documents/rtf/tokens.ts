/** RTF 1.9.1 "Conventions of an RTF reader": what the bytes are, before anything is made of them. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** `\b0`, `\par`, `\u8217`; a symbol (`\~`) is a word of one character */
  | { readonly kind: 'word'; readonly word: string; readonly value?: number }
  /** A byte of text, written as itself or as `\'e9` */
  | { readonly kind: 'byte'; readonly byte: number };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LONGEST_WORD = 32;

/** Tokens from the first byte to the last; truncated or malformed input ends early and never throws. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte === OPEN) yield { kind: 'open' };
    else if (byte === CLOSE) yield { kind: 'close' };
    else if (byte === BACKSLASH) {
      const control = controlAt(bytes, at);
      at = control.end;
      if (control.token !== undefined) yield control.token;
    } else if (byte !== 0x0d && byte !== 0x0a && byte !== 0) yield { kind: 'byte', byte };
  }
}

interface Control {
  readonly token?: RtfToken;
  readonly end: number;
}

function controlAt(bytes: Uint8Array, start: number): Control {
  const first = bytes[start];
  if (first === undefined) return { end: start };
  if (isLetter(first)) return wordAt(bytes, start);
  if (first === 0x27) return hexAt(bytes, start + 1);
  // A backslash before a line end is `\par`.
  const word = first === 0x0d || first === 0x0a ? 'par' : String.fromCharCode(first);
  return { token: { kind: 'word', word }, end: start + 1 };
}

function wordAt(bytes: Uint8Array, start: number): Control {
  let at = start;
  while (at < bytes.length && at - start < LONGEST_WORD && isLetter(bytes[at])) at += 1;
  const word = ascii(bytes, start, at);
  const digits = at;
  if (bytes[at] === 0x2d && isDigit(bytes[at + 1])) at += 1;
  while (at < bytes.length && at - digits < 11 && isDigit(bytes[at])) at += 1;
  const value = at > digits ? Number(ascii(bytes, digits, at)) : undefined;
  // The space that ends a control word belongs to it.
  if (bytes[at] === 0x20) at += 1;
  // Binary data follow: they are no text, and may hold braces.
  if (word === 'bin') at += Math.max(0, value ?? 0);
  return {
    token: { kind: 'word', word, ...(value !== undefined && { value }) },
    end: Math.min(at, bytes.length),
  };
}

function hexAt(bytes: Uint8Array, start: number): Control {
  const hex = ascii(bytes, start, start + 2);
  if (!/^[\da-f]{2}$/i.test(hex)) return { end: start };
  return { token: { kind: 'byte', byte: Number.parseInt(hex, 16) }, end: start + 2 };
}

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));
const isLetter = (byte = 0) => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte = 0) => byte >= 0x30 && byte <= 0x39;
