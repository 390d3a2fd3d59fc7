import type { PictureMatrix } from '../../domain/geometry/picture-matrix';
import type { ViewPresentation } from '../../domain/presentation/view-state';
import { framePixelShape } from '../../domain/study/pixel-shape';
import type { Frame } from '../../domain/study/study';

/** CSS pixels of the element. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture as it is to be placed: pixels, and how many times wider and taller than the smaller pitch a pixel is. */
export interface PictureShape {
  readonly rows: number;
  readonly columns: number;
  /** Width and height of a pixel on the screen at scale 1; the smaller is 1 */
  readonly pixel: readonly [number, number];
}

export interface Placement {
  /** Picture pixels to CSS pixels */
  readonly matrix: PictureMatrix;
  /** CSS pixels a picture pixel takes */
  readonly scale: number;
  readonly fit: number;
}

/** A part of the picture, in picture coordinates: 0 is the outer edge of the first pixel. It may reach beyond the picture. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** CSS pixels a picture pixel takes at zoom 1; absent where the area is to fit */
  readonly scale?: number;
}

/** @param given height to width of a pixel, where a presentation state says it */
export function shapeOf(
  frame: Frame,
  rows: number,
  columns: number,
  given?: readonly [number, number],
): PictureShape {
  const [down, across] = framePixelShape(frame, given);
  const smaller = Math.min(down, across);
  return { rows, columns, pixel: [across / smaller, down / smaller] };
}

const wholeOf = ({ rows, columns }: PictureShape): Area => ({
  left: 0,
  top: 0,
  right: columns,
  bottom: rows,
});

/** The scale at which an area of the picture, or all of it, as it lies, just fits. */
export function fitScale(
  shape: PictureShape,
  rotation: ViewPresentation['rotation'],
  size: Size,
  area: Area = wholeOf(shape),
): number {
  const width = Math.max(1, area.right - area.left) * shape.pixel[0];
  const height = Math.max(1, area.bottom - area.top) * shape.pixel[1];
  const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width];
  return Math.min(size.width / across, size.height / down);
}

/**
 * Where each picture pixel lands: flips first, then rotation, then scale and pan from the middle.
 *
 * @param area what zoom 1 shows in the middle; all of the picture where it is not said
 */
export function placement(
  shape: PictureShape,
  view: ViewPresentation,
  size: Size,
  area: Area = wholeOf(shape),
): Placement {
  const fit = area.scale ?? placingScale(view, size) ?? fitScale(shape, view.rotation, size, area);
  const scale = fit * view.zoom;
  const [cos, sin] = TURNS[view.rotation];
  const sx = scale * shape.pixel[0] * (view.flipHorizontal ? -1 : 1);
  const sy = scale * shape.pixel[1] * (view.flipVertical ? -1 : 1);
  const [a, b, c, d] = [cos * sx, sin * sx, -sin * sy, cos * sy];
  const x = (area.left + area.right) / 2;
  const y = (area.top + area.bottom) / 2;
  const e = size.width / 2 + view.pan[0] + shift(shape, view, size, fit) - (a * x + c * y);
  const f = size.height / 2 + view.pan[1] - (b * x + d * y);
  return { matrix: [a, b, c, d, e, f], scale, fit };
}

const placingScale = ({ placing }: ViewPresentation, { width, height }: Size): number | undefined =>
  placing?.size && Math.min(width / placing.size[0], height / placing.size[1]);

/** Towards the edge that the picture is placed at, CSS pixels; it grows with the zoom, as a pan does. */
function shift(
  { rows, columns, pixel }: PictureShape,
  { placing, zoom, rotation }: ViewPresentation,
  { width }: Size,
  fit: number,
): number {
  if (!placing?.towards) return 0;
  const across = rotation % 180 === 0 ? columns * pixel[0] : rows * pixel[1];
  const free = (width - across * fit) / 2;
  return placing.towards === 'left' ? -free * zoom : free * zoom;
}

/** Cosine and sine, exact. */
const TURNS: Readonly<Record<ViewPresentation['rotation'], readonly [number, number]>> = {
  0: [1, 0],
  90: [0, 1],
  180: [-1, 0],
  270: [0, -1],
};
