import { expect, it } from 'vitest';
import { headMrSlicer, MR_MIDDLE, type MrPlane } from '../../../sandbox/imaging/phantoms/head-mr';

const SIZE = 96;
const FIELD = 230;

const slicer = (plane: MrPlane) =>
  headMrSlicer({ size: SIZE, fieldOfView: FIELD, contrast: 'T1', seed: 'crossing', plane });
/** The pixel at so many mm from the middle of a picture. */
const at = (mm: number) => Math.floor(((mm + FIELD / 2) / FIELD) * SIZE);
const mm = (pixel: number) => ((pixel + 0.5) / SIZE) * FIELD - FIELD / 2;

/** Pearson's, of two rows of values. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  const product = (from: readonly number[], to: readonly number[], m: number, n: number) =>
    from.reduce((sum, value, index) => sum + (value - m) * ((to[index] ?? 0) - n), 0);
  return product(one, other, a, b) / Math.sqrt(product(one, one, a, a) * product(other, other, b, b));
}

const pixels = Array.from({ length: SIZE }, (_, index) => index);

it('shows the same head where an axial and a sagittal slice cross', () => {
  const [x, z] = [mm(at(12)), MR_MIDDLE - mm(at(-20))];
  const axial = slicer('axial')(z).samples;
  const sagittal = slicer('sagittal')(x).samples;
  const line = pixels.map((row) => axial[row * SIZE + at(12)] ?? 0);
  const same = pixels.map((column) => sagittal[at(-20) * SIZE + column] ?? 0);
  expect(correlation(line, same)).toBeGreaterThan(0.97);
  // Another slice is another line: what was found is not that all heads look alike.
  const elsewhere = pixels.map((column) => sagittal[at(40) * SIZE + column] ?? 0);
  expect(correlation(line, elsewhere)).toBeLessThan(0.9);
});

it('shows the same head where an axial and a coronal slice cross', () => {
  const [y, z] = [mm(at(-8)), MR_MIDDLE - mm(at(-20))];
  const axial = slicer('axial')(z).samples;
  const coronal = slicer('coronal')(y).samples;
  const line = pixels.map((column) => axial[at(-8) * SIZE + column] ?? 0);
  const same = pixels.map((column) => coronal[at(-20) * SIZE + column] ?? 0);
  expect(correlation(line, same)).toBeGreaterThan(0.97);
});
