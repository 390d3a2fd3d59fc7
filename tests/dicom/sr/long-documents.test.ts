import { documentsOf } from '../../../src/dicomweb/objects/encapsulated-bytes';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { objectBulkUris } from '../../../src/dicomweb/objects/objects-bulk';
import { objectsRead } from '../../../src/dicomweb/objects/read-objects';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import type { Steps } from '../../../src/domain/steps';
import {
  anObject,
  anSr,
  element,
  image,
  item,
  KEY_OBJECT,
  measured,
  related,
  sequence,
  text,
} from '../../dicomweb/objects-wire';
import { anArchive, STUDY } from '../../dicomweb/wire';

const MANY = 50_000;
/** Attributes that are looked at between two places where the page may do something else */
const MOST_AT_A_TIME = 600;

const times = <T>(count: number, each: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => each(at));
const under = (...items: Parameters<typeof sequence>) => ({ '0040A730': sequence(...items) });
const number = (at: number) => measured('Diameter', String(at), 'mm');
const instances = times(MANY, (at) => ({
  '00081150': element('UI', '1.2.840.10008.5.1.4.1.1.2'),
  '00081155': element('UI', `1.2.3.${at}`),
}));
const evidence = {
  '0040A375': sequence({
    '0020000D': element('UI', STUDY),
    '00081115': sequence({ '0020000E': element('UI', '1.2.7'), '00081199': sequence(...instances) }),
  }),
};

const DOCUMENTS: readonly [string, () => Dataset][] = [
  ['texts one after the other', () => anSr(times(MANY, (at) => text('Finding', `Clear ${at}.`)))],
  [
    'texts that flow',
    () => ({
      ...anSr(times(MANY, (at) => text('Finding', `Clear ${at}.`))),
      '0040A050': element('CS', 'CONTINUOUS'),
    }),
  ],
  ['measurements in one table', () => anSr(times(MANY, number))],
  ['one group of measurements', () => anSr([item('CONTAINER', 'Group', under(...times(MANY, number)))])],
  [
    'sections of a few items',
    () =>
      anSr(
        times(MANY / 10, () =>
          item('CONTAINER', 'Findings', under(...times(9, () => text('Finding', 'Clear')))),
        ),
      ),
  ],
  ['pictures', () => anSr(times(MANY, (at) => image('Slice', `1.2.3.${at}`)))],
  [
    'one item with everything under it',
    () =>
      anSr([
        {
          ...text('Finding', 'Clear'),
          ...under(...times(MANY, (at) => related('INFERRED FROM', text('Basis', `Slice ${at}`)))),
        },
      ]),
  ],
  [
    'one item that everything modifies',
    () =>
      anSr([
        {
          ...text('Finding', 'Clear'),
          ...under(...times(MANY, (at) => related('HAS CONCEPT MOD', text('Basis', `Slice ${at}`)))),
        },
      ]),
  ],
  ['evidence of a long series', () => anSr([text('Finding', 'Clear')], evidence)],
  [
    'key images of a long series',
    () =>
      anObject(KEY_OBJECT, 'KO', {
        ...evidence,
        ...under(...times(MANY, (at) => image(undefined, `1.2.3.${at}`))),
      }),
  ],
];

/** The most attributes that were looked at between two steps, whatever the machine's speed. */
function mostAtATime(dataset: Dataset, steps: (watched: Dataset) => Steps<unknown>): number {
  let looked = 0;
  const watched = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(watched) as T;
    const inside = Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, watched(each as unknown)]),
    );
    if (!Object.keys(inside).some((key) => /^[0-9A-F]{8}$/.test(key))) return inside as T;
    return new Proxy(inside, {
      get: (target, key) => {
        looked += 1;
        return Reflect.get(target, key) as unknown;
      },
    }) as T;
  };
  const run = steps(watched(dataset));
  let most = 0;
  for (let step = run.next(); ; step = run.next()) {
    most = Math.max(most, looked);
    looked = 0;
    if (step.done === true) return most;
  }
}

describe.each(DOCUMENTS)('a document of 50,000 parts: %s', (_, document) => {
  it('is read in steps, each of them small', () => {
    const requests = requestsTo(anArchive());
    const context = { source: 'Salford Royal', bulk: new Map(), study: STUDY };
    const dataset = document();
    expect(mostAtATime(dataset, (one) => objectsRead([one], context, documentsOf(requests)))).toBeLessThan(
      MOST_AT_A_TIME,
    );
    expect(mostAtATime(dataset, (one) => objectBulkUris([one]))).toBeLessThan(MOST_AT_A_TIME);
  });
});
