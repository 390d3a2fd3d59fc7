import type { Catalogue } from '../../sandbox/catalogue';
import { ctCatalogue } from '../builders/ct-catalogue';

const SIDE = 256;

/** Bytes of one frame of it. */
export const FRAME_BYTES = SIDE * SIDE * 2;

/**
 * One uncompressed CT of so many small slices. Each says which one it is: a bright block stands in the column and row
 * of its number, 16 in a row.
 */
export const longSeries = (slices: number): Catalogue =>
  ctCatalogue({
    seed: 'a long series',
    side: SIDE,
    slices,
    samples: blockAt,
    today: '2026-11-21',
    window: [1024, 4096],
  });

/** Where a slice's block is, in sixteenths of the picture from its left top corner. */
export const placeOf = (index: number): readonly [column: number, row: number] => [
  index % 16,
  Math.floor(index / 16) % 16,
];

function blockAt(index: number): Uint16Array {
  const [column, row] = placeOf(index);
  const block = SIDE / 16;
  const samples = new Uint16Array(SIDE * SIDE).fill(400);
  for (let y = row * block; y < (row + 1) * block; y += 1)
    samples.fill(3600, y * SIDE + column * block, y * SIDE + (column + 1) * block);
  return samples;
}
