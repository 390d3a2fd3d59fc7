import type { Orientation } from '../../domain/presentation/view-state';
import { asStored } from '../../domain/presentation/view-state';
import { placement, type Area, type Placement, type PictureShape } from '../viewport/placement';
import { at, back } from '../../domain/geometry/picture-matrix';

/**
 * Shares of the displayed area (PS3.3 C.10.5.1.1, DISPLAY) to CSS pixels: they are of the area as it lay when the state
 * was made, and go with the picture from there. An arrow that stayed behind would point at something else.
 */
export function displayMatrix(
  shape: PictureShape,
  area: Area,
  base: Orientation,
  { matrix }: Placement,
): Placement['matrix'] {
  const left = placement(shape, { ...asStored, ...base }, { width: 1, height: 1 }, area).matrix;
  const [one, other] = [at(left, [area.left, area.top]), at(left, [area.right, area.bottom])];
  const [x, y] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
  const [width, height] = [Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
  const onScreen = (across: number, down: number) =>
    at(matrix, back(left, [x + across * width, y + down * height]));
  const [origin, right, below] = [onScreen(0, 0), onScreen(1, 0), onScreen(0, 1)];
  return [
    right[0] - origin[0],
    right[1] - origin[1],
    below[0] - origin[0],
    below[1] - origin[1],
    origin[0],
    origin[1],
  ];
}
