import type { Block, ReportDocument } from '../domain/report/report-document';
import { partCoded } from '../domain/report/report-parts';
import { markup, markupText, type Markup, type MarkupNode } from './markup';
import { markupDocument } from './markup-blocks';
import { bareHeading, textSpan } from './spans';
import { xmlDocument } from './xml';

const DEEPEST = 60;

/**
 * CDA R2 → document: the sections' titles and their narrative blocks (CDA R2 4.3.5), never through the document's own style
 * sheet. `undefined` where the text is no clinical document. A body that is not XML (nonXMLBody) is somebody else's to read.
 */
export function cdaDocument(text: string): ReportDocument | undefined {
  const root = xmlDocument(text);
  if (root?.name !== 'ClinicalDocument') return undefined;
  const title = child(root, 'title');
  const body = child(child(root, 'component'), 'structuredBody');
  return {
    blocks: [
      ...(title ? headingOf(title, 1) : []),
      ...components(body).flatMap((section) => sectionBlocks(section, 1)),
    ],
  };
}

export interface NonXmlBody {
  readonly mediaType: string;
  /** Base64 where `isBase64`, else text as it stands */
  readonly content: string;
  readonly isBase64: boolean;
}

/** A CDA that wraps one document of another kind: its media type and its content. */
export function cdaNonXmlBody(text: string): NonXmlBody | undefined {
  const root = xmlDocument(text);
  const content = child(child(child(root, 'component'), 'nonXMLBody'), 'text');
  if (root?.name !== 'ClinicalDocument' || content === undefined) return undefined;
  const words = content.children.filter((node) => typeof node === 'string').join('');
  const { mediaType = 'text/plain', representation } = content.attributes;
  return { mediaType, content: words, isBase64: representation === 'B64' };
}

const isElement = (node: MarkupNode): node is Markup => typeof node !== 'string';
const child = (element: Markup | undefined, name: string) =>
  element?.children.filter(isElement).find((each) => each.name === name);

/** `component/section`, as many as there are */
const components = (element: Markup | undefined): readonly Markup[] =>
  (element?.children ?? []).filter(isElement).flatMap((each) => {
    const section = each.name === 'component' ? child(each, 'section') : undefined;
    return section ? [section] : [];
  });

function sectionBlocks(section: Markup, level: 1 | 2 | 3): readonly Block[] {
  const title = child(section, 'title');
  const text = child(section, 'text');
  const below = level === 1 ? 2 : 3;
  return [
    ...(title ? headingOf(title, level, child(section, 'code')) : []),
    ...(text ? markupDocument(text.children.map((node) => asHtml(node, 0))).blocks : []),
    ...components(section).flatMap((each) => sectionBlocks(each, below)),
  ];
}

function headingOf(title: Markup, level: 1 | 2 | 3, coded?: Markup): readonly Block[] {
  const words = bareHeading(markupText(title.children).replace(/\s+/g, ' ').trim());
  const part = partCoded(coded?.attributes['codeSystem'], coded?.attributes['code']);
  return words ? [{ kind: 'heading', level, spans: [textSpan(words)], ...(part && { part }) }] : [];
}

/** The narrative block's own names → HTML's (CDA R2 4.3.5.1–4.3.5.12) */
const NAMES: Readonly<Record<string, string>> = {
  paragraph: 'p',
  item: 'li',
  linkHtml: 'a',
  content: 'span',
  footnote: 'small',
};

function asHtml(node: MarkupNode, depth: number): MarkupNode {
  if (!isElement(node)) return node;
  if (depth > DEEPEST) return markupText([node]);
  const { name, attributes, children } = node;
  const inner = children.map((each) => asHtml(each, depth + 1));
  switch (name) {
    case 'list':
      return markup(attributes['listType'] === 'ordered' ? 'ol' : 'ul', captionAsItem(inner));
    case 'renderMultiMedia':
      return markup('img', []);
    // A caption belongs to its table; elsewhere it is a line of its own.
    case 'caption':
      return markup('caption', inner);
    case 'content':
      return content(attributes, inner);
    case 'footnoteRef':
      return '';
    default:
      return markup(NAMES[name] ?? name, inner, attributes);
  }
}

const captionAsItem = (children: readonly MarkupNode[]) =>
  children.map((node) => (isElement(node) && node.name === 'caption' ? markup('li', node.children) : node));

/** `styleCode="Bold Italics"`; a revised="delete" must not read as if it stood. */
function content(attributes: Readonly<Record<string, string>>, children: readonly MarkupNode[]): Markup {
  const styles = (attributes['styleCode'] ?? '').toLowerCase().split(/\s+/);
  const struck = attributes['revised'] === 'delete' ? [markup('del', children)] : children;
  const italic = styles.includes('italics') ? [markup('i', struck)] : struck;
  return styles.includes('bold') ? markup('b', italic) : markup('span', italic);
}
