import { instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { PlannedImaging } from '../../src/domain/planning/planned-imaging';
import type { Report, ReportContent } from '../../src/domain/report/report';
import type { Block, ImageReference, Span } from '../../src/domain/report/report-document';

/** Reports of the chest CT in these fixtures, in every manner that a report comes in. */

export const text = (words: string): Span => ({ kind: 'text', text: words });
export const paragraph = (...spans: (string | Span)[]): Block => ({
  kind: 'paragraph',
  spans: spans.map((span) => (typeof span === 'string' ? text(span) : span)),
});
export const heading = (words: string): Block => ({ kind: 'heading', level: 1, spans: [text(words)] });
export const image = (words: string, reference: ImageReference): Span => ({
  kind: 'image',
  text: words,
  reference,
});
export const asDocument = (...blocks: Block[]): ReportContent => ({ kind: 'document', document: { blocks } });

const cell = (header: boolean, words: string) => ({
  header,
  columns: 1,
  rows: 1,
  blocks: [paragraph(words)],
});

export const ctText = asDocument(
  heading('Clinical details'),
  paragraph('Cough for six weeks, weight loss, ex-smoker of 30 pack years.'),
  heading('Findings'),
  paragraph(
    'There is a 14 mm spiculated nodule in the right upper lobe (',
    image('series 2 image 52', { seriesNumber: 2, imageNumber: 52 }),
    '). No other nodule. No enlarged mediastinal or hilar lymph node.',
  ),
  paragraph(
    'Mild centrilobular emphysema, better seen on lung windows (',
    image('series 9 image 12', { seriesNumber: 9, imageNumber: 12 }),
    '). No pleural effusion.',
  ),
  {
    kind: 'table',
    caption: 'Measurements',
    rows: [
      { cells: [cell(true, 'Finding'), cell(true, 'Long axis'), cell(true, 'Volume')] },
      { cells: [cell(true, 'Nodule, right upper lobe'), cell(false, '14 mm'), cell(false, '1.1 ml')] },
    ],
  },
  heading('Conclusion'),
  {
    kind: 'list',
    ordered: true,
    items: [
      [
        {
          kind: 'paragraph',
          spans: [{ kind: 'text', text: 'Suspicious nodule in the right upper lobe.', strong: true }],
        },
      ],
      [paragraph('Discussion in the lung MDT is recommended, with PET-CT.')],
    ],
  },
);

export const ctReport = (given: Partial<Report> = {}): Report => ({
  id: 'DiagnosticReport/1',
  source: 'Greater Manchester Care Record',
  status: 'final',
  title: 'CT thorax with contrast',
  issued: '2026-03-12T18:05:00+00:00',
  authors: [
    {
      name: 'Dr Ines Fairbrook',
      role: 'Consultant Radiologist',
      organisation: 'Salford Royal',
      registration: 'GMC 0000001',
      verifies: true,
    },
  ],
  contents: [ctText],
  replaces: [],
  keyImages: [
    {
      study: studyUid('2.25.2'),
      series: seriesUid('2.25.2.1'),
      instance: instanceUid('2.25.2.1.52'),
    },
  ],
  studies: [studyUid('2.25.2')],
  studyReferences: [],
  accessionNumbers: [],
  ...given,
});

/** An amended report over the one it replaces. */
export const amended: readonly Report[] = [
  ctReport({
    id: 'DiagnosticReport/2',
    status: 'amended',
    issued: '2026-03-14T09:30:00+00:00',
    replaces: ['DiagnosticReport/1'],
  }),
  ctReport({ contents: [asDocument(heading('Findings'), paragraph('No nodule.'))] }),
];

export const planned: readonly PlannedImaging[] = [
  {
    id: 'ServiceRequest/8',
    kind: 'requested',
    status: 'active',
    what: 'MRI head',
    reason: 'Headache',
    at: '2026-11-12',
    accessionNumbers: [],
  },
  {
    id: 'Appointment/3',
    kind: 'booked',
    status: 'booked',
    what: 'CT chest',
    at: '2026-12-03T10:20:00',
    place: 'Salford Royal',
    accessionNumbers: [],
  },
];
