import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid } from '../../../src/domain/ids';
import { referenceLine } from '../../../src/domain/geometry/reference-line';
import type { Frame, ImagePlane } from '../../../src/domain/study/study';
import { anInstance, frameAttributes } from '../../fakes';

/** Pictures of 100 rows and 200 columns. */
function frame(plane: Omit<ImagePlane, 'frameOfReference'> & { readonly frameOfReference?: string }): Frame {
  const image = anInstance().image;
  const { frameOfReference = '1.9', ...rest } = plane;
  return {
    number: 1,
    instance: anInstance({
      ...(image && { image: { ...image, rows: 100, columns: 200 } }),
      frames: [
        frameAttributes({ plane: { ...rest, frameOfReference: frameOfReferenceUid(frameOfReference) } }),
      ],
    }),
  };
}

const axial = { position: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0], spacing: [1, 1] } as const;
/** From z = 50 down to −49, x from 0 on, in the plane y = 20. */
const coronal = { position: [0, 20, 50], row: [1, 0, 0], column: [0, 0, -1], spacing: [1, 1] } as const;
const sagittal = { position: [30, 0, 50], row: [0, 1, 0], column: [0, 0, -1], spacing: [1, 1] } as const;

const rounded = (line: ReturnType<typeof referenceLine>) =>
  line
    ?.map((point) => point.map((part) => Math.round(part * 1000) / 1000))
    .sort(([a = 0, c = 0], [b = 0, d = 0]) => a - b || c - d);

describe('the line of a slice on another picture', () => {
  it.each([
    [
      'an axial slice runs across a coronal one at its height',
      axial,
      coronal,
      [
        [0, 50.5],
        [200, 50.5],
      ],
    ],
    [
      'a coronal slice runs across an axial one at its depth',
      coronal,
      axial,
      [
        [0, 20.5],
        [200, 20.5],
      ],
    ],
    [
      'it counts in the other’s own pixels',
      axial,
      { ...coronal, spacing: [2, 0.5] as const },
      [
        [0, 25.5],
        [200, 25.5],
      ],
    ],
    // The source reaches from x = 49.5 on: as far as both pictures reach.
    [
      'it ends where the slice ends',
      { ...axial, position: [50, 0, 0] as const },
      coronal,
      [
        [50, 50.5],
        [200, 50.5],
      ],
    ],
    [
      'a sagittal slice is a line from top to bottom',
      sagittal,
      { ...coronal, position: [0, 20, 20] as const },
      [
        [30.5, 0],
        [30.5, 70],
      ],
    ],
  ])('%s', (_, of, on, expected) => {
    expect(rounded(referenceLine(frame(of), frame(on)))?.map((point) => [...point])).toEqual(expected);
  });

  it('runs aslant where the slice does', () => {
    const half = Math.SQRT1_2;
    const oblique = { ...axial, column: [0, half, half] as const, row: [1, 0, 0] as const };
    const line = rounded(referenceLine(frame(oblique), frame(sagittal)));
    // y = z in the patient: rows up as columns go right, from the slice's first row on.
    expect(line?.[0]?.[0]).toBeCloseTo(0.5 - half / 2, 2);
    for (const [x = 0, y = 0] of line ?? []) expect(x - 0.5).toBeCloseTo(50 - (y - 0.5), 2);
  });

  it.each([
    ['the planes are parallel', axial, { ...axial, position: [0, 0, 5] as const }],
    ['nobody says that places mean the same in both', axial, { ...coronal, frameOfReference: '1.8' }],
    ['the slice lies outside of the picture', { ...axial, position: [0, 0, 80] as const }, coronal],
    ['the picture lies beside the slice', { ...axial, position: [300, 0, 0] as const }, coronal],
    ['the size of a pixel is not known', { ...axial, spacing: undefined }, coronal],
  ])('is not drawn where %s', (_, of, on) => {
    expect(referenceLine(frame(of as typeof axial), frame(on as typeof coronal))).toBeUndefined();
  });

  it('is not drawn where a picture has no place in the patient', () => {
    const film: Frame = { number: 1, instance: anInstance() };
    expect(referenceLine(frame(axial), film)).toBeUndefined();
  });
});
