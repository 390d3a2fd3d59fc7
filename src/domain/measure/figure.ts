import { SQUARE, squared, type Point } from './axes';

export type { Point };

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
  /** Ends of the long axis, then of the short one, which lies at right angles to it in the patient */
  | { readonly kind: 'bidirectional'; readonly points: readonly [Point, Point, Point, Point] }
  /** What it points at, and its other end */
  | { readonly kind: 'arrow'; readonly points: readonly [Point, Point] }
  /** Where words stand */
  | { readonly kind: 'note'; readonly points: readonly [Point] }
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
  bidirectional: 4,
  arrow: 2,
  note: 1,
  freehand: 3,
};

/** What measures nothing: it points at a place, and may have words. */
export const isMark = (kind: FigureKind): boolean => kind === 'arrow' || kind === 'note';

/** A figure of a kind; `undefined` where there are too few points for it, or too many. */
export function figureFrom(kind: FigureKind, points: readonly Point[], sides = SQUARE): Figure | undefined {
  const [a, b, c, d] = points;
  if (kind === 'freehand') return points.length >= POINTS.freehand ? { kind, points } : undefined;
  if (points.length !== POINTS[kind] || a === undefined) return undefined;
  if (kind === 'point' || kind === 'note') return { kind, points: [a] };
  if (b === undefined) return undefined;
  if (kind === 'length' || kind === 'ellipse' || kind === 'arrow') return { kind, points: [a, b] };
  if (c === undefined) return undefined;
  if (kind === 'angle') return { kind, points: [a, b, c] };
  if (d === undefined) return undefined;
  return { kind, points: kind === 'bidirectional' ? squared([a, b, c, d], sides) : [a, b, c, d] };
}
