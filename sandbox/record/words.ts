import type { Person } from '../catalogue';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A FHIR date as DD-Mmm-YYYY (NHS CUI D+Ta-0002); what is not known is left out. */
export function dateText(date: string | undefined): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date ?? '') ?? [];
  if (year === undefined) return 'Not recorded';
  return [day, months[Number(month) - 1], year].filter((part) => part !== undefined).join('-');
}

/** Date and time of a FHIR instant with its own offset's clock, `18-Nov-2026 16:40`. */
export function momentText(instant: string | undefined): string {
  const time = /T(\d\d:\d\d)/.exec(instant ?? '')?.[1];
  return time === undefined ? dateText(instant) : `${dateText(instant)} ${time}`;
}

/** Whole years between two dates; `undefined` where the birth date is not known to the day. */
export function ageInYears(birthDate: string, on: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(birthDate)) return undefined;
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}

/** `SMITH, Aria (Ms)` (NID-0001..0012). */
export function nameText({ family, given, prefix }: Person): string {
  const title = prefix === undefined ? '' : ` (${prefix})`;
  return `${family.toUpperCase()}${given.length === 0 ? '' : `, ${given.join(' ')}`}${title}`;
}

/** `999 012 3456` (NUM-0001). */
export function nhsNumberText(number: string | undefined): string {
  return number === undefined ? 'Not recorded' : number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

export const genderText = (gender: Person['gender']) => gender.charAt(0).toUpperCase() + gender.slice(1);
