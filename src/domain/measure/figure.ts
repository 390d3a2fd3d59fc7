/** Picture coordinates: column, row; 0, 0 is the outer corner of the first pixel (PS3.3 C.18.6.1.2). */
export type Point = readonly [x: number, y: number];

/** What was drawn, in picture coordinates, so that it stays on the anatomy whatever the view does. */
export type Figure =
  | { readonly kind: 'point'; readonly points: readonly [Point] }
  | { readonly kind: 'length'; readonly points: readonly [Point, Point] }
  /** End of one arm, vertex, end of the other */
  | { readonly kind: 'angle'; readonly points: readonly [Point, Point, Point] }
  /** Two lines, each by its ends */
  | { readonly kind: 'cobb'; readonly points: readonly [Point, Point, Point, Point] }
  /** Opposite corners of the box around it: its axes lie along rows and columns */
  | { readonly kind: 'ellipse'; readonly points: readonly [Point, Point] }
  /** A closed outline */
  | { readonly kind: 'freehand'; readonly points: readonly Point[] };

export type FigureKind = Figure['kind'];

/** Points that a figure of each kind has; a freehand outline has at least these. */
export const POINTS: Readonly<Record<FigureKind, number>> = {
  point: 1,
  length: 2,
  angle: 3,
  cobb: 4,
  ellipse: 2,
  freehand: 3,
};

/** A figure of a kind; `undefined` where there are too few points for it, or too many. */
export function figureFrom(kind: FigureKind, points: readonly Point[]): Figure | undefined {
  const [a, b, c, d] = points;
  if (kind === 'freehand') return points.length >= POINTS.freehand ? { kind, points } : undefined;
  if (points.length !== POINTS[kind] || a === undefined) return undefined;
  if (kind === 'point') return { kind, points: [a] };
  if (b === undefined) return undefined;
  if (kind === 'length' || kind === 'ellipse') return { kind, points: [a, b] };
  if (c === undefined) return undefined;
  if (kind === 'angle') return { kind, points: [a, b, c] };
  return d === undefined ? undefined : { kind, points: [a, b, c, d] };
}

/**
 * Where a hand takes hold of a figure: its points; of an ellipse the ends of its axes; of a freehand outline a few of
 * its points, because all of them would lie upon one another.
 */
export function handlesOf(figure: Figure): readonly Point[] {
  if (figure.kind === 'freehand') return heldPoints(figure.points).map((at) => figure.points[at] ?? [0, 0]);
  if (figure.kind !== 'ellipse') return figure.points;
  const [[x0, y0], [x1, y1]] = figure.points;
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [
    [x0, y],
    [x1, y],
    [x, y0],
    [x, y1],
  ];
}

/** A figure with one of its handles elsewhere. @param handle place in `handlesOf` */
export function withHandle(figure: Figure, handle: number, to: Point): Figure {
  if (figure.kind === 'freehand') {
    const held = heldPoints(figure.points);
    const at = held[handle];
    const from = at === undefined ? undefined : figure.points[at];
    if (at === undefined || from === undefined) return figure;
    return { kind: 'freehand', points: pulled(figure.points, at, held, [to[0] - from[0], to[1] - from[1]]) };
  }
  if (figure.kind === 'ellipse') {
    const [[x0, y0], [x1, y1]] = figure.points;
    const first: Point = [handle === 0 ? to[0] : x0, handle === 2 ? to[1] : y0];
    const second: Point = [handle === 1 ? to[0] : x1, handle === 3 ? to[1] : y1];
    return { kind: 'ellipse', points: [first, second] };
  }
  const points = figure.points.map((point, at) => (at === handle ? to : point));
  return figureFrom(figure.kind, points) ?? figure;
}

/** A figure elsewhere as a whole. @param by columns, rows */
export function movedBy(figure: Figure, [dx, dy]: Point): Figure {
  const points = figure.points.map(([x, y]): Point => [x + dx, y + dy]);
  return figureFrom(figure.kind, points) ?? figure;
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
