import type { UltrasoundRegion } from '../../../src/domain/study/ultrasound-region';

/** A B-mode region of 100 × 100 pixels at the picture's corner, 0.05 cm a pixel. */
export const aRegion = (parts: Partial<UltrasoundRegion> = {}): UltrasoundRegion => ({
  left: 0,
  top: 0,
  right: 99,
  bottom: 99,
  format: 1,
  isLowPriority: false,
  across: { unit: 'cm', perPixel: 0.05 },
  down: { unit: 'cm', perPixel: 0.05 },
  ...parts,
});
