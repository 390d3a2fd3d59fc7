import type { Annotation, Point } from '../../domain/presentation/presentation-state';

type Graphic = Exclude<Annotation['shape'], { kind: 'text' }>;

/** Half the arms of the cross that marks a point, CSS pixels. */
const ARM = 6;

/** The outline of a graphic on the screen (PS3.3 C.10.5.1.2). @param place its coordinates to CSS pixels */
export function outlineOf(shape: Graphic, place: (point: Point) => Point): Path2D {
  switch (shape.kind) {
    case 'point':
      return crosses(shape.points.map(place));
    case 'polyline':
      return joined(shape.points.map(place));
    case 'interpolated':
      return curved(shape.points.map(place));
    case 'circle': {
      const [center, onCircle] = [place(shape.center), place(shape.onCircle)];
      const radius = distance(center, onCircle);
      return ellipse(center, radius, radius, 0);
    }
    case 'ellipse': {
      // Ends of the major axis, then of the minor one
      const [a, b, c, d] = shape.axes;
      const [from, to, over, under] = [place(a), place(b), place(c), place(d)];
      const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
      return ellipse(between(from, to), distance(from, to) / 2, distance(over, under) / 2, angle);
    }
  }
}

function crosses(points: readonly Point[]): Path2D {
  const path = new Path2D();
  for (const [x, y] of points) {
    path.moveTo(x - ARM, y);
    path.lineTo(x + ARM, y);
    path.moveTo(x, y - ARM);
    path.lineTo(x, y + ARM);
  }
  return path;
}

function joined(points: readonly Point[]): Path2D {
  const path = new Path2D();
  for (const [x, y] of points) path.lineTo(x, y);
  return path;
}

/** A smooth curve through all points: each leaves in the direction from the one before to the one after it. */
function curved(points: readonly Point[]): Path2D {
  const path = new Path2D();
  const [first = [0, 0], ...others] = points;
  path.moveTo(first[0], first[1]);
  const last = points[points.length - 1] ?? first;
  const isClosed = points.length > 2 && distance(first, last) < 1e-6;
  const beyond = (index: number): Point =>
    isClosed
      ? (points[index < 0 ? points.length - 2 : 1] ?? first)
      : (points[Math.max(0, Math.min(points.length - 1, index))] ?? first);
  for (const [index, to] of others.entries()) {
    const from = points[index] ?? first;
    const before = points[index - 1] ?? beyond(-1);
    const after = points[index + 2] ?? beyond(points.length);
    path.bezierCurveTo(
      from[0] + (to[0] - before[0]) / 6,
      from[1] + (to[1] - before[1]) / 6,
      to[0] - (after[0] - from[0]) / 6,
      to[1] - (after[1] - from[1]) / 6,
      to[0],
      to[1],
    );
  }
  return path;
}

function ellipse([x, y]: Point, across: number, down: number, angle: number): Path2D {
  const path = new Path2D();
  path.ellipse(x, y, across, down, angle, 0, 2 * Math.PI);
  return path;
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const between = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
