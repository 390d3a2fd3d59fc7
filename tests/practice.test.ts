import { describe, expect, it } from 'vitest';
import { inventedArchive, PRACTICE_ROOT } from '../src/practice/archive';
import { invented, objects, UIDS } from '../src/practice/patient';
import { chestFrontal, chestSlice } from '../src/practice/pictures';
import { inWelsh as cy } from '../src/texts/practice/cy';
import { inEnglish as en } from '../src/texts/practice/en';

const ask = inventedArchive();
const datasets = async (path: string) =>
  (await (await ask(`${PRACTICE_ROOT}/${path}`)).json()) as readonly Record<string, { Value?: unknown[] }>[];

describe('the invented archive', () => {
  it('has three studies of the invented patient, and nothing else', async () => {
    const studies = await datasets('studies?PatientID=PRACTICE');
    expect(studies.map((one) => one['0020000D']?.Value?.[0])).toEqual([UIDS.now, UIDS.xray, UIDS.before]);
    expect(new Set(studies.map((one) => one['00100020']?.Value?.[0]))).toEqual(new Set(['PRACTICE']));
    expect(await datasets(`studies/${UIDS.now}/series`)).toHaveLength(3);
    expect((await ask(`${PRACTICE_ROOT}/studies/1.2.3/series/4/rendered`)).status).toBe(404);
  });

  it('gives each picture as the frame that its metadata describe', async () => {
    for (const { study, series, instance, dataset, draw } of objects().filter((one) => one.draw)) {
      const number = (tag: string) => Number(dataset[tag]?.Value?.[0]);
      expect(draw?.().values).toHaveLength(number('00280010') * number('00280011'));
      const path = `studies/${study}/series/${series}/instances/${instance}/frames/1`;
      const answer = await ask(`${PRACTICE_ROOT}/${path}`);
      const bytes = (await answer.arrayBuffer()).byteLength;
      expect(bytes).toBeGreaterThan(number('00280010') * number('00280011') * 2);
    }
  });
});

describe('the invented patient', () => {
  it('says so by name, and has no NHS number', () => {
    expect(invented().name).toEqual({ family: 'Practice', given: ['Not-A-Real-Patient'] });
    expect(invented().identifiers.map(({ system }) => system)).toEqual(['urn:plainfilm:practice']);
  });

  it.each([en.burnt, cy.burnt])('has “%s” drawn into each picture', (word) => {
    expect(word).toMatch(/^[ACEFIMPRTY]+$/);
    for (const { values } of [chestSlice(4, 0.07, word), chestFrontal(word)]) {
      const white = values.reduce((a, b) => Math.max(a, b));
      expect(values.filter((value) => value === white).length).toBeGreaterThan(150);
    }
  });
});
