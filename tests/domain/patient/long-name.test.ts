import { expect, it } from 'vitest';
import { nameAgreement, type PersonName } from '../../../src/domain/patient/names';
import { nameWords } from '../../../src/texts/en/patients';
import { growthOf } from '../../linear';

const letters = (length: number) => 'Å'.repeat(length);
const words = (length: number) =>
  Array.from({ length: length / 8 }, (_, at) => `${at}`.padStart(7, 'A')).join(' ');

const NAMES: readonly (readonly [string, (length: number) => PersonName])[] = [
  ['one word', (length) => ({ family: letters(length), given: [letters(length)] })],
  ['one text', (length) => ({ given: [], text: letters(length) })],
  ['many words', (length) => ({ family: 'Smith', given: words(length).split(' ') })],
  ['one text of many words', (length) => ({ given: [], text: words(length) })],
  ['a family name of many words alone', (length) => ({ family: words(length), given: [] })],
];

it.each(NAMES)('a name of 100,000 letters is compared and written (%s)', (_, make) => {
  const name = make(100_000);
  expect(nameAgreement(name, name).family).toBe('agrees');
  expect(nameWords(name).length).toBeGreaterThan(90_000);
});

it.each(NAMES)('twice as long a name takes twice as long (%s)', (_, make) => {
  const other = (length: number): PersonName => ({ given: [], text: `${words(length)} Jones` });
  expect(growthOf(make, (name) => nameAgreement(name, name), 16 * 1024)).toBeLessThan(3);
  expect(
    growthOf(
      (length) => [make(length), other(length)] as const,
      ([one, two]) => nameAgreement(one, two),
      16 * 1024,
    ),
  ).toBeLessThan(3);
});

it('another name of a great many words is less known, not another person', () => {
  const one: PersonName = { given: [], text: words(8000) };
  const less = { family: 'less', given: 'less' };
  expect(nameAgreement(one, { family: 'Smith', given: ['Aria'] })).toEqual(less);
  expect(nameAgreement({ family: 'Smith', given: ['Aria'] }, one)).toEqual(less);
});
