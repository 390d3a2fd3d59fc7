import type { Contradiction, NoSuv, PixelBasis, QuantityBasis, Refusal } from '../../domain/measure/basis';
import { valueWords, type Quantity, type QuantityName } from '../../domain/measure/quantity';
import { labelWords, measuringTexts } from '../en/measuring';
import type * as en from '../en/measured';
import * as said from '../en/measured';
import type { Spoken } from '../language';
import { counted, PIXEL } from './plurals';

const NAMES: Readonly<Record<QuantityName, string>> = {
  Length: 'Hyd',
  'Long axis': 'Echel hir',
  'Short axis': 'Echel fer',
  Angle: 'Ongl',
  'Cobb angle': 'Ongl Cobb',
  Area: 'Arwynebedd',
  Mean: 'Cymedr',
  SD: 'Gwyriad safonol',
  Minimum: 'Isafswm',
  Maximum: 'Uchafswm',
  Value: 'Gwerth',
  Distance: 'Pellter',
  Time: 'Amser',
  Velocity: 'Cyflymder',
  Frequency: 'Amledd',
  Difference: 'Gwahaniaeth',
};

const CONTRADICTIONS: Readonly<Record<Contradiction, string>> = {
  'presentation-state-and-image': 'mae’r cyflwr cyflwyno a’r ddelwedd yn nodi bylchau picsel gwahanol',
  'presentation-state-wider-than-detector': 'mae gan y cyflwr cyflwyno bicseli mwy na rhai’r canfodydd',
  'regions-and-spacing': 'mae’r rhanbarthau uwchsain a’r bylchau picsel yn wahanol',
  'wider-than-detector': 'dywedir bod y picseli’n fwy yn y claf nag wrth y canfodydd',
  'spacing-and-magnification': 'mae’r bylchau picsel a’r chwyddiad a nodir yn wahanol',
  'magnification-and-distances': 'mae’r chwyddiad a nodir a’r pellterau’n wahanol',
  'smaller-than-it-is': 'nid oes dim yn cael ei luniadu’n llai nag ydyw',
};

const CALIBRATED = {
  FIDUCIAL: 'ar wrthrych o faint hysbys',
  GEOMETRY: 'wedi’i amcangyfrif o geometreg',
} as const;

const NO_SUV: {
  readonly [Kind in NoSuv['kind']]?: (why: Extract<NoSuv, { readonly kind: Kind }>) => string;
} = {
  'another-type': ({ type }) => `gwerthoedd cymeriant o fath arall yw’r gwerthoedd (${type})`,
  'no-units': () => 'nid oes unedau gan y ddelwedd',
  units: ({ units }) => `ei hunedau yw ${units}`,
  'counts-alone': () => 'cyfrifon yw’r gwerthoedd, heb ffactor i actifedd',
  'no-attenuation-correction': () => 'nid yw wedi’i chywiro ar gyfer gwanhad',
  'no-decay-correction': () => 'nid yw wedi’i chywiro ar gyfer dadfeiliad',
  'no-weight': () => 'nid yw pwysau’r claf wedi’u cofnodi',
  weight: ({ weight }) => `ni all pwysau o ${weight} kg fod`,
  'several-injections': () => 'mae mwy nag un chwistrelliad wedi’i gofnodi',
  'no-dose': () => 'nid yw’r dos a chwistrellwyd wedi’i gofnodi',
  dose: ({ dose }) => `ni all dos o ${dose} Bq fod`,
  'no-moment-of-correction': () => 'nid yw’n dweud i ba foment y mae wedi’i chywiro ar gyfer dadfeiliad',
  'no-half-life': () => 'nid yw’r hanner oes wedi’i gofnodi',
  'half-life': ({ halfLife, nuclide }) => `nid yw hanner oes o ${halfLife} s yn un ${nuclide}`,
  'no-start': () => 'nid yw dechrau’r sgan wedi’i gofnodi',
  'no-injection': () => 'nid yw amser y chwistrelliad wedi’i gofnodi',
  'switched-off': () => 'mae gwerthoedd cymeriant wedi’u diffodd ar y safle hwn',
  'no-day-of-injection': () => 'nid yw diwrnod y chwistrelliad wedi’i gofnodi',
  'injected-long-before': () => 'yn ôl yr amseroedd a gofnodwyd ni fyddai dim o’r chwistrelliad ar ôl',
  'injected-later': () => 'cofnodwyd y chwistrelliad yn hwyrach na’r sgan',
};

export const noSuvWords: Spoken<typeof en.noSuvWords> = (why) =>
  // Each entry takes exactly the reason of its own key, which the compiler cannot follow through the index.
  (NO_SUV[why.kind] as ((why: NoSuv) => string) | undefined)?.(why);

const SUV_BY = {
  scanner: 'fel y’i cyfrifwyd gan y sganiwr',
  'scanner-factor': 'yn ôl ffactor y sganiwr ei hun',
};

export function basisWords(basis: QuantityBasis): string {
  switch (basis.kind) {
    case 'patient':
      return 'yn y claf';
    case 'centre':
      return 'yn wir yng nghanol y sganiwr yn unig';
    case 'fiducial':
      return described('yn y claf, wedi’i raddnodi ar wrthrych o faint hysbys', basis.description);
    case 'geometry':
      return described('yn y claf, wedi’i amcangyfrif o geometreg', basis.description);
    case 'magnification':
      return `yn y claf, wedi’i amcangyfrif â chwyddiad a nodir o ${Number(basis.factor.toFixed(3))}`;
    case 'corrected':
      return 'wedi’i amcangyfrif, heb ddweud sut';
    case 'presentation-state': {
      const words = [basis.by && CALIBRATED[basis.by], basis.description].filter(Boolean).join(': ');
      return described(`fel y’i graddnodwyd gan ${basis.label}`, words || undefined);
    }
    case 'detector':
      return 'wrth y canfodydd';
    case 'film':
      return 'ar y ffilm';
    case 'unstated':
      return 'heb ddweud ble mae hyn yn wir';
    case 'pixels':
      return pixelWords(basis);
    case 'region':
      return 'yn ôl y rhanbarth uwchsain';
    case 'plane':
      return `ym mhlân y llun${basis.stored ? `; siâp y picseli fel y’u storiwyd: ${basisWords(basis.stored)}` : ''}`;
    case 'scanner':
      return 'fel y’i rhoddir gan y sganiwr';
    case 'rescaled':
      return 'fel y’i hailraddir gan y ddelwedd';
    case 'no-unit':
      return basis.rescaled ? 'wedi’i ailraddio, dim uned wedi’i rhoi' : 'dim uned wedi’i rhoi';
    case 'real-world':
      return described('fel y mae’r ddelwedd yn ei fapio i werthoedd gwirioneddol', basis.label);
    case 'difference':
      return 'wedi’i dynnu: llai’r masg';
    case 'suv':
      return `SUV pwysau corff${basis.by ? `, ${SUV_BY[basis.by]}` : ''}`;
    case 'no-suv':
      return `ni ellir cyfrifo SUV: ${said.noSuvWords(basis.why)}`;
  }
}

const described = (words: string, description: string | undefined) =>
  description === undefined ? words : `${words} (${description})`;

function pixelWords({ why, byShorterSide }: PixelBasis): string {
  const words =
    why === undefined
      ? 'maint heb ei nodi'
      : why === 'outside-region'
        ? 'y tu allan i ran raddnodedig y llun uwchsain'
        : `dim mm: ${CONTRADICTIONS[why]}`;
  return byShorterSide ? `${words}; wedi’i gyfrif yn ôl ochr fyrrach picsel` : words;
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  unfinished: 'ni chafodd ei lunio i’r diwedd',
  'reaches-out-of-region': 'mae’n ymestyn y tu allan i ran raddnodedig y llun uwchsain',
  'two-regions': 'mae mewn dau ranbarth uwchsain a fesurir yn wahanol',
  'from-region-to-region': 'mae’n mynd o un rhanbarth uwchsain i un arall',
  'region-without-units': 'nid yw’r rhanbarth uwchsain hwn yn dweud sut y’i mesurir',
  'no-lengths-on-axes': 'nid oes hydoedd ar ddwy echel y rhanbarth uwchsain hwn',
  'crosses-itself': 'mae’r amlinell yn ei chroesi ei hun',
  'one-point': 'yr un pwynt yw ei ddau ben',
  'no-length': 'nid oes hyd gan un o’i linellau',
  'no-area': 'nid oes arwynebedd ganddo',
  'no-values': 'dim gwerth: mae’r llun mewn lliw, neu heb ddod yn llawn eto',
  outside: 'mae y tu allan i’r llun',
  padding: 'ni fesurwyd dim yma (padin)',
  'not-mapped': 'nid yw’r ddelwedd yn dweud beth mae’r gwerth hwn yn ei gynrychioli',
};

export const refusalWords: typeof en.refusalWords = (why) => REFUSALS[why];

export const noteWords: typeof en.noteWords = (note) => {
  switch (note.kind) {
    case 'inside':
      return `${counted(note.count, PIXEL)} â’u canol y tu mewn`;
    case 'padding':
      return `${note.count} wedi’u gadael allan: ni fesurwyd dim yno (padin)`;
    case 'not-mapped':
      return `${note.count} wedi’u gadael allan: nid yw’r ddelwedd yn dweud beth mae’r gwerthoedd hyn yn ei gynrychioli`;
    case 'beyond':
      return 'Mae’n ymestyn y tu hwnt i’r llun';
    case 'no-values':
      return 'Dim gwerthoedd: mae’r llun mewn lliw, neu heb ddod yn llawn eto';
    case 'no-pixel-inside':
      return 'Dim gwerthoedd: nid oes canol picsel â gwerth y tu mewn';
    case 'mapped':
      return [note.name && `${note.name}:`, note.number, note.symbol].filter(Boolean).join(' ');
  }
};

const named = (quantity: Quantity) => `${NAMES[quantity.name]} ${valueWords(quantity)}`;

export const quantityWords: typeof en.quantityWords = (quantity) =>
  `${named(quantity)}, ${basisWords(quantity.basis)}`;

export const labelLines: typeof en.labelLines = ({ outcome, words }) => {
  if (outcome.kind === 'marked') return words ? [words] : [];
  if (outcome.kind === 'refused') return [measuringTexts.notMeasured(refusalWords(outcome.why))];
  return byBasis(outcome.quantities).flatMap(({ basis, quantities }) => [
    quantities.length === 1 && quantities[0] ? valueWords(quantities[0]) : quantities.map(named).join(', '),
    basis,
  ]);
};

function byBasis(quantities: readonly Quantity[]) {
  const groups = new Map<string, Quantity[]>();
  for (const one of quantities) {
    const basis = basisWords(one.basis);
    groups.set(basis, [...(groups.get(basis) ?? []), one]);
  }
  return [...groups].map(([basis, group]) => ({ basis, quantities: group }));
}

export const basisLines: typeof en.basisLines = (quantities) =>
  byBasis(quantities).map(({ basis, quantities: group }) => {
    const numbers = group.map(named).join(', ');
    return `${numbers}, ${group.length > 1 ? `pob un ${basis}` : basis}`;
  });

export const measurementWords: typeof en.measurementWords = ({ label: called, figure, outcome, words }) => {
  const label = labelWords({ label: called, figure });
  if (outcome.kind === 'marked') return words ? `${label}: ${words}` : label;
  if (outcome.kind === 'refused') return `${label}: heb ei fesur, oherwydd ${refusalWords(outcome.why)}`;
  return `${label}: ${[...outcome.quantities.map(quantityWords), ...outcome.notes.map(noteWords)].join('; ')}`;
};
