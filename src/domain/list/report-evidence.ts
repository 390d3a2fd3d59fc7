import type { ArchiveId } from '../ids';
import { hereOf, type Remote, type Shortfall } from '../knowledge/remote';
import { stated, type Evidence, type Statement } from '../knowledge/statements';
import { nothingBeside, type StudyObjects } from '../objects/study-objects';
import type { Patient } from '../patient/patient';
import type { Problem, Result } from '../problem';
import type { Report } from '../report/report';
import type { Study } from '../study/study';
import { MANIFESTS, recordAnswer, type Source } from './federation';
import { couldBeOf, reportsOfStudy, type StandingReport, withoutStudy } from './reports-of-study';

/** Everything that could hold a report of a study, or is needed to tell whose it is, with what each has said. */
export interface ReportSources {
  /** Absent where reports are read by themselves */
  readonly study?: Study;
  readonly patient: Patient;
  /** The record's reports of the patient */
  readonly recorded: Remote<readonly Report[]>;
  /** The list's sources, the record among them, and its studies */
  readonly sources: readonly Source[];
  readonly studies: readonly Study[];
  /** What the archives hold beside the pictures, by archive, as far as they were asked */
  readonly objects: ReadonlyMap<ArchiveId, Remote<StudyObjects>>;
}

/** Every report that is here, whoever holds it. */
export const reportsHere = ({ recorded, objects }: Pick<ReportSources, 'recorded' | 'objects'>) => [
  ...(hereOf(recorded) ?? []),
  ...[...objects.values()].flatMap((each) => hereOf(each)?.reports ?? []),
];

/** The study's reports, the same document once though two archives hold it. */
export function reportsIn(known: ReportSources): readonly StandingReport[] {
  const byId = new Map(reportsHere(known).map((report) => [report.id, report]));
  return known.study ? reportsOfStudy(known.study, known.patient, [...byId.values()]) : [];
}

/**
 * What may be said of a study's reports (H4). `none` needs the record's reports and every archive that could hold one, each
 * wholly, and that each report of the record can be told to be of another study: one that leads nowhere may be of this one.
 */
export function reportStatement(known: ReportSources): Statement {
  const { study, sources } = known;
  const own = reportsIn(known);
  const record = sources.find(({ id }) => id === 'record');
  const isUndecided = undecidedIn(known).length > 0;
  const recorded: Evidence = {
    name: record?.name ?? '',
    answer: isUndecided ? withShortfall(known.recorded, { kind: 'links-missing' }) : known.recorded,
    found: (hereOf(known.recorded) ?? []).filter(({ id }) => own.some(({ report }) => report.id === id))
      .length,
  };
  const archives = sources.flatMap((source): readonly Evidence[] => {
    // A manifest says where pictures lie, and holds no report.
    if (source.id === 'record' || source.id === MANIFESTS || study === undefined) return [];
    const answer = answerAbout(study, source, known.objects.get(source.id));
    const found = hereOf(known.objects.get(source.id) ?? { kind: 'asking' })?.reports ?? [];
    const isOwn = ({ id }: Report) => own.some(({ report }) => report.id === id);
    return [{ name: source.name, answer, found: found.filter(isOwn).length }];
  });
  // By what the record's list says, a report that leads nowhere may still find its study.
  const links: readonly Evidence[] =
    isUndecided && record ? [{ name: record.name, answer: record.answer, found: 0 }] : [];
  return stated([recorded, ...links, ...archives]);
}

/** The record's reports that lead to no study of the list and may be of this one. */
export function undecidedIn({
  study,
  recorded,
  studies,
  sources,
}: Omit<ReportSources, 'objects' | 'patient'>): readonly Report[] {
  if (study === undefined) return [];
  const loose = withoutStudy(hereOf(recorded) ?? [], studies);
  return loose.filter((report) => couldBeOf(study, report, recordAnswer(sources)));
}

/**
 * What an archive says of reports of a study: what it holds beside the pictures, where it was asked for that; else its list
 * tells whether it holds the study at all.
 */
function answerAbout(study: Study, { id, answer }: Source, objects: Remote<StudyObjects> | undefined) {
  if (objects !== undefined) return objects;
  return answer.kind === 'answered' && id !== 'record' && study.heldBy.includes(id)
    ? ({ kind: 'asking' } as const)
    : answer;
}

function withShortfall<T>(remote: Remote<T>, shortfall: Shortfall): Remote<T> {
  return remote.kind === 'answered' ? { ...remote, shortfalls: [...remote.shortfalls, shortfall] } : remote;
}

/**
 * What an archive answered beside the pictures, and why it may not be all.
 * @param holds it said that it holds the study: then "not found" is no answer about what lies beside the pictures
 */
export function objectsAnswer(result: Result<StudyObjects>, holds: boolean, at: Date): Remote<StudyObjects> {
  if (!result.ok)
    return result.problem.kind === 'not-found' && !holds
      ? { kind: 'answered', value: nothingBeside, shortfalls: [], at }
      : { kind: 'failed', problem: result.problem, at };
  const { unreadable, problems, shortfalls: ofSeries = [] } = result.value;
  const shortfalls: readonly Shortfall[] = [
    ...ofSeries,
    ...(unreadable.length > 0 ? [{ kind: 'unreadable', count: unreadable.length } as const] : []),
    ...problems.map((problem: Problem) => ({ kind: 'page-missing', problem }) as const),
  ];
  return { kind: 'answered', value: result.value, shortfalls, at };
}
