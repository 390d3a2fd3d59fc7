import { describe, expect, it } from 'vitest';
import {
  closed,
  figureAt,
  moved,
  pressed,
  released,
  type Draft,
  type Drawn,
} from '../../../src/domain/measure/draft';
import { POINTS, type FigureKind, type Point } from '../../../src/domain/measure/figure';

/** A hand that drags from each point to the next one given with it, or clicks where there is one alone. */
function draw(kind: FigureKind, ...strokes: readonly (readonly Point[])[]): Drawn {
  let draft: Draft | undefined;
  for (const stroke of strokes) {
    const [from, ...way] = stroke;
    if (!from) throw new Error('a stroke without a place');
    const down = pressed(draft && moved(draft, from), kind, from);
    if (down.kind !== 'drawing') return down;
    draft = way.reduce((so, at) => moved(so, at), down.draft);
    const up = released(draft, way.at(-1) ?? from, way.length === 0);
    if (up.kind !== 'drawing') return up;
    draft = up.draft;
  }
  return draft ? { kind: 'drawing', draft } : { kind: 'none' };
}
const figure = (kind: FigureKind, points: readonly Point[]) => ({
  kind: 'finished',
  figure: { kind, points },
});

describe('drawing', () => {
  it.each<[string, Drawn, object]>([
    ['a point is one press', draw('point', [[3, 4]]), figure('point', [[3, 4]])],
    [
      'a length is dragged',
      draw('length', [
        [1, 1],
        [5, 5],
        [9, 9],
      ]),
      figure('length', [
        [1, 1],
        [9, 9],
      ]),
    ],
    [
      'a length is clicked',
      draw('length', [[1, 1]], [[9, 9]]),
      figure('length', [
        [1, 1],
        [9, 9],
      ]),
    ],
    [
      'an ellipse is clicked',
      draw('ellipse', [[1, 1]], [[9, 9]]),
      figure('ellipse', [
        [1, 1],
        [9, 9],
      ]),
    ],
    [
      'an angle is dragged and clicked',
      draw(
        'angle',
        [
          [9, 0],
          [0, 0],
        ],
        [[0, 9]],
      ),
      figure('angle', [
        [9, 0],
        [0, 0],
        [0, 9],
      ]),
    ],
    [
      'an angle is clicked',
      draw('angle', [[9, 0]], [[0, 0]], [[0, 9]]),
      figure('angle', [
        [9, 0],
        [0, 0],
        [0, 9],
      ]),
    ],
    [
      'a Cobb angle is clicked',
      draw('cobb', [[0, 0]], [[9, 1]], [[0, 20]], [[9, 18]]),
      figure('cobb', [
        [0, 0],
        [9, 1],
        [0, 20],
        [9, 18],
      ]),
    ],
    [
      'a Cobb angle is two drags',
      draw(
        'cobb',
        [
          [0, 0],
          [9, 1],
        ],
        [
          [0, 20],
          [9, 18],
        ],
      ),
      figure('cobb', [
        [0, 0],
        [9, 1],
        [0, 20],
        [9, 18],
      ]),
    ],
    [
      'an outline is drawn in one go, without steps too small to see',
      draw('freehand', [
        [0, 0],
        [0.1, 0],
        [5, 0],
        [5, 5],
        [0, 5],
      ]),
      figure('freehand', [
        [0, 0],
        [5, 0],
        [5, 5],
        [0, 5],
      ]),
    ],
  ])('%s', (_, drawn, finished) => {
    expect(drawn).toEqual(finished);
  });

  it('an outline that was clicked out ends when it is closed', () => {
    const drawn = draw('freehand', [[0, 0]], [[5, 0]], [[5, 5]]);
    if (drawn.kind !== 'drawing') throw new Error(drawn.kind);
    expect(closed(drawn.draft)).toEqual(
      figure('freehand', [
        [0, 0],
        [5, 0],
        [5, 5],
      ]),
    );
  });

  it('an outline of too few points comes to nothing', () => {
    expect(
      draw('freehand', [
        [0, 0],
        [5, 0],
      ]),
    ).toEqual({ kind: 'none' });
  });

  it('a second click on the same place does not end a length', () => {
    expect(draw('length', [[1, 1]], [[1, 1]]).kind).toBe('drawing');
  });

  it.each(Object.keys(POINTS) as FigureKind[])(
    'without a hand a %s stands where it was asked for',
    (kind) => {
      const put = figureAt(kind, [50, 40], 10);
      expect(put.kind).toBe(kind);
      for (const [x, y] of put.points)
        expect(Math.hypot(x - 50, y - 40)).toBeLessThanOrEqual(Math.SQRT2 * 10);
    },
  );
});
