/** A rectangle in CSS pixels of the view. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Point = readonly [x: number, y: number];

/** Between a figure and its label, so that the edge of what is measured is seen. */
const GAP = 18;
/** From the edge of the view. */
const MARGIN = 4;

/** The box around points. */
export function boxAround(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/**
 * Where a label goes: beside its figure, never upon it where there is room in the view, and upon no other label. Where
 * there is no room it covers as little as can be.
 *
 * @param taken labels that are placed already, and figures that are not to be covered
 */
export function labelPlace(figure: Box, label: Size, view: Size, taken: readonly Box[]): Box {
  const middle = figure.top + figure.height / 2 - label.height / 2;
  const centre = figure.left + figure.width / 2 - label.width / 2;
  const right = figure.left + figure.width + GAP;
  const left = figure.left - GAP - label.width;
  const below = figure.top + figure.height + GAP;
  const above = figure.top - GAP - label.height;
  const places = [
    [right, middle],
    [left, middle],
    [centre, below],
    [centre, above],
    [right, below],
    [right, above],
    [left, below],
    [left, above],
    // The corners of the view, for a figure that fills it
    [view.width, 0],
    [0, view.height],
  ] as const;
  const boxes = places.map(([x, y]) => ({
    ...label,
    left: within(x, view.width - label.width),
    top: within(y, view.height - label.height),
  }));
  const cost = (box: Box) => taken.reduce((sum, other) => sum + shared(box, other), shared(box, figure));
  const costs = boxes.map(cost);
  return boxes[costs.indexOf(Math.min(...costs))] ?? { ...label, left: MARGIN, top: MARGIN };
}

/** Where a hand put a label, counted from its figure, as far as that lies in the view. */
export const movedPlace = (figure: Box, label: Size, view: Size, [x, y]: Point): Box => ({
  ...label,
  left: within(figure.left + x, view.width - label.width),
  top: within(figure.top + y, view.height - label.height),
});

const within = (value: number, most: number) => Math.max(MARGIN, Math.min(value, most - MARGIN));

/** CSS pixels² that two boxes share. */
export function shared(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  // A line has no area and is still not to be covered.
  return width < 0 || height < 0 ? 0 : (width + 1) * (height + 1);
}

/** A leader: from the label's nearest edge to the nearest of the figure's points. */
export function leader(label: Box, points: readonly Point[]): readonly [Point, Point] | undefined {
  const lines = points.map((point): readonly [Point, Point] => [edgeTowards(label, point), point]);
  const lengths = lines.map(([[x0, y0], [x1, y1]]) => Math.hypot(x1 - x0, y1 - y0));
  return lines[lengths.indexOf(Math.min(...lengths))];
}

const edgeTowards = ({ left, top, width, height }: Box, [x, y]: Point): Point => [
  Math.max(left, Math.min(x, left + width)),
  Math.max(top, Math.min(y, top + height)),
];

/** Lines of at most so many letters, broken between words. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
