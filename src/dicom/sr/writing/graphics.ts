import { axisEnds, shapeOf, type Ellipse } from '../../../domain/measure/ellipse';
import type { Figure, Point } from '../../../domain/measure/figure';
import type { Graphic } from './content';

/** A figure as spatial coordinates have it (PS3.3 C.18.6.1.2): both count from the outer corner of the first pixel. */
export function graphicsOf(figure: Figure): readonly Graphic[] {
  switch (figure.kind) {
    case 'point':
    case 'note':
      return [{ type: 'POINT', points: figure.points }];
    case 'length':
    case 'angle':
    case 'arrow':
      return [{ type: 'POLYLINE', points: figure.points }];
    case 'cobb':
    case 'bidirectional': {
      const [a, b, c, d] = figure.points;
      return [
        { type: 'POLYLINE', points: [a, b] },
        { type: 'POLYLINE', points: [c, d] },
      ];
    }
    case 'ellipse':
      return [{ type: 'ELLIPSE', points: axesOf(figure) }];
    case 'freehand': {
      const [first] = figure.points;
      // Closed is an outline that ends where it began.
      return [{ type: 'POLYLINE', points: [...figure.points, ...(first ? [first] : [])] }];
    }
  }
}

/** Ends of the major axis, then of the minor one. */
function axesOf(ellipse: Ellipse): readonly Point[] {
  const [west, east, north, south] = axisEnds(ellipse);
  const [across, down] = shapeOf(ellipse).radii;
  return across >= down ? [west, east, north, south] : [north, south, west, east];
}
