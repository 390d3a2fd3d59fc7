import { describe, expect, it } from 'vitest';
import { genderWords, nameWords, nhsNumberWords } from '../../../src/texts/en/patients';

describe('a name, as the CUI guidance writes it', () => {
  it.each([
    [{ family: 'Smith', given: ['John'], prefix: 'Mr' }, 'SMITH, John (Mr)'],
    [{ family: 'Evans-West', given: ['Jonathan'], prefix: 'Sir' }, 'EVANS-WEST, Jonathan (Sir)'],
    [{ family: 'Smith', given: ['John'], prefix: 'Mr.' }, 'SMITH, John (Mr)'],
    [{ family: "O'Néill", given: ['Síle', 'Áine'] }, "O'NÉILL, Síle Áine"],
    [{ family: 'Müller-Straße', given: [] }, 'MÜLLER-STRASSE'],
    [{ given: ['Prince'] }, 'FAMILY NAME NOT RECORDED, Prince'],
    [{ given: [] }, 'Name not recorded'],
    [{ family: ' ', given: [' '], prefix: 'Ms' }, 'Name not recorded'],
  ])('%j', (name, words) => expect(nameWords(name)).toBe(words));

  it('never shortens a long name', () => {
    const family = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3);
    expect(nameWords({ family, given: ['Hubert'] })).toContain(family.toUpperCase());
  });
});

it.each([
  ['male', 'Male'],
  ['female', 'Female'],
  ['other', 'Other'],
  ['unknown', 'Unknown'],
  [undefined, 'Not recorded'],
] as const)('gender %s in full words', (gender, words) => expect(genderWords(gender)).toBe(words));

it.each([
  ['9990123454', '999 012 3454'],
  ['999 012 3454', '999 012 3454'],
  ['999-012-3454', '999 012 3454'],
  ['12345', '12345'],
  ['ABC', 'ABC'],
])('NHS number %s in groups', (value, words) => expect(nhsNumberWords(value)).toBe(words));
