import { PDFDocument, StandardFonts } from 'pdf-lib';
import { instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import { ok } from '../../src/domain/problem';
import type { Report, ReportContent } from '../../src/domain/report/report';
import type { Block } from '../../src/domain/report/report-document';
import { asDocument, ctReport, ctText, heading, image, paragraph } from './reports';

/** What a report comes as, beside text that is known part by part. */

const attached = (mediaType: string, bytes: () => Promise<Uint8Array>): ReportContent => ({
  kind: 'attachment',
  mediaType,
  bytes: async () => ok(await bytes()),
});

const encoded = (text: string) => async () => new TextEncoder().encode(text);

export const htmlReport = ctReport({
  contents: [
    attached(
      'text/html',
      encoded(`<h1>CT thorax with contrast</h1>
<h2>Clinical details</h2><p>Cough for six weeks, <b>weight loss</b>.</p>
<h2>Findings</h2><ul><li>14 mm spiculated nodule, right upper lobe (series 2 image 52).</li>
<li>Mild centrilobular emphysema.</li></ul>
<table><caption>Measurements</caption><tr><th>Finding</th><th>Long axis</th></tr><tr><td>Nodule</td><td>14 mm</td></tr></table>
<h2>Conclusion</h2><p>Suspicious nodule. Discussion in the lung MDT is recommended.</p>
<p><a href="https://www.nice.org.uk/guidance/ng122">NICE guideline NG122</a></p><script>document.title = 'taken'</script>`),
    ),
  ],
});

export const pdfReport = ctReport({
  contents: [
    attached('application/pdf', async () => {
      const pdf = await PDFDocument.create();
      const plain = await pdf.embedFont(StandardFonts.Helvetica);
      const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
      for (const [number, lines] of PAGES.entries()) {
        const page = pdf.addPage([595, 842]);
        page.drawText('CT thorax with contrast', { x: 60, y: 770, size: 18, font: bold });
        lines.forEach((line, row) =>
          page.drawText(line, { x: 60, y: 730 - row * 20, size: 12, font: plain }),
        );
        page.drawText(`Page ${number + 1} of ${PAGES.length}`, { x: 60, y: 50, size: 10, font: plain });
      }
      return pdf.save();
    }),
  ],
});

const PAGES = [
  [
    'Clinical details: cough for six weeks, weight loss.',
    '',
    'Findings: 14 mm spiculated nodule in the right upper lobe.',
    'No other nodule. No enlarged mediastinal or hilar lymph node.',
  ],
  ['Conclusion: suspicious nodule in the right upper lobe.', 'Discussion in the lung MDT is recommended.'],
] as const;

export const corrected: readonly Report[] = [
  ctReport({
    id: 'DiagnosticReport/2',
    status: 'corrected',
    issued: '2026-03-13T08:10:00+00:00',
    replaces: ['DiagnosticReport/1'],
  }),
  ctReport({
    contents: [asDocument(heading('Findings'), paragraph('Nodule in the left upper lobe.'))],
  }),
];

const ctBlocks = ctText.kind === 'document' ? ctText.document.blocks : [];

export const withAddendum: readonly Report[] = [
  ctReport({
    id: 'DiagnosticReport/2',
    status: 'appended',
    issued: '2026-03-20T11:00:00+00:00',
    replaces: ['DiagnosticReport/1'],
    contents: [
      asDocument(
        heading('Addendum, 20-Mar-2026 11:00'),
        paragraph('Compared with the chest X-ray of 2024, which is now here: the nodule is new.'),
        ...ctBlocks,
      ),
    ],
  }),
  ctReport(),
];

const level = (at: number): readonly Block[] => [
  heading(`Level ${at}`),
  paragraph(
    'Vertebral body height is preserved and the marrow signal is as expected for age. The disc is ',
    at % 2 === 0 ? 'of normal height and signal' : 'a little reduced in height, with a shallow bulge',
    ' (',
    image(`series 2 image ${at * 9}`, { seriesNumber: 2, imageNumber: at * 9 }),
    '). The exit foramina are clear on both sides. No compression of the thecal sac is shown at this level.',
  ),
];

/** Long, with references of every fate: found, not in the study, in another study of the list, in one that is not. */
export const longReport = ctReport({
  title: 'CT thorax and spine',
  contents: [
    asDocument(
      heading('Clinical details'),
      paragraph('Six weeks of cough with back pain. Weight loss of 5 kg. Ex-smoker of 30 pack years.'),
      heading('Comparison'),
      paragraph(
        'Chest X-ray of 18-Nov-2026 (',
        image('frontal view', {
          study: studyUid('2.25.1'),
          series: seriesUid('2.25.1.1'),
          instance: instanceUid('2.25.1.1.1'),
        }),
        ') and a CT from elsewhere (',
        image('key slice', { study: studyUid('2.25.777'), instance: instanceUid('2.25.777.1.1') }),
        '), of which prints were seen.',
      ),
      heading('Findings'),
      paragraph(
        'There is a 14 mm spiculated nodule in the right upper lobe (',
        image('series 2 image 52', { seriesNumber: 2, imageNumber: 52 }),
        ') and mild emphysema (',
        image('series 9 image 12', { seriesNumber: 9, imageNumber: 12 }),
        ').',
      ),
      ...Array.from({ length: 9 }, (_, at) => level(at + 1)).flat(),
      heading('Conclusion'),
      paragraph('Suspicious nodule. Degenerative change of the spine without compression of the cord.'),
    ),
  ],
});
