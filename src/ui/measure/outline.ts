import { pointOn } from '../../domain/measure/ellipse';
import type { Figure, Point } from '../../domain/measure/figure';

/** Picture coordinates to CSS pixels of the view, or back: affine, as a placement is. */
export type Transform = (point: Point) => Point;

const ELLIPSE_STEPS = 64;

/** What is drawn of a figure: an SVG path, and thin lines that only help the eye. */
export interface Outline {
  readonly path: string;
  readonly help: string;
  /** Of what is drawn, in CSS pixels: labels keep away from it */
  readonly points: readonly Point[];
}

/** What there is to draw: a figure, or as much of it as is drawn yet. */
interface Shape {
  readonly kind: Figure['kind'];
  readonly points: readonly Point[];
  /** Of an ellipse */
  readonly turn?: number;
}

/** A shape on the screen. */
export function outlineOf({ kind, points, turn }: Shape, toScreen: Transform): Outline {
  const at = points.map(toScreen);
  switch (kind) {
    case 'note':
      return { path: at.map(ring).join(''), help: '', points: at };
    case 'arrow':
      return { path: line(at) + head(at), help: '', points: at };
    case 'bidirectional':
      return { path: line(at.slice(0, 2)) + line(at.slice(2, 4)), help: '', points: at };
    case 'point':
      return { path: at.map(cross).join(''), help: '', points: at };
    case 'length':
    case 'angle':
      return { path: line(at), help: '', points: at };
    case 'cobb': {
      const [a, b, c, d] = at;
      const path = line(at.slice(0, 2)) + line(at.slice(2, 4));
      return { path, help: a && b && c && d ? line([middle(a, b), middle(c, d)]) : '', points: at };
    }
    case 'ellipse': {
      const around = ellipse(points, turn).map(toScreen);
      return { path: line(around, true), help: '', points: around };
    }
    case 'freehand':
      return { path: line(at, true), help: '', points: at };
  }
}

const written = ([x, y]: Point) => `${x.toFixed(2)} ${y.toFixed(2)}`;

/** An SVG path through points. */
export const line = (points: readonly Point[], isClosed = false) =>
  points.length === 0 ? '' : `M${points.map(written).join('L')}${isClosed ? 'Z' : ''}`;

const cross = ([x, y]: Point) =>
  line([
    [x - 7, y],
    [x + 7, y],
  ]) +
  line([
    [x, y - 7],
    [x, y + 7],
  ]);

const ring = ([x, y]: Point) => `M${written([x - 4, y])}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`;

/** Length of an arrow's head, and how far from its line that opens, in CSS pixels and radians */
const HEAD = { length: 12, opening: 0.45 };

/** At the first of two points */
function head([tip, tail]: readonly Point[]): string {
  if (!tip || !tail) return '';
  const direction = Math.atan2(tail[1] - tip[1], tail[0] - tip[0]);
  const end = (turn: number): Point => [
    tip[0] + HEAD.length * Math.cos(direction + turn),
    tip[1] + HEAD.length * Math.sin(direction + turn),
  ];
  return line([end(-HEAD.opening), tip, end(HEAD.opening)]);
}

const middle = ([x0, y0]: Point, [x1, y1]: Point): Point => [(x0 + x1) / 2, (y0 + y1) / 2];

function ellipse([one, other]: readonly Point[], turn = 0): readonly Point[] {
  if (!one || !other) return one ? [one] : [];
  return Array.from({ length: ELLIPSE_STEPS }, (_, at) =>
    pointOn({ points: [one, other], turn }, (at / ELLIPSE_STEPS) * 2 * Math.PI),
  );
}
