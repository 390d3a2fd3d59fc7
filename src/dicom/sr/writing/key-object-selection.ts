import type { KeyImageToSave, KeyImageToWithdraw } from '../../../domain/objects/key-image-to-save';
import type { Code } from '../../code';
import { codeSequence, dcm } from './codes';
import { coded, text } from './content';
import { commonHeader, moment, observerContext } from './document-header';
import { element, sequence, type WrittenDataset } from './element';
import { GRAYSCALE_SOFTCOPY_STATE } from './softcopy-state';
import type { WrittenUids } from './uid';
import * as Tag from '../../tags';

export const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59';

/**
 * A Key Object Selection document (PS3.3 A.35.4, PS3.16 TID 2010), titled "Of Interest": one picture, by the presentation
 * state that goes with it where there is one, and what the person wrote.
 *
 * @param observerId which user of which record the observer is
 */
export function keyObjectSelection(
  given: KeyImageToSave,
  uids: WrittenUids,
  observerId?: string,
): WrittenDataset {
  const { frame, view, note, study, observer } = given;
  const image = reference(frame.sopClass, frame.instance);
  const state = reference(GRAYSCALE_SOFTCOPY_STATE, uids.view);
  return {
    ...keyObjectHeader(given, uids, 'Key image chosen in review', dcm('113000', 'Of Interest')),
    ...evidence(study.uid, [[frame.series, image], ...(view ? [[uids.viewSeries, state] as const] : [])]),
    [Tag.ContentSequence]: sequence(
      ...observerContext(observer, observerId),
      ...(note ? [text(dcm('113012', 'Key Object Description'), note)] : []),
      {
        [Tag.RelationshipType]: element('CS', 'CONTAINS'),
        [Tag.ValueType]: element('CS', 'IMAGE'),
        [Tag.ReferencedSOPSequence]: sequence({
          ...image,
          ...(frame.isMultiFrame && { [Tag.ReferencedFrameNumber]: element('IS', String(frame.frame)) }),
          ...(view && { [Tag.ReferencedSOPSequence]: sequence(state) }),
        }),
      },
    ),
  };
}

/**
 * A rejection note (IHE RAD TF-2, 4.66): a Key Object Selection document that names the objects of a key image as not to be used,
 * titled "Rejected for Quality Reasons", which needs a reason (TID 2010, CID 7011); none of that list is a person's mistake.
 *
 * @param observerId which user of which record withdraws it
 */
export function rejectionNote(
  given: KeyImageToWithdraw,
  uids: Pick<WrittenUids, 'choice' | 'choiceSeries'>,
  observerId: string,
): WrittenDataset {
  const { keyObject, observer, study } = given;
  const rejected = [
    [keyObject.series, reference(KEY_OBJECT_SELECTION, keyObject.id)] as const,
    ...keyObject.images.flatMap(({ presentationState: state, presentationSeries: series }) =>
      state !== undefined && series !== undefined
        ? [[series, reference(GRAYSCALE_SOFTCOPY_STATE, state)] as const]
        : [],
    ),
  ];
  return {
    ...keyObjectHeader(given, uids, 'Key image withdrawn', dcm('113001', 'Rejected for Quality Reasons')),
    ...evidence(study.uid, rejected),
    [Tag.ContentSequence]: sequence(
      coded(dcm('113011', 'Document Title Modifier'), dcm('111220', 'Other failure'), 'HAS CONCEPT MOD'),
      ...observerContext(observer, observerId),
      text(dcm('113012', 'Key Object Description'), 'Withdrawn by the person who saved it'),
      ...rejected.map(([, object]) => ({
        [Tag.RelationshipType]: element('CS', 'CONTAINS'),
        [Tag.ValueType]: element('CS', 'COMPOSITE'),
        [Tag.ReferencedSOPSequence]: sequence(object),
      })),
    ),
  };
}

const reference = (sopClass: string, instance: string): WrittenDataset => ({
  [Tag.ReferencedSOPClassUID]: element('UI', sopClass),
  [Tag.ReferencedSOPInstanceUID]: element('UI', instance),
});

/** Where the objects lie that the document names (PS3.3 C.17.6.2). */
const evidence = (
  study: string,
  objects: readonly (readonly [string, WrittenDataset])[],
): WrittenDataset => ({
  [Tag.CurrentRequestedProcedureEvidenceSequence]: sequence({
    [Tag.ReferencedSeriesSequence]: sequence(
      ...objects.map(([series, object]) => ({
        [Tag.ReferencedSOPSequence]: sequence(object),
        [Tag.SeriesInstanceUID]: element('UI', series),
      })),
    ),
    [Tag.StudyInstanceUID]: element('UI', study),
  }),
});

function keyObjectHeader(
  given: Parameters<typeof commonHeader>[0],
  uids: Pick<WrittenUids, 'choice' | 'choiceSeries'>,
  series: string,
  title: Code,
): WrittenDataset {
  const { date, time } = moment(given.made);
  return {
    ...commonHeader(given),
    [Tag.SOPClassUID]: element('UI', KEY_OBJECT_SELECTION),
    [Tag.SOPInstanceUID]: element('UI', uids.choice),
    [Tag.SeriesInstanceUID]: element('UI', uids.choiceSeries),
    [Tag.Modality]: element('CS', 'KO'),
    [Tag.SeriesDescription]: element('LO', series),
    [Tag.ReferencedPerformedProcedureStepSequence]: sequence(),
    [Tag.ContentDate]: element('DA', date),
    [Tag.ContentTime]: element('TM', time),
    [Tag.ValueType]: element('CS', 'CONTAINER'),
    [Tag.ConceptNameCodeSequence]: codeSequence(title),
    [Tag.ContinuityOfContent]: element('CS', 'SEPARATE'),
    [Tag.ContentTemplateSequence]: sequence({
      [Tag.MappingResource]: element('CS', 'DCMR'),
      [Tag.TemplateIdentifier]: element('CS', '2010'),
    }),
  };
}
