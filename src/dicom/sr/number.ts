import { itemOf, numberOf, textOf, type Dataset } from '../dataset';
import { codeFrom, type Code } from '../code';
import * as Tag from '../tags';

/** Significant digits of a value that software computed: what follows is no part of the measurement. */
const DIGITS = 5;
/** So many are shown as they stand */
const AS_GIVEN = 6;

/**
 * A NUM item's value with its unit (PS3.3 C.18.1), or why it has none: an empty measurement is said to be empty, and a
 * qualifier ("Not a number", "Measurement failure") is never lost.
 */
export function numberWords(dataset: Dataset): string {
  const measured = itemOf(dataset, Tag.MeasuredValueSequence);
  const qualifier = codeFrom(dataset, Tag.NumericValueQualifierCodeSequence)?.meaning;
  const value = measured && valueOf(measured);
  if (measured === undefined || value === undefined) return qualifier ?? 'no value';
  const words = withUnit(value, codeFrom(measured, Tag.MeasurementUnitsCodeSequence));
  return qualifier === undefined ? words : `${words} (${qualifier})`;
}

/** Numeric Value as it stands, else the rational or the floating point value */
function valueOf(measured: Dataset): string | undefined {
  const decimal = textOf(measured, Tag.NumericValue);
  if (decimal !== undefined) return Number.isFinite(Number(decimal)) ? rounded(decimal) : decimal;
  const top = numberOf(measured, Tag.RationalNumeratorValue);
  const bottom = numberOf(measured, Tag.RationalDenominatorValue);
  if (top !== undefined && bottom) return `${top}/${bottom}`;
  const float = numberOf(measured, Tag.FloatingPointValue);
  return float === undefined ? undefined : rounded(String(float));
}

/** Digits after the point beyond the fifth significant one are left out. */
function rounded(text: string): string {
  const [whole = '', part = ''] = text.split('.');
  const before = whole.replace(/^[+-]?0*/, '').length;
  if (/e/i.test(text)) return plain(Number(text));
  if (before + part.length <= AS_GIVEN || part === '') return text;
  return before > 0 ? Number(text).toFixed(Math.max(0, DIGITS - before)) : plain(Number(text));
}

function plain(value: number): string {
  const [mantissa = '', exponent] = String(Number(value.toPrecision(DIGITS))).split('e');
  return exponent === undefined ? mantissa : `${mantissa} × 10^${exponent.replace('+', '')}`;
}

/** How units are written in British reports; UCUM code to sign. */
const SIGNS: Readonly<Record<string, string>> = {
  mm: 'mm',
  cm: 'cm',
  m: 'm',
  mm2: 'mm²',
  cm2: 'cm²',
  mm3: 'mm³',
  cm3: 'cm³',
  ml: 'ml',
  mL: 'ml',
  l: 'l',
  g: 'g',
  kg: 'kg',
  s: 's',
  ms: 'ms',
  min: 'min',
  h: 'h',
  deg: '°',
  '%': '%',
  mGy: 'mGy',
  Gy: 'Gy',
  'mGy.cm': 'mGy·cm',
  'Gy.m2': 'Gy·m²',
  'dGy.cm2': 'dGy·cm²',
  'mGy.cm2': 'mGy·cm²',
  mSv: 'mSv',
  kV: 'kV',
  mA: 'mA',
  'mA.s': 'mA·s',
  'uA.s': 'µA·s',
  Bq: 'Bq',
  MBq: 'MBq',
  'm/s': 'm/s',
  'cm/s': 'cm/s',
  'mm[Hg]': 'mmHg',
  "[hnsf'U]": 'HU',
  '{SUVbw}g/ml': 'g/ml (SUV body weight)',
  'kg/m2': 'kg/m²',
};

function withUnit(value: string, unit: Code | undefined): string {
  const words = unit && unitWords(unit);
  if (words === undefined || words === '') return value;
  return words === '°' || words === '%' ? `${value}${words === '%' ? ' %' : words}` : `${value} ${words}`;
}

function unitWords({ value, meaning }: Code): string {
  const sign = Object.hasOwn(SIGNS, value) ? SIGNS[value] : undefined;
  if (sign !== undefined) return sign;
  // UCUM: 1 is "no unit"; writers use it for units that it has no code for, and name those.
  if (value === '1') return /^(1|no units?|unity|unit|ratio|dimensionless)$/i.test(meaning) ? '' : meaning;
  // {events} is an annotation, with no meaning of its own.
  return /^\{.*\}$/.test(value) && meaning === value ? value.slice(1, -1) : meaning;
}
