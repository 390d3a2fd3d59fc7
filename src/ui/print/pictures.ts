import { mount, unmount } from 'svelte';
import type { Patient } from '../../domain/patient/patient';
import type { PdfDocument } from '../../domain/ports/documents';
import type { ViewerContext } from '../../workflow/viewer/viewer-context';
import { askToPrint, type PrintOutcome } from './asking';
import { keyFigures, pageFigures, shownFigures, type Figures } from './figures';
import PrintSheet from './PrintSheet.svelte';
import type { PrintKind, PrintSources } from './print-sources';
import { printable } from './printable';
import SHEET from './sheet.css?inline';

/** Puts pictures behind the report on paper, prints, and takes them away again. */
export async function printPictures(
  kind: PrintKind,
  { patient, viewer }: PrintSources,
  pdf: PdfDocument | undefined,
): Promise<PrintOutcome> {
  const pages = pdf ? await pageFigures(pdf) : [];
  const context = viewer?.getSnapshot().context;
  return printFigures(patient, pages, context && kind !== 'report' ? await picturesOf(kind, context) : []);
}

/** Puts pictures on paper, and nothing else of the screen. */
export const printAlone = async (
  kind: Exclude<PrintKind, 'report'>,
  patient: Patient,
  context: ViewerContext,
): Promise<PrintOutcome> => printFigures(patient, [], await picturesOf(kind, context), ALONE);

const ALONE = '@media print { body > :not(.print-sheet) { display: none } }';

/** What is not surely the patient's does not stand under the patient's name. */
const picturesOf = async (kind: Exclude<PrintKind, 'report'>, context: ViewerContext): Promise<Figures> =>
  !printable(context).includes(kind) ? [] : kind === 'shown' ? shownFigures(context) : keyFigures(context);

/**
 * The same of pictures that are there already. They are given back when printing is over.
 * @param also style for this paper
 */
export async function printFigures(
  patient: Patient,
  pages: Figures,
  figures: Figures,
  also = '',
): Promise<PrintOutcome> {
  if (![...pages, ...figures].some(Boolean)) return 'nothing';
  const style = new CSSStyleSheet();
  style.replaceSync(SHEET + also);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  const sheet = mount(PrintSheet, { target: document.body, props: { patient, pages, figures } });
  document.documentElement.dataset['print'] = 'pictures';
  const done = () => {
    delete document.documentElement.dataset['print'];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
    void unmount(sheet);
    givenBack([...pages, ...figures]);
  };
  await Promise.allSettled(
    [...document.querySelectorAll<HTMLImageElement>('.print-sheet img')].map((one) => one.decode()),
  );
  return askToPrint(done);
}

function givenBack(figures: Figures): void {
  for (const figure of figures) if (figure) URL.revokeObjectURL(figure.url);
}
