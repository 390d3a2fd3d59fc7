import { back, type PictureMatrix } from '../../domain/geometry/picture-matrix';
import type { Area, Size } from '../viewport/placement';

interface Sides {
  readonly rows: number;
  readonly columns: number;
}

/** Picture pixels that share a device pixel, whole ones: at least 1. */
export interface Step {
  readonly across: number;
  readonly down: number;
}

/** A part of a picture as a grid of cells, each of `across` by `down` pixels; at the picture's edge, of what is left. */
export interface Cells extends Step {
  /** The first cell, counted from the picture's corner */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** Up to so many cells a whole picture is made at once, and is there when it is panned. */
const WHOLE = 2 ** 21;
/** Of what is seen, on each side of it: a hand that pans does not have a part made for each step. */
const MARGIN = 1 / 8;

/** The finest grid that a screen can show. @param pixelRatio device pixels a CSS pixel */
export function stepOf([a, b, c, d]: PictureMatrix, pixelRatio: number, { rows, columns }: Sides): Step {
  const sharing = (cssPixels: number, most: number) =>
    Math.max(1, Math.min(most, Math.floor(1 / (cssPixels * pixelRatio))));
  return { across: sharing(Math.hypot(a, b), columns), down: sharing(Math.hypot(c, d), rows) };
}

/** The upright part of a picture that holds all that is seen of it, in picture pixels; empty where nothing is. */
export function areaSeen(matrix: PictureMatrix, { width, height }: Size, { rows, columns }: Sides): Area {
  const corners = [
    back(matrix, [0, 0]),
    back(matrix, [width, 0]),
    back(matrix, [0, height]),
    back(matrix, [width, height]),
  ];
  const [across, down] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return {
    left: within(Math.min(...across), columns),
    top: within(Math.min(...down), rows),
    right: within(Math.max(...across), columns),
    bottom: within(Math.max(...down), rows),
  };
}

/** The cells to make where an area is seen: all of a picture that is not too many, else the area and what is around it. */
export function cellsFor(seen: Area, { across, down }: Step, { rows, columns }: Sides): Cells {
  const whole = { columns: Math.ceil(columns / across), rows: Math.ceil(rows / down) };
  if (whole.columns * whole.rows <= WHOLE) return { across, down, left: 0, top: 0, ...whole };
  const [left, right] = span(seen.left, seen.right, across, whole.columns);
  const [top, bottom] = span(seen.top, seen.bottom, down, whole.rows);
  return { across, down, left, top, columns: right - left, rows: bottom - top };
}

/** What cells cover, in picture pixels. */
export const areaOfCells = (
  { left, top, columns, rows, across, down }: Cells,
  picture: Sides,
): Required<Omit<Area, 'scale'>> => ({
  left: left * across,
  top: top * down,
  right: Math.min(picture.columns, (left + columns) * across),
  bottom: Math.min(picture.rows, (top + rows) * down),
});

export function holds(cells: Cells, picture: Sides, { left, top, right, bottom }: Area): boolean {
  const all = areaOfCells(cells, picture);
  return all.left <= left && all.top <= top && all.right >= right && all.bottom >= bottom;
}

/** First cell and the one after the last; one cell at least. */
function span(from: number, to: number, step: number, most: number): readonly [number, number] {
  const margin = (to - from) * MARGIN;
  const first = Math.min(most - 1, Math.max(0, Math.floor((from - margin) / step)));
  return [first, Math.max(first + 1, Math.min(most, Math.ceil((to + margin) / step)))];
}

const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
