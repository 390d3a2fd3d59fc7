import type { ArchiveId } from '../../domain/ids';
import type { Problem, Result } from '../../domain/problem';
import { failed, found } from '../../domain/problem';
import type { Study } from '../../domain/study/study';
import { inTurns } from '../../domain/turns';
import type { DicomwebClient } from '../requests/services';
import { textOf } from '../../dicom/dataset';
import { allPages } from './pages';
import { studyFrom } from '../../dicom/study';

/** What the list shows and the same-person rule needs beyond what every archive answers with */
const FIELDS = [
  '00080061', // Modalities in Study
  '00081030', // Study Description
  '00100010', // Patient's Name
  '00100020', // Patient ID
  '00100021', // Issuer of Patient ID
  '00100030', // Patient's Birth Date
  '00180015', // Body Part Examined
  '00201206', // Number of Study Related Series
  '00201208', // Number of Study Related Instances
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
  const tooMany: Problem = { kind: 'malformed', where, what: 'a list of studies without end' };
  const datasets = await allPages(
    (limit, offset) =>
      client.studies(
        { PatientID: patientId, includefield: FIELDS, limit: String(limit), offset: String(offset) },
        signal,
      ),
    (dataset) => textOf(dataset, '0020000D'),
    tooMany,
    () => further?.(signal) ?? Promise.resolve(),
  );
  if (!datasets.ok) return datasets;
  const studies = await inTurns(datasets.value, (dataset) => studyFrom(dataset, archive, identifierSystem));
  const known = studies.filter((study) => study !== undefined);
  // A study that cannot be named cannot be listed, and a list without it would look complete.
  if (known.length < studies.length)
    return failed({ kind: 'malformed', where, what: 'a study without a UID' });
  return found(known);
}
