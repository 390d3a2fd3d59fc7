import { describe, expect, it } from 'vitest';
import type { ColourFrame, GreyFrame, PixelArray } from '../../src/rendering/decode/pixels';
import { greyScale } from '../../src/rendering/paint/grey';
import type { Cells } from '../../src/rendering/paint/cells';
import { colourRows } from '../../src/rendering/paint/colour-raster';
import { greyRows } from '../../src/rendering/paint/grey-raster';
import type { WriteRow } from '../../src/rendering/paint/raster';
import { attributes } from './pictures';

const sides = { rows: 23, columns: 31 };
const count = sides.rows * sides.columns;
/** Small, and without pattern */
const value = (at: number) => (at * 7919 + 31 * (at % 13) ** 2) % 256;

function greyFrame(pixels: PixelArray): GreyFrame {
  const [min, max] = [Math.min(...pixels), Math.max(...pixels)];
  return { kind: 'grey', ...sides, pixels, min, max, range: [min, max], lossy: false };
}

const cellsOf = (across: number, down: number, part: Partial<Cells> = {}): Cells => ({
  across,
  down,
  left: 0,
  top: 0,
  columns: Math.ceil(sides.columns / across),
  rows: Math.ceil(sides.rows / down),
  ...part,
});

/** All cells, each as its three colours; what is written before and after a row has to stay. */
function written(write: WriteRow, { rows, columns }: Cells): readonly (readonly number[])[] {
  return Array.from({ length: rows }).flatMap((_, row) => {
    const rgba = new Uint32Array(columns + 4).fill(7);
    write(row, rgba, 2);
    expect([rgba[0], rgba[1], rgba[columns + 2], rgba[columns + 3]]).toEqual([7, 7, 7, 7]);
    return [...rgba.subarray(2, columns + 2)].map((colour) => {
      expect(colour >>> 24).toBe(255);
      return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
    });
  });
}

/** The mean of a cell's pixels, pixel by pixel. */
function meanOf(of: (at: number) => number, { across, down, left, top }: Cells, column: number, row: number) {
  const all: number[] = [];
  for (let y = (top + row) * down; y < Math.min(sides.rows, (top + row + 1) * down); y++)
    for (let x = (left + column) * across; x < Math.min(sides.columns, (left + column + 1) * across); x++)
      all.push(of(y * sides.columns + x));
  return Math.round(all.reduce((sum, one) => sum + one, 0) / all.length);
}

const identity = { center: 128, width: 256 };
const grids = [cellsOf(1, 1), cellsOf(2, 2), cellsOf(3, 5), cellsOf(4, 1), cellsOf(1, 6), cellsOf(40, 40)];
const parts = [
  cellsOf(3, 2, { left: 4, top: 3, columns: 5, rows: 4 }),
  cellsOf(3, 2, { left: 9, columns: 2 }),
];

describe('a grey raster', () => {
  const frames = {
    bytes: greyFrame(Uint8Array.from({ length: count }, (_, at) => value(at))),
    words: greyFrame(Int16Array.from({ length: count }, (_, at) => value(at))),
    fractions: greyFrame(Float32Array.from({ length: count }, (_, at) => value(at))),
  };
  const shown = (frame: GreyFrame, cells: Cells, sampled: boolean, invert = false) => {
    const scale = greyScale(frame, attributes({ voiFunction: 'LINEAR' }), {}, { window: identity, invert });
    return written(greyRows(frame, scale, cells, sampled), cells).map(([red]) => red);
  };

  it.each(Object.entries(frames))('leaves no pixel out: %s', (_name, frame) => {
    for (const cells of [...grids, ...parts]) {
      const wanted = Array.from({ length: cells.columns * cells.rows }, (_, cell) =>
        meanOf(value, cells, cell % cells.columns, Math.floor(cell / cells.columns)),
      );
      expect(shown(frame, cells, false)).toEqual(wanted);
    }
  });

  it('shows no grey that is not in the picture while a hand is on it', () => {
    for (const cells of [...grids, ...parts]) {
      const wanted = Array.from({ length: cells.columns * cells.rows }, (_, cell) => {
        const [column, row] = [cell % cells.columns, Math.floor(cell / cells.columns)];
        return value((cells.top + row) * cells.down * sides.columns + (cells.left + column) * cells.across);
      });
      expect(shown(frames.words, cells, true)).toEqual(wanted);
    }
  });

  it('means the greys that are shown, not the values before their window', () => {
    const pixels = new Uint16Array(count).fill(0);
    for (let at = 0; at < count; at += 2) pixels[at] = 60_000;
    const cells = cellsOf(31, 2, { columns: 1, rows: 1 });
    const frame = greyFrame(pixels);
    const scale = greyScale(frame, attributes(), {}, { window: { center: 10, width: 20 }, invert: false });
    // Half of them black, half white.
    expect(written(greyRows(frame, scale, cells, false), cells)).toEqual([[128, 128, 128]]);
  });

  it('is the same grey in all three colours, and inverted where that is wanted', () => {
    const [cells] = parts;
    if (!cells) throw new Error('there is no part');
    const turned = shown(frames.bytes, cells, true, true);
    expect(turned).toEqual(shown(frames.bytes, cells, true).map((grey = 0) => 255 - grey));
  });
});

describe('a colour raster', () => {
  const channel = (of: number) => (at: number) => value(at * 3 + of * 17);
  const colours = [0, 1, 2].map(channel);
  const frame: ColourFrame = {
    kind: 'colour',
    ...sides,
    pixels: Uint8ClampedArray.from({ length: count * 4 }, (_, at) =>
      at % 4 === 3 ? 255 : (colours[at % 4]?.(at >> 2) ?? 0),
    ),
    min: 0,
    max: 255,
    lossy: false,
  };

  it('leaves no pixel out, colour by colour', () => {
    for (const cells of [...grids, ...parts]) {
      const wanted = Array.from({ length: cells.columns * cells.rows }, (_, cell) =>
        colours.map((of) => meanOf(of, cells, cell % cells.columns, Math.floor(cell / cells.columns))),
      );
      expect(written(colourRows(frame, false, cells, false), cells)).toEqual(wanted);
    }
  });

  it('shows colours of the picture alone while a hand is on it, and inverts all three', () => {
    const cells = cellsOf(3, 5);
    const sampled = written(colourRows(frame, false, cells, true), cells);
    expect(sampled[cells.columns + 2]).toEqual(colours.map((of) => of(5 * sides.columns + 6)));
    const turned = written(colourRows(frame, true, cells, true), cells);
    expect(turned).toEqual(sampled.map((colour) => colour.map((sample) => 255 - sample)));
  });
});
