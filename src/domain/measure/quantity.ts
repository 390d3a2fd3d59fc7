import type { QuantityBasis } from './basis';
import type { Unit } from './unit';

/** What was measured. */
export type QuantityName =
  | 'Length'
  | 'Long axis'
  | 'Short axis'
  | 'Angle'
  | 'Cobb angle'
  | 'Area'
  | 'Mean'
  | 'SD'
  | 'Minimum'
  | 'Maximum'
  | 'Value'
  | 'Distance'
  | 'Time'
  | 'Velocity'
  | 'Frequency'
  | 'Difference';

/** What the value of a pixel is, for values and statistics of them. */
export type ValueKind = 'attenuation' | 'suvbw' | 'activity' | 'mr-signal' | 'other';

/** One number, with all that has to stand beside it. */
export interface Quantity {
  readonly name: QuantityName;
  readonly value: number;
  readonly unit: Unit;
  /** Digits after the point that the accuracy of the measurement allows */
  readonly digits: number;
  /** Where and on whose word the number is true */
  readonly basis: QuantityBasis;
  readonly of?: ValueKind;
  /** Which of the lines of its figure it is of, where each has its own number */
  readonly line?: 0 | 1;
}

const MOST_DIGITS = 2;

/**
 * Digits after the point that an accuracy allows: 0.35 mm allows tenths, 2.5 mm allows none.
 *
 * @param accuracy half of what is uncertain, in the unit of the number
 */
export function digitsFor(accuracy: number, most = MOST_DIGITS): number {
  if (!(accuracy > 0)) return most;
  return Math.min(most, Math.max(0, -Math.floor(Math.log10(accuracy) + 1e-9)));
}

/** The number as it is shown, written to a report and copied: `12.4`. A minus is not lost, and 0 has none. */
export function numberText({ value, digits }: Pick<Quantity, 'value' | 'digits'>): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** `12.4 mm`, `34.5°`, `-31.2 HU`. */
export function valueWords(quantity: Quantity): string {
  const { symbol } = quantity.unit;
  const number = numberText(quantity).replace('-', '−');
  return symbol === '' ? number : symbol === '°' ? `${number}°` : `${number} ${symbol}`;
}
