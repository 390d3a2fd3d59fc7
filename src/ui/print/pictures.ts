import { mount, unmount } from 'svelte';
import type { Patient } from '../../domain/patient/patient';
import type { PdfDocument } from '../../domain/ports/documents';
import { askToPrint, type PrintOutcome } from './asking';
import { keyFigures, pageFigures, shownFigures, type Figures } from './figures';
import PrintSheet from './PrintSheet.svelte';
import type { PrintKind, PrintSources } from './print-sources';
import SHEET from './sheet.css?inline';

/** Puts pictures behind the report on paper, prints, and takes them away again. */
export async function printPictures(
  kind: PrintKind,
  { patient, viewer }: PrintSources,
  pdf: PdfDocument | undefined,
): Promise<PrintOutcome> {
  const pages = pdf ? await pageFigures(pdf) : [];
  const context = viewer?.getSnapshot().context;
  const figures =
    !context || kind === 'report'
      ? []
      : kind === 'shown'
        ? await shownFigures(context)
        : await keyFigures(context);
  return printFigures(patient, pages, figures);
}

/** The same of pictures that are there already. They are given back when printing is over. */
export async function printFigures(
  patient: Patient,
  pages: Figures,
  figures: Figures,
): Promise<PrintOutcome> {
  if (![...pages, ...figures].some(Boolean)) return 'nothing';
  const style = new CSSStyleSheet();
  style.replaceSync(SHEET);
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
