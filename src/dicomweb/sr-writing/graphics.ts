import type { Figure, Point } from '../../domain/measure/figure';
import type { Graphic } from './content';

/** A figure as spatial coordinates have it (PS3.3 C.18.6.1.2): both count from the outer corner of the first pixel. */
export function graphicsOf(figure: Figure): readonly Graphic[] {
  switch (figure.kind) {
    case 'point':
      return [{ type: 'POINT', points: figure.points }];
    case 'length':
    case 'angle':
      return [{ type: 'POLYLINE', points: figure.points }];
    case 'cobb': {
      const [a, b, c, d] = figure.points;
      return [
        { type: 'POLYLINE', points: [a, b] },
        { type: 'POLYLINE', points: [c, d] },
      ];
    }
    case 'ellipse':
      return [{ type: 'ELLIPSE', points: axesOf(figure.points) }];
    case 'freehand': {
      const [first] = figure.points;
      // Closed is an outline that ends where it began.
      return [{ type: 'POLYLINE', points: [...figure.points, ...(first ? [first] : [])] }];
    }
  }
}

/** Ends of the major axis, then of the minor one. */
function axesOf([[x0, y0], [x1, y1]]: readonly [Point, Point]): readonly Point[] {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const across: readonly Point[] = [
    [x0, y],
    [x1, y],
  ];
  const down: readonly Point[] = [
    [x, y0],
    [x, y1],
  ];
  return Math.abs(x1 - x0) >= Math.abs(y1 - y0) ? [...across, ...down] : [...down, ...across];
}
