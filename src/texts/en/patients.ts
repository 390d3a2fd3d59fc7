import { nhsDigits } from '../../domain/patient/identifier';
import type { PersonName } from '../../domain/patient/names';
import type { Patient } from '../../domain/patient/patient';

/**
 * `SMITH, John (Mr)`: family name in upper case, title in brackets without full stop (CUI NID-0001 to 0012). Nothing is
 * left out; what is not recorded is said. A name that came as one text stands as it came.
 */
export function nameWords({ family, given, prefix, text }: PersonName): string {
  if (text?.trim()) return text.trim();
  const givenNames = given.filter((name) => name.trim() !== '').join(' ');
  if (!family?.trim() && givenNames === '') return 'Name not recorded';
  const title = prefix?.replaceAll('.', '').trim();
  const names = [family?.trim().toLocaleUpperCase('en-GB') || 'FAMILY NAME NOT RECORDED', givenNames];
  return names.filter(Boolean).join(', ') + (title ? ` (${title})` : '');
}

const GENDERS: Record<NonNullable<Patient['gender']>, string> = {
  male: 'Male',
  female: 'Female',
  other: 'Other',
  unknown: 'Unknown',
};

/** In full words (CUI CGS-0003, CGS-0011). */
export const genderWords = (gender: Patient['gender']): string =>
  gender === undefined ? 'Not recorded' : GENDERS[gender];

/** Ten digits as `123 456 7890` (CUI NUM-0001); anything else as it was given. */
export function nhsNumberWords(value: string): string {
  const digits = nhsDigits(value);
  return /^\d{10}$/.test(digits)
    ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`
    : value.trim();
}
