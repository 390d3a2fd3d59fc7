import type { Block, ReportDocument, Span } from '../domain/report/report-document';
import { withHeadings } from './headings';
import { joined, textSpan } from './spans';

/** Columns that were set with spaces or tabs would fall apart in a paragraph. */
const isAligned = (lines: readonly string[]) =>
  lines.length > 1 && lines.filter((line) => /\S(?: {3,}|\t+)\S/.test(line)).length * 2 >= lines.length;

const BULLET = /^\s*[-*•–]\s+(?=\S)/;
const NUMBER = /^\s*\d{1,2}[.)]\s+(?=\S)/;

/**
 * Plain text → document: blank lines part paragraphs, lines stay lines, known and upper-case headings become headings, runs
 * of bullets or numbers become lists, columns keep their spaces.
 */
export function plainDocument(text: string): ReportDocument {
  const paragraphs = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    // What no reader sees must not stand between words.
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trimEnd()))
    .map((lines) => lines.filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0);
  return { blocks: withHeadings(paragraphs.flatMap(blocksFrom)) };
}

function blocksFrom(lines: readonly string[]): readonly Block[] {
  if (lines.every((line) => /^\s*[-=_*]{4,}\s*$/.test(line))) return [{ kind: 'rule' }];
  if (isAligned(lines)) return [{ kind: 'preformatted', spans: broken(lines) }];
  const firstItem = lines.findIndex((line) => BULLET.test(line) || NUMBER.test(line));
  if (firstItem < 0) return [{ kind: 'paragraph', spans: broken(lines.map((line) => line.trim())) }];
  const form = BULLET.test(lines[firstItem] ?? '') ? BULLET : NUMBER;
  const items = itemsOf(lines.slice(firstItem), form);
  const isList = items.length > 1 && (form === BULLET || isCounting(lines, form));
  if (!isList) return [{ kind: 'paragraph', spans: broken(lines.map((line) => line.trim())) }];
  const before = lines.slice(0, firstItem);
  return [
    ...(before.length > 0 ? blocksFrom(before) : []),
    { kind: 'list', ordered: form === NUMBER, items: items.map((item) => [itemBlock(item)]) },
  ];
}

const itemBlock = (text: string): Block => ({ kind: 'paragraph', spans: [textSpan(text)] });

/** A list's own numbers are left out of the tree, so they must be 1, 2, 3 …: another number may mean something. */
function isCounting(lines: readonly string[], form: RegExp): boolean {
  const numbers = lines.filter((line) => form.test(line)).map((line) => Number.parseInt(line.trim(), 10));
  return numbers.every((number, at) => number === at + 1);
}

/** Lines that begin no item of their own belong to the item before. */
function itemsOf(lines: readonly string[], form: RegExp): readonly string[] {
  const items: string[][] = [];
  for (const line of lines) {
    if (form.test(line)) items.push([line.replace(form, '').trim()]);
    else items.at(-1)?.push(line.trim());
  }
  return items.map((words) => words.filter((each) => each !== '').join(' '));
}

function broken(lines: readonly string[]): readonly Span[] {
  return joined(
    lines.flatMap((line, at): Span[] => [...(at > 0 ? [{ kind: 'break' } as const] : []), textSpan(line)]),
  );
}
