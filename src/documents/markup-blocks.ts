import type { Block, ReportDocument, Span, TableCell, TableRow } from '../domain/report/report-document';
import { withHeadings } from './headings';
import { DEEPEST, markupText, type Markup, type MarkupNode } from './markup';
import { inlineSpans, isInline } from './markup-spans';
import { bareHeading, collapsed } from './spans';

/** Elements that hold other blocks and say nothing themselves */
const CONTAINERS = new Set([
  ...['div', 'section', 'article', 'main', 'header', 'footer', 'aside', 'nav', 'address', 'center', 'body'],
  ...['figure', 'figcaption', 'details', 'summary', 'fieldset', 'form', 'html', 'dd'],
]);

const MOST_COLUMNS = 100;

/** Markup → document: the known parts of a report's text, and the words of everything else. */
export function markupDocument(nodes: readonly MarkupNode[]): ReportDocument {
  return { blocks: withHeadings(blocksOf(nodes, 0)) };
}

function blocksOf(nodes: readonly MarkupNode[], depth: number): readonly Block[] {
  if (depth > DEEPEST) return paragraph(collapsed([{ kind: 'text', text: markupText(nodes) }]));
  const blocks: Block[] = [];
  let run: MarkupNode[] = [];
  const flush = () => {
    for (const block of paragraph(collapsed(inlineSpans(run)))) blocks.push(block);
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node, depth)) {
      run.push(node);
      continue;
    }
    flush();
    // One by one: as many arguments as a hostile page has paragraphs would be more than a call takes.
    if (typeof node !== 'string') for (const block of blocksFrom(node, depth + 1)) blocks.push(block);
  }
  flush();
  return blocks;
}

const paragraph = (spans: readonly Span[]): readonly Block[] =>
  spans.length > 0 ? [{ kind: 'paragraph', spans }] : [];

const said = (text: string): Block => ({ kind: 'paragraph', spans: [{ kind: 'text', text }] });

function blocksFrom(element: Markup, depth: number): readonly Block[] {
  const { name, children } = element;
  if (CONTAINERS.has(name)) return blocksOf(children, depth);
  switch (name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
    case 'dt':
      return headingBlocks(element, depth);
    case 'ul':
    case 'ol':
      return listBlocks(element, depth);
    case 'table':
      return tableBlocks(element, depth);
    case 'blockquote': {
      const blocks = blocksOf(children, depth);
      return blocks.length > 0 ? [{ kind: 'quote', blocks }] : [];
    }
    case 'pre':
      return preformatted(children);
    // What was struck out must not read as if it stood.
    case 'del':
    case 's':
    case 'strike': {
      const blocks = blocksOf(children, depth);
      return blocks.length > 0 ? [said('[struck out:'), ...blocks, said(']')] : [];
    }
    case 'hr':
      return [{ kind: 'rule' }, ...blocksOf(children, depth)];
    default:
      return blocksOf(children, depth);
  }
}

function headingBlocks({ name, children }: Markup, depth: number): readonly Block[] {
  const level = name === 'h1' || name === 'h2' ? 1 : name === 'h3' ? 2 : 3;
  if (!children.every((child) => isInline(child, depth))) return blocksOf(children, depth);
  const spans = collapsed(inlineSpans(children)).map((span) =>
    span.kind === 'text' ? { kind: 'text' as const, text: span.text } : span,
  );
  return spans.length > 0 ? [{ kind: 'heading', level, spans: withoutColon(spans) }] : [];
}

function withoutColon(spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1);
  return last?.kind === 'text' && spans.length === 1 ? [{ ...last, text: bareHeading(last.text) }] : spans;
}

function listBlocks({ name, children }: Markup, depth: number): readonly Block[] {
  const items = children
    .map((child) =>
      blocksOf(typeof child === 'string' || child.name !== 'li' ? [child] : child.children, depth),
    )
    .filter((item) => item.length > 0);
  return items.length > 0 ? [{ kind: 'list', ordered: name === 'ol', items }] : [];
}

/** White space stands as written; lines end where they were broken. */
function preformatted(children: readonly MarkupNode[]): readonly Block[] {
  const spans = inlineSpans(children);
  return spans.some((span) => span.kind !== 'break' && span.text.trim() !== '')
    ? [{ kind: 'preformatted', spans }]
    : [];
}

function tableBlocks({ children }: Markup, depth: number): readonly Block[] {
  const elements = children.filter((child): child is Markup => typeof child !== 'string');
  const caption = elements.find(({ name }) => name === 'caption');
  const captioned = caption && markupText(caption.children).replace(/\s+/g, ' ').trim();
  const rows = elements
    .flatMap((element) => (/^t(?:head|body|foot)$/.test(element.name) ? element.children : [element]))
    .filter((child): child is Markup => typeof child !== 'string' && child.name === 'tr')
    .map((row) => rowOf(row, depth))
    .filter(({ cells }) => cells.length > 0);
  if (rows.length === 0)
    return blocksOf(
      elements.flatMap((each) => each.children),
      depth,
    );
  return [{ kind: 'table', ...(captioned && { caption: captioned }), rows }];
}

function rowOf({ children }: Markup, depth: number): TableRow {
  const cells = children
    .filter((child): child is Markup => typeof child !== 'string' && /^t[dh]$/.test(child.name))
    .map((cell): TableCell => ({
      header: cell.name === 'th',
      columns: span(cell.attributes['colspan']),
      rows: span(cell.attributes['rowspan']),
      blocks: blocksOf(cell.children, depth),
    }));
  return { cells };
}

/** HTML: 1 where it says nothing usable. A hostile table does not make a page of columns. */
function span(value: string | undefined): number {
  const number = Number.parseInt(value ?? '1', 10);
  return Number.isFinite(number) ? Math.min(Math.max(number, 1), MOST_COLUMNS) : 1;
}
