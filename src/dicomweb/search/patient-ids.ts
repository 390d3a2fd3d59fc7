import {
  canonicalSystem,
  isNhsNumber,
  isSameSystem,
  NHS_NUMBER,
  nhsDigits,
} from '../../domain/patient/identifier';
import type { Patient } from '../../domain/patient/patient';

export type PatientIds =
  | { readonly kind: 'known'; readonly values: readonly string[] }
  /** Why this archive cannot be asked for this patient: no reason to say that it has nothing */
  | { readonly kind: 'none'; readonly why: string };

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
      why:
        system === NHS_NUMBER
          ? 'the record has no NHS number for this patient'
          : 'the record has no number of this hospital for this patient',
    };
  }
  const usable = numbers.filter(
    (value) => value.length <= 64 && !/[*?\\]/.test(value) && !hasControls(value),
  );
  const valid = system === NHS_NUMBER ? usable.filter(isNhsNumber) : usable;
  if (valid.length < numbers.length && valid.length === 0) {
    return { kind: 'none', why: 'the number in the record is not a valid one' };
  }
  return { kind: 'known', values: [...new Set(valid)] };
}

const hasControls = (text: string) => [...text].some((letter) => letter < ' ');
