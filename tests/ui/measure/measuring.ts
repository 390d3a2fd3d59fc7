import { instanceUid, seriesUid, studyUid } from '../../../src/domain/ids';
import type { Figure, Point } from '../../../src/domain/measure/figure';
import { measure } from '../../../src/domain/measure/measure';
import { noMeasurements, withNew, type Measurement } from '../../../src/domain/measure/measurement';

export const LENGTH: Figure = {
  kind: 'length',
  points: [
    [10, 10],
    [40, 50],
  ],
};

/** On pixels of 0.5 mm; without values. */
export const measured = (...figures: readonly Figure[]): readonly Measurement[] =>
  figures.reduce(
    (list, figure, at) =>
      withNew(list, {
        uid: `2.25.${at + 1}`,
        frame: {
          study: studyUid('1.2'),
          series: seriesUid('1.2.3'),
          instance: instanceUid('1.2.3.4'),
          sopClass: '1.2.840.10008.5.1.4.1.1.2',
          frame: 1,
          isMultiFrame: false,
        },
        figure,
        outcome: measure(figure, {
          calibration: { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'detector' } },
        }),
        made: '2026-11-22T14:02:00',
      }),
    noMeasurements,
  ).all;

/** Turned a quarter to the right and twice as large. */
export const toScreen = ([x, y]: Point): Point => [600 - 2 * y, 2 * x];
export const toPicture = ([x, y]: Point): Point => [y / 2, (600 - x) / 2];
