import { describe, expect, it } from 'vitest';
import { basisWords } from '../../../src/texts/en/measured';
import type { Basis } from '../../../src/domain/measure/basis';
import { calibrationOf, type Calibrated } from '../../../src/domain/measure/calibration';
import { pictureGeometry, type PixelSize, type Spacing } from '../../../src/domain/study/pixel-size';
import { aRegion } from './regions';

const square = (mm: number): Spacing => [mm, mm];
const projection = (parts: Partial<PixelSize>): PixelSize => ({ geometry: 'projection', ...parts });
const slice = (parts: Partial<PixelSize>): PixelSize => ({ geometry: 'slice', ...parts });
const unknown = (parts: Partial<PixelSize>): PixelSize => ({ geometry: 'unknown', ...parts });

describe('a calibration', () => {
  it.each<[string, PixelSize, Spacing, Basis]>([
    ['of a slice is its pixel spacing', slice({ pixelSpacing: [0.7, 0.6] }), [0.7, 0.6], { kind: 'patient' }],
    [
      'of a scout view is true at the centre only',
      { geometry: 'localiser', pixelSpacing: square(0.5) },
      square(0.5),
      { kind: 'centre' },
    ],
    [
      'against an object of known size goes before all else',
      projection({
        pixelSpacing: square(0.12),
        imagerPixelSpacing: square(0.143),
        calibrationType: 'FIDUCIAL',
        calibrationDescription: '25 mm ball',
        magnification: 1.1,
      }),
      square(0.12),
      { kind: 'fiducial', description: '25 mm ball' },
    ],
    [
      'by geometry is estimated',
      projection({
        pixelSpacing: square(0.13),
        imagerPixelSpacing: square(0.143),
        calibrationType: 'GEOMETRY',
      }),
      square(0.13),
      { kind: 'geometry' },
    ],
    [
      'by geometry is estimated also where the stated magnification agrees',
      projection({
        pixelSpacing: [0.13, 0.26],
        imagerPixelSpacing: [0.143, 0.286],
        calibrationType: 'GEOMETRY',
        calibrationDescription: 'table top 5 cm',
        magnification: 1.1,
      }),
      [0.13, 0.26],
      { kind: 'geometry', description: 'table top 5 cm' },
    ],
    [
      'is the stated magnification where pixel spacing was divided by it',
      projection({ pixelSpacing: square(0.16), imagerPixelSpacing: square(0.2), magnification: 1.25 }),
      square(0.16),
      { kind: 'magnification', factor: 1.25 },
    ],
    [
      'of a geometry without a detector to check it against is believed',
      projection({ pixelSpacing: square(0.13), calibrationType: 'GEOMETRY', magnification: 1.1 }),
      square(0.13),
      { kind: 'geometry' },
    ],
    [
      'divides the detector by a stated magnification',
      projection({ imagerPixelSpacing: square(0.2), magnification: 1.25 }),
      square(0.16),
      { kind: 'magnification', factor: 1.25 },
    ],
    [
      'divides it by the distances where no magnification is stated',
      projection({ imagerPixelSpacing: [0.2, 0.4], sourceToDetector: 1000, sourceToPatient: 800 }),
      [0.16, 0.32],
      { kind: 'magnification', factor: 1.25 },
    ],
    [
      'is the stated magnification where pixel spacing repeats the detector',
      projection({ pixelSpacing: square(0.2), imagerPixelSpacing: square(0.2), magnification: 1.25 }),
      square(0.16),
      { kind: 'magnification', factor: 1.25 },
    ],
    [
      'is at the detector where only that is known',
      projection({ imagerPixelSpacing: square(0.143) }),
      square(0.143),
      { kind: 'detector' },
    ],
    [
      'is at the detector where pixel spacing repeats it (PS3.3 10.7.1.1)',
      projection({ pixelSpacing: square(0.143), imagerPixelSpacing: square(0.143) }),
      square(0.143),
      { kind: 'detector' },
    ],
    [
      'is at the detector where only one of the distances is known',
      projection({ imagerPixelSpacing: square(0.143), sourceToDetector: 1000 }),
      square(0.143),
      { kind: 'detector' },
    ],
    [
      'is an estimate where pixel spacing differs from the detector and nothing says why',
      projection({ pixelSpacing: square(0.13), imagerPixelSpacing: square(0.143) }),
      square(0.13),
      { kind: 'corrected' },
    ],
    [
      'of a projection with a pixel spacing alone is not said to be anywhere',
      projection({ pixelSpacing: square(0.2) }),
      square(0.2),
      { kind: 'unstated' },
    ],
    [
      'of a film is on the film',
      unknown({ nominalScannedPixelSpacing: square(0.1) }),
      square(0.1),
      { kind: 'film' },
    ],
    [
      'of a film that repeats its spacing is on the film',
      unknown({ nominalScannedPixelSpacing: square(0.1), pixelSpacing: square(0.1) }),
      square(0.1),
      { kind: 'film' },
    ],
    [
      'of a film with another spacing is not said to be anywhere',
      unknown({ nominalScannedPixelSpacing: square(0.1), pixelSpacing: square(0.3) }),
      square(0.3),
      { kind: 'unstated' },
    ],
    [
      'of a captured picture is what it was calibrated to',
      unknown({ pixelSpacing: square(0.3), calibrationType: 'GEOMETRY' }),
      square(0.3),
      { kind: 'geometry' },
    ],
  ])('%s', (_, pixelSize, [rows, columns], basis) => {
    const found = calibrationOf({ pixelSize });
    expect(found).toMatchObject({ kind: 'millimetres', basis });
    const spacing = found.kind === 'millimetres' ? found.spacing : [];
    expect(spacing[0]).toBeCloseTo(rows, 12);
    expect(spacing[1]).toBeCloseTo(columns, 12);
  });

  it.each<[string, Calibrated, string]>([
    [
      'pixels are larger in the patient than at the detector',
      { pixelSize: projection({ pixelSpacing: square(0.2), imagerPixelSpacing: square(0.143) }) },
      'larger in the patient',
    ],
    [
      'a fiducial makes pixels larger than at the detector',
      {
        pixelSize: projection({
          pixelSpacing: square(0.2),
          imagerPixelSpacing: square(0.143),
          calibrationType: 'FIDUCIAL',
        }),
      },
      'larger in the patient',
    ],
    [
      'the stated magnification and the distances differ',
      {
        pixelSize: projection({
          imagerPixelSpacing: square(0.2),
          magnification: 1.5,
          sourceToDetector: 1000,
          sourceToPatient: 800,
        }),
      },
      'stated magnification and the distances differ',
    ],
    [
      'a magnification makes things smaller',
      { pixelSize: projection({ imagerPixelSpacing: square(0.2), magnification: 0.8 }) },
      'smaller',
    ],
    [
      'the patient is said to be behind the detector',
      {
        pixelSize: projection({
          imagerPixelSpacing: square(0.2),
          sourceToDetector: 800,
          sourceToPatient: 1000,
        }),
      },
      'smaller',
    ],
    [
      'a corrected spacing does not fit the stated magnification',
      {
        pixelSize: projection({
          pixelSpacing: square(0.18),
          imagerPixelSpacing: square(0.2),
          magnification: 1.5,
        }),
      },
      'stated magnification differ',
    ],
    [
      'a geometric calibration does not fit the stated magnification',
      {
        pixelSize: projection({
          pixelSpacing: square(0.18),
          imagerPixelSpacing: square(0.2),
          magnification: 1.5,
          calibrationType: 'GEOMETRY',
        }),
      },
      'stated magnification differ',
    ],
    [
      'a presentation state has another spacing than the slice',
      { pixelSize: slice({ pixelSpacing: square(0.7) }), presented: { spacing: square(0.5), label: 'CAL' } },
      'presentation state and the image',
    ],
    [
      'a presentation state has pixels larger than the detector’s',
      {
        pixelSize: projection({ imagerPixelSpacing: square(0.143) }),
        presented: { spacing: square(0.2), label: 'CAL' },
      },
      'larger than those of the detector',
    ],
    [
      'no ultrasound region has the pixel spacing of the image',
      { pixelSize: unknown({ pixelSpacing: square(0.3) }), regions: [aRegion()] },
      'ultrasound regions',
    ],
  ])('gives no millimetres where %s', (_, subject, said) => {
    const found = calibrationOf(subject);
    expect(found.kind).toBe('pixels');
    if (found.kind !== 'pixels') return;
    const words = basisWords({ kind: 'pixels', ...(found.contradiction && { why: found.contradiction }) });
    expect(words).toContain(said);
    expect(words).toContain('no mm');
  });

  it('is pixels where nothing is said, and takes the shape of the pixels from the aspect ratio', () => {
    expect(calibrationOf({})).toEqual({ kind: 'pixels', aspect: [1, 1] });
    expect(calibrationOf({ aspect: [2, 1] })).toEqual({ kind: 'pixels', aspect: [2, 1] });
  });

  it.each([[0, 0.5] as const, [-1, 0.5] as const, [Number.NaN, 0.5] as const])(
    'believes no spacing of %d by %d',
    (...spacing) => {
      expect(calibrationOf({ pixelSize: slice({ pixelSpacing: spacing }) }).kind).toBe('pixels');
    },
  );

  it('believes no magnification or distance of 0, which writers put for "not known"', () => {
    const size = projection({
      imagerPixelSpacing: square(0.143),
      magnification: 0,
      sourceToDetector: 0,
      sourceToPatient: 0,
    });
    expect(calibrationOf({ pixelSize: size })).toMatchObject({ basis: { kind: 'detector' } });
  });

  it('is the presentation state’s own where that calibrates', () => {
    const presented = { spacing: square(0.13), label: 'CAL', calibrationDescription: 'ball 25 mm' };
    expect(
      calibrationOf({ pixelSize: projection({ imagerPixelSpacing: square(0.143) }), presented }),
    ).toEqual({
      kind: 'millimetres',
      spacing: square(0.13),
      basis: { kind: 'presentation-state', label: 'CAL', description: 'ball 25 mm' },
    });
    expect(calibrationOf({ presented })).toMatchObject({ basis: { kind: 'presentation-state' } });
  });

  it.each([
    ['pixel spacing', projection({ pixelSpacing: square(0.143), imagerPixelSpacing: square(0.143) })],
    ['detector', projection({ imagerPixelSpacing: square(0.143) })],
  ])('is not made better by a presentation state that repeats the %s', (_, pixelSize) => {
    const presented = { spacing: square(0.143), label: 'SAVED' };
    expect(calibrationOf({ pixelSize, presented })).toMatchObject({ basis: { kind: 'detector' } });
  });

  it('is by region in ultrasound, where one of them has the pixel spacing of the image', () => {
    const deep = aRegion({ across: { unit: 'cm', perPixel: 0.08 }, down: { unit: 'cm', perPixel: 0.08 } });
    const found = calibrationOf({
      pixelSize: unknown({ pixelSpacing: square(0.8) }),
      regions: [aRegion(), deep],
    });
    expect(found.kind).toBe('regions');
  });
});

describe('what a picture is made of', () => {
  const kind = { modality: 'CT', imageType: [], isPlaced: true, hasDetector: false };
  it.each([
    ['slice', {}],
    ['localiser', { imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }],
    ['slice', { modality: 'MR', imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }],
    ['slice', { modality: 'MG' }],
    ['projection', { modality: 'MG', isPlaced: false }],
    ['projection', { modality: 'XA', hasDetector: true }],
    ['slice', { modality: 'PT', isPlaced: false }],
    ['unknown', { modality: 'OT', isPlaced: false }],
    ['unknown', { modality: 'NM', isPlaced: false }],
  ])('is a %s for %o', (expected, change) => {
    expect(pictureGeometry({ ...kind, ...change })).toBe(expected);
  });
});

describe('the words of a basis', () => {
  it.each<[Basis, string]>([
    [{ kind: 'patient' }, 'in the patient'],
    [{ kind: 'centre' }, 'true only at the scanner’s centre'],
    [{ kind: 'fiducial' }, 'in the patient, calibrated on an object of known size'],
    [{ kind: 'geometry', description: 'SID 1 m' }, 'in the patient, estimated from geometry (SID 1 m)'],
    [{ kind: 'magnification', factor: 1.1 }, 'in the patient, estimated with a stated magnification of 1.1'],
    [{ kind: 'corrected' }, 'estimated, not said how'],
    [{ kind: 'presentation-state', label: 'CAL' }, 'as calibrated by CAL'],
    [{ kind: 'detector' }, 'at the detector'],
    [{ kind: 'film' }, 'on the film'],
    [{ kind: 'unstated' }, 'not said where this is true'],
  ])('%o is "%s"', (basis, words) => {
    expect(basisWords(basis)).toBe(words);
  });
});
