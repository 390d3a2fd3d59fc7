import { headTissue } from './head-tissue';
import type { HeadTissue } from './head-tissue';
import { noise3, noiseTile } from './noise';
import type { Picture } from './image';

export type MrContrast = 'T1' | 'T2' | 'FLAIR';

/** How a slice lies in the head. */
export type MrPlane = 'axial' | 'sagittal' | 'coronal';

/** Height of the middle of sagittal and coronal pictures, mm */
export const MR_MIDDLE = 5;

/** The point of the head under a point of a slice: mm right and down from the picture's middle, mm of the slice. */
const inHead: Record<MrPlane, (u: number, v: number, level: number) => readonly [number, number, number]> = {
  axial: (u, v, level) => [u, v, level],
  sagittal: (u, v, level) => [level, u, MR_MIDDLE - v],
  coronal: (u, v, level) => [u, level, MR_MIDDLE - v],
};

/** How bright each tissue is, of 1000. */
const signals: Record<MrContrast, HeadTissue> = {
  T1: {
    air: 8,
    fat: 900,
    muscle: 330,
    bone: 60,
    fluid: 130,
    grey: 400,
    white: 600,
    nucleus: 470,
    lesion: 420,
  },
  T2: {
    air: 8,
    fat: 560,
    muscle: 190,
    bone: 40,
    fluid: 960,
    grey: 500,
    white: 340,
    nucleus: 400,
    lesion: 720,
  },
  FLAIR: {
    air: 8,
    fat: 620,
    muscle: 240,
    bone: 45,
    fluid: 70,
    grey: 500,
    white: 400,
    nucleus: 450,
    lesion: 860,
  },
};

export interface MrFormat {
  readonly size: number;
  /** Width of the picture, mm */
  readonly fieldOfView: number;
  readonly contrast: MrContrast;
  readonly seed: string;
  /** Axial where it is not said */
  readonly plane?: MrPlane;
}

/**
 * Slices of the head by where they are, mm: axial ones with columns to the left and rows to the back, sagittal ones with
 * columns to the back and rows to the feet, coronal ones with columns to the left and rows to the feet. Twelve bits.
 */
export function headMrSlicer(format: MrFormat): (level: number) => Picture {
  const { size, fieldOfView, contrast, seed, plane = 'axial' } = format;
  const place = inHead[plane];
  const tissue = headTissue(seed);
  // The coil is not equally sensitive everywhere
  const shading = noise3(`${seed} coil ${contrast}`, 130);
  const side = 256;
  const grain = noiseTile(`${seed} ${contrast}`, side, 0.6);
  const signal = signals[contrast];
  const spacing = fieldOfView / size;
  return (z) => {
    const samples = new Uint16Array(size * size);
    const here: HeadTissue = {
      air: 0,
      fat: 0,
      muscle: 0,
      bone: 0,
      fluid: 0,
      grey: 0,
      white: 0,
      nucleus: 0,
      lesion: 0,
    };
    for (let row = 0, at = 0; row < size; row += 1) {
      const y = (row + 0.5) * spacing - fieldOfView / 2;
      for (let column = 0; column < size; column += 1, at += 1) {
        const x = (column + 0.5) * spacing - fieldOfView / 2;
        const value = meanSignal(x, y, z);
        const noise = 13 * (grain[((row + shift(z)) % side) * side + (column % side)] ?? 0);
        // Magnitude images: noise in air is never negative
        samples[at] = Math.min(
          4095,
          Math.round(1.6 * Math.abs(value * (1 + 0.1 * shading(...place(x, y, z))) + noise)),
        );
      }
    }
    return { columns: size, rows: size, samples };

    /** Two by two points a pixel: edges are soft, as partial volume makes them. */
    function meanSignal(x: number, y: number, level: number): number {
      const quarter = spacing / 4;
      return (
        (at(x - quarter, y - quarter, level) +
          at(x + quarter, y - quarter, level) +
          at(x - quarter, y + quarter, level) +
          at(x + quarter, y + quarter, level)) /
        4
      );
    }

    function at(x: number, y: number, level: number): number {
      tissue(...place(x, y, level), here);
      return (
        here.air * signal.air +
        here.fat * signal.fat +
        here.muscle * signal.muscle +
        here.bone * signal.bone +
        here.fluid * signal.fluid +
        here.grey * signal.grey +
        here.white * signal.white +
        here.nucleus * signal.nucleus +
        here.lesion * signal.lesion
      );
    }
  };
}

function shift(z: number): number {
  return Math.abs(Math.round(z * 53.1)) % 256;
}
