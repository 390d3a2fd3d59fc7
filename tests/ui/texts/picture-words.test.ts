import { describe, expect, it } from 'vitest';
import type { DisplaySet } from '../../../src/domain/study/display-set';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { isTiled, pictureWords } from '../../../src/ui/texts/picture-words';
import { anInstance, aSeries, aStudy, frameAttributes, type GivenInstance } from '../../fakes';

const setOf = (given: GivenInstance): DisplaySet => {
  const [set] = displaySetsOf(aSeries({ modality: 'SM' }), [anInstance({ modality: 'SM', ...given })]);
  if (set === undefined) throw new Error('nothing hangs');
  return set;
};
const frames = (count: number) => Array.from({ length: count }, () => frameAttributes());
const wholeSlide = '1.2.840.10008.5.1.4.1.1.77.1.6';

describe('the tiles of a whole slide', () => {
  it('are said to be parts of one slide, on the view and in the words that stand for the picture', () => {
    const slide = setOf({ sopClass: wholeSlide, frames: frames(25) });
    expect(isTiled(slide)).toBe(true);
    expect(pictureWords(aStudy(), slide, 2, undefined)).toMatch(
      /image 3 of 25, parts of one slide, shown one after another/,
    );
  });

  it.each<[string, GivenInstance]>([
    ["a slide's label, which is whole", { sopClass: wholeSlide, frames: frames(1) }],
    ['a field of view under a microscope', { sopClass: '1.2.840.10008.5.1.4.1.1.77.1.2', frames: frames(1) }],
    ['an ultrasound of several frames', { sopClass: '1.2.840.10008.5.1.4.1.1.3.1', frames: frames(25) }],
  ])('and not %s', (_, given) => {
    expect(isTiled(setOf(given))).toBe(false);
    expect(pictureWords(aStudy(), setOf(given), 0, undefined)).not.toMatch(/slide/);
  });
});
