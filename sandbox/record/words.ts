import { dateWords, timeWords } from '../../src/domain/dates';
import { nhsNumberWords } from '../../src/texts/en/patients';

/** Date and time of a FHIR instant by its own clock, `18-Nov-2026 16:40`. */
export function momentWords(instant: string | undefined): string {
  const time = timeWords(instant);
  return time === undefined ? dateWords(instant) : `${dateWords(instant)} ${time}`;
}

/** `999 012 3456`, or that there is none. */
export const nhsNumberOrNone = (number: string | undefined) =>
  number === undefined ? 'Not recorded' : nhsNumberWords(number);
