import type { FrameReference, MeasuredWords, MeasurementsToSave } from '../../../domain/measure/measurement';
import { code, codeSequence, dcm, ownScheme, sct } from './codes';
import { coded, container, image } from './content';
import { commonHeader, moment, observerContext } from './document-header';
import { element, sequence, type WrittenDataset } from './element';
import { measurementGroup } from './measurement-group';
import * as Tag from '../../tags';

export const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';

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
    ...commonHeader(given),
    [Tag.SOPClassUID]: element('UI', COMPREHENSIVE_SR),
    [Tag.SOPInstanceUID]: element('UI', given.newUid()),
    [Tag.SeriesInstanceUID]: element('UI', given.newUid()),
    [Tag.Modality]: element('CS', 'SR'),
    [Tag.SeriesDescription]: element('LO', 'Measurements'),
    [Tag.CodingSchemeIdentificationSequence]: sequence(ownScheme),
    [Tag.ReferencedPerformedProcedureStepSequence]: sequence(),
    ...documentModules(given, frames),
    [Tag.ContentSequence]: sequence(...content(given, frames, groups)),
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

function distinct(frames: readonly FrameReference[]): readonly FrameReference[] {
  const isSame = (a: FrameReference, b: FrameReference) => a.instance === b.instance && a.frame === b.frame;
  return frames.filter((frame, at) => frames.findIndex((one) => isSame(one, frame)) === at);
}
