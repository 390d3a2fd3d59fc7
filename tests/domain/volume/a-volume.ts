import { frameOfReferenceUid } from '../../../src/domain/ids';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import type { Frame, ImagePlane, Vector } from '../../../src/domain/study/study';
import { volumeOf, type Volume } from '../../../src/domain/volume/volume';
import type { Voxels } from '../../../src/domain/volume/voxels';
import { anInstance, aPlane } from '../instances';

export const here = frameOfReferenceUid('1.2.9');

type Parts = Parameters<typeof anInstance>[0] & { readonly plane?: Partial<ImagePlane> };

/** Slices at these heights, in millimetres, or with more of their own. */
export const slices = (
  heights: readonly number[],
  parts: (at: number) => Parts = () => ({}),
): readonly Frame[] =>
  heights.map((height, at) => {
    const { plane, frame, ...instance } = parts(at) ?? {};
    return {
      instance: anInstance({
        uid: `1.2.3.${at + 1}`,
        instanceNumber: at + 1,
        frame: { plane: aPlane({ position: [0, 0, height], frameOfReference: here, ...plane }), ...frame },
        ...instance,
      }),
      number: 1,
    };
  });

export const stackOf = (frames: readonly Frame[]) =>
  displaySetsOf(
    { uid: '1.2.1' as never, modality: 'CT' },
    frames.map(({ instance }) => instance),
  );

export function aVolume(heights: readonly number[] = [0, 1, 2, 3], parts?: (at: number) => Parts): Volume {
  const result = volumeOf(slices(heights, parts));
  if (!result.ok) throw new Error(result.why.kind);
  return result.volume;
}

/** 4 × 4 pixels a slice, whose value is a rule of the place. */
export function aVoxels(
  volume: Volume = aVolume(),
  rule: (x: number, y: number, z: number) => number = (x, y, z) => x + 10 * y + 100 * z,
): Voxels {
  const of = ({ origin }: { readonly origin: Vector }) =>
    Float64Array.from({ length: 16 }, (_, at) =>
      rule(origin[0] + (at % 4), origin[1] + Math.floor(at / 4), origin[2]),
    );
  return { volume, slices: volume.slices.map(of), slope: 1, intercept: 0 };
}
