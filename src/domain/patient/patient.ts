import type { PersonField } from '../problem';
import {
  identifierAgreement,
  isNhsNumber,
  isOfNhs,
  isSameValue,
  nhsDigits,
  type Identifier,
} from './identifier';
import { nameAgreement, type Agreement, type NameAgreement, type PersonName } from './names';

/** A FHIR date: `1945-07-14`, or as much of it as is known (`1945-07`, `1945`) */
export type PartialDate = string;

/** The person the record was launched for. */
export interface Patient {
  /** FHIR logical id within its issuer */
  readonly id: string;
  readonly name: PersonName;
  readonly birthDate?: PartialDate;
  readonly gender?: 'male' | 'female' | 'other' | 'unknown';
  /** `true` where only the fact is recorded, else the date of death */
  readonly deceased?: true | PartialDate;
  /** What counts first; those that have ended last, and marked */
  readonly identifiers: readonly Identifier[];
  /** The record has a second entry for this person, whose imaging is not shown here */
  readonly recordedTwice?: true;
}

/** Whom a DICOM object, or a resource that holds its own patient, says it is of. Every part may be absent. */
export interface DicomPerson {
  readonly patientId?: Identifier;
  readonly otherIds: readonly Identifier[];
  readonly name?: PersonName;
  /** The same name in other scripts */
  readonly alsoWritten?: readonly PersonName[];
  readonly birthDate?: PartialDate;
}

export type PersonMatch =
  | { readonly kind: 'same' }
  /** Nothing contradicts enough to be somebody else, but not enough agrees either */
  | Unconfirmed
  | { readonly kind: 'different'; readonly differs: readonly PersonField[] };

export interface Unconfirmed {
  readonly kind: 'unconfirmed';
  readonly differs: readonly PersonField[];
  readonly absent: readonly PersonField[];
  /** Known in part: a year of birth, an initial */
  readonly less: readonly PersonField[];
}

/**
 * The same-person rule (clinical-safety H1): is this DICOM object of the patient the record was launched for?
 *
 * Somebody else: an identifier of the same assigning authority differs, or date of birth and family name both differ.
 * The same: nothing differs, and either an identifier agrees or both name and whole date of birth do. All else is
 * unconfirmed: a year of birth or an initial is less known, and not the same.
 */
export function samePerson(patient: Patient, dicom: DicomPerson): PersonMatch {
  const name = bestAgreement(patient, dicom);
  const theirs = [dicom.patientId, ...dicom.otherIds].filter((id) => id !== undefined);
  const fields: Record<PersonField, Agreement> = {
    identifier: identifierAgreement(patient.identifiers, theirs),
    'family name': name.family,
    'given name': name.given,
    'birth date': dateAgreement(patient.birthDate, dicom.birthDate),
  };
  const named = (wanted: Agreement) =>
    (Object.keys(fields) as PersonField[]).filter((field) => fields[field] === wanted);
  const differs = named('differs');

  const somebodyElse =
    fields.identifier === 'differs' ||
    (fields['family name'] === 'differs' && fields['birth date'] === 'differs');
  if (somebodyElse) return { kind: 'different', differs };

  const enoughAgrees =
    fields.identifier === 'agrees' ||
    (fields['family name'] === 'agrees' &&
      fields['given name'] === 'agrees' &&
      fields['birth date'] === 'agrees');
  return differs.length === 0 && enoughAgrees
    ? { kind: 'same' }
    : { kind: 'unconfirmed', differs, absent: named('absent'), less: named('less') };
}

/** A name that is written in several scripts agrees where one of them does; what differs in script alone is no other name. */
function bestAgreement({ name }: Patient, dicom: DicomPerson): NameAgreement {
  const usual = nameAgreement(name, dicom.name);
  if (usual.family !== 'differs' && usual.given !== 'differs') return usual;
  const others = dicom.alsoWritten?.map((written) => nameAgreement(name, written)) ?? [];
  return others.find(({ family, given }) => family === 'agrees' && given !== 'differs') ?? usual;
}

/** The worst of several: one that differs outweighs a thousand that agree, and one that nobody can tell marks them all. */
export function worstMatch(matches: readonly PersonMatch[]): PersonMatch {
  const different = matches.find(({ kind }) => kind === 'different');
  if (different) return different;
  const unconfirmed = matches.filter((match) => match.kind === 'unconfirmed');
  if (unconfirmed.length === 0) return { kind: 'same' };
  const all = (of: 'differs' | 'absent' | 'less') => [...new Set(unconfirmed.flatMap((match) => match[of]))];
  return { kind: 'unconfirmed', differs: all('differs'), absent: all('absent'), less: all('less') };
}

/** As much of both dates as is known is compared; only two whole ones can agree. */
function dateAgreement(ours: PartialDate | undefined, theirs: PartialDate | undefined): Agreement {
  if (ours === undefined || theirs === undefined) return 'absent';
  const known = Math.min(ours.length, theirs.length);
  if (ours.slice(0, known) !== theirs.slice(0, known)) return 'differs';
  return known >= WHOLE_DATE ? 'agrees' : 'less';
}

const WHOLE_DATE = '1945-07-14'.length;

export interface NhsNumber {
  readonly value: string;
  /** Its modulus-11 check digit (NUM-0001) is right */
  readonly valid: boolean;
}

/** The patient's current NHS numbers as recorded, the one that counts first. Two that differ are two, and both are told. */
export function nhsNumbersOf(patient: Patient): readonly NhsNumber[] {
  const current = patient.identifiers.filter((each) => isOfNhs(each) && !each.ended);
  return current
    .filter((one, at) => current.findIndex((other) => isSameValue(one, other)) === at)
    .map(({ value }) => ({ value, valid: isNhsNumber(nhsDigits(value)) }));
}
