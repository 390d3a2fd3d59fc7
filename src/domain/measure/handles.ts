import { SQUARE, withAxesEnd } from './axes';
import { axisEnds, turnedTo, turningPoint, withAxisEnd } from './ellipse';
import { figureFrom, type Figure, type Point } from './figure';

/** The handle of an ellipse that turns it; those before it are the ends of its axes. */
const TURNING = 4;

/**
 * Where a hand takes hold of a figure: its points; of an ellipse the ends of its axes, and one beside it that turns it; of a
 * freehand outline a few of its points, because all of them would lie upon one another.
 */
export function handlesOf(figure: Figure): readonly Point[] {
  if (figure.kind === 'freehand') return heldPoints(figure.points).map((at) => figure.points[at] ?? [0, 0]);
  if (figure.kind !== 'ellipse') return figure.points;
  return [...axisEnds(figure), turningPoint(figure)];
}

/** A figure with one of its handles elsewhere. @param handle place in `handlesOf` @param sides of the picture's pixels */
export function withHandle(figure: Figure, handle: number, to: Point, sides = SQUARE): Figure {
  if (figure.kind === 'freehand') {
    const held = heldPoints(figure.points);
    const at = held[handle];
    const from = at === undefined ? undefined : figure.points[at];
    if (at === undefined || from === undefined) return figure;
    return { kind: 'freehand', points: pulled(figure.points, at, held, [to[0] - from[0], to[1] - from[1]]) };
  }
  if (figure.kind === 'ellipse')
    return handle === TURNING ? turnedTo(figure, to) : withAxisEnd(figure, handle, to);
  if (figure.kind === 'bidirectional')
    return { kind: figure.kind, points: withAxesEnd(figure.points, handle, to, sides) };
  const points = figure.points.map((point, at) => (at === handle ? to : point));
  return figureFrom(figure.kind, points) ?? figure;
}

/** A figure elsewhere as a whole. @param by columns, rows */
export function movedBy(figure: Figure, [dx, dy]: Point): Figure {
  const by = ([x, y]: Point): Point => [x + dx, y + dy];
  if (figure.kind === 'bidirectional') {
    const [a, b, c, d] = figure.points;
    return { kind: figure.kind, points: [by(a), by(b), by(c), by(d)] };
  }
  const points = figure.points.map(by);
  const there = figureFrom(figure.kind, points) ?? figure;
  return figure.kind === 'ellipse' && there.kind === 'ellipse' ? { ...figure, ...there } : there;
}

const MOST_HELD = 8;

function heldPoints(points: readonly Point[]): readonly number[] {
  const count = Math.min(MOST_HELD, points.length);
  return Array.from({ length: count }, (_, at) => Math.floor((at * points.length) / count));
}

/** The outline between the neighbouring handles goes along, the less the farther away. */
function pulled(
  points: readonly Point[],
  held: number,
  all: readonly number[],
  [dx, dy]: Point,
): readonly Point[] {
  const reach = Math.max(1, points.length / all.length);
  return points.map(([x, y], at) => {
    const away = Math.abs(at - held);
    const around = Math.min(away, points.length - away);
    const share = Math.max(0, 1 - around / reach);
    return [x + dx * share, y + dy * share];
  });
}
