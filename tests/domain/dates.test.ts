import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockWords, dateWords, dayWords, timeWords, wallClock, yearOf } from '../../src/domain/dates';

describe('a date in words', () => {
  it.each([
    ['1945-07-14', '14-Jul-1945'],
    ['2026-01-01', '01-Jan-2026'],
    ['2024-02-29', '29-Feb-2024'],
    ['2026-11-18T09:12:00', '18-Nov-2026'],
    ['2026-11-18T09:12:00+00:00', '18-Nov-2026'],
    ['1945-07', 'Jul-1945'],
    ['1945', '1945'],
    ['0985-12-31', '31-Dec-0985'],
  ])('writes %s as %s', (given, words) => expect(dateWords(given)).toBe(words));

  it.each([[undefined], [''], ['  ']])('says that %j is not recorded, and never a question mark', (given) =>
    expect(dateWords(given)).toBe('Not recorded'),
  );

  it.each([['1945-13-01'], ['2025-02-29'], ['14/07/1945'], ['1945-07-00'], ['19450714'], ['no idea']])(
    'shows %s as it was given rather than another day',
    (given) => expect(dateWords(given)).toBe(given),
  );
});

describe('a time in words', () => {
  it.each([
    ['2026-11-18T09:12:00', '09:12'],
    ['2026-11-18T00:00:00', '00:00'],
    ['2026-11-18T23:59', '23:59'],
    ['2026-11-18', undefined],
    ['2026-11-18T24:10:00', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (given, words) => expect(timeWords(given)).toBe(words));

  it('writes midnight as 00:00', () => expect(clockWords(new Date(2026, 10, 21, 0, 0))).toBe('00:00'));
  it('pads hours and minutes', () => expect(clockWords(new Date(2026, 10, 21, 7, 5))).toBe('07:05'));
  it('writes the day of a moment', () => expect(dayWords(new Date(2026, 10, 1))).toBe('01-Nov-2026'));
});

describe('a moment in London', () => {
  const usual = process.env['TZ'];
  beforeEach(() => void (process.env['TZ'] = 'Europe/London'));
  afterEach(() => {
    if (usual === undefined) delete process.env['TZ'];
    else process.env['TZ'] = usual;
  });

  it.each([
    ['2026-06-01T08:12:00Z', '01-Jun-2026 09:12'],
    ['2026-06-01T08:12:00.123456Z', '01-Jun-2026 09:12'],
    ['2026-06-01T08:12Z', '01-Jun-2026 09:12'],
    ['2026-06-01T08:12:00+00:00', '01-Jun-2026 09:12'],
    ['2026-06-01T23:30:00Z', '02-Jun-2026 00:30'],
    ['2026-12-31T23:30:00Z', '31-Dec-2026 23:30'],
    // The hour before the clocks go forward, and the two that have one name when they go back
    ['2026-03-29T00:59:00Z', '29-Mar-2026 00:59'],
    ['2026-03-29T01:00:00Z', '29-Mar-2026 02:00'],
    ['2026-10-25T00:30:00Z', '25-Oct-2026 01:30'],
    ['2026-10-25T01:30:00Z', '25-Oct-2026 01:30'],
    // An offset is a place's own clock
    ['2026-06-01T00:30:00+01:00', '01-Jun-2026 00:30'],
    ['2026-06-01T08:12:00+05:30', '01-Jun-2026 08:12'],
    ['2026-06-01T08:12:00', '01-Jun-2026 08:12'],
    ['2026-06-01', '01-Jun-2026'],
    ['2026-06', 'Jun-2026'],
  ])('that was written as %s is told as %s', (given, words) => {
    expect([dateWords(given), timeWords(given)].filter(Boolean).join(' ')).toBe(words);
  });

  it.each(['2026-13-45T09:00:00Z', '2026-02-30T09:00:00Z', '2026-06-01T99:00:00Z', '2026Z', 'Z', ''])(
    'is no other one where %j was written, which is none',
    (given) => expect(wallClock(given)).toBe(given),
  );
});

it.each([
  ['2026-11-18', 2026],
  ['1999', 1999],
  ['?', undefined],
  [undefined, undefined],
])('the year of %s is %s', (given, year) => expect(yearOf(given)).toBe(year));
