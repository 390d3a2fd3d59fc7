import type { ArchiveId } from '../../domain/ids';
import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import type { Study } from '../../domain/study/study';
import { inTurns } from '../../domain/turns';
import type { DicomwebClient } from '../requests/services';
import { textOf } from '../../dicom/dataset';
import { allPages } from './pages';
import { studyFrom } from '../../dicom/study';
import * as Tag from '../../dicom/tags';

/** What the list shows and the same-person rule needs beyond what every archive answers with */
const FIELDS = [
  Tag.ModalitiesInStudy, // Modalities in Study
  Tag.StudyDescription, // Study Description
  Tag.PatientName, // Patient's Name
  Tag.PatientID, // Patient ID
  Tag.IssuerOfPatientID, // Issuer of Patient ID
  Tag.PatientBirthDate, // Patient's Birth Date
  Tag.BodyPartExamined, // Body Part Examined
  Tag.NumberOfStudyRelatedSeries, // Number of Study Related Series
  Tag.NumberOfStudyRelatedInstances, // Number of Study Related Instances
].join(',');

export interface StudyQuery {
  readonly client: DicomwebClient;
  readonly archive: ArchiveId;
  readonly name: string;
  readonly identifierSystem?: string;
  /** Settles when a page after the first may be asked for */
  readonly further?: (signal: AbortSignal) => Promise<void>;
}

/** The studies under one Patient ID: all of them, or a Problem. */
export async function studiesUnder(
  patientId: string,
  { client, archive, name: where, identifierSystem, further }: StudyQuery,
  signal: AbortSignal,
): Promise<Result<readonly Study[]>> {
  const tooMany: Problem = { kind: 'too-large', where, what: 'a list of more than 25,000 studies' };
  const datasets = await allPages(
    (limit, offset) =>
      client.studies(
        { PatientID: patientId, includefield: FIELDS, limit: String(limit), offset: String(offset) },
        signal,
      ),
    (dataset) => textOf(dataset, Tag.StudyInstanceUID),
    tooMany,
    () => further?.(signal) ?? Promise.resolve(),
  );
  if (!datasets.ok) return datasets;
  const studies = await inTurns(datasets.value, (dataset) => studyFrom(dataset, archive, identifierSystem));
  const known = studies.filter((study) => study !== undefined);
  // A study that cannot be named cannot be listed, and a list without it would look complete.
  if (known.length < studies.length) return err({ kind: 'malformed', where, what: 'a study without a UID' });
  return ok(known);
}
