import { describe, expect, it } from 'vitest';
import {
  squared,
  withAxesEnd,
  type Axes,
  type PixelSides,
  type Point,
} from '../../../src/domain/measure/axes';
import { moved, pressed, released, type Draft } from '../../../src/domain/measure/draft';
import { measure } from '../../../src/domain/measure/measure';
import { movedBy } from '../../../src/domain/measure/handles';

/** Pixels of a B-scan, of a sagittal reformation, of a film that was scanned turned, and square ones */
const SIDES: readonly PixelSides[] = [
  [11, 3.9],
  [0.5, 2],
  [2, 1],
  [1, 1],
];

const inPatient = (axes: Axes, [across, down]: PixelSides) => {
  const [a, b, c, d] = axes.map(([x, y]): Point => [x * across, y * down]) as unknown as Axes;
  const cosine =
    ((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])) /
    (Math.hypot(b[0] - a[0], b[1] - a[1]) * Math.hypot(d[0] - c[0], d[1] - c[1]));
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
};

describe.each(SIDES)('two axes on pixels of %f by %f', (...sides: PixelSides) => {
  const drawn: Axes = [
    [10, 10],
    [50, 42],
    [30, 20],
    [22, 44],
  ];

  it('are at right angles in the patient as soon as they are drawn', () => {
    expect(inPatient(squared(drawn, sides), sides)).toBeCloseTo(90, 9);
    expect(squared(drawn, sides)[2].map((each) => Number(each.toFixed(9)))).toEqual([30, 20]);
  });

  it.each([0, 1, 2, 3])('are so when end %i is pulled, and when they are moved', (end) => {
    const pulled = withAxesEnd(squared(drawn, sides), end, [18, 31], sides);
    expect(inPatient(pulled, sides)).toBeCloseTo(90, 9);
    expect((pulled[end] as Point).map((each) => Number(each.toFixed(9)))).toEqual([18, 31]);
    const there = movedBy({ kind: 'bidirectional', points: pulled }, [7, -3]);
    expect(inPatient(there.points as unknown as Axes, sides)).toBeCloseTo(90, 9);
  });

  it('are drawn so by a hand, and their lengths are those of the patient', () => {
    const begun = pressed(undefined, 'bidirectional', [10, 10]);
    let draft = (begun as { draft: Draft }).draft;
    draft = moved(draft, [50, 42], sides);
    draft = (released(draft, [50, 42], false, sides) as { draft: Draft }).draft;
    draft = (pressed(draft, 'bidirectional', [30, 20]) as { draft: Draft }).draft;
    draft = moved(draft, [22, 44], sides);
    const done = released(draft, [22, 44], false, sides);
    if (done.kind !== 'finished' || done.figure.kind !== 'bidirectional') throw new Error('not finished');
    expect(inPatient(done.figure.points, sides)).toBeCloseTo(90, 9);
    const [across, down] = sides;
    const outcome = measure(done.figure, {
      calibration: { kind: 'millimetres', spacing: [down, across], basis: { kind: 'patient' } },
    });
    const values = outcome.kind === 'measured' ? outcome.quantities.map(({ value }) => value) : [];
    const [long, short] = [
      Math.hypot(40 * across, 32 * down),
      // What of the second line goes across the first
      Math.abs(-8 * across * -32 * down + 24 * down * 40 * across) / Math.hypot(40 * across, 32 * down),
    ];
    expect(values[0]).toBeCloseTo(Math.max(long, short), 9);
    expect(values[1]).toBeCloseTo(Math.min(long, short), 9);
  });
});
