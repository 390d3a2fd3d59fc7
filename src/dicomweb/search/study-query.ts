import type { ArchiveNumbers } from '../../domain/patient/identifier';
import type { ArchiveId } from '../../domain/ids';
import type { Answered } from '../../domain/knowledge/remote';
import { ok, type Result } from '../../domain/problem';
import type { Study } from '../../domain/study/study';
import { inTurns } from '../../domain/turns';
import { ofList } from '../../http/failure';
import type { DicomwebClient } from '../requests/services';
import type { FieldsForm } from '../requests/services';
import { textOf, type Dataset } from '../../dicom/dataset';
import type { Requests } from '../requests/request';
import { allPages } from './pages';
import type { PatientId } from './patient-ids';
import { searchPage } from './search-forms';
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
];

export interface StudyQuery {
  readonly client: DicomwebClient;
  readonly requests: Requests;
  readonly archive: ArchiveId;
  readonly name: string;
  readonly identifierSystem?: ArchiveNumbers | undefined;
  /** Settles when a page after the first may be asked for */
  readonly afterPicture?: (signal: AbortSignal) => Promise<void>;
}

/**
 * The studies under one Patient ID, and why they may not be all of them. Entries without a UID are counted.
 * @param soFar told what is here while further pages are asked for
 */
export async function studiesUnder(
  { value: patientId, issuer }: PatientId,
  { client, requests, archive, identifierSystem, afterPicture }: StudyQuery,
  signal: AbortSignal,
  soFar?: (studies: readonly Study[]) => void,
): Promise<Result<Answered<readonly Study[]>>> {
  const { capabilities } = requests;
  const read = new Map<Dataset, Study | undefined>();
  /** Read once, though it is told before all of its fellows are here */
  const studyOf = (dataset: Dataset) => {
    if (!read.has(dataset)) read.set(dataset, studyFrom(dataset, archive, identifierSystem));
    return read.get(dataset);
  };
  const search = {
    kind: 'studies',
    match: { PatientID: patientId, ...(issuer !== undefined && { IssuerOfPatientID: issuer }) },
    fields: FIELDS,
    ask: (query: Readonly<Record<string, string>>, fields?: FieldsForm) =>
      client.studies(query, signal, fields),
  };
  const datasets = await allPages({
    capabilities,
    kind: 'studies',
    ask: (offset) => searchPage(requests, search, offset),
    key: (dataset) => textOf(dataset, Tag.StudyInstanceUID),
    beforeNext: () => afterPicture?.(signal) ?? Promise.resolve(),
    soFar: (datasets) => soFar?.(datasets.map(studyOf).filter((study) => study !== undefined)),
  });
  if (!datasets.ok) return ofList(datasets);
  const studies = await inTurns(datasets.value.value, studyOf);
  return ok({ ...datasets.value, value: studies.filter((study) => study !== undefined) });
}
