import { describe, expect, it } from 'vitest';
import { termsIn, termsOf } from '../../../src/domain/glossary/terms';

const terms = termsOf([
  'nodule|lung nodule|pulmonary nodule',
  'effusion|joint effusion',
  'pleural effusion',
  'ground glass|ground glass opacity',
  'vertebra|vertebrae',
  'artery',
  'mass',
  'hilum|hilar',
  'ct|ct scan',
  'x ray',
]);
const found = (text: string) => termsIn(text, terms).map((key) => key.split('|')[0]);

describe('words of a report that a glossary explains', () => {
  it.each([
    ['a word', 'A nodule is seen.', ['nodule']],
    ['in capitals', 'NODULE', ['nodule']],
    ['several of it', 'Two nodules, both arteries and masses', ['nodule', 'artery', 'mass']],
    ['its own plural', 'The vertebrae are intact.', ['vertebra']],
    ['the longest alone', 'Small pleural effusion.', ['pleural effusion']],
    ['a longer form of the same', 'Lung nodule, 4 mm', ['nodule']],
    ['with a hyphen', 'ground-glass opacity', ['ground glass']],
    ['with a hyphen that is no minus', 'ground‑glass', ['ground glass']],
    ['over a line', 'ground\nglass', ['ground glass']],
    ['that something belongs to', 'the mass’s edge', ['mass']],
    ['beside a stroke and brackets', '(effusion/mass)', ['effusion', 'mass']],
    ['once, in the order of the text', 'CT: mass. Nodule. Mass.', ['ct', 'mass', 'nodule']],
    ['whatever is said of it', 'No effusion.', ['effusion']],
    ['none inside another word', 'massive, parahilar, microctx, subarteryx', []],
    ['none in a part of a hyphenated word', 'peri-hilar, mass-like', []],
    ['none over a full stop', 'It is pleural. Effusion drained. Ground. Glass.', ['effusion']],
    ['none in nothing', '', []],
    ['a word before a digit or a letter of another script', 'mass2 массmass', []],
  ])('finds %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('takes a long text in a moment', () => {
    const text = 'ground glass pleural effusion '.repeat(20_000);
    const before = performance.now();
    expect(found(text)).toEqual(['ground glass', 'pleural effusion']);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
