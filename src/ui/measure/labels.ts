import type { Measurement } from '../../domain/measure/measurement';
import { labelLines } from '../../texts/en/measured';
import { labelWords } from '../../texts/en/measuring';
import { boxAround, labelPlace, leader, movedPlace, wrapped, type Box, type Size } from './label-place';
import { outlineOf, type Outline, type Transform } from './outline';

type Point = readonly [x: number, y: number];

/** A measurement as it stands on the screen. */
export interface Drawn {
  readonly measurement: Measurement;
  readonly outline: Outline;
  /** Around what is measured */
  readonly figure: Box;
  readonly label: Box;
  readonly lines: readonly string[];
  readonly leader?: readonly [Point, Point];
}

export const LINE_HEIGHT = 18;
export const PADDING = 6;
/** CSS pixels a letter of the overlay's type takes at most, on average */
const LETTER = 8.2;
const LONGEST = 34;
/** CSS pixels from which on a view has room for several full labels */
const ROOM = 480;

/**
 * Measurements with labels that cover neither what is measured nor one another, where there is room. In a view too small
 * for that only the chosen one says its numbers, each with its basis; the others say their names, and are in the list.
 *
 * @param moved where a hand put the label of a measurement (by its UID), CSS pixels from the corner of its figure
 */
export function drawnOf(
  measurements: readonly Measurement[],
  toScreen: Transform,
  view: Size,
  selected?: string,
  moved?: ReadonlyMap<string, Point>,
): readonly Drawn[] {
  const outlines = measurements.map(({ figure }) => outlineOf(figure, toScreen));
  const figures = outlines.map(({ points }) => boxAround(points));
  const labels: Box[] = [];
  const words = wordsOf(view);
  return measurements.map((measurement, at) => {
    const outline = outlines[at] ?? { path: '', help: '', points: [] };
    const isFull = measurements.length === 1 || view.width >= ROOM || measurement.uid === selected;
    const said = isFull ? labelLines(measurement) : [];
    const lines = [labelWords(measurement), ...said.flatMap((text) => wrapped(text, LONGEST))];
    const size = {
      width: Math.max(...lines.map(({ length }) => length)) * LETTER + PADDING * 2,
      height: lines.length * LINE_HEIGHT + PADDING * 2,
    };
    const own = figures[at] ?? boxAround([[0, 0]]);
    const others = figures.filter((_, other) => other !== at);
    const put = moved?.get(measurement.uid);
    const label = put
      ? movedPlace(own, size, view, put)
      : labelPlace(own, size, view, [...labels, ...others, ...words]);
    labels.push(label);
    return { measurement, outline, figure: own, label, lines, leader: leader(label, outline.points) };
  });
}

/** Where the view's own words and letters stand: whose picture it is is never under a label, where there is room. */
function wordsOf({ width, height }: Size): readonly Box[] {
  const box = (left: number, top: number, wide: number, high: number): Box => ({
    left,
    top,
    width: wide,
    height: high,
  });
  return [
    box(0, 0, 190, 46),
    box(width - 190, 0, 190, 30),
    box(0, height - 66, 110, 42),
    box(width - 170, height - 66, 170, 42),
    box(width / 2 - 130, height - 26, 260, 26),
    // The letters of the edges
    box(width / 2 - 12, 4, 24, 28),
    box(width / 2 - 12, height - 54, 24, 28),
    box(0, height / 2 - 14, 34, 28),
    box(width - 50, height / 2 - 14, 50, 28),
  ];
}
