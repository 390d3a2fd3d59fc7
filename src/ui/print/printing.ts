import type { PdfDocument } from '../../domain/ports/documents';
import { askToPrint, type PrintOutcome } from './asking';
import type { PrintKind, PrintSources } from './print-sources';

/**
 * Prints the report, with what stands beside it. The code that makes pictures for paper is loaded with the first of them.
 *
 * @param pdf a report that is a PDF: its pages are printed as pictures
 * @returns what came of it; what is missing of it stands on the paper
 */
export async function printed(
  kind: PrintKind,
  sources: PrintSources | undefined,
  pdf: PdfDocument | undefined,
): Promise<PrintOutcome> {
  if (!sources || (kind === 'report' && !pdf)) return askToPrint();
  const code = await import('./pictures').catch(() => undefined);
  return code ? code.printPictures(kind, sources, pdf) : 'nothing';
}
