import type { InstanceUid, SeriesUid, StudyUid } from '../ids';

/**
 * A report's text as a tree of known parts. Whatever a report came as (narrative, HTML, RTF, CDA, DICOM SR, plain text)
 * becomes this before it reaches the screen, so nothing in it can be a script, a style or a remote picture: there is no
 * part that would hold one.
 */
export interface ReportDocument {
  readonly blocks: readonly Block[];
}

/** What a part of a report is to its reader. */
export type ReportPart = 'conclusion' | 'findings' | 'recommendation' | 'addendum' | 'other';

export type Block =
  /** Level 1 is a section of the report ("Findings"); deeper ones are parts of it */
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly spans: readonly Span[];
      /** By the section's code, where its words alone may not tell */
      readonly part?: ReportPart;
    }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'table'; readonly caption?: string; readonly rows: readonly TableRow[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  /** White space is kept as it stands */
  | { readonly kind: 'preformatted'; readonly spans: readonly Span[] }
  | { readonly kind: 'rule' };

export interface TableRow {
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly header: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly blocks: readonly Block[];
}

export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: true; readonly emphasis?: true }
  | { readonly kind: 'break' }
  /** http and https only */
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  /** A reference to a picture, which becomes a button that goes there, or says that it cannot be found */
  | { readonly kind: 'image'; readonly reference: ImageReference; readonly text: string };

/** What a report says of a picture: by UID (SR, KOS), or by the numbers a person writes ("series 4 image 52"). */
export interface ImageReference {
  readonly study?: StudyUid;
  readonly series?: SeriesUid;
  readonly instance?: InstanceUid;
  /** From 1; all of them where absent */
  readonly frames?: readonly number[];
  readonly seriesNumber?: number;
  readonly imageNumber?: number;
}

/** The words of a document in reading order, blocks parted by blank lines: for copying, finding and tests. */
export function documentText({ blocks }: ReportDocument): string {
  return blocks.map(blockText).filter(Boolean).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'preformatted':
      return spansText(block.spans);
    case 'list':
      return block.items
        .map((item, at) => `${block.ordered ? `${at + 1}.` : '•'} ${item.map(blockText).join('\n')}`)
        .join('\n');
    case 'table':
      return block.rows
        .map(({ cells }) => cells.map(({ blocks }) => blocks.map(blockText).join(' ')).join('\t'))
        .join('\n');
    case 'quote':
      return block.blocks.map(blockText).join('\n\n');
    case 'rule':
      return '';
  }
}

export function spansText(spans: readonly Span[]): string {
  return spans.map((span) => (span.kind === 'break' ? '\n' : span.text)).join('');
}
