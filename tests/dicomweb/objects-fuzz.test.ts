import { documentsOf } from '../../src/dicomweb/objects/encapsulated-bytes';
import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/dicom/dataset';
import { objectBulkUris } from '../../src/dicomweb/objects/objects-bulk';
import { objectsRead } from '../../src/dicomweb/objects/read-objects';
import { atOnce } from '../../src/domain/steps';
import { requestsTo } from '../../src/dicomweb/requests/request';
import { documentText } from '../../src/domain/report/report-document';
import { breath, FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST, mutatedJson, stopwatch } from '../fuzz/fuzz';
import {
  anObject,
  anSr,
  coded,
  element,
  GSPS,
  image,
  item,
  KEY_OBJECT,
  measured,
  PDF,
  related,
  section,
  sequence,
  text,
} from './objects-wire';
import { anArchive, STUDY } from './wire';

const window = { '00281050': element('DS', 40), '00281051': element('DS', 400) };
const graphic = {
  '00700005': element('CS', 'PIXEL'),
  '00700022': element('FL', 1, 2, 3, 4),
  '00700023': element('CS', 'POLYLINE'),
};
const lut = { '00283002': element('US', 2, 0, 8), '00283006': element('US', 1, 2) };
const SEEDS: readonly Dataset[] = [
  anSr([
    related(
      'HAS OBS CONTEXT',
      item('PNAME', 'Observer', { '0040A123': element('PN', { Alphabetic: 'A^B' }) }),
    ),
    section(
      'Findings',
      text('Finding', 'Nodule.'),
      measured('Length', '12.3', 'mm'),
      image('Image', '1.2.3', {}, 4),
    ),
    item('SCOORD', 'Region', { '0040A730': sequence(related('SELECTED FROM', image(undefined, '1.2.3'))) }),
    item('', undefined, { '0040DB73': element('UL', 1, 2, 1) }),
    item('CODE', 'Finding', { '0040A168': coded('Nodule') }),
    item('DATETIME', 'At', { '0040A120': element('DT', '20261118164000') }),
  ]),
  anObject(KEY_OBJECT, 'KO', { '0040A730': sequence(text('Description', 'x'), image(undefined, '1.2.3')) }),
  anObject(GSPS, 'PR', {
    '00081115': sequence({
      '0020000E': element('UI', '1.2.6'),
      '00081140': sequence({ '00081155': element('UI', '1.2.3') }),
    }),
    '00181600': element('CS', 'RECTANGULAR', 'POLYGONAL'),
    '00181620': element('IS', 1, 2, 3, 4, 5, 6),
    '00283000': sequence(lut),
    '00283110': sequence(window, { '00283010': sequence(lut) }),
    '00700001': sequence({
      '00700002': element('CS', 'A'),
      '00700009': sequence(graphic),
      '00700008': sequence({}),
    }),
    '0070005A': sequence({ '00700052': element('SL', 1, 1), '00700053': element('SL', 9, 9) }),
    '20500010': sequence(lut),
  }),
  anObject(PDF, 'DOC', { '00420010': element('ST', 'Echo') }),
];

describe(`${FUZZ_RUNS} mutated objects`, () => {
  it(
    'are each read or refused in words, and none takes long',
    async () => {
      const next = seeded(20261121);
      const requests = requestsTo(anArchive());
      const outcomes = { reports: 0, keyObjects: 0, presentations: 0, unreadable: 0 };
      const refusals = new Set<string>();
      const lost: number[] = [];
      let slowest = 0;
      for (let run = 0; run < FUZZ_RUNS; run++) {
        const dataset = mutatedJson(SEEDS[run % SEEDS.length] ?? {}, next);
        if (run % 1000 === 0) await breath();
        const took = stopwatch();
        objectBulkUris([dataset]);
        const context = { source: 'Salford Royal', bulk: new Map(), study: STUDY };
        const read = atOnce(objectsRead([dataset], context, documentsOf(requests)));
        for (const { contents } of read.reports)
          for (const content of contents) if (content.kind === 'document') documentText(content.document);
        slowest = Math.max(slowest, took());
        const { reports, keyObjects, presentations, unreadable } = read;
        if (reports.length + keyObjects.length + presentations.length + unreadable.length !== 1)
          lost.push(run);
        outcomes.reports += reports.length;
        outcomes.keyObjects += keyObjects.length;
        outcomes.presentations += presentations.length;
        outcomes.unreadable += unreadable.length;
        for (const why of unreadable) refusals.add(why);
      }
      expect(lost).toEqual([]);
      // Refused on purpose, in these words; anything else would be a defect that was caught.
      for (const why of refusals)
        expect(why).toMatch(/^(it has no|its .* is not a UID$|it is a|it belongs to)/);
      expect(slowest).toBeLessThan(LONGEST);
      for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(FUZZ_RUNS / 40);
    },
    FUZZ_TIMEOUT,
  );
});
