import { SQUARE, type PixelSides } from './axes';
import { figureFrom, POINTS, type Figure, type FigureKind, type Point } from './figure';

/** A figure that is being drawn. */
export interface Draft {
  readonly kind: FigureKind;
  /** Those that are fixed, then the one that follows the hand */
  readonly points: readonly Point[];
  /** While the hand is down: how many points there were when it went down */
  readonly held?: number;
}

/** What a hand did: the figure goes on, is finished, or came to nothing. */
export type Drawn =
  | { readonly kind: 'drawing'; readonly draft: Draft }
  | { readonly kind: 'finished'; readonly figure: Figure }
  | { readonly kind: 'none' };

const drawing = (draft: Draft): Drawn => ({ kind: 'drawing', draft });

/** Steps shorter than this, in picture pixels, add no point to an outline. */
const STEP = 0.5;

/**
 * The hand goes down. The first press begins a figure; each further one fixes the point under it and begins the next, so
 * that every figure can be drawn by clicking as well as by dragging (WCAG 2.5.7).
 */
export function pressed(draft: Draft | undefined, kind: FigureKind, at: Point): Drawn {
  // One point follows the hand until that goes up.
  if (!draft && POINTS[kind] === 1) return drawing({ kind, points: [at], held: 1 });
  if (!draft) return drawing({ kind, points: [at, at], held: 2 });
  return drawing({ ...draft, points: [...draft.points.slice(0, -1), at], held: draft.points.length });
}

/** The hand moves, down or not. A held hand draws an outline; otherwise the last point follows. */
export function moved(draft: Draft, at: Point, sides = SQUARE): Draft {
  const fixed = draft.points.slice(0, -1);
  // The second of two lines is dragged as the first one was.
  if (hasTwoLines(draft.kind) && draft.held === 3 && draft.points.length === 3)
    return straightened({ ...draft, points: [...draft.points, at] }, sides);
  if (draft.kind !== 'freehand' || draft.held === undefined)
    return straightened({ ...draft, points: [...fixed, at] }, sides);
  const last = fixed.at(-1);
  const isStep = !last || Math.hypot(at[0] - last[0], at[1] - last[1]) >= STEP;
  return { ...draft, points: isStep ? [...fixed, at, at] : [...fixed, at] };
}

const hasTwoLines = (kind: FigureKind) => kind === 'cobb' || kind === 'bidirectional';

/** A short axis is seen at right angles to the long one while it is still drawn. */
function straightened(draft: Draft, sides: PixelSides): Draft {
  const { kind, points } = draft;
  return {
    ...draft,
    points: kind === 'bidirectional' ? (figureFrom(kind, points, sides)?.points ?? points) : points,
  };
}

/**
 * The hand goes up. A drag that began a point ends it where the hand is; a click leaves the point to follow the hand.
 *
 * @param isClick the hand went up where it went down
 */
export function released(draft: Draft, at: Point, isClick: boolean, sides = SQUARE): Drawn {
  // What a trembling hand added between the press and its end is no point.
  const drawn = isClick ? draft.points.slice(0, draft.held) : draft.points;
  const fixed = drawn.slice(0, -1);
  if (draft.kind === 'freehand') {
    // Drawn in one go it ends with the hand; clicked out, it ends by `closed`.
    if (!isClick) return finished(draft.kind, withoutRepeats(fixed));
    return drawing({ ...draft, points: [...fixed, at, at], held: undefined });
  }
  const isFirst = drawn.length === 2 && isSame(fixed[0], at);
  if (isClick && isFirst) return drawing({ ...draft, held: undefined });
  const points = [...fixed, at];
  if (points.length === POINTS[draft.kind]) return finished(draft.kind, points, sides);
  return drawing({ ...draft, points: [...points, at], held: undefined });
}

/** A double click, Enter, or a click on the first point: an outline that was clicked out is closed. */
export function closed(draft: Draft): Drawn {
  return draft.kind === 'freehand' ? finished(draft.kind, withoutRepeats(draft.points)) : drawing(draft);
}

function finished(kind: FigureKind, points: readonly Point[], sides = SQUARE): Drawn {
  const figure = figureFrom(kind, points, sides);
  return figure ? { kind: 'finished', figure } : { kind: 'none' };
}

const isSame = (a: Point | undefined, b: Point) => a !== undefined && a[0] === b[0] && a[1] === b[1];

const withoutRepeats = (points: readonly Point[]) =>
  points.filter((point, at) => !isSame(points[at - 1], point));

/**
 * A figure put down without a hand, to be moved into place by keys.
 *
 * @param reach half of its width, in picture pixels
 */
export function figureAt(kind: FigureKind, [x, y]: Point, reach: number): Figure {
  switch (kind) {
    case 'point':
    case 'note':
      return { kind, points: [[x, y]] };
    case 'length':
    case 'arrow':
      return {
        kind,
        points: [
          [x - reach, y],
          [x + reach, y],
        ],
      };
    case 'angle':
      return {
        kind,
        points: [
          [x + reach, y],
          [x, y],
          [x, y - reach],
        ],
      };
    case 'cobb':
      return {
        kind,
        points: [
          [x - reach, y - reach / 2],
          [x + reach, y - reach / 2],
          [x - reach, y + reach / 2],
          [x + reach, y + reach / 2],
        ],
      };
    case 'bidirectional':
      return {
        kind,
        points: [
          [x - reach, y],
          [x + reach, y],
          [x, y - reach / 2],
          [x, y + reach / 2],
        ],
      };
    case 'ellipse':
      return {
        kind,
        points: [
          [x - reach, y - reach],
          [x + reach, y + reach],
        ],
      };
    case 'freehand':
      return { kind, points: octagon([x, y], reach) };
  }
}

const octagon = ([x, y]: Point, reach: number): readonly Point[] =>
  Array.from({ length: 8 }, (_, at): Point => {
    const turn = (at / 8) * 2 * Math.PI;
    return [x + reach * Math.cos(turn), y + reach * Math.sin(turn)];
  });
