import { datePartsOf, daysIn } from '../dates';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Age in the units of the CUI patient banner guidance (tables 7 and 8): `90min`, `26hrs`, `27d`, `4w 1d`, `13m 8d`,
 * `4y 1m`, `61y`. Minutes and hours need a time of birth. A date that is only partly known gives whole years, as a range
 * where both are possible (`80–81y`). `undefined` where the date cannot be read, or lies ahead.
 */
export function ageWords(birth: string | undefined, at: Date): string | undefined {
  const parts = birth === undefined ? undefined : datePartsOf(birth);
  if (birth === undefined || parts === undefined) return undefined;
  const { year, month, day } = parts;
  if (month === undefined || day === undefined) return yearsBetweenEnds(year, month, at);

  const time = /T(\d{2}):(\d{2})/.exec(birth);
  const born = new Date(year, month - 1, day, Number(time?.[1] ?? 0), Number(time?.[2] ?? 0));
  if (born > at) return undefined;
  const elapsed = at.getTime() - born.getTime();
  if (time && elapsed < 2 * HOUR) return `${Math.floor(elapsed / MINUTE)}min`;
  if (time && elapsed < 2 * DAY) return `${Math.floor(elapsed / HOUR)}hrs`;

  const days = daysBetween(born, at);
  if (days < 28) return `${days}d`;
  const { months, rest } = monthsBetween(born, at);
  if (months < 12) return joined([Math.floor(days / 7), 'w'], [days % 7, 'd']);
  if (months < 24) return joined([months, 'm'], [rest, 'd']);
  if (months < 18 * 12) return joined([Math.floor(months / 12), 'y'], [months % 12, 'm']);
  return `${Math.floor(months / 12)}y`;
}

const joined = (...parts: readonly (readonly [number, string])[]) =>
  parts
    .filter(([count], at) => at === 0 || count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');

/** Calendar days, so that a summer-time night is one day. */
function daysBetween(from: Date, to: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(to) - day(from)) / DAY);
}

/** Whole months and the days beyond them; born on the 31st, a month is full on the last day of a shorter one. */
function monthsBetween(from: Date, to: Date): { readonly months: number; readonly rest: number } {
  const months = (to.getFullYear() - from.getFullYear()) * 12 + to.getMonth() - from.getMonth();
  const reached = monthsAfter(from, months) <= to ? months : months - 1;
  return { months: reached, rest: daysBetween(monthsAfter(from, reached), to) };
}

function monthsAfter(date: Date, months: number): Date {
  const first = new Date(date.getFullYear(), date.getMonth() + months, 1);
  const day = Math.min(date.getDate(), daysIn(first.getFullYear(), first.getMonth() + 1));
  return new Date(first.getFullYear(), first.getMonth(), day);
}

function yearsBetweenEnds(year: number, month: number | undefined, at: Date): string | undefined {
  const latestMonth = month ?? 12;
  const oldest = monthsBetween(new Date(year, (month ?? 1) - 1, 1), at).months;
  const youngest = monthsBetween(new Date(year, latestMonth - 1, daysIn(year, latestMonth)), at).months;
  if (oldest < 0) return undefined;
  const [least, most] = [Math.max(0, Math.floor(youngest / 12)), Math.floor(oldest / 12)];
  return least === most ? `${least}y` : `${least}–${most}y`;
}
