import type { ArchiveNumbers } from '../domain/patient/identifier';
import type { PersonName } from '../domain/patient/names';
import type { DicomPerson, PartialDate } from '../domain/patient/patient';
import { withoutDirection } from '../domain/text-direction';
import { identifierFrom, patientIdFrom } from './issuer';
import { isDataset, itemsOf, textOf, textsOf, valuesOf, type Dataset } from './dataset';
import * as Tag from './tags';

/** Whom a dataset says it is of (Patient module, PS3.3 C.7.1.1). */
export function personFrom(dataset: Dataset, archiveSystem: ArchiveNumbers | undefined): DicomPerson {
  const others = itemsOf(dataset, Tag.OtherPatientIDsSequence).flatMap((item) => identifierFrom(item) ?? []);
  const withoutIssuer = textsOf(dataset, Tag.OtherPatientIDs).filter(Boolean);
  return {
    patientId: patientIdFrom(dataset, archiveSystem),
    otherIds: [...others, ...withoutIssuer.map((value) => ({ value }))],
    ...namesFrom(valuesOf(dataset, Tag.PatientName)[0]),
    birthDate: dateFrom(textOf(dataset, Tag.PatientBirthDate)),
  };
}

const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

/**
 * A PN value: the first component group that says anything, the alphabetic one before the others. Family, given,
 * middle, prefix (PS3.5 §6.2.1.2); middle names follow the given ones; the suffix has no place in a PersonName.
 */
export const personNameFrom = (value: unknown): PersonName | undefined => writingsOf(value)[0];

/** The name, and how else it is written, where there is more than one group. */
function namesFrom(value: unknown): Pick<DicomPerson, 'name' | 'alsoWritten'> {
  const [name, ...alsoWritten] = writingsOf(value);
  return { name, ...(alsoWritten.length > 0 && { alsoWritten }) };
}

function writingsOf(value: unknown): readonly PersonName[] {
  const groups = isDataset(value)
    ? GROUPS.map((group) => value[group] ?? value[group.toLowerCase()])
    : [value];
  const texts = groups.flatMap((group) => (typeof group === 'string' ? group.split('=') : []));
  return texts.slice(0, GROUPS.length).flatMap((text) => {
    const [family = '', given = '', middle = '', prefix = ''] = withoutDirection(text)
      .split('^')
      .map((part) => part.trim());
    const names = [given, middle].flatMap((part) => part.split(/\s+/)).filter(Boolean);
    const isSaid = family !== '' || names.length > 0;
    return isSaid ? [{ ...(family && { family }), given: names, ...(prefix && { prefix }) }] : [];
  });
}

/** DA as `YYYY-MM-DD`, or as much of it as is there; the old form with dots, and FHIR's, too. `undefined` where it is no date. */
export function dateFrom(text: string | undefined): PartialDate | undefined {
  const [, year, month, day] = /^(\d{4})[.-]?(\d\d)?[.-]?(\d\d)?$/.exec(text ?? '') ?? [];
  if (year === undefined) return undefined;
  if (month === undefined || month < '01' || month > '12') return month === undefined ? year : undefined;
  if (day === undefined) return `${year}-${month}`;
  return day >= '01' && day <= '31' ? `${year}-${month}-${day}` : undefined;
}

/** DA and TM as a local date and time; the time only where the day is known, to the minute or second. */
export function dateTimeFrom(date: string | undefined, time: string | undefined): string | undefined {
  const day = dateFrom(date);
  const [, hour, minute, second = '00'] = /^(\d\d):?(\d\d):?(\d\d)?/.exec(time ?? '') ?? [];
  const known =
    day?.length === 10 && hour !== undefined && hour < '24' && (minute ?? '') < '60' && second < '61';
  return known ? `${day}T${hour}:${minute}:${second}` : day;
}
