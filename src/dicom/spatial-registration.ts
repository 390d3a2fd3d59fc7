import { frameOfReferenceUid, instanceUid, isUid, type FrameOfReferenceUid } from '../domain/ids';
import { rigidMove, together, type RegisteredPart, type Registration } from '../domain/volume/registration';
import { itemOf, itemsOf, numbersOf, textOf, type Dataset } from './dataset';
import { makerFrom } from './overlay-head';
import { personFrom } from './person';
import { READ_TAGS } from './read-tags';
import * as Tag from './tags';

/* Attributes by their keyword (PS3.6), which nobody else asks for. */
const RegistrationSequence = '00700308';
const MatrixRegistrationSequence = '00700309';
const MatrixSequence = '0070030A';
const FrameOfReferenceTransformationMatrixType = '0070030C';
const FrameOfReferenceTransformationMatrix = '300600C6';

const OWN: readonly (readonly [tag: string, vr: string])[] = [
  [RegistrationSequence, 'SQ'],
  [MatrixRegistrationSequence, 'SQ'],
  [MatrixSequence, 'SQ'],
  [FrameOfReferenceTransformationMatrixType, 'CS'],
  [FrameOfReferenceTransformationMatrix, 'DS'],
];

/** Group × 65,536 + element → VR: what every object is asked for, and these */
export const REGISTRATION_TAGS: ReadonlyMap<number, string> = new Map([
  ...READ_TAGS,
  ...OWN.map(([tag, vr]) => [parseInt(tag, 16), vr] as const),
]);

/**
 * A spatial registration (PS3.3 A.39, C.20.2). Each item's matrix takes places of its own frame of reference to those of the
 * object's (C.20.2.1.1); what is not rigid joins nothing, whatever it calls itself.
 */
export function registrationFrom(dataset: Dataset, identifierSystem?: string): Registration {
  const frame = frameIn(dataset);
  return {
    id: instanceUid(textOf(dataset, Tag.SOPInstanceUID) ?? ''),
    person: personFrom(dataset, identifierSystem),
    label: textOf(dataset, Tag.ContentDescription) ?? textOf(dataset, Tag.SeriesDescription) ?? '',
    maker: makerFrom(dataset),
    ...(frame && { frame }),
    parts: itemsOf(dataset, RegistrationSequence).map(partFrom),
  };
}

function frameIn(dataset: Dataset): FrameOfReferenceUid | undefined {
  const uid = textOf(dataset, Tag.FrameOfReferenceUID) ?? '';
  return isUid(uid) ? frameOfReferenceUid(uid) : undefined;
}

function partFrom(item: Dataset): RegisteredPart {
  const frame = frameIn(item);
  const registered = itemOf(item, MatrixRegistrationSequence) ?? {};
  const matrices = itemsOf(registered, MatrixSequence);
  const isRigid = matrices.every(
    (matrix) => (textOf(matrix, FrameOfReferenceTransformationMatrixType) ?? 'RIGID') === 'RIGID',
  );
  const move =
    isRigid &&
    together(matrices.map((matrix) => rigidMove(numbersOf(matrix, FrameOfReferenceTransformationMatrix))));
  const images = itemsOf(item, Tag.ReferencedImageSequence).map((image) =>
    instanceUid(textOf(image, Tag.ReferencedSOPInstanceUID) ?? ''),
  );
  return { ...(frame && { frame }), images, ...(move && { move }) };
}
