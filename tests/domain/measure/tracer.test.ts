import { describe, expect, it } from 'vitest';
import { rangeOfWindow, tracerHome, tracerScaleOf } from '../../../src/domain/measure/tracer';
import type { FrameAttributes, Instance } from '../../../src/domain/study/study';
import { windowed } from '../../../src/rendering/paint/grey';
import { anInstance } from '../instances';

const corrected: NonNullable<Instance['pet']> = { units: 'GML', corrected: ['ATTN', 'DECY'] };

const frameOf = (pet: Instance['pet'], frame: Partial<FrameAttributes> = {}) => ({
  instance: anInstance({ modality: 'PT', pet, frame }),
  number: 1,
});

describe('what a tracer’s values are told in', () => {
  const BQML = { code: 'Bq/ml', meaning: 'Becquerels/milliliter' };
  const rescale = (slope: number, intercept = 0) => ({ kind: 'rescale' as const, slope, intercept });
  const line = (slope: number, intercept = 0) => [{ first: 0, last: 32_767, slope, intercept }];
  it.each<[string, Partial<FrameAttributes>, string, number]>([
    ['its mapping', { modalityLut: rescale(1), realWorld: { unit: BQML, pieces: line(2.5) } }, 'Bq/ml', 2.5],
    [
      'its mapping beside a rescaling',
      { modalityLut: rescale(0.5), realWorld: { unit: BQML, pieces: line(2) } },
      'Bq/ml',
      4,
    ],
    [
      'both, from another beginning alike',
      { modalityLut: rescale(2, -10), realWorld: { unit: BQML, pieces: line(4, -20) } },
      'Bq/ml',
      2,
    ],
    [
      'nothing where the two begin elsewhere',
      { modalityLut: rescale(1), realWorld: { unit: BQML, pieces: line(2, 7) } },
      'stored units',
      1,
    ],
    [
      'nothing where its mapping is a table',
      {
        modalityLut: rescale(1),
        realWorld: { unit: BQML, pieces: [{ first: 0, last: 1, entries: [1, 2] }] },
      },
      'stored units',
      1,
    ],
  ])('is by %s', (_, frame, symbol, factor) => {
    const scale = tracerScaleOf(frameOf(undefined, frame));
    expect([scale?.meaning.unit.symbol, scale?.meaning.factor]).toEqual([symbol, factor]);
  });
});

describe('how a tracer hangs', () => {
  it.each(['LINEAR', 'LINEAR_EXACT'] as const)(
    'is inverse grey from SUV 0 to 5 where attenuation is corrected, by %s',
    (voiFunction) => {
      const frame = frameOf(corrected, { voiFunction });
      const { window, invert } = tracerHome(frame);
      if (!window) throw new Error('no window');
      expect(invert).toBe(true);
      const share = windowed(voiFunction, window);
      expect([0, 2.5, 5].map(share)).toEqual([0, 0.5, 1].map((part) => expect.closeTo(part, 9) as number));
      const meaning = tracerScaleOf(frame)?.meaning;
      expect(meaning && rangeOfWindow(window, meaning, voiFunction)).toEqual([
        expect.closeTo(0, 9),
        expect.closeTo(5, 9),
      ]);
    },
  );

  it.each<[string, Instance['pet']]>([
    ['is not corrected for attenuation', { units: 'GML', corrected: ['DECY'] }],
    ['is of counts', { units: 'CNTS', corrected: ['ATTN', 'DECY'] }],
    ['has SUV off at this site', { units: 'BQML', corrected: ['ATTN'], switchedOff: true }],
    ['says nothing of PET', undefined],
  ])('is by its object where it %s', (_, pet) => {
    expect(tracerHome(frameOf(pet))).toEqual({});
  });

  it('says that attenuation is not corrected only where the object says of its corrections', () => {
    expect(tracerScaleOf(frameOf({ units: 'BQML', corrected: ['DECY'] }))?.isCorrected).toBe(false);
    expect(tracerScaleOf(frameOf({ units: 'BQML', corrected: [] }))?.isCorrected).toBeUndefined();
  });
});
