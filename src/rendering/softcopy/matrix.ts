import type { Point } from '../../domain/presentation-state';
import type { Placement } from '../stack/placement';

type Matrix = Placement['matrix'];

/** Picture coordinates to CSS pixels. */
export const at = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** CSS pixels to picture coordinates. */
export function back([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  const determinant = a * d - b * c;
  const [dx, dy] = [x - e, y - f];
  return [(d * dx - c * dy) / determinant, (a * dy - b * dx) / determinant];
}
