import type { Basis, Contradiction } from './basis';
import { pixelShape } from '../study/pixel-shape';
import type { PixelSize, Spacing } from '../study/pixel-size';
import type { UltrasoundRegion } from '../study/ultrasound-region';

export type Calibration =
  | { readonly kind: 'millimetres'; readonly spacing: Spacing; readonly basis: Basis }
  /** `aspect` is the shape of the pixels that no region calibrates */
  | { readonly kind: 'regions'; readonly regions: readonly UltrasoundRegion[]; readonly aspect: Spacing }
  /** No millimetres. `contradiction` says which statements cannot both be true */
  | { readonly kind: 'pixels'; readonly aspect: Spacing; readonly contradiction?: Contradiction };

/** A presentation state's own spacing (0070,0101), while that state is applied. */
export interface PresentedSpacing {
  readonly spacing: Spacing;
  /** Content Label of the state */
  readonly label: string;
  readonly calibrationType?: 'FIDUCIAL' | 'GEOMETRY';
  readonly calibrationDescription?: string;
}

export interface Calibrated {
  readonly pixelSize?: PixelSize;
  readonly regions?: readonly UltrasoundRegion[];
  /** Pixel Aspect Ratio (0028,0034), vertical and horizontal, for pictures without spacing */
  readonly aspect?: Spacing;
  readonly presented?: PresentedSpacing;
}

/** Two statements of one length are the same when they differ by less than writers round. */
const SAME = 0.01;
/** A stated magnification is a round number. */
const SAME_FACTOR = 0.02;

/**
 * How pixels become millimetres, and on what basis (H7): a presentation state's own calibration, ultrasound regions,
 * FIDUCIAL, GEOMETRY, the detector's spacing with a stated magnification, the detector's spacing alone, else pixels.
 * Statements that cannot both be true give no millimetres.
 */
export function calibrationOf({ pixelSize, regions = [], aspect, presented }: Calibrated): Calibration {
  const size = usable(pixelSize);
  const shape = pixelShape({ pixelSize, regions, aspect }, presented?.spacing);
  const none = (contradiction?: Contradiction): Calibration => ({
    kind: 'pixels',
    aspect: shape,
    ...(contradiction !== undefined && { contradiction }),
  });
  const answer = presentedBasis(presented, size) ?? ultrasoundBasis(regions, size, shape) ?? ownBasis(size);
  if (answer === undefined) return none();
  return typeof answer === 'string' ? none(answer) : answer;
}

/** A calibration, a contradiction, or nothing to say. */
type Answer = Calibration | Contradiction | undefined;

const millimetres = (spacing: Spacing, basis: Basis): Calibration => ({
  kind: 'millimetres',
  spacing,
  basis,
});

function presentedBasis(presented: PresentedSpacing | undefined, size: PixelSize): Answer {
  const spacing = positive(presented?.spacing);
  if (!presented || !spacing) return undefined;
  const { pixelSpacing, imagerPixelSpacing, geometry } = size;
  // States repeat the image's own spacing: that is no calibration.
  if (isSame(spacing, pixelSpacing) || isSame(spacing, imagerPixelSpacing)) return undefined;
  if (geometry === 'slice' && pixelSpacing) return 'presentation-state-and-image';
  if (isWider(spacing, imagerPixelSpacing)) return 'presentation-state-wider-than-detector';
  const { label, calibrationType: by, calibrationDescription: description } = presented;
  return millimetres(spacing, {
    kind: 'presentation-state',
    label,
    ...(by && { by }),
    ...(description && { description }),
  });
}

function ultrasoundBasis(
  regions: readonly UltrasoundRegion[],
  { pixelSpacing }: PixelSize,
  aspect: Spacing,
): Answer {
  if (regions.length === 0) return undefined;
  const flat = regions.filter(({ across, down }) => across.unit === 'cm' && down.unit === 'cm');
  const agrees = ({ across, down }: UltrasoundRegion) =>
    isSame([Math.abs(down.perPixel) * 10, Math.abs(across.perPixel) * 10], pixelSpacing);
  // One of them may show another depth; where none has the image's spacing, one of the two is wrong.
  if (pixelSpacing && flat.length > 0 && !flat.some(agrees)) return 'regions-and-spacing';
  return { kind: 'regions', regions, aspect };
}

function ownBasis(size: PixelSize): Answer {
  const { geometry, pixelSpacing, calibrationType, calibrationDescription: description } = size;
  if (geometry === 'slice') return pixelSpacing && millimetres(pixelSpacing, { kind: 'patient' });
  if (geometry === 'localiser') return pixelSpacing && millimetres(pixelSpacing, { kind: 'centre' });
  if (isWider(pixelSpacing, size.imagerPixelSpacing)) return 'wider-than-detector';
  if (pixelSpacing && calibrationType === 'FIDUCIAL')
    return millimetres(pixelSpacing, { kind: 'fiducial', ...(description && { description }) });
  const factor = magnificationOf(size);
  if (typeof factor === 'string') return factor;
  if (pixelSpacing && calibrationType === 'GEOMETRY') {
    const isOff = factor !== undefined && !isScaled(size, factor);
    if (isOff) return 'spacing-and-magnification';
    return millimetres(pixelSpacing, { kind: 'geometry', ...(description && { description }) });
  }
  return uncalibrated(size, factor);
}

/** Nobody says that the spacing was calibrated. */
function uncalibrated(size: PixelSize, factor: number | undefined): Answer {
  const { pixelSpacing, imagerPixelSpacing, nominalScannedPixelSpacing: film } = size;
  if (imagerPixelSpacing) {
    // Pixel Spacing that equals the detector's is not corrected for anything (PS3.3 10.7.1.1).
    const isCorrected = pixelSpacing !== undefined && !isSame(pixelSpacing, imagerPixelSpacing);
    if (factor !== undefined) {
      if (isCorrected && !isScaled(size, factor)) return 'spacing-and-magnification';
      const [rows, columns] = imagerPixelSpacing;
      return millimetres([rows / factor, columns / factor], { kind: 'magnification', factor });
    }
    return isCorrected
      ? millimetres(pixelSpacing, { kind: 'corrected' })
      : millimetres(imagerPixelSpacing, { kind: 'detector' });
  }
  if (film && (!pixelSpacing || isSame(pixelSpacing, film))) return millimetres(film, { kind: 'film' });
  return pixelSpacing && millimetres(pixelSpacing, { kind: 'unstated' });
}

/** Stated, or distance to the detector ÷ distance to the patient; a contradiction where the two differ or neither can be. */
function magnificationOf(size: PixelSize): number | Contradiction | undefined {
  const { magnification, sourceToDetector, sourceToPatient } = size;
  const byDistance =
    sourceToDetector !== undefined && sourceToPatient !== undefined
      ? sourceToDetector / sourceToPatient
      : undefined;
  const stated = magnification ?? byDistance;
  if (stated === undefined) return undefined;
  if (byDistance !== undefined && Math.abs(byDistance / stated - 1) > SAME_FACTOR)
    return 'magnification-and-distances';
  return stated < 1 - SAME ? 'smaller-than-it-is' : stated;
}

const isScaled = ({ pixelSpacing, imagerPixelSpacing }: PixelSize, factor: number) =>
  !pixelSpacing ||
  !imagerPixelSpacing ||
  isWithin([pixelSpacing[0] * factor, pixelSpacing[1] * factor], imagerPixelSpacing, SAME_FACTOR);

const isSame = (a: Spacing, b: Spacing | undefined) => b !== undefined && isWithin(a, b, SAME);

const isWithin = (a: Spacing, b: Spacing, share: number) =>
  Math.abs(a[0] / b[0] - 1) <= share && Math.abs(a[1] / b[1] - 1) <= share;

const isWider = (a: Spacing | undefined, b: Spacing | undefined) =>
  a !== undefined && b !== undefined && (a[0] > b[0] * (1 + SAME) || a[1] > b[1] * (1 + SAME));

const isPositive = (value: number | undefined) => value !== undefined && Number.isFinite(value) && value > 0;

const positive = (spacing: Spacing | undefined): Spacing | undefined =>
  spacing?.every(isPositive) ? spacing : undefined;

/** Zeros and negatives are what writers put where they know nothing. */
function usable(size: PixelSize = { geometry: 'unknown' }): PixelSize {
  const number = (value: number | undefined) => (isPositive(value) ? value : undefined);
  return {
    ...size,
    pixelSpacing: positive(size.pixelSpacing),
    imagerPixelSpacing: positive(size.imagerPixelSpacing),
    nominalScannedPixelSpacing: positive(size.nominalScannedPixelSpacing),
    magnification: number(size.magnification),
    sourceToDetector: number(size.sourceToDetector),
    sourceToPatient: number(size.sourceToPatient),
  };
}
