import type { PdfDocument } from '../../../domain/ports/documents';
import { reports as texts } from '../../../texts/en/reports';
import { hitsIn } from '../report-find';

/**
 * Finds words in a PDF page by page, while it is being read; a new search stops the one before. What could not be searched
 * is said: it is no "none".
 * @param onfirst the page of the first hit, as soon as it is known
 */
export function pdfFind(pdf: PdfDocument, onfirst: (page: number) => void) {
  let words = $state('');
  /** The page of each hit, in order */
  let pages = $state.raw<readonly number[]>([]);
  let at = $state(0);
  let searched = $state(0);
  let unread = $state(0);
  let stop = new AbortController();

  async function search(wanted: string, signal: AbortSignal): Promise<void> {
    for (let page = 1; page <= pdf.pages; page += 1) {
      const text = await pdf.pageText(page, signal);
      if (signal.aborted) return;
      // What takes too long for one page would for all that follow.
      if (!text.ok && text.problem.kind === 'not-decoded') return ended(page);
      if (!text.ok) unread += 1;
      const count = text.ok ? hitsIn(text.value, wanted).length : 0;
      const isFirst = count > 0 && pages.length === 0;
      if (count > 0) pages = [...pages, ...Array.from({ length: count }, () => page)];
      searched = page;
      if (isFirst) onfirst(page);
    }
  }

  /** No page from this one on is searched. */
  function ended(page: number): void {
    unread += pdf.pages - page + 1;
    searched = pdf.pages;
  }

  function status(): string {
    const hit = pages[at];
    if (words.trim() === '') return '';
    if (hit === undefined && searched < pdf.pages) return `${texts.pageOf(searched, pdf.pages)}…`;
    const found = hit === undefined ? texts.noHits : texts.hitOnPage(at + 1, pages.length, hit);
    return unread > 0 ? texts.notAllSearched(found, unread) : found;
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
    /** Which of its page's hits that is, from 0 */
    get onPage() {
      return at - pages.indexOf(pages[at] ?? 0);
    },
    get status() {
      return status();
    },
    find(next: string): void {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      words = next;
      pages = [];
      at = 0;
      searched = 0;
      unread = 0;
      if (next.trim() === '') return;
      // A search that was stopped rejects, and nobody waits for it; one that failed for any other reason says so.
      void search(next, signal).catch(() => !signal.aborted && ended(searched + 1));
    },
    move(by: 1 | -1): void {
      if (pages.length > 0) at = (at + by + pages.length) % pages.length;
    },
    stop: () => stop.abort(),
  };
}
