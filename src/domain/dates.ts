const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date as far as it is known; `month` counts from 1 */
export interface DateParts {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/**
 * The parts of a FHIR date or date-time (`1945`, `1945-07`, `1945-07-14`, `1945-07-14T09:12:00`), `undefined` where it
 * is none or names a day that never was.
 */
export function datePartsOf(text: string): DateParts | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [match[1], match[2], match[3]].map((part) => part && Number(part));
  if (typeof year !== 'number') return undefined;
  if (typeof month !== 'number') return { year };
  if (month < 1 || month > 12) return undefined;
  if (typeof day !== 'number') return { year, month };
  if (day < 1 || day > daysIn(year, month)) return undefined;
  return { year, month, day };
}

/** Days of a month that counts from 1. */
export function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * A date-time by the wall clock of its place: as written where an offset is given, `09:12:00+01:00`. UTC is no place's clock,
 * so it becomes this device's: a UK server's `08:12:00Z` in June was a quarter past nine, and its `23:30:00Z` the next day.
 */
export function wallClock(text: string): string {
  const isUtc = /T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]00:00)$/.test(text);
  const at = isUtc && datePartsOf(text) ? new Date(text) : undefined;
  if (at === undefined || Number.isNaN(at.getTime())) return text;
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/**
 * `DD-Mmm-YYYY` (CUI D+Ta-0002), or as much as is known: `Jul-1945`, `1945`. Nothing is "Not recorded" (PAB-0019); what
 * cannot be read as a date is shown as it was given.
 */
export function dateWords(text: string | undefined): string {
  if (text === undefined || text.trim() === '') return 'Not recorded';
  const parts = datePartsOf(wallClock(text));
  if (parts === undefined) return text;
  const { year, month, day } = parts;
  return [day && String(day).padStart(2, '0'), month && MONTHS[month - 1], String(year).padStart(4, '0')]
    .filter(Boolean)
    .join('-');
}

/** `HH:mm` of a date-time text by the clock of its place (CUI D+Tb-0001), `undefined` where it has no time. */
export function timeWords(text: string | undefined): string | undefined {
  const match = /T([01]\d|2[0-3]):([0-5]\d)/.exec(wallClock(text ?? ''));
  return match ? `${match[1]}:${match[2]}` : undefined;
}

/** `HH:mm` on this device's clock, midnight `00:00`. */
export function clockWords(at: Date): string {
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `DD-Mmm-YYYY` on this device's clock. */
export function dayWords(at: Date): string {
  return `${String(at.getDate()).padStart(2, '0')}-${MONTHS[at.getMonth()] ?? ''}-${at.getFullYear()}`;
}

/** The year of a partial date, `undefined` where there is none. */
export const yearOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : datePartsOf(text)?.year;

/** `2026-11-22T14:02:00` on this device's clock. */
export function localMoment(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}
