import type { Point } from './figure';

/** How far a step of one pixel is along a row and along a column, in one unit. */
export type Pitch = readonly [across: number, down: number];

export function distance([x0, y0]: Point, [x1, y1]: Point, [across, down]: Pitch): number {
  return Math.hypot((x1 - x0) * across, (y1 - y0) * down);
}

/** Degrees, 0 to 180, between the directions from one vertex to two ends. `undefined` where an arm has no length. */
export function angleAt(vertex: Point, one: Point, other: Point, pitch: Pitch): number | undefined {
  return between(direction(vertex, one, pitch), direction(vertex, other, pitch));
}

/** Degrees, 0 to 90: the acute angle between two lines, whichever way each was drawn. */
export function cobbAngle(points: readonly [Point, Point, Point, Point], pitch: Pitch): number | undefined {
  const [a, b, c, d] = points;
  const angle = between(direction(a, b, pitch), direction(c, d, pitch));
  return angle === undefined ? undefined : Math.min(angle, 180 - angle);
}

const direction = ([x0, y0]: Point, [x1, y1]: Point, [across, down]: Pitch): Point => [
  (x1 - x0) * across,
  (y1 - y0) * down,
];

function between([ax, ay]: Point, [bx, by]: Point): number | undefined {
  if (Math.hypot(ax, ay) === 0 || Math.hypot(bx, by) === 0) return undefined;
  // By both sine and cosine, which keeps its accuracy near 0 and 180.
  return (Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by) * 180) / Math.PI;
}

/** Of a closed outline that does not cross itself. */
export function polygonArea(points: readonly Point[], [across, down]: Pitch): number {
  let twice = 0;
  points.forEach(([x0, y0], at) => {
    const [x1, y1] = points[(at + 1) % points.length] ?? [x0, y0];
    twice += x0 * y1 - x1 * y0;
  });
  return (Math.abs(twice) / 2) * across * down;
}

export function polygonPerimeter(points: readonly Point[], pitch: Pitch): number {
  return points.reduce(
    (sum, point, at) => sum + distance(point, points[(at + 1) % points.length] ?? point, pitch),
    0,
  );
}

/** Whether a closed outline crosses itself: then nobody can say what is inside. */
export function crossesItself(points: readonly Point[]): boolean {
  const count = points.length;
  const end = (at: number): Point => points[at % count] ?? [0, 0];
  for (let one = 0; one < count; one++)
    for (let other = one + 2; other < count; other++) {
      const isNeighbour = one === 0 && other === count - 1;
      if (!isNeighbour && crosses(end(one), end(one + 1), end(other), end(other + 1))) return true;
    }
  return false;
}

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

const side = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
