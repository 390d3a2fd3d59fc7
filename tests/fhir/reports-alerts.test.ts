import { describe, expect, it } from 'vitest';
import { alertsOf } from '../../src/fhir/reports/report-alerts';

const extension = (name: string, value: object) => ({
  extension: [{ url: `https://example.org/StructureDefinition/${name}`, ...value }],
});

describe('what a report says of its urgency', () => {
  it.each([
    ['its priority', { priority: 'stat' }, ['Immediate (stat)']],
    ['a priority as an extension', extension('report-priority', { valueCode: 'urgent' }), ['Urgent']],
    [
      'a coded alert',
      extension('radiology-alert', { valueCodeableConcept: { text: 'Unexpected significant finding' } }),
      ['Unexpected significant finding'],
    ],
    ['a coding', extension('alert-code', { valueCoding: { code: 'CR1' } }), ['CR1']],
    ['a flag', extension('critical-result', { valueBoolean: true }), ['Critical result']],
    ['a tag', { meta: { tag: [{ display: 'Suspected cancer' }] } }, ['Suspected cancer']],
  ])('is told in the record’s words: %s', (_what, report, words) => {
    expect(alertsOf(report)).toEqual(words);
  });

  it.each([
    ['nothing', {}],
    ['what is routine', { priority: 'routine' }],
    ['a flag that is down', extension('critical-result', { valueBoolean: false })],
    ['a tag that denies it', { meta: { tag: [{ display: 'Not urgent' }] } }],
    ['its conclusion, from which nothing is derived', { conclusion: 'Suspicious for cancer. Urgent CT.' }],
    ['codes of a diagnosis', { conclusionCode: [{ text: 'Lung cancer' }] }],
    ['another extension', extension('study-type', { valueString: 'CT' })],
    ['what is broken', { extension: [7, {}], meta: 'x', category: null, priority: 3 }],
  ])('is not made up from %s', (_what, report) => {
    expect(alertsOf(report)).toEqual([]);
  });
});
