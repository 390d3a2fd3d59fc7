import { unescapedHtml } from './entities';

/** What HTML is made of, before it is known how its elements nest (HTML, 13.2.5). */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      /** Written `<name/>`, which means something in foreign content only */
      readonly selfClosing: boolean;
    }
  | { readonly kind: 'close'; readonly name: string };

/** Everything else goes, `src` and `style` first of all: nothing of a report is fetched, and the tree has no place for styles. */
const ATTRIBUTES = new Set(['alt', 'class', 'colspan', 'href', 'rowspan']);

/** Their content is text of another kind, up to their own end tag; none of it is a report's words, but for the last. */
const RAW = new Set('script style title iframe noembed noframes noscript xmp textarea'.split(' '));

/** Tokens from the first letter to the last. Nothing is looked at more often than its own length asks for; never throws. */
export function* htmlTokens(text: string): Generator<HtmlToken> {
  let at = 0;
  while (at < text.length) {
    const mark = text.indexOf('<', at);
    if (mark !== at) yield textToken(text.slice(at, mark < 0 ? undefined : mark));
    if (mark < 0) return;
    const next = text.charCodeAt(mark + 1);
    if (isLetter(next)) {
      const tag = openTag(text, mark + 1);
      if (tag === undefined) return;
      yield tag.token;
      at = tag.end;
      if (RAW.has(tag.token.name)) {
        const { from, to } = rawEnd(text, at, tag.token.name);
        if (tag.token.name === 'textarea') yield textToken(text.slice(at, from));
        yield { kind: 'close', name: tag.token.name };
        at = to;
      }
    } else if (next === SLASH && isLetter(text.charCodeAt(mark + 2))) {
      const tag = openTag(text, mark + 2);
      if (tag === undefined) return;
      yield { kind: 'close', name: tag.token.name };
      at = tag.end;
    } else if (text.startsWith('<!--', mark)) at = commentEnd(text, mark + 4);
    else if (next === EXCLAMATION || next === QUESTION || next === SLASH) at = after(text, '>', mark + 2);
    else {
      yield { kind: 'text', text: '<' };
      at = mark + 1;
    }
  }
}

const [EXCLAMATION, SLASH, GREATER, QUESTION] = [0x21, 0x2f, 0x3e, 0x3f];
const isLetter = (unit: number) => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
const isSpace = (unit: number) =>
  unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d;

const textToken = (text: string): HtmlToken => ({
  kind: 'text',
  text: unescapedHtml(text).replaceAll('\0', ''),
});

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** `<!-->` and `<!--->` end at once; `--!>` ends as `-->` does. */
function commentEnd(text: string, from: number): number {
  if (text.startsWith('>', from)) return from + 1;
  if (text.startsWith('->', from)) return from + 2;
  const end = /--!?>/g;
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}

/** Where the content of an element that is text ends, and where its end tag does. */
function rawEnd(text: string, from: number, name: string): { readonly from: number; readonly to: number } {
  const end = new RegExp(String.raw`</${name}(?=[\s/>])`, 'gi');
  end.lastIndex = from;
  const match = end.exec(text);
  if (match === null) return { from: text.length, to: text.length };
  return { from: match.index, to: after(text, '>', end.lastIndex) };
}

type OpenTag = Extract<HtmlToken, { kind: 'open' }>;

/** A tag from its name on; `undefined` where the text ends within it. */
function openTag(text: string, start: number): { readonly token: OpenTag; readonly end: number } | undefined {
  let at = start;
  const skipTo = (isEnd: (unit: number) => boolean) => {
    while (at < text.length && !isEnd(text.charCodeAt(at))) at += 1;
  };
  skipTo(isNameEnd);
  const name = text.slice(start, at).toLowerCase();
  const attributes: Record<string, string> = {};
  for (let selfClosing = false; at < text.length;) {
    skipTo((unit) => !isSpace(unit));
    const unit = text.charCodeAt(at);
    if (unit === GREATER) return { token: { kind: 'open', name, attributes, selfClosing }, end: at + 1 };
    if (unit === SLASH) {
      selfClosing = text.charCodeAt(at + 1) === GREATER;
      at += 1;
      continue;
    }
    const from = at;
    // An equals sign at the beginning belongs to the name.
    at += 1;
    skipTo((one) => isNameEnd(one) || one === EQUALS);
    const attribute = text.slice(from, at).toLowerCase();
    skipTo((one) => !isSpace(one));
    let value = '';
    if (text.charCodeAt(at) === EQUALS) {
      at += 1;
      skipTo((one) => !isSpace(one));
      const quote = text[at];
      if (quote === '"' || quote === "'") {
        const end = text.indexOf(quote, at + 1);
        if (end < 0) return undefined;
        value = text.slice(at + 1, end);
        at = end + 1;
      } else {
        const begin = at;
        skipTo((one) => isSpace(one) || one === GREATER);
        value = text.slice(begin, at);
      }
    }
    if (ATTRIBUTES.has(attribute) && !Object.hasOwn(attributes, attribute))
      attributes[attribute] = unescapedHtml(value, true);
  }
  return undefined;
}

const EQUALS = 0x3d;
const isNameEnd = (unit: number) => isSpace(unit) || unit === SLASH || unit === GREATER;
