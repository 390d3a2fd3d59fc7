import type { NoSuv } from './basis';
import type { PetActivity } from '../study/pet-activity';

/** What a modality value is multiplied by, or why standardised uptake values cannot be had. */
export type SuvFactor =
  | { readonly ok: true; readonly factor: number; readonly by?: 'scanner' | 'scanner-factor' }
  | { readonly ok: false; readonly why: NoSuv };

const DAY = 86_400;
/** No one is given less: smaller numbers are megabecquerels in a field for becquerels. Nor more than some gigabecquerels. */
const [LEAST_DOSE, MOST_DOSE] = [1e5, 1e11];
/** kg. No one is heavier: larger numbers are grams. */
const MOST_WEIGHT = 650;
/** Half-lives after which less than a thousandth is left: nobody scans then, so that a time or the half-life is another */
const MOST_HALF_LIVES = 10;
/** A part: tables and scanners differ by less of one nuclide's half-life, and those of any two by more */
const SAME_HALF_LIFE = 0.03;
/** s. Of what lives longer, what was given a day earlier is still there: a time without its day tells nothing. */
const SHORT_LIVED = 3 * 3600;

const cannot = (why: NoSuv): SuvFactor => ({ ok: false, why });

/**
 * The factor from modality value to SUVbw, g/ml, by the vendor-neutral pseudo-code of QIBA (FDG-PET/CT profile): BQML by
 * dose, decay and weight, CNTS by Philips' factors where they are there, GML as it stands. Nothing is assumed for what
 * is missing or cannot be: then there is no SUV, and the reason is said.
 */
export function suvFactor(pet: PetActivity): SuvFactor {
  // What the scanner computed is a stored value like any other.
  if (pet.switchedOff && pet.units !== 'GML') return cannot({ kind: 'switched-off' });
  switch (pet.units) {
    case 'GML':
      return pet.suvType === undefined || pet.suvType === 'BW'
        ? { ok: true, factor: 1, by: 'scanner' }
        : cannot({ kind: 'another-type', type: pet.suvType });
    case 'CNTS':
      return fromCounts(pet);
    case 'BQML':
      return fromActivity(pet, 1);
    default:
      return cannot(pet.units === undefined ? { kind: 'no-units' } : { kind: 'units', units: pet.units });
  }
}

function fromCounts(pet: PetActivity): SuvFactor {
  // It stands in images that are not corrected, too: of those it makes numbers that are no uptake.
  if (isThere(pet.philipsSuvFactor))
    return notCorrected(pet) ?? { ok: true, factor: pet.philipsSuvFactor, by: 'scanner-factor' };
  return isThere(pet.philipsActivityFactor)
    ? fromActivity(pet, pet.philipsActivityFactor)
    : cannot({ kind: 'counts-alone' });
}

/** @param toActivity modality value → Bq/ml */
function fromActivity(pet: PetActivity, toActivity: number): SuvFactor {
  const { weight, dose } = pet;
  const uncorrected = notCorrected(pet);
  if (uncorrected) return uncorrected;
  if (!isThere(weight)) return cannot({ kind: 'no-weight' });
  if (weight > MOST_WEIGHT) return cannot({ kind: 'weight', weight });
  if (pet.several) return cannot({ kind: 'several-injections' });
  if (!isThere(dose)) return cannot({ kind: 'no-dose' });
  if (dose < LEAST_DOSE || dose > MOST_DOSE) return cannot({ kind: 'dose', dose });
  const foreign = foreignHalfLife(pet);
  if (foreign) return cannot(foreign);
  const decayed = doseAtReference(pet, dose);
  return typeof decayed !== 'number'
    ? cannot(decayed)
    : { ok: true, factor: (toActivity * weight * 1000) / decayed };
}

function notCorrected({ corrected }: PetActivity): SuvFactor | undefined {
  if (!corrected.includes('ATTN')) return cannot({ kind: 'no-attenuation-correction' });
  const isOfDecay = corrected.includes('DECY') || corrected.includes('DECAY');
  return isOfDecay ? undefined : cannot({ kind: 'no-decay-correction' });
}

/** Of another nuclide than the one that was given: by it the scanner corrected its values, too, to whatever moment. */
function foreignHalfLife({ halfLife, nuclide }: PetActivity): NoSuv | undefined {
  if (!nuclide || !isThere(halfLife)) return undefined;
  const isSame = Math.abs(halfLife / nuclide.halfLife - 1) <= SAME_HALF_LIFE;
  return isSame ? undefined : { kind: 'half-life', halfLife, nuclide: nuclide.name };
}

/** Bq left at the moment that the values are corrected to, or why that cannot be known. */
function doseAtReference(pet: PetActivity, dose: number): number | NoSuv {
  const { halfLife, correctedTo } = pet;
  if (pet.decayCorrection === 'ADMIN') return dose;
  if (pet.decayCorrection !== 'START' && correctedTo === undefined)
    return { kind: 'no-moment-of-correction' };
  if (!isThere(halfLife)) return { kind: 'no-half-life' };
  const scan = correctedTo ?? scanStart(pet, halfLife);
  if (scan === undefined) return { kind: 'no-start' };
  const elapsed = sinceInjection(pet, scan, halfLife);
  if (typeof elapsed !== 'number') return elapsed;
  if (elapsed < 0) return { kind: 'injected-later' };
  if (elapsed > MOST_HALF_LIVES * halfLife) return { kind: 'injected-long-before' };
  return dose * 2 ** (-elapsed / halfLife);
}

/**
 * The series' own moment, unless that is after the acquisition, as in series made later: then GE's private element, else
 * back from the frame's reference time, which counts from the start of the scan to the mean of the frame's activity.
 */
function scanStart(pet: PetActivity, halfLife: number): number | undefined {
  const { series, acquisition, geScan, frameReferenceTime, frameDuration } = pet;
  if (series !== undefined && acquisition !== undefined && series <= acquisition) return series;
  if (geScan !== undefined) return geScan;
  if (acquisition === undefined || !isThere(frameReferenceTime) || !isThere(frameDuration)) return undefined;
  const rate = Math.LN2 / halfLife;
  const decay = (rate * frameDuration) / 1000;
  const meanOfActivity = Math.log(decay / (1 - Math.exp(-decay))) / rate;
  return acquisition - frameReferenceTime / 1000 + meanOfActivity;
}

/**
 * Seconds. A time without a day is the last such time before the scan, over midnight that of the day before: unless that is most
 * of a day, when it was given after the scan began.
 */
function sinceInjection(
  { injected, injectedTimeOfDay }: PetActivity,
  scan: number,
  halfLife: number,
): number | NoSuv {
  if (injected !== undefined) return scan - injected;
  if (injectedTimeOfDay === undefined) return { kind: 'no-injection' };
  if (halfLife > SHORT_LIVED) return { kind: 'no-day-of-injection' };
  const since = (((scan - injectedTimeOfDay) % DAY) + DAY) % DAY;
  return since > DAY / 2 ? since - DAY : since;
}

const isThere = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0;
