import type { PdfDocument } from '../../domain/ports/documents';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import { startPdf, type PdfPage, type PdfSource } from './pdf-engine';
import { wordsText } from './pdf-words';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** PDF user space is 72 to the inch, CSS pixels are 96. */
const CSS_UNITS = 96 / 72;
const MOST_PAGES = 2000;
/** Milliseconds that reading or drawing one page may take */
const PATIENCE = 30_000;
const MOST_PIXELS = 16_000_000;
const LONGEST_SIDE = 8192;

/**
 * Opens a PDF with pdf.js, which is loaded only now and works in its own worker: no eval, no scripts of the document, no
 * fonts, character maps or forms from elsewhere, nothing fetched.
 * @returns `malformed` for what is no PDF or is locked by a password, `impossible-size` beyond 2000 pages
 * @throws the signal's reason when it aborts
 */
export async function openPdf(
  bytes: Uint8Array,
  where: string,
  signal: AbortSignal,
): Promise<Result<PdfDocument>> {
  signal.throwIfAborted();
  let source: PdfSource;
  try {
    source = await startPdf(bytes, signal);
  } catch (error) {
    signal.throwIfAborted();
    return err({
      kind: 'malformed',
      where,
      what: isLocked(error) ? 'a PDF with a password' : 'a PDF that cannot be read',
    });
  }
  if (source.pages > MOST_PAGES) {
    source.dispose();
    return err({ kind: 'impossible-size', what: `a PDF of ${source.pages} pages` });
  }
  return ok(documentFrom(source, where));
}

const isLocked = (error: unknown) => error instanceof Error && error.name === 'PasswordException';

/**
 * The pages of a document that is open. Every question is answered in bounded time: a worker that is lost, or held up by a
 * page that comes to no end, answers nothing by itself.
 * @param patience milliseconds that one page may take
 */
export function documentFrom(source: PdfSource, where: string, patience = PATIENCE): PdfDocument {
  const closed = new AbortController();
  /** A page that fails is one page: the others stay readable. */
  const withPage = async <T>(
    number: number,
    signal: AbortSignal,
    use: (page: PdfPage, ended: AbortSignal) => Promise<T> | T,
  ) => {
    signal.throwIfAborted();
    const ended = new AbortController();
    const end = () => ended.abort();
    if (closed.signal.aborted) end();
    const timer = setTimeout(end, patience);
    for (const each of [signal, closed.signal]) each.addEventListener('abort', end, { once: true });
    try {
      const answer = source.page(number).then((page) => {
        ended.signal.throwIfAborted();
        return use(page, ended.signal);
      });
      return ok(await Promise.race([answer, ending(ended.signal)]));
    } catch {
      signal.throwIfAborted();
      const what = `page ${number} of a PDF`;
      const problem: Problem = ended.signal.aborted
        ? { kind: 'not-decoded', what }
        : { kind: 'malformed', where, what: `${what} that cannot be read` };
      return err(problem);
    } finally {
      clearTimeout(timer);
      for (const each of [signal, closed.signal]) each.removeEventListener('abort', end);
    }
  };
  const pageWords: PdfDocument['pageWords'] = (number, signal) =>
    withPage(number, signal, (page) => page.words(CSS_UNITS));
  return {
    pages: source.pages,
    pageSize: (number, signal) => withPage(number, signal, (page) => page.size(CSS_UNITS)),
    renderPage: (number, canvas, scale, signal) =>
      withPage(number, signal, async (page, ended) => {
        const bounded = boundedScale(page.size(CSS_UNITS), scale);
        await page.render(canvas, bounded * CSS_UNITS, ended);
        return bounded;
      }),
    pageText: async (number, signal) => {
      const words = await pageWords(number, signal);
      return words.ok ? ok(wordsText(words.value)) : words;
    },
    pageWords,
    dispose: () => {
      closed.abort();
      source.dispose();
    },
  };
}

/** Rejects when the signal aborts, and never settles otherwise. */
const ending = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });

/** A page as large as a wall is drawn smaller, never refused. */
export function boundedScale({ width, height }: PageSize, scale: number): number {
  const sides = LONGEST_SIDE / Math.max(width, height, 1);
  const area = Math.sqrt(MOST_PIXELS / Math.max(width * height, 1));
  return Math.max(Math.min(scale, sides, area), 0.01);
}
