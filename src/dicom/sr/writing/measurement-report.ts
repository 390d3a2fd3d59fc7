import type { FrameReference, MeasurementsToSave } from '../../../domain/measure/measurement';
import type { PersonName } from '../../../domain/patient/patient';
import { code, codeSequence, dcm, ownScheme, sct } from './codes';
import { coded, container, image, person, text, uidReference } from './content';
import { element, personName, sequence, type WrittenDataset } from './element';
import { measurementGroup } from './measurement-group';

export const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';
/** Who measured where no person is known: this software (TID 1004). */
export const DEVICE_UID = '2.25.310043896919662596951741151749933823526';

export interface MeasurementDocument extends Omit<MeasurementsToSave, 'archive'> {
  /** A new UID at each call */
  readonly newUid: () => string;
}

/**
 * An Imaging Measurement Report (PS3.16 TID 1500) as a Comprehensive SR, complete and verified by nobody.
 *
 * @returns `undefined` where none of the measurements has a number
 */
export function measurementReport(given: MeasurementDocument): WrittenDataset | undefined {
  const saved = given.measurements.flatMap((measurement) => {
    const group = measurement.frame.study === given.study.uid ? measurementGroup(measurement) : undefined;
    return group ? [{ frame: measurement.frame, group }] : [];
  });
  if (saved.length === 0) return undefined;
  const frames = distinct(saved.map(({ frame }) => frame));
  const groups = saved.map(({ group }) => group);
  return {
    ...header(given),
    ...documentModules(given, frames),
    '0040A730': sequence(...content(given, frames, groups)),
  };
}

function header({ study, patient, sex, newUid, made }: MeasurementDocument): WrittenDataset {
  const started = moment(study.started);
  return {
    '00080005': element('CS', 'ISO_IR 192'),
    '00080012': element('DA', moment(made).date),
    '00080013': element('TM', moment(made).time),
    '00080016': element('UI', COMPREHENSIVE_SR),
    '00080018': element('UI', newUid()),
    '00080020': element('DA', started.date),
    '00080030': element('TM', started.time),
    '00080050': element('SH', study.accessionNumber),
    '00080060': element('CS', 'SR'),
    '00080070': element('LO', 'Plainfilm'),
    '00080090': personName(undefined),
    '00080110': sequence(ownScheme),
    ...(study.description !== undefined && { '00081030': element('LO', study.description.slice(0, 64)) }),
    '0008103E': element('LO', 'Measurements'),
    '00081111': sequence(),
    '00100010': personName(nameText(patient.name)),
    '00100020': element('LO', patient.patientId?.value),
    '00100030': element('DA', digits(patient.birthDate)),
    '00100040': element('CS', sex && { male: 'M', female: 'F', other: 'O', unknown: undefined }[sex]),
    '0020000D': element('UI', study.uid),
    '0020000E': element('UI', newUid()),
    '00200010': element('SH'),
    '00200011': element('IS', '1'),
    '00200013': element('IS', '1'),
  };
}

/** SR Document General (PS3.3 C.17.2), and the head of the content. */
function documentModules(
  { made, study }: MeasurementDocument,
  frames: readonly FrameReference[],
): WrittenDataset {
  const { date, time } = moment(made);
  const series = [...new Set(frames.map((frame) => frame.series))];
  const instances = (of: string) =>
    frames
      .filter(
        (frame, at) =>
          frame.series === of && frames.findIndex((one) => one.instance === frame.instance) === at,
      )
      .map((frame) => ({
        '00081150': element('UI', frame.sopClass),
        '00081155': element('UI', frame.instance),
      }));
  return {
    '00080023': element('DA', date),
    '00080033': element('TM', time),
    '0040A040': element('CS', 'CONTAINER'),
    '0040A043': codeSequence(dcm('126000', 'Imaging Measurement Report')),
    '0040A050': element('CS', 'SEPARATE'),
    '0040A372': sequence(),
    '0040A375': sequence({
      '00081115': sequence(
        ...series.map((uid) => ({ '00081199': sequence(...instances(uid)), '0020000E': element('UI', uid) })),
      ),
      '0020000D': element('UI', study.uid),
    }),
    '0040A491': element('CS', 'COMPLETE'),
    '0040A493': element('CS', 'UNVERIFIED'),
    '0040A504': sequence({ '00080105': element('CS', 'DCMR'), '0040DB00': element('CS', '1500') }),
  };
}

function content(
  { observer }: MeasurementDocument,
  frames: readonly FrameReference[],
  groups: readonly WrittenDataset[],
): readonly WrittenDataset[] {
  return [
    coded(
      dcm('121049', 'Language of Content Item and Descendants'),
      code('en-GB', 'RFC5646', 'English (United Kingdom)'),
      'HAS CONCEPT MOD',
    ),
    ...observerContext(observer),
    coded(dcm('121058', 'Procedure reported'), sct('363679005', 'Imaging'), 'HAS CONCEPT MOD'),
    container(dcm('111028', 'Image Library'), [
      container(
        dcm('126200', 'Image Library Group'),
        frames.map((frame) => image(frame, 'CONTAINS')),
      ),
    ]),
    container(dcm('126010', 'Imaging Measurements'), groups),
  ];
}

/** TID 1002: a person by name, else the software. */
function observerContext(observer: PersonName | undefined): readonly WrittenDataset[] {
  const type = dcm('121005', 'Observer Type');
  const name = nameText(observer);
  if (name !== undefined)
    return [
      coded(type, dcm('121006', 'Person'), 'HAS OBS CONTEXT'),
      person(dcm('121008', 'Person Observer Name'), name),
    ];
  return [
    coded(type, dcm('121007', 'Device'), 'HAS OBS CONTEXT'),
    uidReference(dcm('121012', 'Device Observer UID'), DEVICE_UID),
    text(dcm('121013', 'Device Observer Name'), 'Plainfilm', 'HAS OBS CONTEXT'),
  ];
}

function distinct(frames: readonly FrameReference[]): readonly FrameReference[] {
  const isSame = (a: FrameReference, b: FrameReference) => a.instance === b.instance && a.frame === b.frame;
  return frames.filter((frame, at) => frames.findIndex((one) => isSame(one, frame)) === at);
}

/** Family, first given name, further ones, title (PS3.5 §6.2.1.1). */
function nameText(name: PersonName | undefined): string | undefined {
  if (!name || (name.family === undefined && name.given.length === 0)) return undefined;
  const [given = '', ...middle] = name.given;
  return [name.family ?? '', given, middle.join(' '), name.prefix ?? '']
    .map((part) => part.replaceAll(/[\^=\\]/g, ' '))
    .join('^')
    .replace(/\^+$/, '');
}

/** DA holds whole dates only: what is known of others is left out. */
const digits = (date: string | undefined) => (date?.length === 10 ? date.replaceAll('-', '') : undefined);

/** DA and TM of a local date and time, as much as is known. */
function moment(text: string | undefined): { readonly date?: string; readonly time?: string } {
  const [date, time] = (text ?? '').split('T');
  return { date: digits(date), time: time?.replaceAll(':', '').replace(/\D.*$/, '') };
}
