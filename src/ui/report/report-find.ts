import { spansText, type Block, type ReportDocument, type Span } from '../../domain/report/report-document';

/** Where words were found in one run of text, in characters of it. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  /** Which of all the document's hits it is, from 0 */
  readonly number: number;
}

export interface Found {
  readonly count: number;
  /** By the very run that a block holds */
  readonly hits: ReadonlyMap<readonly Span[], readonly Hit[]>;
}

export const nothingFound: Found = { count: 0, hits: new Map() };

/** Finds words in reading order, whatever their case and spacing; a hit may cross from bold into plain text. */
export function findIn({ blocks }: ReportDocument, words: string): Found {
  const pattern = patternOf(words);
  if (pattern === undefined) return nothingFound;
  const hits = new Map<readonly Span[], readonly Hit[]>();
  let count = 0;
  for (const spans of blocks.flatMap(runsOf)) {
    const own = [...spansText(spans).matchAll(pattern)].map((match): Hit => {
      count += 1;
      return { from: match.index, to: match.index + match[0].length, number: count - 1 };
    });
    if (own.length > 0) hits.set(spans, own);
  }
  return { count, hits };
}

/** Where words stand in a text, numbered in it. */
export function hitsIn(text: string, words: string): readonly Hit[] {
  const pattern = patternOf(words);
  return pattern
    ? [...text.matchAll(pattern)].map((match, number): Hit => ({
        from: match.index,
        to: match.index + match[0].length,
        number,
      }))
    : [];
}

/** A piece of a text, found or not. */
export interface Piece {
  readonly text: string;
  readonly hit?: number;
}

/** Cuts a text at the hits in its run. `at` is where in the run it begins. */
export function piecesOf(text: string, at: number, hits: readonly Hit[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { from, to, number } of hits) {
    const [start, end] = [Math.max(from - at, done), Math.min(to - at, text.length)];
    if (start >= end) continue;
    if (start > done) pieces.push({ text: text.slice(done, start) });
    pieces.push({ text: text.slice(start, end), hit: number });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

function patternOf(words: string): RegExp | undefined {
  const parts = words.trim().split(/\s+/).filter(Boolean);
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return escaped.length > 0 ? new RegExp(escaped.join(String.raw`\s+`), 'giu') : undefined;
}

function runsOf(block: Block): readonly (readonly Span[])[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'preformatted':
      return [block.spans];
    case 'list':
      return block.items.flatMap((item) => item.flatMap(runsOf));
    case 'table':
      return block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks.flatMap(runsOf)));
    case 'quote':
      return block.blocks.flatMap(runsOf);
    case 'rule':
      return [];
  }
}
