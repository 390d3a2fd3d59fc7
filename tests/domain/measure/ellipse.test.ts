import { describe, expect, it } from 'vitest';
import {
  axisEnds,
  ellipseArea,
  ellipsePerimeter,
  pointOn,
  type Ellipse,
} from '../../../src/domain/measure/ellipse';
import type { Point } from '../../../src/domain/measure/figure';
import { polygonArea, polygonPerimeter } from '../../../src/domain/measure/geometry';
import { handlesOf, movedBy, withHandle } from '../../../src/domain/measure/handles';
import { measure } from '../../../src/domain/measure/measure';
import { statisticsOf, type PixelValues } from '../../../src/domain/measure/statistics';
import { UNITS } from '../../../src/domain/measure/unit';
import { graphicsOf } from '../../../src/dicom/sr/writing/graphics';

/** The same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const SIDE = 64;
const values = (stored: ArrayLike<number>): PixelValues => ({
  rows: SIDE,
  columns: SIDE,
  stored,
  modality: (raw) => raw,
  meaning: {
    of: 'attenuation',
    unit: UNITS.hounsfield,
    factor: 1,
    step: 1,
    basis: { kind: 'scanner' },
  },
});

const degrees = (angle: number) => (angle * Math.PI) / 180;

const ellipse = (middle: Point, radii: Point, turn: number): Ellipse => ({
  kind: 'ellipse',
  points: [
    [middle[0] - radii[0], middle[1] - radii[1]],
    [middle[0] + radii[0], middle[1] + radii[1]],
  ],
  turn,
});

const outline = (figure: Ellipse, count = 20_000): readonly Point[] =>
  Array.from({ length: count }, (_, at) => pointOn(figure, (at / count) * 2 * Math.PI));

/** By its two foci: another way than that of what is tested. */
function isInside([x, y]: Point, middle: Point, [a, b]: Point, turn: number): boolean {
  const [long, short, along] = a >= b ? [a, b, turn] : [b, a, turn + Math.PI / 2];
  const focus = Math.sqrt(long * long - short * short);
  const [fx, fy] = [focus * Math.cos(along), focus * Math.sin(along)];
  const [dx, dy] = [x - middle[0], y - middle[1]];
  return Math.hypot(dx - fx, dy - fy) + Math.hypot(dx + fx, dy + fy) <= 2 * long;
}

describe('a turned ellipse', () => {
  it('has the statistics of exactly the pixels whose centre is inside, however it is turned', () => {
    const next = random(20261122);
    const stored = Float64Array.from({ length: SIDE * SIDE }, () => Math.round(next() * 4000 - 1000));
    for (let round = 0; round < 300; round += 1) {
      const middle: Point = [next() * SIDE, next() * SIDE];
      const radii: Point = [0.7 + next() * 25, 0.7 + next() * 25];
      const turn = (next() - 0.5) * 2 * Math.PI;
      const inside = [...stored].filter((_, at) =>
        isInside([(at % SIDE) + 0.5, Math.floor(at / SIDE) + 0.5], middle, radii, turn),
      );
      const found = statisticsOf(ellipse(middle, radii, turn), values(stored));
      expect(found?.count ?? 0).toBe(inside.length);
      if (!found) continue;
      const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
      const spread = inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length;
      expect(found.mean).toBeCloseTo(mean, 6);
      expect(found.deviation).toBeCloseTo(Math.sqrt(spread), 6);
      expect([found.minimum, found.maximum]).toEqual([Math.min(...inside), Math.max(...inside)]);
    }
  });

  it.each([
    ['square pixels', [1, 1]],
    ['fine pixels', [0.14, 0.14]],
    ['oblong pixels', [0.5, 1.3]],
  ] as const)('has the area and the edge of its outline in %s', (_, pitch) => {
    for (const turn of [0, 10, 33, 45, 90, 137].map(degrees)) {
      const figure = ellipse([40, 30], [22, 9], turn);
      const around = outline(figure);
      expect(ellipseArea(figure, pitch) / polygonArea(around, pitch)).toBeCloseTo(1, 5);
      expect(ellipsePerimeter(figure, pitch) / polygonPerimeter(around, pitch)).toBeCloseTo(1, 3);
    }
  });

  it('is as large as before it was turned', () => {
    const calibration = { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'patient' } } as const;
    const area = (turn: number) => {
      const outcome = measure(ellipse([40, 30], [22, 9], turn), { calibration });
      return outcome.kind === 'measured' ? outcome.quantities[0]?.value : undefined;
    };
    expect(area(degrees(40))).toBeCloseTo(Math.PI * 11 * 4.5, 9);
    expect(area(degrees(40))).toBeCloseTo(area(0) ?? 0, 9);
  });

  it('is turned about its middle by the handle beside it, and goes where that points', () => {
    const before = ellipse([10, 10], [6, 3], 0);
    const turned = withHandle(before, 4, [30, 10]);
    expect(turned).toMatchObject({ points: before.points });
    const [west, east, north] = handlesOf(turned);
    // The handle stood above: pointing right, it takes the top to the right and the left to the top.
    expect(north?.map((value) => Number(value.toFixed(9)))).toEqual([13, 10]);
    expect(west?.map((value) => Number(value.toFixed(9)))).toEqual([10, 4]);
    expect(east?.map((value) => Number(value.toFixed(9)))).toEqual([10, 16]);
    expect(withHandle(before, 4, [10, 10])).toEqual(before);
  });

  it('keeps the far end of an axis where it is while the near one is pulled', () => {
    const before = ellipse([20, 20], [8, 4], degrees(30));
    const [west, east, north, south] = axisEnds(before);
    const to: Point = [east[0] + 5 * Math.cos(degrees(30)), east[1] + 5 * Math.sin(degrees(30))];
    const after = withHandle(before, 1, to);
    if (after.kind !== 'ellipse') throw new Error('it is an ellipse no more');
    const ends = axisEnds(after);
    expect(Math.hypot(ends[0][0] - west[0], ends[0][1] - west[1])).toBeLessThan(1e-9);
    expect(Math.hypot(ends[1][0] - to[0], ends[1][1] - to[1])).toBeLessThan(1e-9);
    const across = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
    expect(across(ends[2], ends[3])).toBeCloseTo(across(north, south), 9);
  });

  it('stays turned where it is moved', () => {
    expect(movedBy(ellipse([10, 10], [6, 3], 0.4), [5, -2])).toEqual(ellipse([15, 8], [6, 3], 0.4));
  });

  it('is stored by the ends of its axes, the longer one first (PS3.3 C.18.6.1.2)', () => {
    const [graphic] = graphicsOf(ellipse([50, 50], [5, 20], degrees(90)));
    expect(graphic?.type).toBe('ELLIPSE');
    expect(graphic?.points.map((point) => point.map((value) => Math.round(value)))).toEqual([
      [70, 50],
      [30, 50],
      [50, 45],
      [50, 55],
    ]);
  });
});
