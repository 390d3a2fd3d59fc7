import { isUid, seriesUid, studyUid, type ArchiveId } from '../domain/ids';
import type { Series, Study } from '../domain/study/study';
import { numberOf, textOf, textsOf, type Dataset } from './dataset';
import { dateTimeFrom, personFrom } from './person';

/**
 * A QIDO-RS study (PS3.18 table 10.6.3-3); `undefined` without a Study Instance UID. One that is not well formed stays:
 * leaving it out would make the list look complete, and opening it says what is wrong.
 */
export function studyFrom(dataset: Dataset, archive: ArchiveId, archiveSystem?: string): Study | undefined {
  const uid = textOf(dataset, '0020000D');
  if (uid === undefined) return undefined;
  return {
    uid: studyUid(uid),
    started: dateTimeFrom(textOf(dataset, '00080020'), textOf(dataset, '00080030')),
    modalities: [...new Set(textsOf(dataset, '00080061').filter(Boolean))],
    description: textOf(dataset, '00081030'),
    bodyPart: textOf(dataset, '00180015'),
    accessionNumber: textOf(dataset, '00080050'),
    seriesCount: countOf(dataset, '00201206'),
    instanceCount: countOf(dataset, '00201208'),
    heldBy: [archive],
    inRecord: false,
    person: personFrom(dataset, archiveSystem),
  };
}

/** A QIDO-RS series (PS3.18 table 10.6.3-4), or one of a metadata answer; `undefined` without a usable UID. */
export function seriesFrom(dataset: Dataset): Series | undefined {
  const uid = textOf(dataset, '0020000E') ?? '';
  if (!isUid(uid)) return undefined;
  return {
    uid: seriesUid(uid),
    number: numberOf(dataset, '00200011'),
    modality: textOf(dataset, '00080060') ?? '',
    description: textOf(dataset, '0008103E'),
    bodyPart: textOf(dataset, '00180015'),
    laterality: lateralityOf(dataset, '00200060'),
    instanceCount: countOf(dataset, '00201209'),
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
