import { describe, expect, it } from 'vitest';
import { recommendationsOf, recommendedIn } from '../../../src/domain/planning/recommendations';
import type { Report } from '../../../src/domain/report/report';
import type { Block, ReportPart } from '../../../src/domain/report/report-document';

const text = (words: string) => [{ kind: 'text', text: words }] as const;
const paragraph = (words: string): Block => ({ kind: 'paragraph', spans: text(words) });
const preformatted = (words: string): Block => ({ kind: 'preformatted', spans: text(words) });
const heading = (words: string, part?: ReportPart, level: 1 | 2 | 3 = 1): Block => ({
  kind: 'heading',
  level,
  spans: text(words),
  ...(part && { part }),
});
const list = (...items: readonly string[]): Block => ({
  kind: 'list',
  ordered: false,
  items: items.map((item) => [paragraph(item)]),
});

describe('what a report recommends', () => {
  it.each<[string, readonly Block[], readonly string[]]>([
    [
      'a section that is headed so',
      [heading('Recommendation'), paragraph('CT chest in 3 months.')],
      ['CT chest in 3 months.'],
    ],
    [
      'one that is coded so',
      [heading('Plan', 'recommendation'), paragraph('CT chest in 3 months.')],
      ['CT chest in 3 months.'],
    ],
    ['one in Welsh', [heading('Argymhellion'), paragraph('CT mewn 3 mis.')], ['CT mewn 3 mis.']],
    [
      'every line of it together',
      [heading('Advice'), list('CT in 3 months.', 'Refer to the nodule clinic.')],
      ['CT in 3 months.\nRefer to the nodule clinic.'],
    ],
    [
      'no more than it',
      [heading('Recommendation'), paragraph('CT.'), heading('Findings'), paragraph('Nodule.')],
      ['CT.'],
    ],
    [
      'one named within plain text',
      [preformatted('FINDINGS: Nodule.\nRECOMMENDATION: CT in 3 months.')],
      ['CT in 3 months.'],
    ],
    [
      'a sentence that says so',
      [
        heading('Conclusion'),
        paragraph('Nodule of 3.5 mm. Follow-up CT in 12 months is recommended. No effusion.'),
      ],
      ['Follow-up CT in 12 months is recommended.'],
    ],
    [
      'a sentence that is broken over lines',
      [preformatted('Nodule.\nFollow-up CT in\n12 months is recommended.\nNo effusion.')],
      ['Follow-up CT in 12 months is recommended.'],
    ],
    [
      'one that begins with it',
      [paragraph('We would suggest repeat ultrasound.')],
      ['We would suggest repeat ultrasound.'],
    ],
    [
      'one that ends with it',
      [paragraph('Repeat chest X-ray in 6 weeks recommended.')],
      ['Repeat chest X-ray in 6 weeks recommended.'],
    ],
    [
      'one that says there is no need',
      [paragraph('No follow-up is recommended.')],
      ['No follow-up is recommended.'],
    ],
    [
      'nothing of what was recommended before',
      [paragraph('CT was recommended. The previously recommended MRI is awaited.')],
      [],
    ],
    [
      'nothing of what the referrer wrote',
      [heading('Clinical details'), paragraph('CT is recommended by the clinic.')],
      [],
    ],
    [
      'nothing of what suggests a finding',
      [heading('Conclusion'), paragraph('Appearances suggest infection. Findings suggestive of oedema.')],
      [],
    ],
    ['nothing where there is none', [heading('Conclusion'), paragraph('Normal. Follow-up in clinic.')], []],
    [
      'nothing of a table',
      [
        {
          kind: 'table',
          rows: [
            { cells: [{ header: false, columns: 1, rows: 1, blocks: [paragraph('CT is recommended.')] }] },
          ],
        },
      ],
      [],
    ],
  ])('is %s', (_what, blocks, quotes) => {
    expect(recommendationsOf({ blocks })).toEqual(quotes);
  });

  const report = (more: Partial<Report> = {}): Report => ({
    id: 'DiagnosticReport/1',
    source: 'Care Record',
    status: 'final',
    issued: '2026-11-21T09:00:00Z',
    authors: [],
    contents: [
      { kind: 'document', document: { blocks: [heading('Recommendation'), paragraph('CT in 3 months.')] } },
    ],
    replaces: [],
    keyImages: [],
    studies: [],
    studyReferences: [],
    accessionNumbers: [],
    ...more,
  });
  const attachment = {
    kind: 'attachment',
    mediaType: 'application/pdf',
    bytes: () => Promise.reject(new Error('not asked for')),
  } as const;

  it.each<[string, readonly Report[], readonly (readonly [string, number, boolean])[]]>([
    ['a report', [report()], [['DiagnosticReport/1', 1, false]]],
    [
      'none that was taken back',
      [report({ status: 'entered-in-error' }), report({ status: 'cancelled' })],
      [],
    ],
    [
      'the version that stands',
      [report(), report({ id: 'DiagnosticReport/2', replaces: ['DiagnosticReport/1'] })],
      [['DiagnosticReport/2', 1, false]],
    ],
    ['none whose person nobody can tell', [report({ ownership: 'cannot-tell' })], []],
    [
      'a document that was not looked through, and says so',
      [report({ contents: [attachment] })],
      [['DiagnosticReport/1', 0, true]],
    ],
    [
      'parts that could not be read, and says so',
      [report({ contents: [], unread: 1 })],
      [['DiagnosticReport/1', 0, true]],
    ],
    ['none that has no words', [report({ contents: [] })], []],
  ])('is quoted of %s', (_what, reports, expected) => {
    expect(recommendedIn(reports).map((each) => [each.report.id, each.quotes.length, each.isUnread])).toEqual(
      expected,
    );
  });
});
