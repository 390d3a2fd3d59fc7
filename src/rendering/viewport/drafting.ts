import { closed, moved, pressed, released, type Draft, type Drawn } from '../../domain/measure/draft';
import type { PixelSides } from '../../domain/measure/axes';
import type { Figure, FigureKind } from '../../domain/measure/figure';
import { at, back, pixelSides, type PictureMatrix } from '../../domain/geometry/picture-matrix';

/** CSS pixels of the viewport, from its left top corner. */
export type Place = readonly [x: number, y: number];

/** A figure under a hand. Whoever holds it gives the hand's places; the figure is kept in the picture's own. */
export interface Drafting {
  readonly draft: () => Draft | undefined;
  press(kind: FigureKind, place: Place): void;
  move(place: Place): void;
  release(place: Place): void;
  close(): void;
  drop(): void;
}

export interface DraftingParts {
  /** Where the picture lies; absent while none is shown, and then nothing can be drawn */
  matrix(): PictureMatrix | undefined;
  /** The draft is another one than before */
  changed(): void;
  finished(figure: Figure): void;
}

/** A hand that stays within so many CSS pixels has clicked. */
const STILL = 4;

/** Draws figures on the picture of one viewport, by dragging or by clicking. */
export function drafting({ matrix, changed, finished }: DraftingParts): Drafting {
  let draft: Draft | undefined;
  let from: Place | undefined;

  const take = (drawn: Drawn) => {
    draft = drawn.kind === 'drawing' ? drawn.draft : undefined;
    changed();
    const place = matrix();
    // A double click is no length: what is smaller than a hand can mean came about by trembling.
    if (drawn.kind === 'finished' && place && !isTrembling(drawn.figure, place)) finished(drawn.figure);
  };
  const inPicture = (place: Place, then: (point: Place, sides: PixelSides) => void) => {
    const now = matrix();
    if (now) then(back(now, place), pixelSides(now));
  };

  return {
    draft: () => draft,
    press(kind, place) {
      from = place;
      if (draft && draft.kind !== kind) draft = undefined;
      inPicture(place, (point) => take(pressed(draft, kind, point)));
    },
    move(place) {
      const now = draft;
      if (now) inPicture(place, (point, sides) => take({ kind: 'drawing', draft: moved(now, point, sides) }));
    },
    release(place) {
      const now = draft;
      const start = from;
      from = undefined;
      if (now?.held === undefined || !start) return;
      const isClick = Math.hypot(place[0] - start[0], place[1] - start[1]) <= STILL;
      // Where a click ends is where it began, whatever the hand did in between.
      inPicture(isClick ? start : place, (point, sides) => take(released(now, point, isClick, sides)));
    },
    close() {
      if (draft) take(closed(draft));
    },
    drop() {
      from = undefined;
      if (draft) take({ kind: 'none' });
    },
  };
}

function isTrembling({ kind, points }: Figure, matrix: PictureMatrix): boolean {
  if (kind === 'point' || kind === 'note') return false;
  const places = points.map((point) => at(matrix, point));
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return Math.max(...xs) - Math.min(...xs) <= STILL && Math.max(...ys) - Math.min(...ys) <= STILL;
}
