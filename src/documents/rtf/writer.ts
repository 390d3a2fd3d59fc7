import type { Block, Span, TableRow } from '../../domain/report/report-document';
import { withHeadings } from '../headings';
import { collapsed, textSpan } from '../spans';

/** How the text that comes next looks. */
export interface RtfStyle {
  readonly strong: boolean;
  readonly emphasis: boolean;
  /** Struck out, or deleted under tracked changes */
  readonly struck: boolean;
  readonly raised: boolean;
}

interface Run extends RtfStyle {
  text: string;
}

type Piece = Run | 'break';

interface Paragraph {
  readonly spans: readonly Span[];
  readonly marker: string;
  readonly level?: 1 | 2 | 3;
}

/** Gathers runs into paragraphs, paragraphs into cells, cells into rows, rows into tables. */
export interface RtfWriter {
  text(text: string, style: RtfStyle): void;
  /** The bullet or number of the paragraph that is being written */
  marker(text: string): void;
  lineBreak(): void;
  endParagraph(place: { readonly inTable: boolean; readonly outline?: number }): void;
  /** `\trowd`: what comes is in a row until its end, also where nobody says so again */
  startRow(): void;
  endCell(): void;
  endRow(): void;
  /** More paragraphs than a report has: the rest would hold the page for seconds */
  isFull(): boolean;
  /** Everything that was written */
  blocks(): readonly Block[];
}

const MOST_PARAGRAPHS = 20_000;

export function createRtfWriter(): RtfWriter {
  const blocks: Block[] = [];
  let runs: Piece[] = [];
  let marker = '';
  let paragraphs: Paragraph[] = [];
  let cells: (readonly Block[])[] = [];
  let rows: TableRow[] = [];
  let isInRow = false;

  let count = 0;

  const takeParagraph = (outline?: number): void => {
    const spans = collapsed(spansOf(runs));
    const level =
      outline === undefined || outline > 8 ? undefined : outline === 0 ? 1 : outline === 1 ? 2 : 3;
    count += 1;
    if (spans.length > 0) paragraphs.push({ spans, marker: marker.trim(), ...(level && { level }) });
    runs = [];
    marker = '';
  };
  const takeBlocks = (): readonly Block[] => {
    takeParagraph();
    const taken = withHeadings(listed(paragraphs));
    paragraphs = [];
    return taken;
  };
  const endTable = (): void => {
    // Cells without an end of row are still somebody's words.
    if (cells.length > 0) endRow();
    if (rows.length > 0) blocks.push({ kind: 'table', rows });
    rows = [];
  };
  const endRow = (): void => {
    if (cells.some((cell) => cell.length > 0))
      rows.push({ cells: cells.map((cell) => ({ header: false, columns: 1, rows: 1, blocks: cell })) });
    cells = [];
  };
  return {
    text: (text, style) => {
      const last = runs.at(-1);
      if (last !== undefined && last !== 'break' && isSame(last, style)) last.text += text;
      else runs.push({ ...style, text });
    },
    marker: (text) => {
      marker += text;
    },
    lineBreak: () => runs.push('break'),
    endParagraph: ({ inTable, outline }) => {
      const isInTable = inTable || isInRow;
      if (!isInTable) endTable();
      takeParagraph(outline);
      if (!isInTable) for (const block of takeBlocks()) blocks.push(block);
    },
    startRow: () => {
      isInRow = true;
    },
    endCell: () => cells.push(takeBlocks()),
    endRow: () => {
      isInRow = false;
      endRow();
    },
    isFull: () => count >= MOST_PARAGRAPHS,
    blocks: () => {
      const last = takeBlocks();
      endTable();
      return merged([...blocks, ...last]);
    },
  };
}

const isSame = (a: RtfStyle, b: RtfStyle) =>
  a.strong === b.strong && a.emphasis === b.emphasis && a.struck === b.struck && a.raised === b.raised;

function spansOf(runs: readonly Piece[]): readonly Span[] {
  return runs.flatMap((run): readonly Span[] => {
    if (run === 'break') return [{ kind: 'break' }];
    const isPower = run.raised && /^[-\d]+$/.test(run.text.trim());
    const text = isPower ? `^${run.text.trim()}` : run.text;
    return [textSpan(run.struck && text.trim() !== '' ? `[struck out: ${text}]` : text, run)];
  });
}

/** Bulleted paragraphs become lists; numbers stand as they were written, because a report refers to them. */
function listed(paragraphs: readonly Paragraph[]): readonly Block[] {
  return paragraphs.map(({ spans, marker, level }): Block => {
    if (marker === '') return level ? { kind: 'heading', level, spans } : { kind: 'paragraph', spans };
    const item: Block = { kind: 'paragraph', spans };
    return /[\p{L}\p{N}]/u.test(marker)
      ? { kind: 'paragraph', spans: [textSpan(`${marker} `), ...spans] }
      : { kind: 'list', ordered: false, items: [[item]] };
  });
}

/** Bullets one after the other are one list. */
function merged(blocks: readonly Block[]): readonly Block[] {
  const out: Block[] = [];
  let items: (readonly Block[])[] = [];
  for (const block of blocks) {
    if (block.kind !== 'list' || block.ordered) {
      items = [];
      out.push(block);
      continue;
    }
    if (items.length === 0) out.push({ kind: 'list', ordered: false, items });
    for (const item of block.items) items.push(item);
  }
  return out;
}
