import type { PictureShape, Placement, Size } from '../viewport/placement';

type Point3 = [number, number, number];

/** A parallel camera, in units of the picture's smaller pixel pitch, x along rows, y along columns. */
export interface Camera {
  readonly focalPoint: Point3;
  readonly position: Point3;
  readonly viewUp: Point3;
  readonly viewPlaneNormal: Point3;
  readonly parallelScale: number;
  readonly clippingRange: [number, number];
}

const DISTANCE = 100;

/** The camera under which a picture lies on the screen exactly where `place` puts it; flips are seen from behind. */
export function cameraFor(
  { pixel }: PictureShape,
  { matrix, scale }: Placement,
  { width, height }: Size,
): Camera {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  const back = (x: number, y: number) =>
    [(d * x - c * y) / determinant, (a * y - b * x) / determinant] as const;
  const [column, row] = back(width / 2 - e, height / 2 - f);
  // Coordinates of a picture count from its corner, those of the camera from the middle of the first pixel.
  const focalPoint: Point3 = [(column - 0.5) * pixel[0], (row - 0.5) * pixel[1], 0];
  const up = unit(back(0, -1), pixel);
  const right = unit(back(1, 0), pixel);
  const away = Math.sign(up[0] * right[1] - up[1] * right[0]);
  return {
    focalPoint,
    position: [focalPoint[0], focalPoint[1], -away * DISTANCE],
    viewUp: [up[0], up[1], 0],
    viewPlaneNormal: [0, 0, -away],
    parallelScale: height / 2 / scale,
    clippingRange: [DISTANCE / 10, DISTANCE * 10],
  };
}

function unit(
  [x, y]: readonly [number, number],
  pixel: readonly [number, number],
): readonly [number, number] {
  const length = Math.hypot(x * pixel[0], y * pixel[1]);
  return [(x * pixel[0]) / length, (y * pixel[1]) / length];
}
