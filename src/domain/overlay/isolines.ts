import type { PicturePoint } from './contours';
import type { DoseField } from './dose';

export type Segment = readonly [PicturePoint, PicturePoint];

/**
 * Where a field passes a value, as short lines in the picture's coordinates, each between two edges of four neighbours. Cells
 * with a place that has no value have no line.
 */
export function isolines({ columns, rows, step, values }: DoseField, value: number): readonly Segment[] {
  const lines: Segment[] = [];
  const at = (x: number, y: number) => values[y * columns + x] ?? NaN;
  const place = (x: number, y: number): PicturePoint => [(x + 0.5) * step, (y + 0.5) * step];
  for (let y = 0; y + 1 < rows; y++)
    for (let x = 0; x + 1 < columns; x++) {
      const corners = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)] as const;
      if (corners.some(Number.isNaN)) continue;
      const points = crossings(corners, value).map(([dx, dy]) => place(x + dx, y + dy));
      const [a, b, c, d] = points;
      if (a && b && points.length === 2) lines.push([a, b]);
      else if (a && b && c && d) {
        // A saddle: which of the corners belong together, their mean decides.
        const isHigh = corners.reduce((sum, one) => sum + one, 0) / 4 >= value === corners[0] >= value;
        lines.push(
          ...(isHigh
            ? ([
                [a, b],
                [c, d],
              ] as const)
            : ([
                [a, d],
                [b, c],
              ] as const)),
        );
      }
    }
  return lines;
}

/** Top, right, bottom and left edge of a cell, where its ends lie on either side of the value. */
function crossings(
  [a, b, c, d]: readonly [number, number, number, number],
  value: number,
): readonly PicturePoint[] {
  const part = (from: number, to: number) => (value - from) / (to - from);
  const points: PicturePoint[] = [];
  if (a >= value !== b >= value) points.push([part(a, b), 0]);
  if (b >= value !== c >= value) points.push([1, part(b, c)]);
  if (c >= value !== d >= value) points.push([1 - part(c, d), 1]);
  if (d >= value !== a >= value) points.push([0, 1 - part(d, a)]);
  return points;
}
