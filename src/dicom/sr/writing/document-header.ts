import type { MeasurementsToSave } from '../../../domain/measure/measurement';
import { OWN_MANUFACTURER } from '../../../domain/objects/study-objects';
import type { PersonName } from '../../../domain/patient/names';
import { dcm } from './codes';
import { coded, person, text, uidReference } from './content';
import { element, personName, type WrittenDataset } from './element';
import * as Tag from '../../tags';

/** Who made it where no person is known: this software (TID 1004). */
export const DEVICE_UID = '2.25.310043896919662596951741151749933823526';

/** Whose a written object is, of which study, and when it was made: its class, its series and its UIDs are its own. */
export function commonHeader({
  study,
  patient,
  sex,
  made,
}: Pick<MeasurementsToSave, 'study' | 'patient' | 'sex' | 'made'>): WrittenDataset {
  const started = moment(study.started);
  return {
    [Tag.SpecificCharacterSet]: element('CS', 'ISO_IR 192'),
    [Tag.InstanceCreationDate]: element('DA', moment(made).date),
    [Tag.InstanceCreationTime]: element('TM', moment(made).time),
    [Tag.StudyDate]: element('DA', started.date),
    [Tag.StudyTime]: element('TM', started.time),
    [Tag.AccessionNumber]: element('SH', study.accessionNumber),
    [Tag.Manufacturer]: element('LO', OWN_MANUFACTURER),
    [Tag.ReferringPhysicianName]: personName(undefined),
    ...(study.description !== undefined && {
      [Tag.StudyDescription]: element('LO', study.description.slice(0, 64)),
    }),
    [Tag.PatientName]: personName(nameText(patient.name)),
    [Tag.PatientID]: element('LO', patient.patientId?.value),
    [Tag.PatientBirthDate]: element('DA', digits(patient.birthDate)),
    [Tag.PatientSex]: element('CS', sex && { male: 'M', female: 'F', other: 'O', unknown: undefined }[sex]),
    [Tag.StudyInstanceUID]: element('UI', study.uid),
    [Tag.StudyID]: element('SH'),
    [Tag.SeriesNumber]: element('IS', '1'),
    [Tag.InstanceNumber]: element('IS', '1'),
  };
}

/**
 * TID 1002: a person by name, else the software.
 *
 * @param identifier which user of which record the person is (TID 1003: Identifier within Person Observer's Role), where it is known
 */
export function observerContext(
  observer: PersonName | undefined,
  identifier?: string,
): readonly WrittenDataset[] {
  const type = dcm('121005', 'Observer Type');
  const name = nameText(observer);
  if (name !== undefined)
    return [
      coded(type, dcm('121006', 'Person'), 'HAS OBS CONTEXT'),
      person(dcm('121008', 'Person Observer Name'), name),
      ...(identifier === undefined
        ? []
        : [text(dcm('128775', "Identifier within Person Observer's Role"), identifier, 'HAS OBS CONTEXT')]),
    ];
  return [
    coded(type, dcm('121007', 'Device'), 'HAS OBS CONTEXT'),
    uidReference(dcm('121012', 'Device Observer UID'), DEVICE_UID),
    text(dcm('121013', 'Device Observer Name'), 'Plainfilm', 'HAS OBS CONTEXT'),
  ];
}

/** Family, first given name, further ones, title (PS3.5 §6.2.1.1); a name that is given as one text alone stands as it is. */
export function nameText(name: PersonName | undefined): string | undefined {
  if (!name) return undefined;
  const { text } = name;
  const isInParts = name.family !== undefined || name.given.length > 0;
  if (!isInParts && !text?.trim()) return undefined;
  const [given = '', ...middle] = name.given;
  return [isInParts ? (name.family ?? '') : (text ?? ''), given, middle.join(' '), name.prefix ?? '']
    .map((part) => part.replaceAll(/[\^=\\]/g, ' '))
    .join('^')
    .replace(/\^+$/, '');
}

/** DA holds whole dates only: what is known of others is left out. */
const digits = (date: string | undefined) => (date?.length === 10 ? date.replaceAll('-', '') : undefined);

/** DA and TM of a local date and time, as much as is known. */
export function moment(text: string | undefined): { readonly date?: string; readonly time?: string } {
  const [date, time] = (text ?? '').split('T');
  return { date: digits(date), time: time?.replaceAll(':', '').replace(/\D.*$/, '') };
}
