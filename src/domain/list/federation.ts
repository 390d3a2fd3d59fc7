import type { ArchiveId, StudyUid } from '../ids';
import { samePerson, worstMatch, type DicomPerson, type Patient } from '../patient/patient';
import type { Report } from '../report/report';
import type { Problem } from '../problem';
import type { Study } from '../study/study';

/** A source of studies: the record, or one archive. */
export interface Source {
  readonly id: 'record' | ArchiveId;
  readonly name: string;
  readonly answer: SourceAnswer;
}

export type SourceAnswer =
  /** With what is known of its answer so far, which may be a small part of it */
  | { readonly kind: 'asking'; readonly studies?: readonly Study[] }
  | {
      readonly kind: 'answered';
      readonly studies: readonly Study[];
      readonly at: Date;
      /** Entries that could not be read: what they were nobody can tell */
      readonly unreadable?: number;
      /** Studies left out because the archive says they are somebody else's */
      readonly somebodyElses?: number;
    }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly at: Date };

/**
 * One list over all that answered: a study that several hold is one, by Study Instance UID. Newest first; without a date
 * last. The record's words are taken before an archive's, whose counts are taken before the record's.
 */
export function mergedStudies(sources: readonly Source[]): readonly Study[] {
  const byUid = new Map<StudyUid, Study>();
  for (const { answer } of sources) {
    if (answer.kind === 'failed') continue;
    for (const study of answer.studies ?? []) {
      const known = byUid.get(study.uid);
      byUid.set(study.uid, known ? merged(known, study) : study);
    }
  }
  // What the record took back, and no archive holds, is no study any more.
  const standing = [...byUid.values()].filter(({ withdrawn, heldBy }) => !withdrawn || heldBy.length > 0);
  return standing.sort(newestFirst);
}

/**
 * What an archive answered, without the studies that it says are of somebody else: an archive that takes no notice of
 * the number it was asked for must not put another person's history on the screen.
 */
export function ofPatient(patient: Patient, studies: readonly Study[]): readonly Study[] {
  return studies.flatMap((study) => {
    const identity = study.person && saysWho(study.person) ? samePerson(patient, study.person) : undefined;
    if (identity?.kind === 'different') return [];
    return [identity ? { ...study, identity } : study];
  });
}

/** An answer that names nobody in any way says nothing, for or against. */
const saysWho = ({ patientId, otherIds, name, birthDate }: DicomPerson) =>
  patientId !== undefined || otherIds.length > 0 || name !== undefined || birthDate !== undefined;

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
    ...identityOf(one, other),
  };
}

/** The worst of what archives say. */
function identityOf(one: Study, other: Study): Pick<Study, 'identity'> {
  const said = [one.identity, other.identity].filter((identity) => identity !== undefined);
  return said.length > 0 ? { identity: worstMatch(said) } : {};
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

/** Whether a report is known of for a study. `unknown`: the record was not or could not be asked. */
export type ReportKnowledge =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'recorded'; readonly status: string };

/**
 * What the record's reports say of each study, the first of several being the one that is told. Read once for all studies
 * of a list: a patient of many years has hundreds of both.
 */
export function reportsKnown(reports: readonly Report[] | undefined): (study: Study) => ReportKnowledge {
  if (reports === undefined) return () => ({ kind: 'unknown' });
  const isOurs = ({ ownership }: Report) => ownership === undefined;
  const ordered = [...reports.filter(isOurs), ...reports.filter((report) => !isOurs(report))];
  const first = (keysOf: (report: Report) => readonly string[]) => {
    const places = new Map<string, number>();
    for (const [at, report] of ordered.entries())
      for (const key of keysOf(report)) if (!places.has(key)) places.set(key, at);
    return places;
  };
  const byStudy = first(({ studies }) => studies);
  const byReference = first(({ studyReferences }) => studyReferences);
  const byAccession = first(({ accessionNumbers }) => accessionNumbers);
  return ({ uid, reference, accessionNumber }) => {
    const places = [
      byStudy.get(uid),
      reference === undefined ? undefined : byReference.get(reference),
      accessionNumber === undefined ? undefined : byAccession.get(accessionNumber),
    ].filter((place) => place !== undefined);
    const report = ordered[Math.min(...places)];
    // Whose nobody can tell is no reason to say that there is one, nor that there is none.
    if (report?.ownership === 'cannot-tell') return { kind: 'unknown' };
    return report ? { kind: 'recorded', status: report.status } : { kind: 'none' };
  };
}

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
