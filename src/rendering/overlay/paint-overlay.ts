import type { ContoursOnSlice, PicturePoint } from '../../domain/overlay/contours';
import type { DoseField, DoseLevel } from '../../domain/overlay/dose';
import { isolines } from '../../domain/overlay/isolines';
import type { OverlayPart, Structure } from '../../domain/overlay/overlay';
import type { SegmentMask } from '../../domain/overlay/segments';
import type { OverlayLine, OverlayRaster } from '../../domain/ports/drawings';
import type { Rgb } from '../../domain/presentation/presentation-state';
import { colourFor, DOSE_COLOURS } from './colours';

type Size = Pick<OverlayRaster, 'columns' | 'rows'>;

/** What is inside lets the picture through, and its edge does not: seen on bone and on air. */
const INSIDE = 110;
const EDGE = 255;

/**
 * Segments over one another, each in its colour; where several lie, in the mean of theirs. Shares are as strong as they are
 * large, and have no edge: where one would be, nobody said.
 */
export function paintSegments(
  masks: readonly SegmentMask[],
  parts: readonly OverlayPart[],
  { columns, rows }: Size,
  maximum: number,
): OverlayRaster {
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  const over = new Uint8Array(columns * rows);
  for (const { segment, values } of masks) {
    const colour = parts.find(({ number }) => number === segment)?.colour;
    if (!colour) continue;
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? 0;
      if (value === 0) continue;
      const alpha =
        maximum > 1 ? (value / maximum) * EDGE : isEdge(values, at, columns, rows) ? EDGE : INSIDE;
      const count = (over[at] = Math.min(255, (over[at] ?? 0) + 1));
      colour.forEach((channel, index) => {
        const before = pixels[at * 4 + index] ?? 0;
        pixels[at * 4 + index] = before + (channel - before) / count;
      });
      pixels[at * 4 + 3] = Math.max(pixels[at * 4 + 3] ?? 0, alpha);
    }
  }
  return { columns, rows, pixels, isExact: true };
}

function isEdge(values: Uint16Array, at: number, columns: number, rows: number): boolean {
  const x = at % columns;
  const y = (at - x) / columns;
  return (
    x === 0 ||
    y === 0 ||
    x === columns - 1 ||
    y === rows - 1 ||
    values[at - 1] === 0 ||
    values[at + 1] === 0 ||
    values[at - columns] === 0 ||
    values[at + columns] === 0
  );
}

const number = (value: number) => String(Math.round(value * 100) / 100);
const point = ([x, y]: PicturePoint) => `${number(x)} ${number(y)}`;
const path = (points: readonly PicturePoint[], end = '') => `M${points.map(point).join('L')}${end}`;

/** Picture pixels from the middle of a mark to its ends */
const MARK = 2.5;

/** Contours as lines: areas, lines, and marks for points. */
export function contourLines(
  on: readonly ContoursOnSlice[],
  structures: readonly Structure[],
): readonly OverlayLine[] {
  return on.flatMap(({ structure, closed, lines, points }): readonly OverlayLine[] => {
    const colour = structures.find((one) => one.number === structure)?.colour;
    if (!colour) return [];
    const marks = points.map(
      ([x, y]) =>
        `${path([
          [x - MARK, y],
          [x + MARK, y],
        ])}${path([
          [x, y - MARK],
          [x, y + MARK],
        ])}`,
    );
    const open = [...lines.map((one) => path(one)), ...marks].join('');
    return [
      ...(closed.length > 0
        ? [{ colour, path: closed.map((one) => path(one, 'Z')).join(''), isClosed: true }]
        : []),
      ...(open ? [{ colour, path: open, isClosed: false }] : []),
    ];
  });
}

/** Below this share of the largest dose the picture is left as it is */
const LEAST_DOSE = 0.05;
const WASH = 150;

/** Doses as a wash of colours, as strong everywhere. */
export function paintDose({ columns, rows, values }: DoseField, most: number): OverlayRaster {
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  for (let at = 0; at < values.length; at++) {
    const share = (values[at] ?? NaN) / most;
    if (!(share >= LEAST_DOSE)) continue;
    pixels.set([...colourFor(DOSE_COLOURS, share), WASH], at * 4);
  }
  return { columns, rows, pixels, isExact: false };
}

export const doseLines = (field: DoseField, levels: readonly DoseLevel[]): readonly OverlayLine[] =>
  levels.flatMap(({ share, value }) => {
    const lines = isolines(field, value);
    return lines.length === 0
      ? []
      : [
          {
            colour: colourFor(DOSE_COLOURS, share),
            path: lines.map((line) => path(line)).join(''),
            isClosed: false,
          },
        ];
  });

/** Values of a map in its colours; where it has none, the picture is left as it is. */
export function paintMap(
  values: Float64Array,
  { columns, rows }: Size,
  [from, to]: readonly [number, number],
  colours: readonly Rgb[],
): OverlayRaster {
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (!Number.isFinite(value)) continue;
    pixels.set([...colourFor(colours, to === from ? 0.5 : (value - from) / (to - from)), EDGE], at * 4);
  }
  return { columns, rows, pixels, isExact: true };
}
