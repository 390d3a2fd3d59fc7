import type { PersonField } from '../problem';

export interface Identifier {
  /** The assigning authority as a URI (`https://fhir.nhs.uk/Id/nhs-number`, `urn:oid:…`) */
  readonly system?: string;
  readonly value: string;
}

export interface PersonName {
  readonly family?: string;
  readonly given: readonly string[];
  /** Title: "Ms", "Dr" */
  readonly prefix?: string;
}

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
  readonly identifiers: readonly Identifier[];
}

/** Whom a DICOM object says it is of (PS3.3 C.7.1.1). Every part may be absent. */
export interface DicomPerson {
  readonly patientId?: Identifier;
  readonly otherIds: readonly Identifier[];
  readonly name?: PersonName;
  readonly birthDate?: PartialDate;
}

export type PersonMatch =
  | { readonly kind: 'same' }
  /** Nothing contradicts enough to be somebody else, but not enough agrees either */
  | {
      readonly kind: 'unconfirmed';
      readonly differs: readonly PersonField[];
      readonly absent: readonly PersonField[];
    }
  | { readonly kind: 'different'; readonly differs: readonly PersonField[] };

export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

type Agreement = 'agrees' | 'differs' | 'absent';

/**
 * The same-person rule (clinical-safety H1): is this DICOM object of the patient the record was launched for?
 *
 * Somebody else: an identifier of the same assigning authority differs, or date of birth and family name both differ.
 * The same: nothing differs, and either an identifier agrees or both name and date of birth do. All else is unconfirmed.
 */
export function samePerson(patient: Patient, dicom: DicomPerson): PersonMatch {
  const fields: Record<PersonField, Agreement> = {
    identifier: identifierAgreement(patient, dicom),
    'family name': agreement(letters(patient.name.family), letters(dicom.name?.family)),
    'given name': givenAgreement(patient.name, dicom.name),
    'date of birth': dateAgreement(patient.birthDate, dicom.birthDate),
  };
  const named = (wanted: Agreement) =>
    (Object.keys(fields) as PersonField[]).filter((field) => fields[field] === wanted);
  const differs = named('differs');
  const absent = named('absent');

  const somebodyElse =
    fields.identifier === 'differs' ||
    (fields['family name'] === 'differs' && fields['date of birth'] === 'differs');
  if (somebodyElse) return { kind: 'different', differs };

  const enoughAgrees =
    fields.identifier === 'agrees' ||
    (fields['family name'] === 'agrees' &&
      fields['given name'] === 'agrees' &&
      fields['date of birth'] === 'agrees');
  return differs.length === 0 && enoughAgrees ? { kind: 'same' } : { kind: 'unconfirmed', differs, absent };
}

/** Only identifiers of one authority can be compared: the number 1234 of two hospitals is two people. */
function identifierAgreement(patient: Patient, dicom: DicomPerson): Agreement {
  const theirs = [dicom.patientId, ...dicom.otherIds].filter((id) => id?.system !== undefined);
  const comparable = theirs.flatMap((their) => {
    const ours = patient.identifiers.filter((our) => our.system === their?.system);
    return ours.length === 0 ? [] : [ours.some((our) => plain(our.value) === plain(their?.value))];
  });
  if (comparable.length === 0) return 'absent';
  return comparable.every(Boolean) ? 'agrees' : 'differs';
}

function agreement(ours: string, theirs: string): Agreement {
  if (ours === '' || theirs === '') return 'absent';
  return ours === theirs ? 'agrees' : 'differs';
}

/** Given names agree when the first of one is a beginning of the first of the other: archives shorten and drop. */
function givenAgreement(ours: PersonName, theirs: PersonName | undefined): Agreement {
  const our = letters(ours.given[0]);
  const their = letters(theirs?.given[0]);
  if (our === '' || their === '') return 'absent';
  return our.startsWith(their) || their.startsWith(our) ? 'agrees' : 'differs';
}

/** As much of both dates as is known is compared: `1945` agrees with `1945-07-14`. */
function dateAgreement(ours: PartialDate | undefined, theirs: PartialDate | undefined): Agreement {
  if (ours === undefined || theirs === undefined) return 'absent';
  const known = Math.min(ours.length, theirs.length);
  return ours.slice(0, known) === theirs.slice(0, known) ? 'agrees' : 'differs';
}

/** Upper case without accents, hyphens, apostrophes or spaces: `O’Néill-Smith` and `ONEILL SMITH` are one name. */
function letters(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toUpperCase();
}

const plain = (value: string | undefined) => (value ?? '').replace(/\s/g, '');

/** The patient's NHS number as recorded, and whether its modulus-11 check digit (NUM-0001) is right. */
export function nhsNumberOf(
  patient: Patient,
): { readonly value: string; readonly valid: boolean } | undefined {
  const recorded = patient.identifiers.find(({ system }) => system === NHS_NUMBER);
  return recorded && { value: recorded.value, valid: isNhsNumber(plain(recorded.value)) };
}

/** Ten digits whose last is the modulus-11 check digit of the nine before it; a check digit of 10 is never issued. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && check % 11 === Number(digits[9]);
}
