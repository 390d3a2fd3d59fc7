import type { MeasureNote, Refusal } from './basis';
import type { Calibration } from './calibration';
import type { Axes } from './axes';
import { cornersOf, ellipseArea, ellipsePerimeter } from './ellipse';
import type { Figure, Point } from './figure';
import {
  angleAt,
  cobbAngle,
  crossesItself,
  distance,
  polygonArea,
  polygonPerimeter,
  type Pitch,
} from './geometry';
import { digitsFor, type Quantity } from './quantity';
import { scaleFor, type Axis, type FlatScale, type RegionScale, type Scale } from './scale';
import type { PixelValues } from './statistics';
import { UNITS } from './unit';
import { otherValues, pointValues, regionValues } from './values-of';

/** What measuring gave: numbers, each with its basis, and what else must be said; or why there is none. */
export type Outcome =
  | {
      readonly kind: 'measured';
      readonly quantities: readonly Quantity[];
      readonly notes: readonly MeasureNote[];
    }
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** It points at something and has no number */
  | { readonly kind: 'marked' };

/** The picture that is measured. */
export interface Measurable {
  readonly calibration: Calibration;
  /** Absent for colour, and until the final pixels are here */
  readonly values?: PixelValues;
  /** Picture pixels under one pixel of the screen, where there are several: a hand points no finer than that */
  readonly coarseness?: number;
}

const turnOf = (figure: Figure) => (figure.kind === 'ellipse' ? (figure.turn ?? 0) : 0);

const refused = (why: Refusal): Outcome => ({ kind: 'refused', why });
const measured = (quantities: readonly Quantity[], notes: readonly MeasureNote[] = []): Outcome => ({
  kind: 'measured',
  quantities,
  notes,
});

/** Measures a figure on a picture. A refusal is an answer: it says why no honest number can be given. */
export function measure(figure: Figure, picture: Measurable): Outcome {
  if (![...figure.points.flat(), turnOf(figure)].every(Number.isFinite)) return refused('unfinished');
  if (figure.kind === 'arrow' || figure.kind === 'note') return { kind: 'marked' };
  const reach = figure.kind === 'ellipse' ? cornersOf(figure) : figure.points;
  const answer = scaleFor(picture.calibration, reach);
  if (figure.kind === 'point')
    return pointOutcome(figure.points[0], picture, answer.ok ? answer.scale : undefined);
  if (!answer.ok) return refused(answer.why);
  const { scale } = answer;
  if (figure.kind === 'length') return lengthOutcome(figure.points, scale, picture);
  if (scale.kind === 'axes') return refused('no-lengths-on-axes');
  const { pitch } = scale;
  switch (figure.kind) {
    case 'angle': {
      const [one, vertex, other] = figure.points;
      const arms = [distance(vertex, one, pitch), distance(vertex, other, pitch)];
      return angleOutcome('Angle', angleAt(vertex, one, other, pitch), arms, scale, picture);
    }
    case 'cobb': {
      const [a, b, c, d] = figure.points;
      const lines = [distance(a, b, pitch), distance(c, d, pitch)];
      return angleOutcome('Cobb angle', cobbAngle(figure.points, pitch), lines, scale, picture);
    }
    case 'bidirectional':
      return axesOutcome(figure.points, scale, picture);
    case 'ellipse': {
      const area = ellipseArea(figure, pitch);
      return regionOutcome(figure, area, ellipsePerimeter(figure, pitch), scale, picture);
    }
    case 'freehand': {
      if (crossesItself(figure.points)) return refused('crosses-itself');
      const area = polygonArea(figure.points, pitch);
      return regionOutcome(figure, area, polygonPerimeter(figure.points, pitch), scale, picture);
    }
  }
}

/** Half of the wider side of a pixel, of the picture's or the screen's: nobody points more finely. */
const halfPixel = ([across, down]: Pitch, { coarseness = 1 }: Measurable) =>
  (Math.max(across, down) / 2) * Math.max(1, coarseness);

/** Numbers of a region this large, in pixels, wait until the hand rests: they would hold it up. */
const LARGE = 300_000;

/** Measures a figure that a hand still moves: what can be found meanwhile. */
export function measureInMotion(figure: Figure, { values, ...picture }: Measurable): Outcome {
  const xs = figure.points.map(([x]) => x);
  const ys = figure.points.map(([, y]) => y);
  const size = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  return measure(figure, { ...picture, ...(values && size < LARGE && { values }) });
}

function lengthOutcome([from, to]: readonly [Point, Point], scale: Scale, picture: Measurable): Outcome {
  if (from[0] === to[0] && from[1] === to[1]) return refused('one-point');
  if (scale.kind === 'axes')
    return measured([
      ...along(scale.across, to[0] - from[0], scale, picture),
      ...along(scale.down, to[1] - from[1], scale, picture),
    ]);
  const { pitch, unit, basis } = scale;
  const digits = digitsFor(halfPixel(pitch, picture));
  return measured([{ name: 'Length', value: distance(from, to, pitch), unit, digits, basis }]);
}

/** The longer one is the long axis, whichever was drawn first. */
function axesOutcome([a, b, c, d]: Axes, { pitch, unit, basis }: FlatScale, picture: Measurable): Outcome {
  const lengths = [distance(a, b, pitch), distance(c, d, pitch)] as const;
  if (lengths.includes(0)) return refused('no-length');
  const digits = digitsFor(halfPixel(pitch, picture));
  const long = lengths[0] >= lengths[1] ? 0 : 1;
  const short = long === 0 ? 1 : 0;
  return measured([
    { name: 'Long axis', value: lengths[long], unit, digits, basis, line: long },
    { name: 'Short axis', value: lengths[short], unit, digits, basis, line: short },
  ]);
}

/** On axes of different kinds each has its own answer. */
function along(
  axis: Axis | undefined,
  pixels: number,
  { basis }: RegionScale,
  picture: Measurable,
): readonly Quantity[] {
  if (!axis) return [];
  const { name, unit, pitch } = axis;
  const digits = digitsFor(halfPixel([pitch, pitch], picture), 3);
  return [{ name, value: Math.abs(pixels) * pitch, unit, digits, basis }];
}

function angleOutcome(
  name: 'Angle' | 'Cobb angle',
  value: number | undefined,
  lengths: readonly number[],
  { pitch, unit, basis }: FlatScale,
  picture: Measurable,
): Outcome {
  if (value === undefined) return refused('no-length');
  // Half a pixel at the end of each line turns it by so much.
  const accuracy = lengths.reduce((sum, length) => sum + Math.atan2(halfPixel(pitch, picture), length), 0);
  const digits = digitsFor((accuracy * 180) / Math.PI, 1);
  // Magnification changes no angle; a pixel that is not square, and not said to be, does.
  return measured([
    {
      name,
      value,
      unit: UNITS.degree,
      digits,
      basis: { kind: 'plane', ...(unit === UNITS.pixel && { stored: basis }) },
    },
  ]);
}

function regionOutcome(
  figure: Extract<Figure, { kind: 'ellipse' | 'freehand' }>,
  value: number,
  perimeter: number,
  { pitch, unit, basis }: FlatScale,
  picture: Measurable,
): Outcome {
  if (!(value > 0)) return refused('no-area');
  const area: Quantity = {
    name: 'Area',
    value,
    unit: unit === UNITS.mm ? UNITS.mm2 : UNITS.pixel2,
    digits: digitsFor(halfPixel(pitch, picture) * perimeter),
    basis,
  };
  const { quantities, notes } = regionValues(figure, picture.values);
  return measured([area, ...quantities], notes);
}

function pointOutcome(point: Point, { values }: Measurable, scale: Scale | undefined): Outcome {
  const found = pointValues(point, values, scale?.region);
  return typeof found === 'string' ? refused(found) : measured(found, otherValues(point, values));
}
