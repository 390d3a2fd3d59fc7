import type { FrameReference, MeasuredWords, MeasurementsToSave } from '../../../domain/measure/measurement';
import type { PersonName } from '../../../domain/patient/names';
import { code, codeSequence, dcm, ownScheme, sct } from './codes';
import { coded, container, image, person, text, uidReference } from './content';
import { element, personName, sequence, type WrittenDataset } from './element';
import { measurementGroup } from './measurement-group';
import * as Tag from '../../tags';

export const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';
/** Who measured where no person is known: this software (TID 1004). */
export const DEVICE_UID = '2.25.310043896919662596951741151749933823526';

export interface MeasurementDocument extends Omit<MeasurementsToSave, 'archive'> {
  readonly words: MeasuredWords;
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
    const group =
      measurement.frame.study === given.study.uid ? measurementGroup(measurement, given.words) : undefined;
    return group ? [{ frame: measurement.frame, group }] : [];
  });
  if (saved.length === 0) return undefined;
  const frames = distinct(saved.map(({ frame }) => frame));
  const groups = saved.map(({ group }) => group);
  return {
    ...header(given),
    ...documentModules(given, frames),
    [Tag.ContentSequence]: sequence(...content(given, frames, groups)),
  };
}

function header({ study, patient, sex, newUid, made }: MeasurementDocument): WrittenDataset {
  const started = moment(study.started);
  return {
    [Tag.SpecificCharacterSet]: element('CS', 'ISO_IR 192'),
    [Tag.InstanceCreationDate]: element('DA', moment(made).date),
    [Tag.InstanceCreationTime]: element('TM', moment(made).time),
    [Tag.SOPClassUID]: element('UI', COMPREHENSIVE_SR),
    [Tag.SOPInstanceUID]: element('UI', newUid()),
    [Tag.StudyDate]: element('DA', started.date),
    [Tag.StudyTime]: element('TM', started.time),
    [Tag.AccessionNumber]: element('SH', study.accessionNumber),
    [Tag.Modality]: element('CS', 'SR'),
    [Tag.Manufacturer]: element('LO', 'Plainfilm'),
    [Tag.ReferringPhysicianName]: personName(undefined),
    [Tag.CodingSchemeIdentificationSequence]: sequence(ownScheme),
    ...(study.description !== undefined && {
      [Tag.StudyDescription]: element('LO', study.description.slice(0, 64)),
    }),
    [Tag.SeriesDescription]: element('LO', 'Measurements'),
    [Tag.ReferencedPerformedProcedureStepSequence]: sequence(),
    [Tag.PatientName]: personName(nameText(patient.name)),
    [Tag.PatientID]: element('LO', patient.patientId?.value),
    [Tag.PatientBirthDate]: element('DA', digits(patient.birthDate)),
    [Tag.PatientSex]: element('CS', sex && { male: 'M', female: 'F', other: 'O', unknown: undefined }[sex]),
    [Tag.StudyInstanceUID]: element('UI', study.uid),
    [Tag.SeriesInstanceUID]: element('UI', newUid()),
    [Tag.StudyID]: element('SH'),
    [Tag.SeriesNumber]: element('IS', '1'),
    [Tag.InstanceNumber]: element('IS', '1'),
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
        [Tag.ReferencedSOPClassUID]: element('UI', frame.sopClass),
        [Tag.ReferencedSOPInstanceUID]: element('UI', frame.instance),
      }));
  return {
    [Tag.ContentDate]: element('DA', date),
    [Tag.ContentTime]: element('TM', time),
    [Tag.ValueType]: element('CS', 'CONTAINER'),
    [Tag.ConceptNameCodeSequence]: codeSequence(dcm('126000', 'Imaging Measurement Report')),
    [Tag.ContinuityOfContent]: element('CS', 'SEPARATE'),
    [Tag.PerformedProcedureCodeSequence]: sequence(),
    [Tag.CurrentRequestedProcedureEvidenceSequence]: sequence({
      [Tag.ReferencedSeriesSequence]: sequence(
        ...series.map((uid) => ({
          [Tag.ReferencedSOPSequence]: sequence(...instances(uid)),
          [Tag.SeriesInstanceUID]: element('UI', uid),
        })),
      ),
      [Tag.StudyInstanceUID]: element('UI', study.uid),
    }),
    [Tag.CompletionFlag]: element('CS', 'COMPLETE'),
    [Tag.VerificationFlag]: element('CS', 'UNVERIFIED'),
    [Tag.ContentTemplateSequence]: sequence({
      [Tag.MappingResource]: element('CS', 'DCMR'),
      [Tag.TemplateIdentifier]: element('CS', '1500'),
    }),
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
