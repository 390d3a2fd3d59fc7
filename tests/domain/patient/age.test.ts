import { describe, expect, it } from 'vitest';
import { ageWords } from '../../../src/domain/patient/age';

const at = (text: string) => new Date(text);

describe('age, by tables 7 and 8 of the CUI guidance', () => {
  it.each([
    ['90 minutes', '2026-11-21T12:00', '2026-11-21T13:30', '90min'],
    ['just under 2 hours', '2026-11-21T12:00', '2026-11-21T13:59', '119min'],
    ['2 hours', '2026-11-21T12:00', '2026-11-21T14:00', '2hrs'],
    ['1 day 2 hours', '2026-11-20T12:00', '2026-11-21T14:00', '26hrs'],
    ['2 days', '2026-11-19T12:00', '2026-11-21T12:00', '2d'],
    ['27 days', '2026-10-25', '2026-11-21T12:00', '27d'],
    ['28 days', '2026-10-24', '2026-11-21T12:00', '4w'],
    ['29 days', '2026-10-23', '2026-11-21T12:00', '4w 1d'],
    ['a day under a year', '2025-11-22', '2026-11-21T12:00', '52w'],
    ['1 year', '2025-11-21', '2026-11-21T12:00', '12m'],
    ['1 year 8 days', '2025-11-13', '2026-11-21T12:00', '12m 8d'],
    ['1 year 39 days', '2025-10-13', '2026-11-21T12:00', '13m 8d'],
    ['2 years', '2024-11-21', '2026-11-21T12:00', '2y'],
    ['4 years 39 days', '2022-10-13', '2026-11-21T12:00', '4y 1m'],
    ['a day under 18', '2008-11-22', '2026-11-21T12:00', '17y 11m'],
    ['18', '2008-11-21', '2026-11-21T12:00', '18y'],
    ['61', '1965-07-14', '2026-11-21T12:00', '61y'],
    ['the day before a birthday', '1965-11-22', '2026-11-21T12:00', '60y'],
    ['born on 29 February', '2008-02-29', '2026-02-28T12:00', '18y'],
    ['born on the 31st', '2024-12-31', '2026-02-28T12:00', '14m'],
    ['over a night that has 25 hours', '2026-10-24', '2026-10-26T00:30', '2d'],
  ])('%s', (_, birth, now, words) => expect(ageWords(birth, at(now))).toBe(words));
});

describe('age from what is only partly known', () => {
  it.each([
    ['the year, birthday perhaps passed', '1945', '80–81y'],
    ['the month, certainly passed', '1945-07', '81y'],
    ['the month, this one', '1945-11', '80–81y'],
    ['this year', '2026', '0y'],
  ])('%s', (_, birth, words) => expect(ageWords(birth, at('2026-11-21T12:00'))).toBe(words));

  it.each([[undefined], ['next week'], ['2027-01-01'], ['2027']])('has no age for %s', (birth) =>
    expect(ageWords(birth, at('2026-11-21T12:00'))).toBeUndefined(),
  );
});
