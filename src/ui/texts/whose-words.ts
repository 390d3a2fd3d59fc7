import { dateWords } from '../../texts/en/dates';
import { nhsNumbersOf, type Patient } from '../../domain/patient/patient';
import { identity, patientTexts } from '../../texts/en/identity';
import { nameWords, nhsNumberWords } from '../../texts/en/patients';

/**
 * Whose something is, where it leaves the screen: "SMITH, Aria (Ms) · Born 14-Jul-1985 · NHS No. 999 012 3456".
 *
 * @param longest letters of a name for which there is room
 */
export function whoseWords(patient: Patient, longest = Infinity): string {
  const name = nameWords(patient.name);
  const numbers = nhsNumbersOf(patient).map(
    ({ value, valid }) => `${nhsNumberWords(value)}${valid ? '' : ` (${identity.notAnNhsNumber})`}`,
  );
  return [
    name.length > longest ? `${name.slice(0, longest)}…` : name,
    `${patientTexts.born} ${dateWords(patient.birthDate)}`,
    `${patientTexts.nhsNumber} ${numbers.join(', ') || identity.noNhsNumber}`,
  ].join(' · ');
}
