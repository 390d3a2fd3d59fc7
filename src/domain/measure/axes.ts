/** Picture coordinates: column, row; 0, 0 is the outer corner of the first pixel (PS3.3 C.18.6.1.2). */
export type Point = readonly [x: number, y: number];

/** The ends of one line, then of another */
export type Axes = readonly [Point, Point, Point, Point];

/** Width and height of a pixel, of which only the ratio means anything: right angles in the patient are none in pixels that are not square. */
export type PixelSides = readonly [across: number, down: number];

export const SQUARE: PixelSides = [1, 1];

/** The second line at right angles to the first, from where it begins and as far as its end reaches. */
export function squared(axes: Axes, sides = SQUARE): Axes {
  const [a, b, c, d] = stretched(axes, sides);
  const across = acrossOf(a, b);
  return across
    ? stretched([a, b, c, along(c, across, dot([d[0] - c[0], d[1] - c[1]], across))], inverse(sides))
    : axes;
}

const inverse = ([across, down]: PixelSides): PixelSides => [1 / across, 1 / down];

const stretch = ([x, y]: Point, [across, down]: PixelSides): Point => [x * across, y * down];

const stretched = ([a, b, c, d]: Axes, by: PixelSides): Axes =>
  by[0] === by[1] ? [a, b, c, d] : [stretch(a, by), stretch(b, by), stretch(c, by), stretch(d, by)];

/**
 * Two axes with one of their ends elsewhere. The short axis goes along with the long one, as long as it was and at the same
 * part of it; an end of its own takes the other one along to where it crosses.
 *
 * @param end place in the axes
 */
export function withAxesEnd(axes: Axes, end: number, to: Point, sides = SQUARE): Axes {
  if (sides[0] === sides[1]) return withSquareEnd(axes, end, to);
  return stretched(withSquareEnd(stretched(axes, sides), end, stretch(to, sides)), inverse(sides));
}

function withSquareEnd(axes: Axes, end: number, to: Point): Axes {
  const [a, b, c, d] = axes;
  const across = acrossOf(a, b);
  if (end > 1) {
    if (!across) return axes;
    const other = end === 2 ? d : c;
    const follows = along(to, across, dot([other[0] - to[0], other[1] - to[1]], across));
    return end === 2 ? [a, b, to, follows] : [a, b, follows, to];
  }
  const [from, until] = end === 0 ? [to, b] : [a, to];
  const turned = acrossOf(from, until);
  if (!across || !turned) return [from, until, c, d];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const part = dot([c[0] - a[0], c[1] - a[1]], [across[1], -across[0]]) / length;
  const foot: Point = [from[0] + (until[0] - from[0]) * part, from[1] + (until[1] - from[1]) * part];
  const reach = ([x, y]: Point) => dot([x - a[0], y - a[1]], across);
  return [from, until, along(foot, turned, reach(c)), along(foot, turned, reach(d))];
}

/** Of length 1, a quarter turn from the direction of a line; `undefined` for one without a length */
function acrossOf([x0, y0]: Point, [x1, y1]: Point): Point | undefined {
  const length = Math.hypot(x1 - x0, y1 - y0);
  return length === 0 ? undefined : [-(y1 - y0) / length, (x1 - x0) / length];
}

const along = ([x, y]: Point, [dx, dy]: Point, by: number): Point => [x + dx * by, y + dy * by];

const dot = ([ax, ay]: Point, [bx, by]: Point) => ax * bx + ay * by;
