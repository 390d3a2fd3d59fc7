import type { Span } from '../../domain/list/interval';
import { counted } from '../texts';

const UNITS = {
  day: { one: 'day', other: 'days' },
  week: { one: 'week', other: 'weeks' },
  month: { one: 'month', other: 'months' },
  year: { one: 'year', other: 'years' },
} as const;

const spanWords = ({ count, unit }: Span) => counted(count, UNITS[unit]);

/** "3 days ago", "today", "8 months ago" */
export function agoWords(span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  if (span.count === 0) return 'today';
  if (span.unit === 'day' && span.count === 1) return 'yesterday';
  return `${spanWords(span)} ago`;
}

/** How long before another study one was made: "8 months earlier", "the same day" */
export function earlierWords(span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  return span.count === 0 ? 'the same day' : `${spanWords(span)} earlier`;
}
