import { describe, expect, it } from 'vitest';
import { isDone, STEPS, type Seen } from '../../src/ui/practice/steps';
import { practiceTexts } from '../../src/texts/practice/practice';

const seen = (change: Partial<Seen> = {}): Seen => ({
  images: ['1'],
  showing: 'key images',
  window: '40 400',
  isCompared: false,
  study: 'one',
  ...change,
});

describe('a step of the practice', () => {
  it.each<[(typeof STEPS)[number], Partial<Seen>]>([
    ['report', { images: ['named'] }],
    ['keyImages', { showing: 'whole study' }],
    ['brightness', { window: '-600 1500' }],
    ['before', { isCompared: true }],
    ['unreported', { study: undefined, showing: undefined }],
  ])('%s is done by what it asks for, and not before', (step, change) => {
    expect(isDone(step, [seen()], seen(), 'named')).toBe(false);
    expect(isDone(step, [seen(), seen(change)], seen(change), 'named')).toBe(true);
  });

  it('slices is done when four others were looked at', () => {
    const all = ['1', '2', '3', '2', '4', '5'].map((image) => seen({ images: [image] }));
    expect(isDone('slices', all.slice(0, 5), seen(), 'named')).toBe(false);
    expect(isDone('slices', all, seen(), 'named')).toBe(true);
  });

  it('that is only to be read is never done', () => {
    for (const step of STEPS)
      if (!('task' in practiceTexts.steps[step]))
        expect(isDone(step, [seen()], seen({ isCompared: true, study: undefined }), 'named')).toBe(false);
  });
});
