import { describe, expect, it } from 'vitest';
import { cssString } from '../../../src/ui/print/page-foot';
import { whoseWords } from '../../../src/ui/texts/whose-words';
import { aPatient } from '../../fakes';

describe('whose something is, where it leaves the screen', () => {
  it('has name, date of birth and number', () => {
    expect(
      whoseWords(
        aPatient({ name: { family: 'Smith', given: ['Aria'], prefix: 'Ms' }, birthDate: '1985-07-14' }),
      ),
    ).toMatch(/^SMITH, Aria \(Ms\) · Born 14-Jul-1985 · NHS No\. /);
  });

  it('leaves a name of any length room for the number', () => {
    const patient = aPatient({ name: { family: 'A'.repeat(100_000), given: [] } });
    expect(whoseWords(patient, 80).length).toBeLessThan(200);
    expect(whoseWords(patient, 80)).toMatch(/A… · Born /);
  });

  it.each([
    ['O"Brien', '"O\\"Brien"'],
    ['a\\', '"a\\\\"'],
    ['one\ntwo', '"one two"'],
    ['} @page { size: 1mm', '"} @page { size: 1mm"'],
  ])('stands in a style sheet as words, whatever it holds: %s', (words, written) => {
    expect(cssString(words)).toBe(written);
  });
});
