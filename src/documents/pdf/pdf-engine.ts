import type { PDFPageProxy } from 'pdfjs-dist';
import type { PlacedWords } from '../../domain/ports/documents';
import { placedWords } from './pdf-words';

/** What pdf.js gives, in the words that `pdf.ts` needs. The only file that knows it. */
export interface PdfSource {
  readonly pages: number;
  page(number: number): Promise<PdfPage>;
  dispose(): void;
}

export interface PdfPage {
  size(scale: number): { readonly width: number; readonly height: number };
  render(canvas: HTMLCanvasElement, scale: number, signal: AbortSignal): Promise<void>;
  /** @param scale of the places and sizes */
  words(scale: number): Promise<readonly PlacedWords[]>;
}

/** Larger pictures inside a PDF are drawn smaller by pdf.js itself. */
const MOST_IMAGE_PIXELS = 32_000_000;

/** @throws what pdf.js throws on a document that it cannot read, and the signal's reason when it aborts */
export async function startPdf(bytes: Uint8Array, signal: AbortSignal): Promise<PdfSource> {
  const [{ getDocument, PDFWorker, AnnotationMode }, { startPdfWorker }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('./pdf-worker'),
  ]);
  signal.throwIfAborted();
  const port = startPdfWorker();
  const worker = new PDFWorker({ port: port as unknown as null });
  const task = getDocument({
    // The worker takes the memory it is given; the caller's bytes stay the caller's.
    data: bytes.slice(),
    worker,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: true,
    disableFontFace: false,
    useWorkerFetch: false,
    useWasm: false,
    stopAtErrors: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    canvasMaxAreaInBytes: MOST_IMAGE_PIXELS * 4,
    verbosity: 0,
  });
  const dispose = () => {
    void task.destroy().catch(() => undefined);
    worker.destroy();
    port.terminate();
  };
  signal.addEventListener('abort', dispose, { once: true });
  try {
    const document = await task.promise;
    return {
      pages: document.numPages,
      page: async (number) => pageOf(await document.getPage(number), AnnotationMode.ENABLE),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  } finally {
    signal.removeEventListener('abort', dispose);
  }
}

function pageOf(page: PDFPageProxy, annotationMode: number): PdfPage {
  return {
    size: (scale) => {
      const { width, height } = page.getViewport({ scale });
      return { width, height };
    },
    render: async (canvas, scale, signal) => {
      const viewport = page.getViewport({ scale });
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const task = page.render({ canvas, viewport, annotationMode });
      const stop = () => task.cancel();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await task.promise;
      } finally {
        signal.removeEventListener('abort', stop);
        page.cleanup();
      }
    },
    words: async (scale) => {
      const { items, styles } = await page.getTextContent();
      return placedWords(items, styles, page.getViewport({ scale }).transform);
    },
  };
}
