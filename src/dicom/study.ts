import type { ArchiveNumbers } from '../domain/patient/identifier';
import { seriesUid, studyUid, type ArchiveId } from '../domain/ids';
import type { Series, Study } from '../domain/study/study';
import { numberOf, textOf, textsOf, type Dataset } from './dataset';
import { dateTimeFrom, personFrom } from './person';
import * as Tag from './tags';

/**
 * A QIDO-RS study (PS3.18 table 10.6.3-3); `undefined` without a Study Instance UID. One that is not well formed stays:
 * leaving it out would make the list look complete, and opening it says what is wrong.
 */
export function studyFrom(
  dataset: Dataset,
  archive: ArchiveId,
  archiveSystem?: ArchiveNumbers,
): Study | undefined {
  const uid = textOf(dataset, Tag.StudyInstanceUID);
  if (uid === undefined) return undefined;
  return {
    uid: studyUid(uid),
    started: dateTimeFrom(textOf(dataset, Tag.StudyDate), textOf(dataset, Tag.StudyTime)),
    modalities: [...new Set(textsOf(dataset, Tag.ModalitiesInStudy).filter(Boolean))],
    description: textOf(dataset, Tag.StudyDescription),
    bodyPart: textOf(dataset, Tag.BodyPartExamined),
    accessionNumber: textOf(dataset, Tag.AccessionNumber),
    seriesCount: countOf(dataset, Tag.NumberOfStudyRelatedSeries),
    instanceCount: countOf(dataset, Tag.NumberOfStudyRelatedInstances),
    heldBy: [archive],
    ...(AWAY.has(textOf(dataset, Tag.InstanceAvailability) ?? '') && { awayAt: [archive] }),
    inRecord: false,
    person: personFrom(dataset, archiveSystem),
  };
}

/** Instance Availability (PS3.3 C.4.23.1.1): it has to be fetched from tape first, or nobody gives it */
const AWAY = new Set(['NEARLINE', 'OFFLINE', 'UNAVAILABLE']);

/**
 * A QIDO-RS series (PS3.18 table 10.6.3-4), or one of a metadata answer; `undefined` without a Series Instance UID.
 * One that is not well formed stays, as a study does.
 */
export function seriesFrom(dataset: Dataset): Series | undefined {
  const uid = textOf(dataset, Tag.SeriesInstanceUID);
  if (uid === undefined) return undefined;
  return {
    uid: seriesUid(uid),
    number: numberOf(dataset, Tag.SeriesNumber),
    modality: textOf(dataset, Tag.Modality) ?? '',
    description: textOf(dataset, Tag.SeriesDescription),
    bodyPart: textOf(dataset, Tag.BodyPartExamined),
    laterality: lateralityOf(dataset, Tag.Laterality),
    instanceCount: countOf(dataset, Tag.NumberOfSeriesRelatedInstances),
  };
}

/** L, R or B; anything else, U for "unpaired" among it, is no side. */
export function lateralityOf(dataset: Dataset, tag: string): 'L' | 'R' | 'B' | undefined {
  const side = textOf(dataset, tag);
  return side === 'L' || side === 'R' || side === 'B' ? side : undefined;
}

function countOf(dataset: Dataset, tag: string): number | undefined {
  const count = numberOf(dataset, tag);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}
