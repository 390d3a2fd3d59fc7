import { datePartsOf, type DateParts } from '../dates';

const DAY = 86_400_000;

/** "3 days ago", "today", "8 months ago"; `undefined` where the day is not known or lies ahead. */
export function agoWords(then: string | undefined, now: Date): string | undefined {
  const days = daysBetween(then, dayOf(now));
  if (days === undefined || days < 0) return undefined;
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  return `${spanWords(days)} ago`;
}

/** How long before another study one was made: "8 months earlier", "the same day"; `undefined` where nobody can tell. */
export function earlierWords(earlier: string | undefined, later: string | undefined): string | undefined {
  const end = later === undefined ? undefined : datePartsOf(later);
  const days = end && daysBetween(earlier, end);
  if (days === undefined || days < 0) return undefined;
  return days === 0 ? 'the same day' : `${spanWords(days)} earlier`;
}

/** Days up to two weeks, then weeks, then months, then years: as a clinician would say it. */
function spanWords(days: number): string {
  if (days < 14) return counted(days, 'day');
  if (days < 60) return counted(Math.floor(days / 7), 'week');
  const months = Math.round(days / 30.4375);
  return months < 24 ? counted(months, 'month') : counted(Math.round(days / 365.25), 'year');
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

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
