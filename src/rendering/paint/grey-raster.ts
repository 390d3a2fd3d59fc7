import type { GreyFrame } from '../decode/pixels';
import { greyTable, type GreyScale } from './grey';
import type { Cells } from './cells';
import type { WriteRow } from './raster';

/**
 * A cell is the mean of its pixels' greys, or, `sampled`, its first pixel alone: quick, while a window is dragged, and no
 * grey appears that is not in the picture.
 */
export function greyRows(frame: GreyFrame, scale: GreyScale, cells: Cells, sampled: boolean): WriteRow {
  const greys = greysOf(frame, scale);
  return sampled || (cells.across === 1 && cells.down === 1)
    ? sampledRows(frame, greys, cells)
    : meanRows(frame, greys, cells);
}

function sampledRows(frame: GreyFrame, greys: Greys, { across, down, left, top, columns }: Cells): WriteRow {
  const line = new Uint8Array(columns);
  return (row, rgba, at) => {
    greys.write((top + row) * down * frame.columns + left * across, across, line);
    for (let cell = 0; cell < columns; cell++) rgba[at + cell] = opaque(line[cell] ?? 0);
  };
}

function meanRows(frame: GreyFrame, greys: Greys, { across, down, left, top, columns }: Cells): WriteRow {
  const first = left * across;
  const width = Math.min(frame.columns - first, columns * across);
  // Line upon line, and each cell's columns at the end: half the time of a sum over each line's cells.
  const sums = new Uint32Array(width);
  return (row, rgba, at) => {
    const from = (top + row) * down;
    const lines = Math.min(down, frame.rows - from);
    sums.fill(0);
    for (let line = 0; line < lines; line++) greys.add((from + line) * frame.columns + first, sums);
    for (let cell = 0, column = 0; cell < columns; cell++) {
      const begin = column;
      const end = Math.min(begin + across, width);
      let sum = 0;
      for (; column < end; column++) sum += sums[column] ?? 0;
      rgba[at + cell] = opaque(Math.round(sum / (lines * (end - begin))));
    }
  };
}

/** The greys of stored values, from the `from`-th on. */
interface Greys {
  /** Fills a line with those of every `step`-th value. */
  write(from: number, step: number, line: Uint8Array): void;
  /** Adds to each sum that of one value. */
  add(from: number, sums: Uint32Array): void;
}

function greysOf(frame: GreyFrame, scale: GreyScale): Greys {
  const { pixels, min } = frame;
  const table = greyTable(frame, scale);
  if (table === undefined)
    return {
      write(from, step, line) {
        for (let to = 0, at = from; to < line.length; to++, at += step)
          line[to] = scale.grey(pixels[at] ?? 0);
      },
      add(from, sums) {
        for (let to = 0; to < sums.length; to++)
          sums[to] = (sums[to] ?? 0) + scale.grey(pixels[from + to] ?? 0);
      },
    };
  return {
    write(from, step, line) {
      for (let to = 0, at = from; to < line.length; to++, at += step)
        line[to] = table[(pixels[at] ?? 0) - min] ?? 0;
    },
    add(from, sums) {
      const { length } = sums;
      for (let to = 0; to < length; to++)
        sums[to] = (sums[to] ?? 0) + (table[(pixels[from + to] ?? 0) - min] ?? 0);
    },
  };
}

const OPAQUE = 0xff00_0000;
const opaque = (grey: number) => OPAQUE | (grey << 16) | (grey << 8) | grey;
