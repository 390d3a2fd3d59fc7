import type { Point } from '../measure/figure';

/** Picture pixels to CSS pixels, as canvas and CSS write it: x' = ax + cy + e, y' = bx + dy + f. */
export type PictureMatrix = readonly [number, number, number, number, number, number];

/** Picture coordinates to CSS pixels. */
export const at = ([a, b, c, d, e, f]: PictureMatrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** CSS pixels to picture coordinates. */
export function back([a, b, c, d, e, f]: PictureMatrix, [x, y]: Point): Point {
  const determinant = a * d - b * c;
  const [dx, dy] = [x - e, y - f];
  return [(d * dx - c * dy) / determinant, (a * dy - b * dx) / determinant];
}

/** Width and height of a picture's pixel on the screen, where pixels have the shape that they have in the patient. */
export const pixelSides = ([a, b, c, d]: PictureMatrix): readonly [across: number, down: number] => [
  Math.hypot(a, b),
  Math.hypot(c, d),
];
