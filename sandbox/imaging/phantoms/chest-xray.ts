import type { Grid } from './grid';
import { boxBlurred, quantised, resampled } from './image';
import type { Field, Picture } from './image';
import { burnMarker } from './lead-marker';
import { noiseTile } from './noise';

export type ChestView = 'PA' | 'LL';

/**
 * Line integrals of attenuation through the block (Beer–Lambert: −ln I/I₀), in cm of water. Parallel beams: through
 * y for the PA view (columns towards the patient's left), through x for the left lateral (columns towards the back).
 * Bone absorbs more than its density says at these energies, so what is denser than 150 HU counts half as much again.
 */
export function lineIntegrals(grid: Grid, view: ChestView): Field {
  const [nx, ny, nz] = grid.size;
  const columns = view === 'PA' ? nx : ny;
  const values = new Float32Array(columns * nz);
  const thickness = (view === 'PA' ? grid.spacing[1] : grid.spacing[0]) / 10;
  for (let k = 0, at = 0; k < nz; k += 1) {
    const row = (nz - 1 - k) * columns;
    // In the lateral view the arms are held up, and take the shoulders with them
    const reach = view === 'PA' ? Infinity : shoulderless(grid.origin.z + k * grid.spacing[2]);
    for (let j = 0; j < ny; j += 1)
      for (let i = 0; i < nx; i += 1, at += 1) {
        const hu = grid.hu[at] ?? 0;
        if (hu < -990 || Math.abs(grid.origin.x + i * grid.spacing[0]) > reach) continue;
        const mu = 1 + hu / 1000 + (hu > 150 ? (hu - 150) / 1000 : 0);
        const cell = row + (view === 'PA' ? i : j);
        values[cell] = (values[cell] ?? 0) + mu * thickness;
      }
  }
  return { columns, rows: nz, values };
}

function shoulderless(z: number): number {
  return Math.min(190, Math.max(100, 190 - (z - 10) * 1.3));
}

export interface XrayFormat {
  readonly columns: number;
  readonly rows: number;
  /** mm at the detector */
  readonly pixelSpacing: number;
  readonly seed: string;
}

/**
 * A chest X-ray of the block: its projection enlarged to the detector, the wide range of densities evened out as a
 * computed radiography reader does, quantum noise, twelve bits with dense tissue bright (MONOCHROME2), and the lead
 * letter.
 */
export function chestXray(grid: Grid, view: ChestView, format: XrayFormat): Picture {
  const projection = evened(lineIntegrals(grid, view), grid.spacing[0]);
  const across = view === 'PA' ? grid.spacing[0] : grid.spacing[1];
  const middle = view === 'PA' ? projection.columns / 2 : projection.columns * 0.47;
  const { columns, rows, pixelSpacing } = format;
  const film = resampled(
    projection,
    columns,
    rows,
    [middle - (columns / 2) * (pixelSpacing / across), pixelSpacing / across],
    [projection.rows * 0.545 - (rows / 2) * (pixelSpacing / grid.spacing[2]), pixelSpacing / grid.spacing[2]],
  );
  const side = 512;
  const grain = noiseTile(format.seed, side, 0.7);
  for (let y = 0, at = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1, at += 1) {
      const value = film.values[at] ?? 0;
      // Fewer photons behind thick tissue: more noise there
      const noise = 9 + value * 0.006;
      film.values[at] = value + noise * (grain[(y % side) * side + (x % side)] ?? 0);
    }
  const picture = quantised(film, 4095);
  const size = Math.round(17 / pixelSpacing);
  const letter = view === 'PA' ? 'R' : 'L';
  burnMarker(picture, letter, Math.round(columns * 0.06), Math.round(rows * 0.07), size, 4000);
  return picture;
}

/** Display values from thicknesses: the coarse part compressed to four tenths, the fine part kept and sharpened. */
function evened(projection: Field, voxel: number): Field {
  const coarse = boxBlurred(boxBlurred(projection, Math.round(16 / voxel)), Math.round(16 / voxel));
  const soft = boxBlurred(projection, Math.max(1, Math.round(1.6 / voxel)));
  const values = projection.values.map((value, at) => {
    const base = coarse.values[at] ?? 0;
    const fine = value - base;
    const edge = value - (soft.values[at] ?? 0);
    return tone(base * 0.6 + fine * 1.05 + edge * 1.1);
  });
  return { columns: projection.columns, rows: projection.rows, values };
}

/** A film's characteristic curve: air black, lungs dark grey, heart and belly light, never quite white. */
function tone(thickness: number): number {
  return 160 + 3700 / (1 + Math.exp(-(thickness - 8.2) * 0.36)) - 3700 / (1 + Math.exp(8.2 * 0.36));
}
