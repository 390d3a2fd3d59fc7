import type { Figure, Point } from './figure';
import type { Pitch } from './geometry';

export type Ellipse = Extract<Figure, { readonly kind: 'ellipse' }>;

/**
 * An ellipse by its middle, half of its axes, and how far they are turned: radians from the direction of a row towards
 * that of a column. Its axes are at right angles in picture coordinates, as spatial coordinates have them (PS3.3
 * C.18.6.1.2); where pixels are not square they need not be so in the patient, and area and values are right all the same.
 */
interface Shape {
  readonly middle: Point;
  readonly radii: readonly [number, number];
  readonly turn: number;
}

export function shapeOf({ points: [[x0, y0], [x1, y1]], turn = 0 }: Pick<Ellipse, 'points' | 'turn'>): Shape {
  return {
    middle: [(x0 + x1) / 2, (y0 + y1) / 2],
    radii: [Math.abs(x1 - x0) / 2, Math.abs(y1 - y0) / 2],
    turn,
  };
}

/** Where a point of the box that is not turned comes to lie. */
function turned([x, y]: Point, [mx, my]: Point, turn: number): Point {
  if (turn === 0) return [x, y];
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const [dx, dy] = [x - mx, y - my];
  return [mx + dx * cosine - dy * sine, my + dx * sine + dy * cosine];
}

/** A point where it would be if the ellipse were not turned. */
const unturned = (point: Point, middle: Point, turn: number) => turned(point, middle, -turn);

/** Ends of the axis that lies along a row where it is not turned, then of the other one. */
export function axisEnds(ellipse: Pick<Ellipse, 'points' | 'turn'>): readonly [Point, Point, Point, Point] {
  const [[x0, y0], [x1, y1]] = ellipse.points;
  const { middle, turn } = shapeOf(ellipse);
  const place = (point: Point) => turned(point, middle, turn);
  return [place([x0, middle[1]]), place([x1, middle[1]]), place([middle[0], y0]), place([middle[0], y1])];
}

/** Corners of the box around it, which is turned with it. */
export function cornersOf(ellipse: Ellipse): readonly Point[] {
  const [[x0, y0], [x1, y1]] = ellipse.points;
  const { middle, turn } = shapeOf(ellipse);
  const box: readonly Point[] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  return box.map((corner) => turned(corner, middle, turn));
}

/** A point on it. @param around radians, from the end of its first axis */
export function pointOn(ellipse: Pick<Ellipse, 'points' | 'turn'>, around: number): Point {
  const { middle, radii, turn } = shapeOf(ellipse);
  const [x, y] = [middle[0] + radii[0] * Math.cos(around), middle[1] + radii[1] * Math.sin(around)];
  return turned([x, y], middle, turn);
}

/** With one end of an axis elsewhere along that axis; the other end stays. @param end place in `axisEnds` */
export function withAxisEnd(ellipse: Ellipse, end: number, to: Point): Ellipse {
  const [[x0, y0], [x1, y1]] = ellipse.points;
  const { middle, turn } = shapeOf(ellipse);
  const [x, y] = unturned(to, middle, turn);
  const first: Point = [end === 0 ? x : x0, end === 2 ? y : y0];
  const second: Point = [end === 1 ? x : x1, end === 3 ? y : y1];
  if (turn === 0) return { ...ellipse, points: [first, second] };
  // The box has another middle now, about which it is turned: it is put where the end that stays does stay.
  const from: Point = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
  const there = turned(from, middle, turn);
  const by: Point = [there[0] - from[0], there[1] - from[1]];
  return {
    ...ellipse,
    points: [
      [first[0] + by[0], first[1] + by[1]],
      [second[0] + by[0], second[1] + by[1]],
    ],
  };
}

/** How far the handle that turns it stands off, as a share of the longer half of its axes. */
const OFF = 0.4;

/** Where a hand takes hold to turn it: beyond the end of its second axis. */
export function turningPoint(ellipse: Ellipse): Point {
  const { middle, radii, turn } = shapeOf(ellipse);
  const [, y0] = ellipse.points[0];
  const [, y1] = ellipse.points[1];
  const away = radii[1] + Math.max(...radii) * OFF;
  return turned([middle[0], middle[1] + (y0 <= y1 ? -away : away)], middle, turn);
}

/** Turned about its middle so that its handle points there. */
export function turnedTo(ellipse: Ellipse, to: Point): Ellipse {
  const { middle, turn } = shapeOf(ellipse);
  const from = turningPoint(ellipse);
  const angle = ([x, y]: Point) => Math.atan2(y - middle[1], x - middle[0]);
  if (to[0] === middle[0] && to[1] === middle[1]) return ellipse;
  const next = turn + angle(to) - angle(from);
  return { ...ellipse, turn: Math.atan2(Math.sin(next), Math.cos(next)) };
}

/** In the unit of the pitch, squared. */
export function ellipseArea(ellipse: Ellipse, [across, down]: Pitch): number {
  const { radii } = shapeOf(ellipse);
  return Math.PI * radii[0] * across * radii[1] * down;
}

/** Ramanujan's second approximation, within 0.04 % for any ellipse that a hand draws. */
export function ellipsePerimeter(ellipse: Ellipse, pitch: Pitch): number {
  const [a, b] = halfAxes(ellipse, pitch);
  if (a + b === 0) return 0;
  const h = ((a - b) / (a + b)) ** 2;
  return Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
}

/** Half of the axes by a pitch, under which right angles need not stay right: from any two conjugate diameters. */
function halfAxes(ellipse: Ellipse, [across, down]: Pitch): readonly [number, number] {
  const { radii, turn } = shapeOf(ellipse);
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const [ux, uy] = [radii[0] * cosine * across, radii[0] * sine * down];
  const [vx, vy] = [-radii[1] * sine * across, radii[1] * cosine * down];
  const squares = ux * ux + uy * uy + vx * vx + vy * vy;
  const product = Math.abs(ux * vy - uy * vx);
  const [sum, difference] = [Math.sqrt(squares + 2 * product), Math.sqrt(Math.max(0, squares - 2 * product))];
  return [(sum + difference) / 2, (sum - difference) / 2];
}

/** Where the horizontal line at `y` is inside; `undefined` where it passes by. */
export function ellipseSpan(ellipse: Ellipse, y: number): readonly [number, number] | undefined {
  const { middle, radii, turn } = shapeOf(ellipse);
  const dy = y - middle[1];
  if (turn === 0) {
    const share = dy / radii[1];
    const inside = 1 - share * share;
    if (!(inside >= 0)) return undefined;
    const half = radii[0] * Math.sqrt(inside);
    return [middle[0] - half, middle[0] + half];
  }
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const [p, q] = [1 / radii[0] ** 2, 1 / radii[1] ** 2];
  // (dx cos + dy sin)² p + (dy cos − dx sin)² q = 1, for dx
  const a = cosine * cosine * p + sine * sine * q;
  const b = dy * sine * cosine * (p - q);
  const c = dy * dy * (sine * sine * p + cosine * cosine * q) - 1;
  const inside = b * b - a * c;
  if (!(inside >= 0)) return undefined;
  const half = Math.sqrt(inside);
  return [middle[0] + (-b - half) / a, middle[0] + (-b + half) / a];
}

/** How far it reaches up and down: rows, in picture coordinates. */
export function ellipseRows(ellipse: Ellipse): readonly [number, number] {
  const { middle, radii, turn } = shapeOf(ellipse);
  const half = Math.hypot(radii[0] * Math.sin(turn), radii[1] * Math.cos(turn));
  return [middle[1] - half, middle[1] + half];
}
