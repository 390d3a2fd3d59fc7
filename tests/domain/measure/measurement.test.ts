import { describe, expect, it } from 'vitest';
import { figureFrom, type Figure, type Point } from '../../../src/domain/measure/figure';
import { handlesOf, movedBy, withHandle } from '../../../src/domain/measure/handles';
import { measure } from '../../../src/domain/measure/measure';
import {
  frameReference,
  isOfFrame,
  noMeasurements,
  withFigure,
  withNew,
  without,
  type Measurement,
} from '../../../src/domain/measure/measurement';
import { labelLines, measurementsText, measurementWords } from '../../../src/texts/en/measured';
import { digitsFor, numberText } from '../../../src/domain/measure/quantity';
import { aFrame, anInstance } from '../instances';

const calibration = { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'detector' } } as const;
const frame = aFrame(anInstance({ uid: '1.2.3' }));
const made = (
  uid: string,
  figure: Figure = {
    kind: 'length',
    points: [
      [0, 0],
      [30, 40],
    ],
  },
) => ({
  uid,
  figure,
  frame: frameReference(frame),
  outcome: measure(figure, { calibration }),
  made: '2026-11-22T14:02:00',
});
const point: Figure = { kind: 'point', points: [[1, 1]] };

describe('the measurements of a session', () => {
  it('are named by kind and number, and a number is not given twice', () => {
    const two = withNew(
      withNew(withNew(noMeasurements, made('2.25.1')), made('2.25.2', point)),
      made('2.25.3'),
    );
    expect(two.all.map(({ label }) => label)).toEqual(['Length 1', 'Point 1', 'Length 2']);
    const after = withNew(without(two, '2.25.3'), made('2.25.4'));
    expect(after.all.map(({ label }) => label)).toEqual(['Length 1', 'Point 1', 'Length 3']);
  });

  it('belong to one frame of one instance', () => {
    const [one] = withNew(noMeasurements, made('2.25.1')).all as [Measurement];
    expect(isOfFrame(one, frame)).toBe(true);
    expect(isOfFrame(one, aFrame(frame.instance, 2))).toBe(false);
    expect(isOfFrame(one, aFrame(anInstance({ uid: '1.2.4' })))).toBe(false);
  });

  it('are measured anew when moved, and keep name and place', () => {
    const list = withNew(withNew(noMeasurements, made('2.25.1')), made('2.25.2'));
    const figure: Figure = {
      kind: 'length',
      points: [
        [0, 0],
        [60, 80],
      ],
    };
    const moved = withFigure(list, '2.25.1', { figure, outcome: measure(figure, { calibration }) });
    expect(moved.all.map(measurementWords)).toEqual([
      'Length 1: Length 50.0 mm, at the detector',
      'Length 2: Length 25.0 mm, at the detector',
    ]);
    expect(withFigure(list, '2.25.9', { figure, outcome: measure(figure, { calibration }) })).toEqual(list);
  });

  it('are copied with the basis of every number, the picture, and what they are not for', () => {
    const list = withNew(withNew(noMeasurements, made('2.25.1')), made('2.25.2', point));
    expect(measurementsText(list.all, () => 'Chest X-ray, 18-Nov-2026, image 1')).toBe(
      [
        'Length 1: Length 25.0 mm, at the detector [Chest X-ray, 18-Nov-2026, image 1]',
        'Point 1: not measured, because no value: the picture is in colour, or not yet here in full [Chest X-ray, 18-Nov-2026, image 1]',
        'Measured for review – not for primary diagnosis',
      ].join('\n'),
    );
  });

  it('have a label with the number first and its basis below', () => {
    expect(labelLines(made('2.25.1'))).toEqual(['25.0 mm', 'at the detector']);
    expect(labelLines(made('2.25.1', point))[0]).toMatch(/^Not measured: /);
  });
});

describe('a figure', () => {
  it('has as many points as its kind needs, or is none', () => {
    expect(figureFrom('length', [[0, 0]])).toBeUndefined();
    expect(
      figureFrom('length', [
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    ).toBeUndefined();
    expect(
      figureFrom('cobb', [
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    ).toBeUndefined();
    expect(
      figureFrom('freehand', [
        [0, 0],
        [1, 1],
      ]),
    ).toBeUndefined();
    expect(
      figureFrom('angle', [
        [0, 0],
        [1, 1],
        [2, 2],
      ])?.kind,
    ).toBe('angle');
  });

  it.each<[string, Figure, number, Point, readonly Point[]]>([
    [
      'an end',
      {
        kind: 'length',
        points: [
          [0, 0],
          [5, 5],
        ],
      },
      1,
      [9, 9],
      [
        [0, 0],
        [9, 9],
      ],
    ],
    [
      'the vertex',
      {
        kind: 'angle',
        points: [
          [0, 0],
          [5, 5],
          [9, 0],
        ],
      },
      1,
      [6, 6],
      [
        [0, 0],
        [6, 6],
        [9, 0],
      ],
    ],
    [
      'the left of an ellipse',
      {
        kind: 'ellipse',
        points: [
          [0, 0],
          [10, 6],
        ],
      },
      0,
      [2, 99],
      [
        [2, 0],
        [10, 6],
      ],
    ],
    [
      'the right of an ellipse',
      {
        kind: 'ellipse',
        points: [
          [0, 0],
          [10, 6],
        ],
      },
      1,
      [12, 99],
      [
        [0, 0],
        [12, 6],
      ],
    ],
    [
      'the top of an ellipse',
      {
        kind: 'ellipse',
        points: [
          [0, 0],
          [10, 6],
        ],
      },
      2,
      [99, 1],
      [
        [0, 1],
        [10, 6],
      ],
    ],
    [
      'the bottom of an ellipse',
      {
        kind: 'ellipse',
        points: [
          [0, 0],
          [10, 6],
        ],
      },
      3,
      [99, 8],
      [
        [0, 0],
        [10, 8],
      ],
    ],
  ])('is changed by %s alone', (_, figure, handle, to, points) => {
    expect(withHandle(figure, handle, to).points).toEqual(points);
  });

  it('is held where its handles are, also when one was moved', () => {
    const outline: Figure = {
      kind: 'freehand',
      points: Array.from({ length: 40 }, (_, at): Point => [
        50 + 20 * Math.cos((at / 40) * 2 * Math.PI),
        50 + 20 * Math.sin((at / 40) * 2 * Math.PI),
      ]),
    };
    expect(handlesOf(outline)).toHaveLength(8);
    const pulled = withHandle(outline, 2, [50, 90]);
    expect(handlesOf(pulled)[2]).toEqual([50, 90]);
    expect(handlesOf(pulled)[1]).toEqual(handlesOf(outline)[1]);
    expect(handlesOf(pulled)[6]).toEqual(handlesOf(outline)[6]);
  });

  it('goes elsewhere as a whole', () => {
    expect(
      movedBy(
        {
          kind: 'ellipse',
          points: [
            [0, 0],
            [4, 2],
          ],
        },
        [3, -1],
      ).points,
    ).toEqual([
      [3, -1],
      [7, 1],
    ]);
  });
});

describe('digits', () => {
  it.each([
    [0.05, 2],
    [0.0715, 2],
    [0.1, 1],
    [0.35, 1],
    [0.5, 1],
    [1, 0],
    [2.5, 0],
    [40, 0],
    [0, 2],
  ])('after the point for an accuracy of %d are %d', (accuracy, digits) => {
    expect(digitsFor(accuracy)).toBe(digits);
  });

  it('never show a minus before a zero', () => {
    expect(numberText({ value: -0.04, digits: 1 })).toBe('0.0');
    expect(numberText({ value: -0.06, digits: 1 })).toBe('-0.1');
  });
});
