import type { Span } from '../../domain/list/interval';
import type * as en from '../en/spans';
import { counted, type Forms } from './plurals';

const UNITS: Readonly<Record<Span['unit'], Forms>> = {
  day: { two: 'ddiwrnod', other: 'diwrnod' },
  week: { other: 'wythnos' },
  month: { two: 'fis', other: 'mis' },
  year: { one: 'flwyddyn', two: 'flynedd', few: 'blynedd', many: 'blynedd', other: 'mlynedd' },
};

const spanWords = ({ count, unit }: Span) => counted(count, UNITS[unit]);

export const agoWords: typeof en.agoWords = (span) => {
  if (span === undefined) return undefined;
  if (span.count === 0) return 'heddiw';
  return span.unit === 'day' && span.count === 1 ? 'ddoe' : `${spanWords(span)} yn ôl`;
};

export const earlierWords: typeof en.earlierWords = (span) => {
  if (span === undefined) return undefined;
  return span.count === 0 ? 'yr un diwrnod' : `${spanWords(span)} ynghynt`;
};
