import type { ArchiveNumbers } from '../domain/patient/identifier';
import { instanceUid, isUid, seriesUid, studyUid } from '../domain/ids';
import type { InstanceUid, SeriesUid, StudyUid } from '../domain/ids';
import type { DicomPerson } from '../domain/patient/patient';
import type { BulkData, Dataset } from './dataset';
import { textOf } from './dataset';
import { personFrom } from './person';
import * as Tag from './tags';

/** What every reader of an object without pictures is given beside the dataset. */
export interface ObjectContext {
  /** The archive as a clinician knows it */
  readonly source: string;
  /** The authority whose numbers this archive uses as Patient ID */
  readonly identifierSystem?: ArchiveNumbers | undefined;
  /** Long texts and tables that the metadata kept outside */
  readonly bulk: BulkData;
}

export interface ObjectHeader {
  readonly uid: InstanceUid;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sopClass: string;
  readonly person: DicomPerson;
}

/**
 * Which object it is, and whom it says it is of. Throws an Error with a few words for an engineer, which name no
 * patient, where a UID is missing: an object that cannot be told from others is not shown.
 */
export function headerOf(dataset: Dataset, { identifierSystem }: ObjectContext): ObjectHeader {
  return {
    uid: instanceUid(uidAt(dataset, Tag.SOPInstanceUID, 'SOP Instance UID')),
    study: studyUid(uidAt(dataset, Tag.StudyInstanceUID, 'Study Instance UID')),
    series: seriesUid(uidAt(dataset, Tag.SeriesInstanceUID, 'Series Instance UID')),
    sopClass: textOf(dataset, Tag.SOPClassUID) ?? '',
    person: personFrom(dataset, identifierSystem),
  };
}

function uidAt(dataset: Dataset, tag: string, name: string): string {
  const uid = textOf(dataset, tag);
  if (uid === undefined) throw new Error(`it has no ${name}`);
  if (!isUid(uid)) throw new Error(`its ${name} is not a UID`);
  return uid;
}
