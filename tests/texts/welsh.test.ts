import texts from 'virtual:texts';
import { afterEach, describe, expect, it } from 'vitest';
import { counted, IMAGE, listed, PIXEL } from '../../src/texts/cy/plurals';
import { words as welsh } from '../../src/texts/cy/words';
import { ageWords, dateWords } from '../../src/texts/en/dates';
import { agoWords } from '../../src/texts/en/spans';
import { labelLines, measurementWords, quantityWords } from '../../src/texts/en/measured';
import { studyWords } from '../../src/texts/en/studies';
import { problemWords } from '../../src/texts/en/problems';
import { languageOf } from '../../src/texts/other-words';
import { speak } from '../../src/texts/rooms';

/** Which say the same in every language, or put together what the others say */
const NEUTRAL = new Set([
  'body-parts.bodyPartWords',
  'commands.commandTexts.withKey',
  'commands.commandTexts.rate',
  'commands.commandTexts.windowNamed',
  'measured.measurementsText',
  'measured.measuredWords',
  'patients.nhsNumberWords',
  'saved-views.savedViewName',
  'saved-views.savedViewNames',
  'studies.capitalised',
  'texts.counted',
  'video.timeWords',
  'viewer.OWN_RANGE',
  'waveform.annotationWords',
  'waveform.filtersWords',
  'waveform.lengthWords',
]);

type Held = string | false | { readonly [key: string]: Held };

/** Every key that English has and another language has not, or has as something else. */
function missing(held: Held, other: unknown, path: string): readonly string[] {
  if (NEUTRAL.has(path)) return [];
  if (typeof held === 'string') return typeof other === 'string' && other !== '' ? [] : [path];
  if (held === false) return typeof other === 'function' || Array.isArray(other) ? [] : [path];
  if (typeof other !== 'object' || other === null) return [path];
  return Object.entries(held).flatMap(([key, below]) =>
    missing(below, (other as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
  );
}

afterEach(() => speak((_, english) => english));

describe('Welsh', () => {
  it('is complete', () => {
    expect(missing(texts, welsh, '')).toEqual([]);
  });

  it.each([
    [0, '0 delwedd', '0 picsel'],
    [1, '1 delwedd', '1 picsel'],
    [2, '2 ddelwedd', '2 bicsel'],
    [3, '3 delwedd', '3 phicsel'],
    [6, '6 delwedd', '6 phicsel'],
    [11, '11 delwedd', '11 picsel'],
  ])('counts %i as its mutations go', (count, images, pixels) => {
    expect([counted(count, IMAGE), counted(count, PIXEL)]).toEqual([images, pixels]);
  });

  it.each([
    [['Bolton'], 'Bolton'],
    [['Bolton', 'Wigan'], 'Bolton a Wigan'],
    [['Bolton', 'Aberdâr'], 'Bolton ac Aberdâr'],
    [['Bolton', 'Wigan', 'Salford'], 'Bolton, Wigan a Salford'],
  ])('lists %j', (names, expected) => {
    expect(listed(names)).toBe(expected);
  });

  it.each([
    ['1945-07-14', '14-Gorff-1945'],
    ['2026-06-01T08:12:00', '01-Meh-2026'],
    ['1945-02', 'Chwef-1945'],
    ['2026-09-02', '02-Medi-2026'],
    ['1945', '1945'],
    ['14/07/1945', '14/07/1945'],
    [undefined, 'Heb ei gofnodi'],
  ])('writes the date %s as %s', (date, words) => {
    speak(languageOf([welsh]));
    expect(dateWords(date)).toBe(words);
  });

  it.each([
    ['2026-11-29T10:30', '90mun'],
    ['2026-11-28', '1d'],
    ['2026-10-31', '4wyth 1d'],
    ['2025-10-21', '13mis 8d'],
    ['2022-10-21', '4bl 1mis'],
    ['1965-07-14', '61bl'],
    ['1945', '80–81bl'],
    [undefined, undefined],
  ])('says how old somebody is who was born %s: %s', (birth, words) => {
    speak(languageOf([welsh]));
    expect(ageWords(birth, new Date(2026, 10, 29, 12, 0))).toBe(words);
  });

  it('is what every reader of the texts says, once it is spoken', () => {
    speak(languageOf([welsh]));
    const quantity = {
      name: 'Length',
      value: 12.4,
      unit: { symbol: 'mm', ucum: 'mm' },
      digits: 1,
      basis: { kind: 'patient' },
    } as const;
    const one = {
      label: 'Length 2',
      figure: {
        kind: 'length',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      outcome: { kind: 'measured', quantities: [quantity], notes: [] },
    } as const;
    expect([
      studyWords({ modalities: ['CT'], bodyPart: 'chest' }),
      agoWords({ unit: 'year', count: 2 }),
      problemWords({ kind: 'not-asked', where: 'Salford Royal', why: 'switched-off' }),
      quantityWords(quantity),
      measurementWords(one),
      labelLines(one),
    ]).toEqual([
      'CT y frest',
      '2 flynedd yn ôl',
      'Ni ofynnwyd i Salford Royal: mae wedi’i ddiffodd',
      'Hyd 12.4 mm, yn y claf',
      'Hyd 2: Hyd 12.4 mm, yn y claf',
      ['12.4 mm', 'yn y claf'],
    ]);
  });
});
