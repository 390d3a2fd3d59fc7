import { PDFDocument, StandardFonts } from 'pdf-lib';
import { dicomDateTime } from '../dicom/dataset';
import type { SeriesPlan } from '../study-plan';
import { codeSequence, dcm } from './content';
import { objectPlan, objectSeries } from './object-plan';

const encapsulatedPdf = '1.2.840.10008.5.1.4.1.1.104.1';

export interface PdfReport {
  readonly at: string;
  readonly title: string;
  readonly pages: readonly (readonly string[])[];
}

/** An Encapsulated PDF (PS3.3 A.45.1), as reporting systems of laboratories send them. */
export function pdfReport({ at, title, pages }: PdfReport): SeriesPlan {
  const { date, time } = dicomDateTime(at);
  const elements = {
    SeriesDate: date,
    SeriesTime: time,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDateTime: `${date}${time}`,
    ConversionType: 'WSD',
    BurnedInAnnotation: 'YES',
    DocumentTitle: title,
    ConceptNameCodeSequence: codeSequence(dcm('126060', 'Radiology Report')),
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    VerificationFlag: 'VERIFIED',
  };
  return objectSeries(
    'DOC',
    title,
    objectPlan(encapsulatedPdf, elements, () => pdfOf(title, pages, at)),
  );
}

/** Pages of plain lines. @param at when it was made */
export async function pdfOf(title: string, pages: PdfReport['pages'], at: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  // The same bytes whenever it is made
  document.setCreationDate(new Date(`${at}Z`));
  document.setModificationDate(new Date(`${at}Z`));
  const plain = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  pages.forEach((lines, index) => {
    const page = document.addPage([595, 842]);
    page.drawText(title, { x: 60, y: 770, size: 18, font: bold });
    lines.forEach((line, row) => page.drawText(line, { x: 60, y: 730 - row * 20, size: 12, font: plain }));
    page.drawText(`Page ${index + 1} of ${pages.length}`, { x: 60, y: 50, size: 10, font: plain });
  });
  return document.save();
}
