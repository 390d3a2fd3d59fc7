import type { OpticalPath, Pair, SlidePart, SparsePlaces } from '../../../src/domain/slide/slide';
import { anInstance } from '../instances';

export const aPath = (id = '1', parts: Partial<OpticalPath> = {}): OpticalPath => ({
  id,
  isColour: true,
  ...parts,
});

export interface Parts extends Partial<Omit<SlidePart, 'instance'>> {
  readonly uid?: string;
  readonly number?: number;
}

/** A level of 8 × 6 pixels in tiles of 4 × 4, each pixel 0.5 µm. */
export function aPart({ uid = '1.2.3', number, ...parts }: Parts = {}): SlidePart {
  const { frames = 4 } = parts;
  return {
    instance: anInstance({
      uid,
      numberOfFrames: Math.max(1, frames),
      ...(number !== undefined && { instanceNumber: number }),
    }),
    matrix: [8, 6],
    tile: [4, 4],
    frames,
    pitch: [0.5, 0.5],
    planes: 1,
    paths: [aPath()],
    ...parts,
  };
}

/** Frames at these columns and rows, from 0. */
export const placesAt = (
  ...places: readonly (readonly [...Pair, path?: number, plane?: number])[]
): SparsePlaces => ({
  column: Int32Array.from(places, ([column]) => column),
  row: Int32Array.from(places, ([, row]) => row),
  path: Int16Array.from(places, ([, , path]) => path ?? 0),
  plane: Int16Array.from(places, ([, , , plane]) => plane ?? 0),
});
