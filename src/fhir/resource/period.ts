import { object, text } from './json';

/**
 * Whether a FHIR Period holds on a day. What ended on that day, or in that month or year where no more is known, still
 * holds; what has not begun does not yet.
 * @param today `2026-11-29`
 */
export function holds(period: unknown, today: string): boolean {
  const [start, end] = [text(object(period)?.['start']), text(object(period)?.['end'])];
  return !(end && isBefore(end, today)) && !(start && isBefore(today, start));
}

/** As far as both are known: `2026` is not before `2026-11-29`. */
function isBefore(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length, '2026-11-29'.length);
  return one.slice(0, known) < other.slice(0, known);
}

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
