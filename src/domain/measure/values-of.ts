import type { MeasureNote, Refusal } from './basis';
import type { Figure, Point } from './figure';
import { digitsFor, numberText, type Quantity, type QuantityName } from './quantity';
import { unitFactor } from '../study/ultrasound-region';
import { statisticsOf, valueAt, type PixelValues } from './statistics';
import type { RegionAxis, UltrasoundRegion } from '../study/ultrasound-region';
import { UNITS } from './unit';

/** Numbers, and what has to be said of them or instead of them. */
export interface ValuesFound {
  readonly quantities: readonly Quantity[];
  readonly notes: readonly MeasureNote[];
}

const nothing = (kind: 'no-values' | 'no-pixel-inside'): ValuesFound => ({
  quantities: [],
  notes: [{ kind }],
});

/** Digits after the point at which two that tell something are left of the largest value; two at least */
const mostDigits = (largest = 1): number =>
  largest > 0 && Number.isFinite(largest) ? Math.max(2, 1 - Math.floor(Math.log10(largest) + 1e-9)) : 2;

/**
 * A stored value as it stands has the digits of its step, as far as they tell something beside the picture's largest
 * value; a mean has one more.
 */
function quantity(
  name: QuantityName,
  value: number,
  { meaning: { unit, basis, of, step }, largest }: Pick<PixelValues, 'meaning' | 'largest'>,
  more: 0 | 1,
): Quantity {
  const isWhole = step > 0 && Number.isInteger(step);
  // SUV is quoted with two; whole units have none.
  const own = of === 'suvbw' ? 2 - more : isWhole ? 0 : digitsFor(step, mostDigits(largest));
  return { name, value, unit, digits: own + more, basis, of };
}

/** Mean, SD, least and greatest value of a region. */
export function regionValues(
  figure: Extract<Figure, { kind: 'ellipse' | 'freehand' }>,
  values: PixelValues | undefined,
): ValuesFound {
  if (!values) return nothing('no-values');
  const found = statisticsOf(figure, values);
  if (!found) return nothing('no-pixel-inside');
  const isOutside = figure.points.some(([x, y]) => x < 0 || y < 0 || x > values.columns || y > values.rows);
  return {
    quantities: [
      quantity('Mean', found.mean, values, 1),
      quantity('SD', found.deviation, values, 1),
      quantity('Minimum', found.minimum, values, 0),
      quantity('Maximum', found.maximum, values, 0),
    ],
    notes: [
      { kind: 'inside', count: found.count },
      ...(found.padding > 0 ? [{ kind: 'padding', count: found.padding } as const] : []),
      ...(found.unmapped > 0 ? [{ kind: 'not-mapped', count: found.unmapped } as const] : []),
      ...(isOutside ? [{ kind: 'beyond' } as const] : []),
    ],
  };
}

/** The value under a point, or why there is none; in a Doppler or M-mode region what the axes say there. */
export function pointValues(
  point: Point,
  values: PixelValues | undefined,
  region: UltrasoundRegion | undefined,
): readonly Quantity[] | Refusal {
  const axes = region && region.format !== 1 ? axisValues(point, region) : [];
  if (axes.length > 0) return axes;
  if (!values) return 'no-values';
  // What the first mapping says nothing of, another may be for.
  const mappings = [values, ...(values.others ?? []).map((mapping) => ({ ...values, ...mapping }))];
  const found = mappings.find((mapping) => typeof valueAt(point, mapping) === 'number') ?? values;
  const value = valueAt(point, found);
  if (typeof value === 'number') return [quantity('Value', value, found, 0)];
  return value ?? 'outside';
}

/**
 * What the object's other mappings say of the same point, each in its unit; one that says nothing of it is left out, and the
 * first to say anything where the one that is meant does not.
 */
export function otherValues(point: Point, values: PixelValues | undefined): readonly MeasureNote[] {
  if (!values) return [];
  const said = (values.others ?? []).flatMap(({ label, ...mapping }) => {
    const value = valueAt(point, { ...values, ...mapping });
    if (typeof value !== 'number') return [];
    const { symbol, meaning } = mapping.meaning.unit;
    const number = numberText(quantity('Value', value, mapping, 0));
    const name = label ?? meaning;
    return [{ kind: 'mapped' as const, number, symbol, ...(name !== undefined && { name }) }];
  });
  return said.slice(typeof valueAt(point, values) === 'number' ? 0 : 1);
}

function axisValues([x, y]: Point, { left, top, across, down }: UltrasoundRegion): readonly Quantity[] {
  return [axisValue(across, x - left), axisValue(down, y - top)].filter((value) => value !== undefined);
}

const SAID: Readonly<Record<string, Pick<Quantity, 'name' | 'unit'>>> = {
  cm: { name: 'Distance', unit: UNITS.mm },
  s: { name: 'Time', unit: UNITS.second },
  'cm/s': { name: 'Velocity', unit: UNITS.velocity },
  Hz: { name: 'Frequency', unit: UNITS.hertz },
};

/** Only where the region says the value of one pixel can that of another be known. @param along pixels from its corner */
function axisValue({ unit, perPixel, reference }: RegionAxis, along: number): Quantity | undefined {
  const said = unit === undefined ? undefined : SAID[unit];
  if (!said || !reference) return undefined;
  // The reference is of a pixel's centre.
  const value = (reference.value + (along - 0.5 - reference.pixel) * perPixel) * unitFactor(unit);
  const digits = digitsFor((Math.abs(perPixel) * unitFactor(unit)) / 2, 3);
  return { ...said, value, digits, basis: { kind: 'region' } };
}
