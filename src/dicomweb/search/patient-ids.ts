import {
  canonicalSystem,
  isNhsNumber,
  isSameSystem,
  NHS_NUMBER,
  nhsDigits,
  type ArchiveNumbers,
  type IdentifierDomain,
} from '../../domain/patient/identifier';
import type { Patient } from '../../domain/patient/patient';
import type { WhyNotAsked } from '../../domain/problem';

/** A number to ask for, and its issuer where the archive has numbers of several. */
export interface PatientId {
  readonly value: string;
  readonly issuer?: string;
}

export type PatientIds =
  | { readonly kind: 'known'; readonly values: readonly PatientId[] }
  /** Why this archive cannot be asked for this patient: no reason to say that it has nothing */
  | { readonly kind: 'none'; readonly why: WhyNotAsked };

/**
 * The patient's numbers that mean something to an archive: those of the authorities that configuration names for it,
 * else the NHS number, those that have ended among them: pictures may still be filed under them. A number with characters that QIDO-RS takes for wildcards (PS3.4 C.2.2.2.4) would ask for other
 * people, and one with a backslash for several: neither is sent.
 */
export function patientIdsFor(patient: Patient, numbers: ArchiveNumbers = NHS_NUMBER): PatientIds {
  const domains = typeof numbers === 'string' ? [{ system: numbers }] : numbers;
  const found = domains.map((domain) => idsOfDomain(patient, domain));
  const values = found.flatMap((ids) => (ids.kind === 'known' ? ids.values : []));
  const none = found.find((ids) => ids.kind === 'none');
  const unique = new Map(values.map((id) => [`${id.issuer ?? ''} ${id.value}`, id]));
  return unique.size === 0 && none ? none : { kind: 'known', values: [...unique.values()] };
}

function idsOfDomain(patient: Patient, { system: named, issuer }: IdentifierDomain): PatientIds {
  const system = canonicalSystem(named);
  const given = patient.identifiers
    .filter((identifier) => isSameSystem(identifier.system, system))
    .map(({ value }) => (system === NHS_NUMBER ? nhsDigits(value) : value.trim()))
    .filter((value) => value !== '');
  if (given.length === 0) {
    return {
      kind: 'none',
      why: system === NHS_NUMBER ? 'no-nhs-number' : 'no-identifier',
    };
  }
  const usable = given.filter((value) => value.length <= 64 && !/[*?\\]/.test(value) && !hasControls(value));
  const valid = system === NHS_NUMBER ? usable.filter(isNhsNumber) : usable;
  if (valid.length === 0) return { kind: 'none', why: 'identifier-not-valid' };
  return {
    kind: 'known',
    values: valid.map((value) => ({ value, ...(issuer !== undefined && { issuer }) })),
  };
}

const hasControls = (text: string) => [...text].some((letter) => letter < ' ');
