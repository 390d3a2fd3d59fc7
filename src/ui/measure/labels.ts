import type { Measurement } from '../../domain/measure/measurement';
import { labelLines } from '../../domain/measure/measurement-words';
import { boxAround, labelPlace, leader, wrapped, type Box, type Size } from './label-place';
import { outlineOf, type Outline, type Transform } from './outline';

type Point = readonly [x: number, y: number];

/** A measurement as it stands on the screen. */
export interface Drawn {
  readonly measurement: Measurement;
  readonly outline: Outline;
  readonly label: Box;
  readonly lines: readonly string[];
  readonly leader?: readonly [Point, Point];
}

export const LINE_HEIGHT = 18;
export const PADDING = 6;
/** CSS pixels a letter of the overlay's type takes at most, on average */
const LETTER = 8.2;
const LONGEST = 34;

/** Measurements with labels that cover neither what is measured nor one another, where there is room. */
export function drawnOf(
  measurements: readonly Measurement[],
  toScreen: Transform,
  view: Size,
): readonly Drawn[] {
  const outlines = measurements.map(({ figure }) => outlineOf(figure.kind, figure.points, toScreen));
  const figures = outlines.map(({ points }) => boxAround(points));
  const labels: Box[] = [];
  return measurements.map((measurement, at) => {
    const outline = outlines[at] ?? { path: '', help: '', points: [] };
    const lines = [measurement.label, ...labelLines(measurement).flatMap((text) => wrapped(text, LONGEST))];
    const size = {
      width: Math.max(...lines.map(({ length }) => length)) * LETTER + PADDING * 2,
      height: lines.length * LINE_HEIGHT + PADDING * 2,
    };
    const own = figures[at] ?? boxAround([[0, 0]]);
    const others = figures.filter((_, other) => other !== at);
    const label = labelPlace(own, size, view, [...labels, ...others]);
    labels.push(label);
    return { measurement, outline, label, lines, leader: leader(label, outline.points) };
  });
}
