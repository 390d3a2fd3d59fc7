import type { CardDate, CardNumber, CardText, CardValue, ObjectCard } from '../domain/objects/object-card';
import { codeFrom } from './code';
import { itemsOf, numberOf, textOf, type Dataset } from './dataset';
import { makerFrom } from './overlay-head';
import { structureDosesFrom } from './rt/dose-histograms';
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
  const doses = structureDosesFrom(dataset);
  return {
    person: personFrom(dataset, identifierSystem),
    ...(standard !== undefined && { standard }),
    maker: makerFrom(dataset),
    values,
    ...(doses.length > 0 && { doses }),
  };
}

function numberAt(dataset: Dataset, [first = '', ...rest]: readonly string[]): number | undefined {
  if (rest.length === 0) return numberOf(dataset, first);
  return itemsOf(dataset, first)
    .map((item) => numberAt(item, rest))
    .find((one) => one !== undefined);
}
