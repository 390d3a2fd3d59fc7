import { describe, expect, it } from 'vitest';
import { calibrationOf } from '../../../src/domain/measure/calibration';
import { scaleFor } from '../../../src/domain/measure/scale';
import { pixelShape, type ShapeSources } from '../../../src/domain/study/pixel-shape';
import type { UltrasoundRegion } from '../../../src/domain/study/ultrasound-region';

const region = (down: number, across: number, unit: 'cm' | 's' = 'cm'): UltrasoundRegion => ({
  left: 0,
  top: 0,
  right: 99,
  bottom: 99,
  format: unit === 'cm' ? 1 : 2,
  isLowPriority: false,
  across: { unit, perPixel: across },
  down: { unit: 'cm', perPixel: down },
});
const size = (parts: Omit<NonNullable<ShapeSources['pixelSize']>, 'geometry'>) => ({
  pixelSize: { geometry: 'unknown', ...parts } as const,
});

/** What tells the shape, and how many times higher than wide a pixel is */
const KINDS: readonly (readonly [string, ShapeSources, number])[] = [
  ['Pixel Spacing, with a plane or without', size({ pixelSpacing: [0.4, 0.2] }), 2],
  ['Imager Pixel Spacing', size({ imagerPixelSpacing: [0.4, 0.2] }), 2],
  ['Nominal Scanned Pixel Spacing of a film', size({ nominalScannedPixelSpacing: [0.1, 0.2] }), 0.5],
  ['Pixel Aspect Ratio', { aspect: [2, 1] }, 2],
  ['ultrasound regions that agree', { regions: [region(0.04, -0.02), region(0.02, 0.01)] }, 2],
  ['ultrasound regions that differ: none', { regions: [region(0.04, 0.02), region(0.02, 0.02)] }, 1],
  ['M-mode, which has no shape', { regions: [region(0.04, 0.02, 's')] }, 1],
  ['a spacing of zeros: what else is said', { ...size({ pixelSpacing: [0, 0] }), aspect: [2, 1] }, 2],
  ['a spacing before an aspect ratio', { ...size({ imagerPixelSpacing: [0.2, 0.2] }), aspect: [2, 1] }, 1],
  ['nothing at all', {}, 1],
];

describe('the shape of a pixel', () => {
  it.each(KINDS)('by %s', (_, sources, ratio) => {
    const [down, across] = pixelShape(sources);
    expect(down / across).toBeCloseTo(ratio);
  });

  it.each(KINDS)('is one for what is measured: by %s', (_, sources, ratio) => {
    const { pixelSize, regions, aspect } = sources;
    const calibration = calibrationOf({
      ...(pixelSize && { pixelSize }),
      ...(regions && { regions }),
      ...(aspect && { aspect }),
    });
    // Where an ultrasound region does not reach, pixels are counted.
    const answer = scaleFor(calibration, [[200, 200]]);
    const pitch = answer.ok && answer.scale.kind === 'flat' ? answer.scale.pitch : [NaN, NaN];
    expect((pitch[1] ?? NaN) / (pitch[0] ?? NaN)).toBeCloseTo(ratio);
  });

  it('is that of a presentation state, where one says it', () => {
    expect(pixelShape({ aspect: [2, 1] }, [1, 3])).toEqual([1, 3]);
    expect(pixelShape({ aspect: [2, 1] }, [0, 3])).toEqual([2, 1]);
  });
});
