import type { ArchiveId, StudyUid } from '../ids';
import { hereOf, isWhole, type Remote } from '../knowledge/remote';
import { samePerson, type Patient } from '../patient/patient';
import type { Report } from '../report/report';
import type { Study } from '../study/study';

/** A source of studies: the record, one archive, or one that the record names and that was not asked. */
export interface Source {
  readonly id: 'record' | ArchiveId;
  readonly name: string;
  readonly answer: SourceAnswer;
}

/** What a source has of this patient. */
export interface Held {
  readonly studies: readonly Study[];
  /** Studies left out because the source says they are somebody else's */
  readonly somebodyElses?: number;
}

export type SourceAnswer = Remote<Held>;

/** What the record said; it is always among the sources of a list. */
export const recordAnswer = (sources: readonly Source[]): SourceAnswer =>
  sources.find(({ id }) => id === 'record')?.answer ?? { kind: 'not-asked', why: 'not-known-what-for' };

/**
 * One list over all that answered: a study that several hold is one, by Study Instance UID. Newest first; without a date
 * last. The record's words are taken before an archive's, whose counts are taken before the record's.
 */
export function mergedStudies(sources: readonly Source[]): readonly Study[] {
  const byUid = new Map<StudyUid, Study>();
  for (const { answer } of sources) {
    for (const study of hereOf(answer)?.studies ?? []) {
      const known = byUid.get(study.uid);
      byUid.set(study.uid, known ? merged(known, study) : study);
    }
  }
  return [...byUid.values()].sort(newestFirst);
}

/**
 * What an archive answered, without the studies that it says are of somebody else: an archive that takes no notice of
 * the number it was asked for must not put another person's history on the screen.
 */
export function ofPatient(patient: Patient, studies: readonly Study[]): readonly Study[] {
  return studies.filter(
    ({ person }) => person === undefined || samePerson(patient, person).kind !== 'different',
  );
}

function merged(one: Study, other: Study): Study {
  const [record, archive] = one.inRecord ? [one, other] : [other, one];
  const given = Object.values(record).includes(undefined)
    ? Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
    : record;
  return {
    ...archive,
    ...given,
    modalities: record.modalities.length > 0 ? record.modalities : archive.modalities,
    heldBy: [...new Set([...one.heldBy, ...other.heldBy])],
    inRecord: one.inRecord || other.inRecord,
    seriesCount: most(one.seriesCount, other.seriesCount),
    instanceCount: most(one.instanceCount, other.instanceCount),
    // The longer date knows more; which hospital's clock is right nobody can tell.
    started: longer(record.started, archive.started),
    // Whom the pictures are of, only the archives say.
    person: archive.person ?? record.person,
  };
}

/** Two archives may each hold part of a study: the larger count is the one that must be reached. */
function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

const longer = (a: string | undefined, b: string | undefined) =>
  (b?.length ?? 0) > (a?.length ?? 0) ? b : a;

function newestFirst(a: Study, b: Study): number {
  if (a.started === b.started) return a.uid < b.uid ? -1 : 1;
  if (a.started === undefined) return 1;
  if (b.started === undefined) return -1;
  return a.started < b.started ? 1 : -1;
}

/** Whether a report is known of for a study. `unknown`: there may be one, and nobody can tell. */
export type ReportKnowledge =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'recorded'; readonly status: string };

/**
 * What the record's reports say of each study, the first of several being the one that is told. Read once for all studies
 * of a list: a patient of many years has hundreds of both. None is recorded only where the record gave all its reports,
 * and all its studies, by which they are joined; and where none is left over that could be the study's.
 * @param imaging the record's own list of studies
 */
export function reportsKnown(
  answer: Remote<readonly Report[]>,
  imaging: Remote<unknown>,
): (study: Study) => ReportKnowledge {
  const reports = hereOf(answer) ?? [];
  const isAllHere = isWhole(answer) && isWhole(imaging);
  const adrift = reports.filter(isAdrift).map(({ issued }) => issued);
  const mayBeAdrift = ({ started }: Study) => adrift.some((issued) => !isBefore(issued, started));
  const first = (keysOf: (report: Report) => readonly string[]) => {
    const places = new Map<string, number>();
    for (const [at, report] of reports.entries())
      for (const key of keysOf(report)) if (!places.has(key)) places.set(key, at);
    return places;
  };
  const byStudy = first(({ studies }) => studies);
  const byReference = first(({ studyReferences }) => studyReferences);
  const byAccession = first(({ accessionNumbers }) => accessionNumbers);
  return (study) => {
    const { uid, reference, accessionNumber } = study;
    const places = [
      byStudy.get(uid),
      reference === undefined ? undefined : byReference.get(reference),
      accessionNumber === undefined ? undefined : byAccession.get(accessionNumber),
    ].filter((place) => place !== undefined);
    const report = reports[Math.min(...places)];
    if (report) return { kind: 'recorded', status: report.status };
    return isAllHere && !mayBeAdrift(study) ? { kind: 'none' } : { kind: 'unknown' };
  };
}

/** A report that leads to no study */
const isAdrift = ({ studies, studyReferences, accessionNumbers }: Report): boolean =>
  studies.length + studyReferences.length + accessionNumbers.length === 0;

/** Whether a report was there before the day of a study, whose it cannot be then; what has no date may be anybody's. */
const isBefore = (issued: string | undefined, started: string | undefined): boolean =>
  issued !== undefined && started !== undefined && issued.slice(0, 10) < started.slice(0, 10);

/** FHIR has no search from a study to its reports: they are joined by reference, by UID, or by accession number. */
export function isJoined(
  { uid, reference, accessionNumber }: Study,
  report: Pick<Report, 'studies' | 'studyReferences' | 'accessionNumbers'>,
): boolean {
  return (
    report.studies.includes(uid) ||
    (reference !== undefined && report.studyReferences.includes(reference)) ||
    (accessionNumber !== undefined && report.accessionNumbers.includes(accessionNumber))
  );
}
