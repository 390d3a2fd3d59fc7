import type { Patient } from '../../domain/patient/patient';
import type * as en from '../en/patients';

export const nameWords: typeof en.nameWords = ({ family, given, prefix, text }) => {
  if (text?.trim()) return text.trim();
  const givenNames = given.filter((name) => name.trim() !== '').join(' ');
  if (!family?.trim() && givenNames === '') return 'Enw heb ei gofnodi';
  const title = prefix?.replaceAll('.', '').trim();
  const names = [family?.trim().toLocaleUpperCase('cy') || 'CYFENW HEB EI GOFNODI', givenNames];
  return names.filter(Boolean).join(', ') + (title ? ` (${title})` : '');
};

const GENDERS: Record<NonNullable<Patient['gender']>, string> = {
  male: 'Gwryw',
  female: 'Benyw',
  other: 'Arall',
  unknown: 'Anhysbys',
};

export const genderWords: typeof en.genderWords = (gender) =>
  gender === undefined ? 'Heb ei gofnodi' : GENDERS[gender];
