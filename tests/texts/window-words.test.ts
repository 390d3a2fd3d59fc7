import { describe, expect, it } from 'vitest';
import { commandTexts } from '../../src/texts/en/commands';

describe('what a file calls its window', () => {
  it.each([
    ['NORMAL', 'Standard'],
    ['normal', 'Standard'],
    ['HARDER', 'Harder'],
    ['WINDOW1', 'No. 1'],
    ['Window 12', 'No. 12'],
    ['SOFT_TISSUE', 'Soft tissue'],
    ['MEDIASTINUM', 'Mediastinum'],
    ['LUNG', 'Lung'],
    ['SOFT TISSUE-NECK', 'Soft tissue-neck'],
    ['Lung window', 'Lung window'],
    ['PFO', 'PFO'],
    ['B70f', 'B70f'],
    ['ALGO1', 'ALGO1'],
    ['Knochen', 'Knochen'],
    ['骨', '骨'],
  ])('%s is said as %s', (explanation, words) => {
    expect(commandTexts.windowExplained(explanation)).toBe(words);
  });
});
