import { sample } from './grid';
import type { Grid } from './grid';
import { noiseTile } from './noise';
import type { Picture } from './image';

/** Stored value = HU + 1024: unsigned, so that every lossless codec takes it; Rescale Intercept says it. */
export const ctIntercept = -1024;

export interface CtFormat {
  readonly size: number;
  /** mm */
  readonly pixelSpacing: number;
  /** Middle of the picture in the patient, mm */
  readonly centre: { readonly x: number; readonly y: number };
  /** HU that contrast medium gives to blood; 0 for a plain scan */
  readonly contrast: number;
  /** Standard deviation of the noise, HU */
  readonly noise: number;
  readonly seed: string;
}

/** Axial slices of a block, computed one at a time: `slice(z)` with z in mm. Columns go to the left, rows to the back. */
export function ctSlicer(grid: Grid, format: CtFormat): (z: number) => Picture {
  const side = 256;
  const grain = noiseTile(format.seed, side, 0.9);
  const { size, pixelSpacing, centre, noise } = format;
  const reach = (size / 2) * pixelSpacing;
  return (z) => {
    const samples = new Uint16Array(size * size);
    const shiftX = Math.abs(Math.round(z * 37.7)) % side;
    const shiftY = Math.abs(Math.round(z * 91.3)) % side;
    for (let row = 0, at = 0; row < size; row += 1) {
      const y = centre.y + (row + 0.5) * pixelSpacing - reach;
      for (let column = 0; column < size; column += 1, at += 1) {
        const x = centre.x + (column + 0.5) * pixelSpacing - reach;
        // Outside the scanner's circle nothing is measured
        if (Math.hypot(x - centre.x, y - centre.y) > reach) continue;
        const hu = Math.max(sample(grid, x, y, z, format.contrast), table(x, y));
        const grainHere = grain[((row + shiftY) % side) * side + ((column + shiftX) % side)] ?? 0;
        samples[at] = Math.max(0, Math.round(hu + noise * grainHere - ctIntercept));
      }
    }
    return { columns: size, rows: size, samples };
  };
}

/** The couch: a curved carbon shell behind the patient. */
function table(x: number, y: number): number {
  if (Math.abs(x) > 200) return -1000;
  const depth = y - (140 - (x * x) / 900);
  if (depth < 0 || depth > 26) return -1000;
  return depth < 2.4 || depth > 23.6 ? -480 : -955;
}
