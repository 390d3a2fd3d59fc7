import type { Result } from '../problem';
import type { ReportDocument } from '../report/report-document';

/** Turns whatever form a report came in into what can be shown. What few reports need is loaded with the first that does. */
export interface Documents {
  /**
   * @param mediaType as its source says it
   * @param where who sent it, for problems
   */
  read(bytes: Uint8Array, mediaType: string, where: string): Promise<Result<ReadDocument>>;
  openPdf(bytes: Uint8Array, where: string, signal: AbortSignal): Promise<Result<PdfDocument>>;
}

export type ReadDocument =
  | { readonly kind: 'document'; readonly document: ReportDocument }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array };

/** A PDF's pages, read and drawn one at a time. */
export interface PdfDocument {
  readonly pages: number;
  /** A page's size in CSS pixels at scale 1. @param page from 1 */
  pageSize(
    page: number,
    signal: AbortSignal,
  ): Promise<Result<{ readonly width: number; readonly height: number }>>;
  /**
   * Draws a page into a canvas, which takes the size it needs.
   * @param page from 1
   * @param scale 1 is 96 dpi; taken down where the canvas would not fit into memory
   * @returns the scale that it was drawn at
   * @throws the signal's reason when it aborts
   */
  renderPage(
    page: number,
    canvas: HTMLCanvasElement,
    scale: number,
    signal: AbortSignal,
  ): Promise<Result<number>>;
  /** The words of a page in its own order, lines parted by line ends: for finding. */
  pageText(page: number, signal: AbortSignal): Promise<Result<string>>;
  /** The same words where they stand on the page: for selecting, copying and screen readers. */
  pageWords(page: number, signal: AbortSignal): Promise<Result<readonly PlacedWords[]>>;
  /** Ends the worker and gives all memory back; what was asked for and has not come is answered as a problem. */
  dispose(): void;
}

/** A run of words on a PDF's page, in CSS pixels of the page at scale 1. */
export interface PlacedWords {
  readonly text: string;
  /** Corner of its box where the reading begins, above the letters */
  readonly left: number;
  readonly top: number;
  /** Along the line, whichever way that runs */
  readonly width: number;
  /** Of the type */
  readonly height: number;
  /** Radians, clockwise, that the line is turned by */
  readonly turn: number;
  readonly face: 'serif' | 'sans-serif' | 'monospace';
  /** The line ends here */
  readonly endsLine: boolean;
}
