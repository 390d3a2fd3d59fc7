import { describe, expect, it } from 'vitest';
import { withAxesEnd, type Axes } from '../../../src/domain/measure/axes';
import { moved, pressed, released, type Draft } from '../../../src/domain/measure/draft';
import type { Figure, FigureKind, Point } from '../../../src/domain/measure/figure';
import { movedBy, withHandle } from '../../../src/domain/measure/handles';
import { measure, type Measurable } from '../../../src/domain/measure/measure';
import { noMeasurements, withNew, withWords } from '../../../src/domain/measure/measurement';
import { instanceUid, seriesUid, studyUid } from '../../../src/domain/ids';
import { measurementWords, quantityWords } from '../../../src/texts/en/measured';

const picture: Measurable = {
  calibration: { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'patient' } },
};

/** A hand that drags each stroke, or clicks where it has one place alone. */
function drawn(kind: FigureKind, ...strokes: readonly (readonly Point[])[]): Figure | undefined {
  let draft: Draft | undefined;
  for (const [from, ...way] of strokes) {
    if (!from) throw new Error('a stroke without a place');
    const down = pressed(draft && moved(draft, from), kind, from);
    if (down.kind !== 'drawing') return down.kind === 'finished' ? down.figure : undefined;
    const held: Draft = way.reduce<Draft>((so, at) => moved(so, at), down.draft);
    const up = released(held, way.at(-1) ?? from, way.length === 0);
    if (up.kind !== 'drawing') return up.kind === 'finished' ? up.figure : undefined;
    draft = up.draft;
  }
  return undefined;
}

const isSquare = ([a, b, c, d]: Axes) =>
  Math.abs((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])) < 1e-9;

describe('two axes', () => {
  const LONG = [
    [0, 0],
    [40, 30],
  ] as const;
  it.each<[string, readonly (readonly Point[])[]]>([
    [
      'dragged',
      [
        LONG,
        [
          [26, 7],
          [20, 22],
          [14, 24],
        ],
      ],
    ],
    ['clicked', [[LONG[0]], [LONG[1]], [[26, 7]], [[14, 24]]]],
    ['dragged and clicked', [LONG, [[26, 7]], [[14, 24]]]],
  ])('that are %s stand at right angles, each with its own number', (_name, strokes) => {
    const figure = drawn('bidirectional', ...strokes);
    if (figure?.kind !== 'bidirectional') throw new Error('nothing was drawn');
    expect(isSquare(figure.points)).toBe(true);
    expect(figure.points.slice(0, 3)).toEqual([...LONG, [26, 7]]);
    const outcome = measure(figure, picture);
    expect(outcome.kind === 'measured' && outcome.quantities.map(quantityWords)).toEqual([
      'Long axis 25.0 mm, in the patient',
      'Short axis 10.4 mm, in the patient',
    ]);
  });

  it('are called by their lengths, whichever was drawn first', () => {
    const figure: Figure = {
      kind: 'bidirectional',
      points: [
        [0, 0],
        [10, 0],
        [5, -20],
        [5, 20],
      ],
    };
    const outcome = measure(figure, picture);
    expect(outcome.kind === 'measured' && outcome.quantities.map(({ name, line }) => [name, line])).toEqual([
      ['Long axis', 1],
      ['Short axis', 0],
    ]);
  });

  it.each<[string, Figure]>([
    [
      'the long axis',
      {
        kind: 'bidirectional',
        points: [
          [5, 5],
          [5, 5],
          [5, 0],
          [5, 9],
        ],
      },
    ],
    [
      'the short axis',
      {
        kind: 'bidirectional',
        points: [
          [0, 0],
          [9, 0],
          [5, 5],
          [5, 5],
        ],
      },
    ],
  ])('have no number where %s has no length', (_name, figure) => {
    expect(measure(figure, picture)).toEqual({ kind: 'refused', why: 'no-length' });
  });

  const AXES: Axes = [
    [0, 0],
    [40, 0],
    [10, -6],
    [10, 8],
  ];
  it.each<[string, number, Point, Axes]>([
    [
      'the long one turns, and takes the short one along',
      1,
      [0, 40],
      [
        [0, 0],
        [0, 40],
        [6, 10],
        [-8, 10],
      ],
    ],
    [
      'the long one grows, and the short one stays at its part of it',
      1,
      [80, 0],
      [
        [0, 0],
        [80, 0],
        [20, -6],
        [20, 8],
      ],
    ],
    [
      'an end of the short one is pulled out',
      3,
      [10, 20],
      [
        [0, 0],
        [40, 0],
        [10, -6],
        [10, 20],
      ],
    ],
    [
      'an end of the short one is pulled aside, and the other follows',
      2,
      [30, -9],
      [
        [0, 0],
        [40, 0],
        [30, -9],
        [30, 8],
      ],
    ],
  ])('stay at right angles when %s', (_name, end, to, expected) => {
    const after = withAxesEnd(AXES, end, to);
    after.flat().forEach((value, at) => expect(value).toBeCloseTo(expected.flat()[at] ?? Number.NaN, 9));
    expect(withHandle({ kind: 'bidirectional', points: AXES }, end, to).points).toEqual(after);
  });

  it('are moved as a whole', () => {
    const figure = movedBy({ kind: 'bidirectional', points: AXES }, [1, 2]);
    figure.points
      .flat()
      .forEach((value, at) => expect(value).toBeCloseTo((AXES.flat()[at] ?? 0) + (at % 2 ? 2 : 1)));
  });
});

describe('one point', () => {
  it.each(['point', 'note'] as const)('of a %s follows the hand until that goes up', (kind) => {
    expect(
      drawn(kind, [
        [3, 4],
        [5, 6],
      ]),
    ).toEqual({ kind, points: [[5, 6]] });
  });
});

describe('arrows and notes', () => {
  const frame = {
    study: studyUid('1.2'),
    series: seriesUid('1.2.3'),
    instance: instanceUid('1.2.3.4'),
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    frame: 1,
    isMultiFrame: false,
  };
  const one = (figure: Figure) =>
    withNew(noMeasurements, { uid: '2.25.1', frame, figure, outcome: measure(figure, picture), made: '' });

  it.each<[string, Figure | undefined, Figure]>([
    [
      'an arrow is dragged from what it points at',
      drawn('arrow', [
        [3, 4],
        [30, 40],
      ]),
      {
        kind: 'arrow',
        points: [
          [3, 4],
          [30, 40],
        ],
      },
    ],
    [
      'an arrow is clicked',
      drawn('arrow', [[3, 4]], [[30, 40]]),
      {
        kind: 'arrow',
        points: [
          [3, 4],
          [30, 40],
        ],
      },
    ],
    ['a note is one press', drawn('note', [[3, 4]]), { kind: 'note', points: [[3, 4]] }],
  ])('%s, and measure nothing', (_name, figure, expected) => {
    expect(figure).toEqual(expected);
    expect(measure(expected, picture)).toEqual({ kind: 'marked' });
  });

  it.each([
    ['', 'Note 1'],
    ['  query \n nodule ', 'Note 1: query nodule'],
    ['x'.repeat(100_000), `Note 1: ${'x'.repeat(200)}`],
  ])('say what was written', (words, said) => {
    const [note] = withWords(one({ kind: 'note', points: [[3, 4]] }), '2.25.1', words).all;
    expect(note && measurementWords(note)).toBe(said);
  });
});
