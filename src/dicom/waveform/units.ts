import type { WaveformUnit } from '../../domain/waveform/waveform';
import { textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

const WORDS: Readonly<Record<string, string>> = {
  uV: 'µV',
  mV: 'mV',
  V: 'V',
  nV: 'nV',
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH₂O',
  'm[H2O]': 'mH₂O',
  kPa: 'kPa',
  Cel: '°C',
  '%': '%',
  deg: '°',
  '1': '',
};

/** UCUM (PS3.16 CID 3082), and how others write it */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^[uµμ]v$|^microvolts?$|MICRO_VOLT$/i, 'uV'],
  [/^mv$|^millivolts?$|MILLI_VOLT$/i, 'mV'],
  [/^nv$|^nanovolts?$/i, 'nV'],
  [/^v$|^volts?$|DIM_VOLT$/i, 'V'],
  [/^mm\s?\[?hg\]?$|^milli(meter|metre)s? of mercury$|MMHG$/i, 'mm[Hg]'],
  [/^cm\s?\[?h2o\]?$/i, 'cm[H2O]'],
];
const PER_MILLIVOLT: Readonly<Record<string, number>> = { uV: 1000, mV: 1, V: 0.001, nV: 1_000_000 };

/** UCUM's marks of what is counted are not said: "{H.B.}/min". */
const wordsOf = (unit: string, words: string): string =>
  WORDS[unit] ?? (words.replace(/\{[^}]*\}/g, '') || unit);

/** `undefined` where a unit code says nothing. */
export function unitFrom(code: Dataset): WaveformUnit | undefined {
  const value = textOf(code, Tag.CodeValue);
  const meaning = textOf(code, Tag.CodeMeaning);
  const given = [value, meaning].filter((text) => text !== undefined);
  if (given.length === 0) return undefined;
  const known = given
    .map((text) => SAME.find(([form]) => form.test(text))?.[1])
    .find((text) => text !== undefined);
  const unit = known ?? value ?? '';
  const isUcum = known !== undefined || textOf(code, Tag.CodingSchemeDesignator) === 'UCUM';
  const perMillivolt = PER_MILLIVOLT[unit];
  return {
    code: unit,
    words: wordsOf(unit, isUcum ? unit : (meaning ?? unit)),
    ...(perMillivolt !== undefined && { perMillivolt }),
  };
}
