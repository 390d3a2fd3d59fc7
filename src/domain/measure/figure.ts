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
  /** Opposite corners of the box around it, as if its axes lay along rows and columns, and how far it is turned */
  | { readonly kind: 'ellipse'; readonly points: readonly [Point, Point]; readonly turn?: number }
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
