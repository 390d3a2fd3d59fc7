import { datePartsOf, daysIn, type DateParts, wallClock } from '../dates';

const DAY = 86_400_000;

/** Days up to two weeks, then weeks, then months, then years: as a clinician would say it. */
export interface Span {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

/** How long ago a day was; `undefined` where it is not known or lies ahead. */
export const spanUntil = (then: string | undefined, now: Date): Span | undefined =>
  spanOf(daysBetween(then, dayOf(now)));

/** How long before another study one was made; `undefined` where nobody can tell. */
export function spanBetween(earlier: string | undefined, later: string | undefined): Span | undefined {
  const end = later === undefined ? undefined : datePartsOf(later);
  return spanOf(end && daysBetween(earlier, end));
}

function spanOf(days: number | undefined): Span | undefined {
  if (days === undefined || days < 0) return undefined;
  if (days < 14) return { unit: 'day', count: days };
  if (days < 60) return { unit: 'week', count: Math.floor(days / 7) };
  const months = Math.round(days / 30.4375);
  return months < 24 ? { unit: 'month', count: months } : { unit: 'year', count: Math.round(days / 365.25) };
}

function daysBetween(from: string | undefined, to: DateParts): number | undefined {
  const start = from === undefined ? undefined : datePartsOf(from);
  const [a, b] = [start && time(start), time(to)];
  return a === undefined || b === undefined ? undefined : Math.round((b - a) / DAY);
}

/** Only a whole date can be counted from: of `2026-03` nobody knows the day. */
function time({ year, month, day }: DateParts): number | undefined {
  return month === undefined || day === undefined ? undefined : Date.UTC(year, month - 1, day);
}

const dayOf = (date: Date): DateParts => ({
  year: date.getFullYear(),
  month: date.getMonth() + 1,
  day: date.getDate(),
});

/** Whether the whole of a day, month or year, as much of it as is known, lies behind. @param now epoch milliseconds */
export const hasPassed = (at: string | undefined, now: number): boolean => now >= endOf(at);

/** Epoch milliseconds at which it is over by this device's clock; NaN where it is no date */
export function endOf(at: string | undefined): number {
  const parts = at === undefined ? undefined : datePartsOf(wallClock(at));
  if (parts === undefined) return NaN;
  const { year, month = 12, day = daysIn(year, month) } = parts;
  return new Date(year, month - 1, day + 1).getTime();
}
