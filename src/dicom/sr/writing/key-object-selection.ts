import type { KeyImageToSave } from '../../../domain/objects/key-image-to-save';
import { codeSequence, dcm } from './codes';
import { text } from './content';
import { commonHeader, moment, observerContext } from './document-header';
import { element, sequence, type WrittenDataset } from './element';
import { GRAYSCALE_SOFTCOPY_STATE } from './softcopy-state';
import type { WrittenUids } from './uid';
import * as Tag from '../../tags';

export const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59';

/**
 * A Key Object Selection document (PS3.3 A.35.4, PS3.16 TID 2010), titled "Of Interest": one picture, by the presentation
 * state that goes with it where there is one, and what the person wrote.
 */
export function keyObjectSelection(given: KeyImageToSave, uids: WrittenUids): WrittenDataset {
  const { frame, view, note, made, study, observer } = given;
  const { date, time } = moment(made);
  const image = {
    [Tag.ReferencedSOPClassUID]: element('UI', frame.sopClass),
    [Tag.ReferencedSOPInstanceUID]: element('UI', frame.instance),
  };
  const state = {
    [Tag.ReferencedSOPClassUID]: element('UI', GRAYSCALE_SOFTCOPY_STATE),
    [Tag.ReferencedSOPInstanceUID]: element('UI', uids.view),
  };
  const inSeries = (series: string, instance: WrittenDataset): WrittenDataset => ({
    [Tag.ReferencedSOPSequence]: sequence(instance),
    [Tag.SeriesInstanceUID]: element('UI', series),
  });
  return {
    ...commonHeader(given),
    [Tag.SOPClassUID]: element('UI', KEY_OBJECT_SELECTION),
    [Tag.SOPInstanceUID]: element('UI', uids.choice),
    [Tag.SeriesInstanceUID]: element('UI', uids.choiceSeries),
    [Tag.Modality]: element('CS', 'KO'),
    [Tag.SeriesDescription]: element('LO', 'Key image chosen in review'),
    [Tag.ReferencedPerformedProcedureStepSequence]: sequence(),
    [Tag.ContentDate]: element('DA', date),
    [Tag.ContentTime]: element('TM', time),
    [Tag.ValueType]: element('CS', 'CONTAINER'),
    [Tag.ConceptNameCodeSequence]: codeSequence(dcm('113000', 'Of Interest')),
    [Tag.ContinuityOfContent]: element('CS', 'SEPARATE'),
    [Tag.CurrentRequestedProcedureEvidenceSequence]: sequence({
      [Tag.ReferencedSeriesSequence]: sequence(
        inSeries(frame.series, image),
        ...(view ? [inSeries(uids.viewSeries, state)] : []),
      ),
      [Tag.StudyInstanceUID]: element('UI', study.uid),
    }),
    [Tag.ContentTemplateSequence]: sequence({
      [Tag.MappingResource]: element('CS', 'DCMR'),
      [Tag.TemplateIdentifier]: element('CS', '2010'),
    }),
    [Tag.ContentSequence]: sequence(
      ...observerContext(observer),
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
