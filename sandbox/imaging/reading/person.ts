import { createHash } from 'node:crypto';
import type { DicomJson, HospitalId, Person } from '../../catalogue';
import { textOf } from '../dicom/dataset';

/** The person that an image says it is of. What the image does not say stays empty; nothing is made up. */
export function personOfDataset(dataset: DicomJson, hospital: HospitalId): Person {
  const name = textOf(dataset, '00100010') ?? '';
  const number = textOf(dataset, '00100020') ?? '';
  const birthDate = fhirDate(textOf(dataset, '00100030'));
  const [family = '', given = '', middle = '', prefix = ''] = name.split('^').map((part) => part.trim());
  const key = createHash('sha256').update([number, name, birthDate].join('\n')).digest('hex').slice(0, 16);
  const words = [given, middle].filter((part) => part !== '').join(' ');
  return {
    id: `patient-${key}`,
    family: family || (number ? `(${number})` : '(no name)'),
    given: words === '' ? [] : words.split(/\s+/),
    prefix: prefix || undefined,
    gender: genderOf(textOf(dataset, '00100040')),
    birthDate,
    hospitalNumbers: number === '' ? {} : { [hospital]: number },
    story: 'Read from the folder.',
  };
}

/** DA → FHIR date; empty where it is absent or not a date. */
function fhirDate(date: string | undefined): string {
  const parts = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(date ?? '');
  if (!parts) return '';
  const text = `${parts[1]}-${parts[2]}-${parts[3]}`;
  return Number.isNaN(Date.parse(text)) ? '' : text;
}

function genderOf(sex: string | undefined): Person['gender'] {
  if (sex === 'F') return 'female';
  if (sex === 'M') return 'male';
  return sex === 'O' ? 'other' : 'unknown';
}
