import { untrack } from 'svelte';
import type { Documents, PdfDocument } from '../../../domain/ports/documents';
import type { Problem } from '../../../domain/problem';

export interface PageGeometry {
  readonly width: number;
  readonly height: number;
}

export type Opened =
  | { readonly kind: 'opening' }
  | { readonly kind: 'opened'; readonly pdf: PdfDocument; readonly first: PageGeometry }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** A4 at 96 dpi: the place that is kept for a page whose size is not known */
export const A4: PageGeometry = { width: 794, height: 1123 };

/**
 * Opens a PDF for as long as an element is on the screen; leaving it aborts, and gives the memory back. Whatever else is
 * learned of its report meanwhile opens it no second time: the worker of the first would be lost under who reads it.
 */
export function openedPdf(open: (signal: AbortSignal) => Promise<Opened>) {
  let opened = $state.raw<Opened>({ kind: 'opening' });
  return {
    get current() {
      return opened;
    },
    attach(): () => void {
      const stop = new AbortController();
      let pdf: PdfDocument | undefined;
      void untrack(() => open(stop.signal))
        .catch(() => undefined)
        .then((settled) => {
          if (settled?.kind === 'opened' && stop.signal.aborted) settled.pdf.dispose();
          if (settled === undefined || stop.signal.aborted) return;
          if (settled.kind === 'opened') pdf = settled.pdf;
          opened = settled;
        });
      return () => {
        stop.abort();
        pdf?.dispose();
      };
    },
  };
}

/** Opens it and asks for the size of its first page, which stands for the others until they come into sight. */
export async function opening(asked: ReturnType<Documents['openPdf']>, signal: AbortSignal): Promise<Opened> {
  const answer = await asked;
  if (!answer.ok) return { kind: 'failed', problem: answer.problem };
  const size = await answer.value.pageSize(1, signal);
  return { kind: 'opened', pdf: answer.value, first: size.ok ? size.value : A4 };
}
