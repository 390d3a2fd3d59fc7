import type { Block, Span, TableCell } from '../../domain/report/report-document';

export const heading = (text: string, level: 1 | 2): Block => ({
  kind: 'heading',
  level,
  spans: [{ kind: 'text', text }],
});

/** Text with line ends → paragraphs, parted at blank lines. */
export function paragraphs(text: string): readonly Block[] {
  return text
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => ({ kind: 'paragraph', spans: lines(paragraph) }));
}

const lines = (text: string): readonly Span[] =>
  text
    .split(/\r?\n/)
    .flatMap((line, at): Span[] => [
      ...(at > 0 ? [{ kind: 'break' } as const] : []),
      { kind: 'text', text: line.trim() },
    ]);

/** What is about somebody else is not shown; that something is not shown is said. */
export function leftOut(count: number, what: 'result' | 'document'): readonly Block[] {
  if (count === 0) return [];
  const some = count === 1 ? `One ${what}` : `${count} ${what}s`;
  return paragraphs(
    `${some} that this report names ${count === 1 ? 'is' : 'are'} about somebody else and ${count === 1 ? 'is' : 'are'} not shown.`,
  );
}

/** Stands behind the name of what a report names and nobody can tell whose it is. */
export const WHOSE_UNKNOWN = 'whose it is, the record does not say';

export const textCell = (text: string, header = false): TableCell => ({
  header,
  columns: 1,
  rows: 1,
  blocks: text === '' ? [] : [{ kind: 'paragraph', spans: [{ kind: 'text', text }] }],
});
