import type { PdfDocument } from '../domain/ports/documents';
import { err, ok, type Problem, type Result } from '../domain/problem';
import { startPdf, type PdfPage, type PdfSource } from './pdf-engine';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** PDF user space is 72 to the inch, CSS pixels are 96. */
const CSS_UNITS = 96 / 72;
const MOST_PAGES = 2000;
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

function documentFrom(source: PdfSource, where: string): PdfDocument {
  /** A page that fails is one page: the others stay readable. */
  const withPage = async <T>(number: number, signal: AbortSignal, use: (page: PdfPage) => Promise<T> | T) => {
    signal.throwIfAborted();
    try {
      const page = await source.page(number);
      signal.throwIfAborted();
      return ok(await use(page));
    } catch {
      signal.throwIfAborted();
      const problem: Problem = {
        kind: 'malformed',
        where,
        what: `page ${number} of a PDF that cannot be read`,
      };
      return err(problem);
    }
  };
  return {
    pages: source.pages,
    pageSize: (number, signal) => withPage(number, signal, (page) => page.size(CSS_UNITS)),
    renderPage: (number, canvas, scale, signal) =>
      withPage(number, signal, async (page) => {
        const bounded = boundedScale(page.size(CSS_UNITS), scale);
        await page.render(canvas, bounded * CSS_UNITS, signal);
        return bounded;
      }),
    pageText: (number, signal) => withPage(number, signal, (page) => page.text()),
    dispose: source.dispose,
  };
}

/** A page as large as a wall is drawn smaller, never refused. */
export function boundedScale({ width, height }: PageSize, scale: number): number {
  const sides = LONGEST_SIDE / Math.max(width, height, 1);
  const area = Math.sqrt(MOST_PIXELS / Math.max(width * height, 1));
  return Math.max(Math.min(scale, sides, area), 0.01);
}
