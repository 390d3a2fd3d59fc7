import { datePartsOf, wallClock } from '../../domain/dates';
import * as age from '../../domain/patient/age';
import type * as en from '../en/dates';

// As Unicode's CLDR has them: cut to three letters, June and September would differ in one.
const MONTHS = [
  ...['Ion', 'Chwef', 'Maw', 'Ebr', 'Mai', 'Meh'],
  ...['Gorff', 'Awst', 'Medi', 'Hyd', 'Tach', 'Rhag'],
];

export const dateWords: typeof en.dateWords = (text) => {
  if (text === undefined || text.trim() === '') return 'Heb ei gofnodi';
  const parts = datePartsOf(wallClock(text));
  if (parts === undefined) return text;
  const { year, month, day } = parts;
  return [day && String(day).padStart(2, '0'), month && MONTHS[month - 1], String(year).padStart(4, '0')]
    .filter(Boolean)
    .join('-');
};

/** Years, months, weeks, days, hours and minutes; a month is written so that it is no minute. */
const UNITS: Readonly<Record<string, string>> = {
  y: 'bl',
  m: 'mis',
  w: 'wyth',
  d: 'd',
  hrs: 'awr',
  min: 'mun',
};

export const ageWords: typeof en.ageWords = (birth, at) =>
  age.ageWords(birth, at)?.replace(/[a-z]+/g, (unit) => UNITS[unit] ?? unit);
