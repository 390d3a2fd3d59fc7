import type {
  CardDate,
  CardNumber,
  CardText,
  CardValue,
  ObjectCard,
  StructureDose,
} from '../domain/objects/object-card';
import { codeFrom } from './code';
import { itemsOf, numberOf, numbersOf, textOf, type Dataset } from './dataset';
import { makerFrom } from './overlay-head';
import { storageClassName } from './storage-classes';
import * as Tag from './tags';
import { dateTimeFrom, personFrom } from './person';

/** Attributes by their keyword (PS3.6), from the top down through sequences; the first that says anything counts. */
const TEXTS: readonly (readonly [CardText, ...string[]])[] = [
  // RTPlanLabel, ContentLabel, StructureSetLabel, RTRadiationSet's UserContentLabel
  ['label', '300A0002', '00700080', '30060002', '30100033'],
  // RTPlanName, DocumentTitle
  ['title', '300A0003', '00420010'],
  // RTPlanDescription, ContentDescription, SeriesDescription
  ['description', '300A0004', '00700081', '0008103E'],
  // PrescriptionDescription
  ['prescription', '300A000E'],
  // PlanIntent
  ['intent', '300A000A'],
  // RTPlanGeometry
  ['geometry', '300A000C'],
  // ApprovalStatus
  ['approval', '300E0002'],
  // ResonantNucleus
  ['nucleus', '00189100'],
  // MIMETypeOfEncapsulatedDocument
  ['form', '00420012'],
];
const DATES: readonly (readonly [CardDate, string, string])[] = [
  // RTPlanDate, TreatmentDate
  ['planned', '300A0006', '300A0007'],
  ['treated', '30080250', '30080251'],
];
const COUNTS: readonly (readonly [CardNumber, ...string[]])[] = [
  // BeamSequence, IonBeamSequence, TreatmentSessionBeamSequence, TreatmentSessionIonBeamSequence
  ['beams', '300A00B0', '300A03A2', '30080020', '30080021'],
  // RegistrationSequence, DeformableRegistrationSequence
  ['registrations', '00700308', '00640002'],
  // FiducialSetSequence
  ['fiducials', '0070031C'],
  // ReferencedImageRealWorldValueMappingSequence
  ['mappings', '00409094'],
  // SurfaceSequence
  ['surfaces', '00660002'],
  // TrackSetSequence
  ['tracks', '00660101'],
  // AnnotationGroupSequence
  ['annotations', '006A0002'],
];
/** Of the first item of a sequence, or of the object itself */
const NUMBERS: readonly (readonly [CardNumber, readonly string[]])[] = [
  // FractionGroupSequence, NumberOfFractionsPlanned
  ['fractions', ['300A0070', '300A0078']],
  // DoseReferenceSequence, TargetPrescriptionDose
  ['dose', ['300A0010', '300A0026']],
  // DataPointColumns
  ['points', ['00289002']],
  // EncapsulatedDocumentLength
  ['bytes', ['00420015']],
];

/** The card of an object, out of its metadata. */
export function objectCardFrom(dataset: Dataset, identifierSystem?: string): ObjectCard {
  const unit = codeFrom(dataset, '004008EA')?.meaning;
  const values: CardValue[] = [
    ...TEXTS.flatMap(([name, ...tags]): readonly CardValue[] => {
      const text = tags.map((tag) => textOf(dataset, tag)).find(Boolean);
      return text === undefined ? [] : [{ name, text }];
    }),
    ...(unit === undefined ? [] : [{ name: 'unit', text: unit } as const]),
    ...DATES.flatMap(([name, day, time]): readonly CardValue[] => {
      const date = dateTimeFrom(textOf(dataset, day), textOf(dataset, time));
      return date === undefined ? [] : [{ name, date }];
    }),
    ...COUNTS.flatMap(([name, ...tags]): readonly CardValue[] => {
      const count = tags.map((tag) => itemsOf(dataset, tag).length).find((one) => one > 0);
      return count === undefined ? [] : [{ name, number: count }];
    }),
    ...NUMBERS.flatMap(([name, path]): readonly CardValue[] => {
      const number = numberAt(dataset, path);
      return number === undefined ? [] : [{ name, number }];
    }),
  ];
  const standard = storageClassName(textOf(dataset, Tag.SOPClassUID) ?? '');
  const doses = itemsOf(dataset, DVH_SEQUENCE).slice(0, MOST_HISTOGRAMS).map(structureDoseFrom);
  return {
    person: personFrom(dataset, identifierSystem),
    ...(standard !== undefined && { standard }),
    maker: makerFrom(dataset),
    values,
    ...(doses.length > 0 && { doses }),
  };
}

const DVH_SEQUENCE = '30040050';
/** More than there are structures in any plan */
const MOST_HISTOGRAMS = 500;

/** DVHMinimumDose, DVHMeanDose, DVHMaximumDose */
const DOSES = { minimum: '30040070', mean: '30040074', maximum: '30040072' } as const;

function structureDoseFrom(item: Dataset): StructureDose {
  // DVHReferencedROISequence, DVHROIContributionType, ReferencedROINumber
  const structures = itemsOf(item, '30040060').flatMap((structure) => {
    const number = numberOf(structure, '30060084');
    return number === undefined ? [] : [{ number, isLess: textOf(structure, '30040062') === 'EXCLUDED' }];
  });
  const numbers = (less: boolean) =>
    structures.filter(({ isLess }) => isLess === less).map(({ number }) => number);
  const [minimum, mean, maximum] = [DOSES.minimum, DOSES.mean, DOSES.maximum].map((tag) =>
    numberOf(item, tag),
  );
  // DoseUnits
  const unit = textOf(item, '30040002');
  const volume = volumeOf(item);
  return {
    structures: numbers(false),
    without: numbers(true),
    ...(unit === 'GY' ? { unit: 'Gy' as const } : unit === 'RELATIVE' && { unit: 'relative' as const }),
    ...(minimum !== undefined && { minimum }),
    ...(mean !== undefined && { mean }),
    ...(maximum !== undefined && { maximum }),
    ...(volume !== undefined && { volume }),
  };
}

/** All volume, cm³: the first bin of a cumulative histogram, the sum of a differential one; other units say no volume. */
function volumeOf(item: Dataset): number | undefined {
  // DVHVolumeUnits, DVHType, DVHData: widths and volumes in turn
  if (textOf(item, '30040054') !== 'CM3') return undefined;
  const type = textOf(item, '30040001');
  const volumes = numbersOf(item, '30040058').filter((_, at) => at % 2 === 1);
  if (volumes.length === 0 || volumes.includes(undefined)) return undefined;
  if (type === 'CUMULATIVE') return volumes[0];
  return type === 'DIFFERENTIAL' ? volumes.reduce<number>((sum, one) => sum + (one ?? 0), 0) : undefined;
}

function numberAt(dataset: Dataset, [first = '', ...rest]: readonly string[]): number | undefined {
  if (rest.length === 0) return numberOf(dataset, first);
  return itemsOf(dataset, first)
    .map((item) => numberAt(item, rest))
    .find((one) => one !== undefined);
}
