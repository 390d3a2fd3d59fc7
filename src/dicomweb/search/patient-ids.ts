import {
  canonicalSystem,
  isNhsNumber,
  isSameSystem,
  NHS_NUMBER,
  nhsDigits,
} from '../../domain/patient/identifier';
import type { Patient } from '../../domain/patient/patient';
import type { WhyNotAsked } from '../../domain/problem';

export type PatientIds =
  | { readonly kind: 'known'; readonly values: readonly string[] }
  /** Why this archive cannot be asked for this patient: no reason to say that it has nothing */
  | { readonly kind: 'none'; readonly why: WhyNotAsked };

/**
 * The patient's numbers that mean something to an archive: those of the authority that configuration names for it,
 * else the NHS number, those that have ended among them: pictures may still be filed under them. A number with characters that QIDO-RS takes for wildcards (PS3.4 C.2.2.2.4) would ask for other
 * people, and one with a backslash for several: neither is sent.
 */
export function patientIdsFor(patient: Patient, identifierSystem: string | undefined): PatientIds {
  const system = canonicalSystem(identifierSystem ?? NHS_NUMBER);
  const numbers = patient.identifiers
    .filter((identifier) => isSameSystem(identifier.system, system))
    .map(({ value }) => (system === NHS_NUMBER ? nhsDigits(value) : value.trim()))
    .filter((value) => value !== '');
  if (numbers.length === 0) {
    return {
      kind: 'none',
      why: system === NHS_NUMBER ? 'no-nhs-number' : 'no-identifier',
    };
  }
  const usable = numbers.filter(
    (value) => value.length <= 64 && !/[*?\\]/.test(value) && !hasControls(value),
  );
  const valid = system === NHS_NUMBER ? usable.filter(isNhsNumber) : usable;
  if (valid.length < numbers.length && valid.length === 0) {
    return { kind: 'none', why: 'identifier-not-valid' };
  }
  return { kind: 'known', values: [...new Set(valid)] };
}

const hasControls = (text: string) => [...text].some((letter) => letter < ' ');
