import type {
  Contradiction,
  MeasureNote,
  NoSuv,
  PixelBasis,
  QuantityBasis,
  Refusal,
} from '../../domain/measure/basis';
import type { Measurement } from '../../domain/measure/measurement';
import { valueWords, type Quantity } from '../../domain/measure/quantity';
import { counted } from '../texts';
import { labelWords, measuringTexts } from './measuring';

const CONTRADICTIONS: Readonly<Record<Contradiction, string>> = {
  'presentation-state-and-image': 'the presentation state and the image say different pixel spacings',
  'presentation-state-wider-than-detector':
    'the presentation state has pixels larger than those of the detector',
  'regions-and-spacing': 'the ultrasound regions and the pixel spacing differ',
  'wider-than-detector': 'the pixels are said to be larger in the patient than at the detector',
  'spacing-and-magnification': 'the pixel spacing and the stated magnification differ',
  'magnification-and-distances': 'the stated magnification and the distances differ',
  'smaller-than-it-is': 'nothing is drawn smaller than it is',
};

const CALIBRATED = {
  FIDUCIAL: 'on an object of known size',
  GEOMETRY: 'estimated from geometry',
} as const;

const NO_SUV: {
  readonly [Kind in NoSuv['kind']]: (why: Extract<NoSuv, { readonly kind: Kind }>) => string;
} = {
  'another-type': ({ type }) => `the values are uptake values of another kind (${type})`,
  'no-units': () => 'the image has no units',
  units: ({ units }) => `its units are ${units}`,
  'counts-alone': () => 'the values are counts, with no factor to activity',
  'no-attenuation-correction': () => 'it is not corrected for attenuation',
  'no-decay-correction': () => 'it is not corrected for decay',
  'no-weight': () => 'the patient’s weight is not recorded',
  weight: ({ weight }) => `a weight of ${weight} kg cannot be`,
  'several-injections': () => 'more than one injection is recorded',
  'no-dose': () => 'the injected dose is not recorded',
  dose: ({ dose }) => `a dose of ${dose} Bq cannot be`,
  'no-moment-of-correction': () => 'it does not say to which moment it is corrected for decay',
  'no-half-life': () => 'the half-life is not recorded',
  'half-life': ({ halfLife, nuclide }) => `a half-life of ${halfLife} s is not that of ${nuclide}`,
  'no-start': () => 'the start of the scan is not recorded',
  'no-injection': () => 'the time of injection is not recorded',
  'injected-later': () => 'the injection is recorded as later than the scan',
  'no-day-of-injection': () => 'the day of injection is not recorded',
  'injected-long-before': () => 'by the recorded times nothing of the injection would be left',
  'switched-off': () => 'uptake values are switched off at this site',
};

const noSuv = (why: NoSuv): string =>
  // Each entry takes exactly the reason of its own key, which the compiler cannot follow through the index.
  (NO_SUV[why.kind] as (why: NoSuv) => string)(why);

const SUV_BY = { scanner: 'as the scanner computed it', 'scanner-factor': 'by the scanner’s own factor' };

/** In English, whatever is spoken: what is stored is read in other places too. */
function basisSaid(basis: QuantityBasis): string {
  switch (basis.kind) {
    case 'patient':
      return 'in the patient';
    case 'centre':
      return 'true only at the scanner’s centre';
    case 'fiducial':
      return described('in the patient, calibrated on an object of known size', basis.description);
    case 'geometry':
      return described('in the patient, estimated from geometry', basis.description);
    case 'magnification':
      return `in the patient, estimated with a stated magnification of ${Number(basis.factor.toFixed(3))}`;
    case 'corrected':
      return 'estimated, not said how';
    case 'presentation-state': {
      const words = [basis.by && CALIBRATED[basis.by], basis.description].filter(Boolean).join(': ');
      return described(`as calibrated by ${basis.label}`, words || undefined);
    }
    case 'detector':
      return 'at the detector';
    case 'film':
      return 'on the film';
    case 'unstated':
      return 'not said where this is true';
    case 'pixels':
      return pixelWords(basis);
    case 'region':
      return 'by the ultrasound region';
    case 'plane':
      return `in the plane of the picture${basis.stored ? `; shape of the pixels as stored: ${basisSaid(basis.stored)}` : ''}`;
    case 'scanner':
      return 'as the scanner gives it';
    case 'rescaled':
      return 'as the image rescales it';
    case 'no-unit':
      return basis.rescaled ? 'rescaled, no unit given' : 'no unit given';
    case 'real-world':
      return described('as the image maps it to real values', basis.label);
    case 'difference':
      return 'subtracted: less the mask';
    case 'suv':
      return `SUV body weight${basis.by ? `, ${SUV_BY[basis.by]}` : ''}`;
    case 'no-suv':
      return `SUV cannot be computed: ${noSuv(basis.why)}`;
  }
}

export const noSuvWords = (why: NoSuv): string => noSuv(why);

/** What stands beside a number: where, and on whose word, it is true. */
export const basisWords = (basis: QuantityBasis): string => basisSaid(basis);

const described = (words: string, description: string | undefined) =>
  description === undefined ? words : `${words} (${description})`;

function pixelWords({ why, byShorterSide }: PixelBasis): string {
  const words =
    why === undefined
      ? 'size not said'
      : why === 'outside-region'
        ? 'outside of the calibrated part of the ultrasound picture'
        : `no mm: ${CONTRADICTIONS[why]}`;
  return byShorterSide ? `${words}; counted by the shorter side of a pixel` : words;
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  unfinished: 'it was not drawn to its end',
  'reaches-out-of-region': 'it reaches out of the calibrated part of the ultrasound picture',
  'two-regions': 'it lies in two ultrasound regions that are measured differently',
  'from-region-to-region': 'it goes from one ultrasound region to another',
  'region-without-units': 'this ultrasound region does not say how it is measured',
  'no-lengths-on-axes': 'this ultrasound region has no lengths on both of its axes',
  'crosses-itself': 'the outline crosses itself',
  'one-point': 'its ends are the same point',
  'no-length': 'one of its lines has no length',
  'no-area': 'it has no area',
  'no-values': 'no value: the picture is in colour, or not yet here in full',
  outside: 'it lies outside of the picture',
  padding: 'nothing was measured here (padding)',
  'not-mapped': 'the image does not say what this value stands for',
};

/** Why there is no number. */
export const refusalWords = (why: Refusal): string => REFUSALS[why];

/** What else is said of numbers. */
export function noteWords(note: MeasureNote): string {
  switch (note.kind) {
    case 'inside':
      return `${counted(note.count, { one: 'pixel', other: 'pixels' })} whose centre is inside`;
    case 'padding':
      return `${note.count} left out: nothing was measured there (padding)`;
    case 'not-mapped':
      return `${note.count} left out: the image does not say what these values stand for`;
    case 'beyond':
      return 'It reaches beyond the picture';
    case 'no-values':
      return 'No values: the picture is in colour, or not yet here in full';
    case 'no-pixel-inside':
      return 'No values: no pixel with a value has its centre inside';
    case 'mapped':
      return [note.name && `${note.name}:`, note.number, note.symbol].filter(Boolean).join(' ');
  }
}

/** `Length 12.4 mm, in the patient`: never a number without its basis. */
export const quantityWords = (quantity: Quantity): string =>
  `${quantity.name} ${valueWords(quantity)}, ${basisWords(quantity.basis)}`;

/** The lines of a label on the picture: numbers, and once for all of them that share it the basis. */
export function labelLines({ outcome, words }: Pick<Measurement, 'outcome' | 'words'>): readonly string[] {
  if (outcome.kind === 'marked') return words ? [words] : [];
  if (outcome.kind === 'refused') return [measuringTexts.notMeasured(refusalWords(outcome.why))];
  return byBasis(outcome.quantities).flatMap(({ basis, quantities }) => [
    quantities.length === 1 && quantities[0]
      ? valueWords(quantities[0])
      : quantities.map((one) => `${one.name} ${valueWords(one)}`).join(', '),
    basis,
  ]);
}

interface Shared {
  readonly basis: string;
  readonly quantities: readonly Quantity[];
}

function byBasis(quantities: readonly Quantity[]): readonly Shared[] {
  const groups = new Map<string, Quantity[]>();
  for (const one of quantities) {
    const basis = basisWords(one.basis);
    groups.set(basis, [...(groups.get(basis) ?? []), one]);
  }
  return [...groups].map(([basis, group]) => ({ basis, quantities: group }));
}

/** One line for the numbers that share a basis, which is said once: "Mean 41.2 HU, SD 3.1 HU, each as the scanner gives it". */
export const basisLines = (quantities: readonly Quantity[]): readonly string[] =>
  byBasis(quantities).map(({ basis, quantities: group }) => {
    const numbers = group.map((one) => `${one.name} ${valueWords(one)}`).join(', ');
    return `${numbers}, ${group.length > 1 ? `each ${basis}` : basis}`;
  });

/** In one sentence, for lists and screen readers: "Length 1: Length 12.4 mm, in the patient". */
export function measurementWords({
  label: called,
  figure,
  outcome,
  words,
}: Pick<Measurement, 'label' | 'figure' | 'outcome' | 'words'>): string {
  const label = labelWords({ label: called, figure });
  if (outcome.kind === 'marked') return words ? `${label}: ${words}` : label;
  if (outcome.kind === 'refused') return `${label}: not measured, because ${refusalWords(outcome.why)}`;
  return `${label}: ${[...outcome.quantities.map(quantityWords), ...outcome.notes.map(noteWords)].join('; ')}`;
}

/**
 * Measurements as text to be pasted: every number with its basis, and what the text is not.
 *
 * @param placeOf the picture in words: "CT chest, 12-Mar-2026, series 2, image 31"
 */
export function measurementsText(
  measurements: readonly Measurement[],
  placeOf: (measurement: Measurement) => string,
): string {
  return [
    ...measurements.map((one) => `${measurementWords(one)} [${placeOf(one)}]`),
    measuringTexts.purpose,
  ].join('\n');
}

/** As a stored document says it. */
export const measuredWords = { basis: basisSaid, note: noteWords } as const;
