import type { Span } from '../domain/report/report-document';
import { DEEPEST, markupText, type Markup, type MarkupNode } from './markup';
import { textSpan } from './spans';

const INLINE = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'b',
    'bdi',
    'bdo',
    'big',
    'br',
    'cite',
    'code',
    'data',
    'del',
    'dfn',
    'em',
    'font',
  ],
  ...[
    'i',
    'img',
    'ins',
    'kbd',
    'label',
    'mark',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strike',
    'strong',
    'sub',
  ],
  ...['sup', 'time', 'tt', 'u', 'var', 'wbr'],
]);

/** What stands where a picture stood: nothing of a report is fetched from elsewhere, and nothing is left out unsaid. */
export const PICTURE_NOT_SHOWN = '[picture not shown]';

/** Text, and inline elements that hold nothing but inline content. */
export function isInline(node: MarkupNode, depth: number): boolean {
  if (typeof node === 'string') return true;
  if (!INLINE.has(node.name)) return false;
  return depth > DEEPEST || node.children.every((child) => isInline(child, depth + 1));
}

interface Style {
  readonly strong?: boolean;
  readonly emphasis?: boolean;
}

/** Inline markup → spans, white space as it was written. */
export function inlineSpans(nodes: readonly MarkupNode[], style: Style = {}, depth = 0): readonly Span[] {
  if (depth > DEEPEST) return [textSpan(markupText(nodes), style)];
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [textSpan(node, style)];
    return elementSpans(node, style, depth);
  });
}

function elementSpans(element: Markup, style: Style, depth: number): readonly Span[] {
  const { name, attributes, children } = element;
  const within = (more: Style) => inlineSpans(children, { ...style, ...more }, depth + 1);
  switch (name) {
    case 'br':
      return [{ kind: 'break' }, ...within({})];
    case 'img':
      return [textSpan(pictureWords(attributes['alt']), style)];
    case 'b':
    case 'strong':
      return within({ strong: true });
    case 'i':
    case 'em':
    case 'cite':
    case 'dfn':
    case 'var':
      return within({ emphasis: true });
    case 'a':
      return link(element) ?? within({});
    case 'q':
      return [textSpan('“', style), ...within({}), textSpan('”', style)];
    // What was struck out must not read as if it stood.
    case 'del':
    case 's':
    case 'strike':
      return [textSpan('[struck out: ', style), ...within({}), textSpan(']', style)];
    case 'sup':
    case 'sub':
      return raised(element) ?? within({});
    default:
      return imageSelection(element) ?? within({});
  }
}

function pictureWords(alt: string | undefined): string {
  const words = alt?.replace(/\s+/g, ' ').trim().slice(0, 200);
  return words ? `[picture not shown: ${words}]` : PICTURE_NOT_SHOWN;
}

/** http and https only, and no user name in it: an address that pretends to be another. */
function link({ attributes, children }: Markup): readonly Span[] | undefined {
  const href = attributes['href']?.trim() ?? '';
  const text = markupText(children).replace(/\s+/g, ' ').trim();
  if (text === '' || !/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined;
  const address = new URL(href);
  const isPlain = /^https?:$/.test(address.protocol) && address.username === '' && address.password === '';
  return isPlain ? [{ kind: 'link', href: address.href, text }] : undefined;
}

const RAISED: Readonly<Record<string, string>> = { '0': '⁰', '1': '¹', '2': '²', '3': '³', '-': '⁻' };

/** 10<sup>3</sup> is not 103: a raised number stays raised, in letters that exist for it, else with a mark. */
function raised({ name, children }: Markup): readonly Span[] | undefined {
  const text = markupText(children).trim();
  if (name !== 'sup' || !/^[-\d]+$/.test(text)) return undefined;
  const letters = [...text].map((each) => RAISED[each]);
  return [textSpan(letters.includes(undefined) ? `^${text}` : letters.join(''))];
}

/** IHE IMR: `<span class="imr-ref-ImagingSelection">(2:12)</span>` is series and image, which nothing else says for certain. */
function imageSelection({ attributes, children }: Markup): readonly Span[] | undefined {
  if (!attributes['class']?.split(/\s+/).includes('imr-ref-ImagingSelection')) return undefined;
  const text = markupText(children).trim();
  const [, series, image] = /^\(?(\d{1,5})\s*[:/]\s*(\d{1,5})\)?$/.exec(text) ?? [];
  if (series === undefined || image === undefined) return undefined;
  return [{ kind: 'image', reference: { seriesNumber: Number(series), imageNumber: Number(image) }, text }];
}
