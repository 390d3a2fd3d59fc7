import type { PdfDocument } from '../../../domain/ports/documents';
import { reports as texts } from '../../../texts/en/reports';
import { countIn } from '../report-find';

/**
 * Finds words in a PDF page by page, while it is being read; a new search stops the one before.
 * @param onfirst the page of the first hit, as soon as it is known
 */
export function pdfFind(pdf: PdfDocument, onfirst: (page: number) => void) {
  let words = $state('');
  /** The page of each hit, in order */
  let pages = $state.raw<readonly number[]>([]);
  let at = $state(0);
  let searched = $state(0);
  let stop = new AbortController();

  async function search(wanted: string, signal: AbortSignal): Promise<void> {
    for (let page = 1; page <= pdf.pages; page += 1) {
      const text = await pdf.pageText(page, signal);
      if (signal.aborted) return;
      const count = text.ok ? countIn(text.value, wanted) : 0;
      const isFirst = count > 0 && pages.length === 0;
      if (count > 0) pages = [...pages, ...Array.from({ length: count }, () => page)];
      searched = page;
      if (isFirst) onfirst(page);
    }
  }

  return {
    get words() {
      return words;
    },
    get some() {
      return pages.length > 0;
    },
    /** The page of the hit in front */
    get page() {
      return pages[at];
    },
    get status() {
      if (words.trim() === '') return '';
      if (pages.length > 0) return `${at + 1} of ${pages.length}, page ${pages[at] ?? 1}`;
      return searched < pdf.pages ? `${texts.pageOf(searched, pdf.pages)}…` : texts.noHits;
    },
    find(next: string): void {
      stop.abort();
      stop = new AbortController();
      words = next;
      pages = [];
      at = 0;
      searched = 0;
      // Stopped searches reject with the signal's reason, and nobody waits for them.
      if (next.trim() !== '') void search(next, stop.signal).catch(() => undefined);
    },
    move(by: 1 | -1): void {
      if (pages.length > 0) at = (at + by + pages.length) % pages.length;
    },
    stop: () => stop.abort(),
  };
}
