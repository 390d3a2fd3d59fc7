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
