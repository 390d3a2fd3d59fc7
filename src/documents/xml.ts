import { markup, type Markup, type MarkupNode } from './markup';

/*
 * A small reader of XML, so that a clinical document passes neither through the browser's parser (a Trusted Types sink, with
 * style sheet processing instructions and entities) nor through anything that fetches. It reads what CDA needs and no more:
 * elements, attributes, text, CDATA, character references and the five predefined entities. A document type is passed over,
 * its entities stay unknown.
 */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const DEEPEST = 200;

/**
 * XML → its root element, names without prefix. Prefixes are told apart by nothing: CDA and its extensions share no element
 * name that means something here. `undefined` where there is no element at all; unclosed elements end where the text ends.
 */
export function xmlDocument(text: string): Markup | undefined {
  const top: MarkupNode[] = [];
  const open: { readonly name: string; readonly children: MarkupNode[] }[] = [];
  const into = () => open.at(-1)?.children ?? top;
  let tooDeep = 0;
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf('<', at);
    if (tag !== at) into().push(unescaped(text.slice(at, tag < 0 ? undefined : tag)));
    if (tag < 0) break;
    const special = specialAt(text, tag);
    if (special !== undefined) {
      if (special.text !== undefined) into().push(special.text);
      at = special.end;
      continue;
    }
    const end = tagEnd(text, tag + 1);
    const body = text.slice(tag + 1, end);
    at = end + 1;
    if (body.startsWith('/')) {
      if (tooDeep > 0) tooDeep -= 1;
      else close(open, localName(body.slice(1)));
      continue;
    }
    const element = elementFrom(body);
    if (element === undefined) continue;
    const isEmpty = body.endsWith('/');
    if (open.length >= DEEPEST) {
      tooDeep += isEmpty ? 0 : 1;
      continue;
    }
    into().push(element.markup);
    if (!isEmpty) open.push({ name: element.markup.name, children: element.children });
  }
  return top.find((node): node is Markup => typeof node !== 'string');
}

interface Special {
  readonly end: number;
  readonly text?: string;
}

/** Comments, processing instructions (style sheets among them), CDATA and document types. */
function specialAt(text: string, at: number): Special | undefined {
  const until = (mark: string, from: number) => {
    const end = text.indexOf(mark, from);
    return end < 0 ? text.length : end + mark.length;
  };
  if (text.startsWith('<!--', at)) return { end: until('-->', at + 4) };
  if (text.startsWith('<?', at)) return { end: until('?>', at + 2) };
  if (text.startsWith('<![CDATA[', at)) {
    const end = until(']]>', at + 9);
    return { end, text: text.slice(at + 9, text.endsWith(']]>', end) ? end - 3 : end) };
  }
  if (text.startsWith('<!', at)) return { end: doctypeEnd(text, at) };
  return undefined;
}

/** With its internal subset in brackets, which may hold `>`. */
function doctypeEnd(text: string, at: number): number {
  const plain = text.indexOf('>', at);
  if (plain < 0) return text.length;
  const subset = text.slice(at, plain).indexOf('[');
  if (subset < 0) return plain + 1;
  const end = /\]\s*>/g;
  end.lastIndex = at + subset;
  const match = end.exec(text);
  return match === null ? text.length : match.index + match[0].length;
}

/** The `>` that ends a tag: not one within an attribute's quotes. */
function tagEnd(text: string, from: number): number {
  let quote: string | undefined;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (quote !== undefined) {
      if (letter === quote) quote = undefined;
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
  }
  return text.length;
}

function close(open: { readonly name: string }[], name: string): void {
  const at = open.findLastIndex((each) => each.name === name);
  if (at >= 0) open.length = at;
}

function elementFrom(body: string) {
  const [, raw] = /^([^\s/>"'=<]+)/.exec(body) ?? [];
  if (raw === undefined) return undefined;
  const children: MarkupNode[] = [];
  return { markup: markup(localName(raw), children, attributesOf(body.slice(raw.length))), children };
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  for (const [, name, double, single] of text.matchAll(/([^\s=/"'<>]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (name !== undefined) found.push([localName(name), unescaped(double ?? single ?? '')]);
  return Object.fromEntries(found);
}

const localName = (name: string) => (name.trim().split(':').at(-1) ?? '').trim();

function unescaped(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,10}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\uFFFD';
  });
}
