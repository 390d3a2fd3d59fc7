import { expect, it } from 'vitest';
import { nameAgreement, type PersonName } from '../../../src/domain/patient/names';

const named = (family: string | undefined, ...given: readonly string[]): PersonName => ({
  ...(family !== undefined && { family }),
  given,
});
const text = (words: string): PersonName => ({ given: [], text: words });

it.each<[string, PersonName, PersonName | undefined, string, string]>([
  ['nothing', named('Smith', 'Jo'), undefined, 'absent', 'absent'],
  [
    'case and hyphens',
    named('Evans-West', 'Jean-Luc'),
    named('EVANS WEST', 'JEAN', 'LUC'),
    'agrees',
    'agrees',
  ],
  [
    'more given names on one side',
    named('Smith', 'Aria', 'Jane'),
    named('Smith', 'Aria'),
    'agrees',
    'agrees',
  ],
  ['a full name beside an initial', named('Smith', 'Aria'), named('Smith', 'A'), 'agrees', 'less'],
  ['two initials', named('Smith', 'A'), named('Smith', 'A'), 'agrees', 'less'],
  ['a given name of one character', named('李', '明'), named('李', '明'), 'agrees', 'agrees'],
  [
    'an initial with another second name',
    named('Smith', 'A', 'B'),
    named('Smith', 'A', 'C'),
    'agrees',
    'less',
  ],
  ['twins', named('Smith', 'Ann'), named('Smith', 'Anna'), 'agrees', 'less'],
  ['no given name', named('Smith'), named('Smith', 'Anna'), 'agrees', 'absent'],
  ['no family name', named(undefined, 'Anna'), named('Smith', 'Anna'), 'absent', 'agrees'],
  ['accents where one side has none', named('Müller', 'Zoë'), named('MULLER', 'ZOE'), 'agrees', 'agrees'],
  ['two different accents', named('Müller', 'Zoë'), named('Mûller', 'Zoé'), 'differs', 'less'],
  ['letters with strokes', named('Łukasik', 'Søren'), named('LUKASIK', 'SOREN'), 'agrees', 'agrees'],
  [
    'composed and decomposed',
    named('é'.normalize('NFC'), 'A'),
    named('é'.normalize('NFD'), 'B'),
    'agrees',
    'differs',
  ],
  ['Greek without its accents', named('Παπάς', 'Άννα'), named('ΠΑΠΑΣ', 'ΑΝΝΑ'), 'agrees', 'agrees'],
  ['Indic vowels', named('राम', 'सीता'), named('रमा', 'सीता'), 'differs', 'agrees'],
  ['Tamil vowels', named('கமல', 'மாலா'), named('கமலா', 'மாலி'), 'differs', 'differs'],
  ['Cyrillic й is not и', named('Райкин', 'Анна'), named('Раикин', 'Анна'), 'differs', 'agrees'],
  ['Thai marks', named('มา', 'ก'), named('ม้า', 'ก'), 'differs', 'agrees'],
  ['one text beside parts', text('Aria Jane Smith'), named('SMITH', 'ARIA'), 'agrees', 'agrees'],
  ['one text with an initial', text('A. Smith'), named('SMITH', 'ARIA'), 'agrees', 'less'],
  ['one text of somebody else', text('Bob Jones'), named('SMITH', 'ARIA'), 'differs', 'differs'],
  ['one text beside no name', text('Bob Jones'), named(undefined), 'absent', 'absent'],
  ['two texts', text('Aria Smith'), text('SMITH, Aria'), 'agrees', 'agrees'],
  ['two texts, one with less', text('Aria Jane Smith'), text('Aria Smith'), 'less', 'less'],
  ['two texts, the other with less', text('Aria Smith'), text('Aria Jane Smith'), 'less', 'less'],
  ['two texts of two people', text('Aria Smith'), text('Bob Smith'), 'differs', 'differs'],
  ['a family name of two words alone', named('de Souza', 'Ana'), named('DE SOUZA'), 'agrees', 'absent'],
  ['everything in one component', named('Smith', 'Aria'), named('SMITH ARIA'), 'agrees', 'agrees'],
])('%s', (_, ours, theirs, family, given) => {
  expect(nameAgreement(ours, theirs)).toEqual({ family, given });
});
