import type { Problem, Result } from '../domain/problem';
import type { PdfDocument } from './pdf';

/**
 * The port's two ways in. Neither the sanitiser nor pdf.js is loaded before the first report that needs it.
 * A page that cannot be read rejects with an error whose message is for an engineer; stopping rejects with the signal's reason.
 */
export function documents(where: string) {
  return {
    read: async (bytes: Uint8Array, mediaType: string, from: string) => {
      const { readDocument } = await import('./read-document');
      return readDocument(bytes, mediaType, from);
    },
    openPdf: async (bytes: Uint8Array, signal: AbortSignal) => {
      const { openPdf } = await import('./pdf');
      const answer = await openPdf(bytes, where, signal);
      return answer.ok ? { ok: true as const, value: pagesOf(answer.value) } : answer;
    },
  };
}

function pagesOf(pdf: PdfDocument) {
  const never = new AbortController().signal;
  return {
    pages: pdf.pages,
    sizeOf: async (page: number) => valueOf(await pdf.pageSize(page, never)),
    render: async (page: number, canvas: HTMLCanvasElement, scale: number, signal: AbortSignal) => {
      valueOf(await pdf.renderPage(page, canvas, scale, signal));
    },
    text: async (page: number) => valueOf(await pdf.pageText(page, never)),
    dispose: pdf.dispose,
  };
}

function valueOf<T>(answer: Result<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(wordsOf(answer.problem));
}

const wordsOf = (problem: Problem) => ('what' in problem ? problem.what : problem.kind);
