import { dateWords, timeWords } from '../../domain/dates';
import { withoutDirection } from '../../domain/text-direction';
import { isDataset, textOf, valuesOf, type Dataset } from '../dataset';
import { dateTimeFrom } from '../person';
import * as Tag from '../tags';

/** DT, DA and TM in words: `05-Jan-2018 17:21`; as they stand where they are no time. */
export function momentWords(dataset: Dataset, valueType: string): string {
  if (valueType === 'DATE') return momentText(textOf(dataset, Tag.Date), undefined);
  if (valueType === 'TIME') {
    const time = textOf(dataset, Tag.Time) ?? '';
    return timeWords(`T${time.slice(0, 2)}:${time.replace(':', '').slice(2, 4)}`) ?? (time || 'Not recorded');
  }
  const text = textOf(dataset, Tag.DateTime) ?? '';
  return momentText(text.slice(0, 8), text.slice(8)) + zoneOf(text);
}

function momentText(date: string | undefined, time: string | undefined): string {
  const moment = dateTimeFrom(date, time);
  if (moment === undefined) return [date, time].filter(Boolean).join(' ') || 'Not recorded';
  return [dateWords(moment), timeWords(moment)].filter(Boolean).join(' ');
}

const zoneOf = (text: string) => (/[+-]\d{4}$/.test(text) ? ` (UTC${text.slice(-5)})` : '');

/** A DT as local date and time, `2001-02-13T18:47:46`; `undefined` where it is none. */
export function dateTimeAt(dataset: Dataset, tag: string): string | undefined {
  const text = textOf(dataset, tag) ?? '';
  return dateTimeFrom(text.slice(0, 8) || undefined, text.slice(8));
}

/** A person as written in a sentence: `Dr Katherine M. Fukuda, MD`; `undefined` where no name is given. */
export function personWords(dataset: Dataset, tag: string): string | undefined {
  const [value] = valuesOf(dataset, tag);
  const groups = isDataset(value) ? [value['Alphabetic'], value['Ideographic'], value['Phonetic']] : [value];
  for (const group of groups) {
    if (typeof group !== 'string') continue;
    const [family, given, middle, prefix, suffix] = withoutDirection(group.split('=')[0] ?? '')
      .split('^')
      .map((part) => part.trim());
    const name = [prefix, given, middle, family].filter(Boolean).join(' ');
    if (name !== '') return [name, suffix].filter(Boolean).join(', ');
  }
  return undefined;
}
