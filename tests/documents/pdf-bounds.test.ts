import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentFrom } from '../../src/documents/pdf/pdf';
import type { PdfPage, PdfSource } from '../../src/documents/pdf/pdf-engine';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);
const signal = () => new AbortController().signal;

const silentPage: PdfPage = { size: () => ({ width: 1, height: 1 }), render: never, words: never };

const source = (page: PdfSource['page']): PdfSource => ({ pages: 3, page, dispose: () => undefined });

const SILENT: readonly [string, PdfSource['page']][] = [
  ['does not give the page', never],
  ['gives the page and then says nothing', async () => silentPage],
];

describe.each(SILENT)('a PDF whose worker %s', (_name, page) => {
  const asked = (pdf: ReturnType<typeof documentFrom>, stop: AbortSignal) =>
    Promise.allSettled([
      pdf.pageText(2, stop),
      pdf.pageWords(2, stop),
      pdf.renderPage(2, {} as HTMLCanvasElement, 1, stop),
    ]);
  const notRead = { status: 'fulfilled', value: { ok: false, problem: { kind: 'not-decoded' } } };

  it('is answered for when its time is over', async () => {
    const answers = asked(documentFrom(source(page), 'Care Record', 5000), signal());
    await vi.advanceTimersByTimeAsync(5000);
    expect(await answers).toMatchObject([notRead, notRead, notRead]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is answered for at once when it is closed, and ever after', async () => {
    const pdf = documentFrom(source(page), 'Care Record');
    const answers = asked(pdf, signal());
    pdf.dispose();
    expect(await answers).toMatchObject([notRead, notRead, notRead]);
    expect(await asked(pdf, signal())).toMatchObject([notRead, notRead, notRead]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is left at once by who no longer wants to know', async () => {
    const stop = new AbortController();
    const answers = asked(documentFrom(source(page), 'Care Record'), stop.signal);
    stop.abort(new Error('left'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
