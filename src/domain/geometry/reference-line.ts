import { areParallel, normalOf, planeOf, shareFrameOfReference } from './plane';
import type { Frame, ImagePlane, Vector } from '../study/study';
import { dot, minus } from '../study/vector';

/** Picture coordinates: columns to the right, rows down; 0 is the outer edge of the first pixel. */
type Point = readonly [number, number];

/**
 * Where the plane of one slice cuts another picture, as far as both pictures reach. `undefined` where it does not, where
 * they are parallel, and where nobody says that places in both mean the same.
 */
export function referenceLine(of: Frame, on: Frame): readonly [Point, Point] | undefined {
  const [source, target] = [planeOf(of), planeOf(on)];
  if (!source || !target || !shareFrameOfReference(source, target) || areParallel(source, target))
    return undefined;
  const [sourceSize, targetSize] = [sizeOf(of), sizeOf(on)];
  if (!source.spacing || !target.spacing || !sourceSize || !targetSize) return undefined;
  const line = intersection(source, target, target.spacing);
  if (line === undefined) return undefined;

  const within = clipped([-Infinity, Infinity], line.from, line.along, targetSize);
  const [start, direction] = onSource(line, source, source.spacing, target, target.spacing);
  const both = within && clipped(within, start, direction, sourceSize);
  if (both === undefined) return undefined;
  const at = (t: number): Point => [
    line.from[0] + t * line.along[0] + 0.5,
    line.from[1] + t * line.along[1] + 0.5,
  ];
  return [at(both[0]), at(both[1])];
}

const sizeOf = ({ instance: { image } }: Frame): Point | undefined => image && [image.columns, image.rows];

interface Line {
  /** From the middle of the first pixel */
  readonly from: Point;
  readonly along: Point;
}

/** n · (O + r·dc·x + c·dr·y − P) = 0, as a line in x and y. */
function intersection(
  source: ImagePlane,
  { position, row, column }: ImagePlane,
  [down, across]: readonly [number, number],
): Line | undefined {
  const normal = normalOf(source);
  const a = across * dot(normal, row);
  const b = down * dot(normal, column);
  const d = dot(normal, minus(source.position, position));
  const square = a * a + b * b;
  if (square === 0) return undefined;
  return { from: [(a * d) / square, (b * d) / square], along: [-b, a] };
}

/** The same line in the source's own pixels, with the same parameter. */
function onSource(
  { from, along }: Line,
  source: ImagePlane,
  [sourceDown, sourceAcross]: readonly [number, number],
  target: ImagePlane,
  [down, across]: readonly [number, number],
): readonly [Point, Point] {
  const place = ([x, y]: Point): Vector => {
    const [u, v] = [x * across, y * down];
    const { row, column } = target;
    return [u * row[0] + v * column[0], u * row[1] + v * column[1], u * row[2] + v * column[2]];
  };
  const inSource = (vector: Vector): Point => [
    dot(vector, source.row) / sourceAcross,
    dot(vector, source.column) / sourceDown,
  ];
  const start = inSource(minus(place(from), minus(source.position, target.position)));
  return [start, inSource(place(along))];
}

/** The part of a line's parameters for which it lies within a picture. */
function clipped(
  range: readonly [number, number],
  from: Point,
  along: Point,
  size: Point,
): readonly [number, number] | undefined {
  let [low, high] = range;
  for (const axis of [0, 1] as const) {
    const [start, step] = [from[axis], along[axis]];
    const edges = [-0.5 - start, size[axis] - 0.5 - start] as const;
    if (Math.abs(step) < 1e-12) {
      if (edges[0] > 0 || edges[1] < 0) return undefined;
      continue;
    }
    const [one, other] = [edges[0] / step, edges[1] / step];
    low = Math.max(low, Math.min(one, other));
    high = Math.min(high, Math.max(one, other));
  }
  return low < high ? [low, high] : undefined;
}
