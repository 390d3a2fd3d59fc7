import type { Pair, Slide, SlideOrientation } from './slide';

/** mm on the glass of a place that is given in µm from the slide's left upper corner; `undefined` where nobody says. */
export function onGlass({ origin, orientation, levels: [base] }: Slide, [x, y]: Pair): Pair | undefined {
  if (!origin || !orientation) return undefined;
  // Its origin is the centre of the first pixel.
  const [along, down] = [(x - base.pitch[0] / 2) / 1000, (y - base.pitch[1] / 2) / 1000];
  const { row, column } = orientation;
  return [origin[0] + row[0] * along + column[0] * down, origin[1] + row[1] * along + column[1] * down];
}

/** The centres of the pixels in the corners, mm on the glass: left upper, right upper, left lower, right lower. */
export function corners(slide: Slide): readonly Pair[] | undefined {
  const { size, levels } = slide;
  const half = [levels[0].pitch[0] / 2, levels[0].pitch[1] / 2] as const;
  const [left, right, top, bottom] = [half[0], size[0] - half[0], half[1], size[1] - half[1]];
  const all = (
    [
      [left, top],
      [right, top],
      [left, bottom],
      [right, bottom],
    ] as const
  ).flatMap((place) => {
    const found = onGlass(slide, place);
    return found ? [found] : [];
  });
  return all.length > 0 ? all : undefined;
}

/** How nearly all slides are stored: rows run towards lower Y, columns towards lower X. */
const USUAL: SlideOrientation = { row: [0, -1], column: [-1, 0] };

/** How a picture lies, beside how nearly all slides are stored. */
export interface Turned {
  /** Degrees, clockwise, -180 exclusive to 180; after the mirroring */
  readonly by: number;
  readonly mirrored: boolean;
}

/** `undefined` where it lies as nearly all do, or where nobody says. */
export function turnedBy({ orientation }: Pick<Slide, 'orientation'>): Turned | undefined {
  if (!orientation) return undefined;
  const { row, column } = orientation;
  const along = ([ax, ay]: Pair, [bx, by]: Pair) => ax * bx + ay * by;
  const right = Math.atan2(along(row, USUAL.column), along(row, USUAL.row));
  const by = -Math.round((right * 180) / Math.PI) || 0;
  const handed = ([ax, ay]: Pair, [bx, by_]: Pair) => ax * by_ - ay * bx;
  // Of the usual one it is negative.
  const mirrored = handed(row, column) > 0;
  if (by === 0 && !mirrored) return undefined;
  return { by: by === -180 ? 180 : by, mirrored };
}

/** Between two places on the slide. */
export const lengthBetween = (from: Pair, to: Pair): number => Math.hypot(to[0] - from[0], to[1] - from[1]);

/** The longest round length, of 1, 2 or 5 in its first digit, that is not longer. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [5, 2].find((one) => one * power <= most * (1 + 1e-9)) ?? 1;
  return Number((step * power).toPrecision(12));
}

/** Objective power that shows a pixel of so many µm, as pathologists count it: 0.25 µm is 40×. */
export const magnificationOf = (pitch: number): number => 10 / pitch;
