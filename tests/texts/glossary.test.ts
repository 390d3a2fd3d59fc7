import { describe, expect, it } from 'vitest';
import { glossaryLines as welsh } from '../../src/texts/cy/glossary';
import { glossaryLines, glossaryState } from '../../src/texts/en/glossary';
import { withPatientTexts } from '../../src/texts/en/with-patient';
import { explainedIn } from '../../src/ui/with-patient/glossary';
import { gradeOf } from './readability';

const entries = Object.entries(glossaryLines);

describe('the measure of reading', () => {
  it.each([
    ['The cat sat on the mat.', -2, 0],
    ['A blood clot in a deep vein, often in the leg.', 0, 3],
    ['Pulmonary consolidation demonstrates heterogeneous attenuation characteristics.', 20, 40],
  ])('knows %s', (text, least, most) => {
    expect(gradeOf(text)).toBeGreaterThanOrEqual(least);
    expect(gradeOf(text)).toBeLessThanOrEqual(most);
  });
});

describe('the glossary for patients', () => {
  it('has at least 150 entries', () => {
    expect(entries.length).toBeGreaterThanOrEqual(150);
  });

  it('has each form of a word once', () => {
    const forms = Object.keys(glossaryLines).flatMap((key) => key.split('|'));
    expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([]);
  });

  it('is read by a child of eleven, each line by itself', () => {
    const hard = entries.flatMap(([key, line]) => {
      const grade = gradeOf(line, new Set(key.toLowerCase().split(/[| ]/)));
      // Of a few words the measure says nothing: there a word has three syllables at most.
      const short = line.split(' ').length < 6;
      return grade > (short ? 11 : 6) ? [`${grade.toFixed(1)} ${key}: ${line}`] : [];
    });
    expect(hard).toEqual([]);
  });

  it('is read by a child of ten on the whole', () => {
    expect(gradeOf(entries.map(([, line]) => line).join(' '))).toBeLessThanOrEqual(4);
  });

  it.each(['askYourClinician', 'noConclusion', 'noWords', 'notFinal', 'lossy'] as const)(
    'is beside words that are as plain: %s',
    (name) => {
      expect(gradeOf(withPatientTexts[name])).toBeLessThanOrEqual(6);
    },
  );

  it('speaks of words, never of a person who reads it', () => {
    expect(
      entries.filter(([, line]) => /\byou (?:have|are|may|need)\b|\byour (?!other tests)/i.test(line)),
    ).toEqual([]);
  });

  it('says of each line when it was written, and that nobody has reviewed it', () => {
    for (const [key] of entries) {
      expect(glossaryState(key).written).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(glossaryState(key).reviewed).toBeUndefined();
    }
  });

  it('has all of it in Welsh, for the same words', () => {
    expect(Object.keys(welsh).sort()).toEqual(Object.keys(glossaryLines).sort());
  });

  it('shows no line that nobody has reviewed, unless a site says so', () => {
    expect(explainedIn('A pleural effusion.', false)).toEqual([]);
    expect(explainedIn('A pleural effusion.', true)).toEqual([
      { term: 'pleural effusion', line: 'Extra fluid between the lung and the ribs.' },
    ]);
  });
});
