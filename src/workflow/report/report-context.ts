import type { ArchiveId } from '../../domain/ids';
import { hereOf, type Remote } from '../../domain/knowledge/remote';
import type { Statement } from '../../domain/knowledge/statements';
import { reportsIn, reportStatement, type ReportSources } from '../../domain/list/report-evidence';
import { standingAlone, withoutStudy, type StandingReport } from '../../domain/list/reports-of-study';
import { mergedObjects, type StudyObjects } from '../../domain/objects/study-objects';
import type { Archive } from '../../domain/ports/archive';
import type { AuditLog } from '../../domain/ports/audit';
import type { Ports } from '../../domain/ports/ports';
import type { Clock } from '../../domain/ports/clock';
import type { Documents, ReadDocument } from '../../domain/ports/documents';
import type { Problem } from '../../domain/problem';
import type { Report, ReportContent, ReportStatus } from '../../domain/report/report';
import { likelyHolders } from '../study/series-beside';
import type { OpenStudy } from '../study/open-study';

/** What the list knows that a study's report is put together from: the patient's reports have one owner, which is the list. */
export interface ReportKnown extends Omit<ReportSources, 'objects'> {
  /** Every archive that is known */
  readonly archives: readonly Archive[];
  /** Reports that the record sent and that are about somebody else: left out, and said */
  readonly somebodyElses?: number;
}

export interface ReportInput {
  /** Absent where a report is read by itself */
  readonly open?: Pick<OpenStudy, 'study' | 'objectsAt' | 'objectsElsewhere'>;
  /** Which one is to be read, where it is known already */
  readonly chosen?: Report['id'] | undefined;
  readonly known: ReportKnown;
  readonly documents: Documents;
  readonly clock: Clock;
  /** Told of each report that is on the screen to be read, once */
  readonly audit?: Pick<AuditLog, 'record'>;
  readonly mark?: Ports['mark'];
}

export interface ReportContext extends ReportInput {
  /** What each archive holds beside the pictures, as far as it was asked */
  readonly objects: ReadonlyMap<ArchiveId, Remote<StudyObjects>>;
  /** The study's reports, the one to read first */
  readonly reports: readonly StandingReport[];
  /** The patient's reports that lead to no study of the list */
  readonly loose: readonly StandingReport[];
  /** What may be said of the study's reports */
  readonly statement: Statement;
  /** Which one is being read, by id; the first where it is not said */
  readonly chosen?: Report['id'] | undefined;
  /** Which have been read, by id */
  readonly told: readonly Report['id'][];
  /** Which of its forms */
  readonly form: number;
  readonly read?: ReadDocument | undefined;
  /** Why this form cannot be read */
  readonly problem?: Problem | undefined;
}

export function reportAtFirst(input: ReportInput): ReportContext {
  const objects = new Map<ArchiveId, Remote<StudyObjects>>();
  return { ...input, ...gathered({ known: input.known, objects }), form: 0, told: [] };
}

/** The report that is read: the one that was chosen, else the study's first. */
export function standingChosen({
  reports,
  loose,
  chosen,
}: Pick<ReportContext, 'reports' | 'loose' | 'chosen'>): StandingReport | undefined {
  return [...reports, ...loose].find(({ report }) => report.id === chosen) ?? reports[0];
}

export const chosenReport = (context: Parameters<typeof standingChosen>[0]): Report | undefined =>
  standingChosen(context)?.report;

export const contentOf = (context: ReportContext): ReportContent | undefined =>
  chosenReport(context)?.contents[context.form];

/** Everything that is known, put together again whenever somebody has learnt something. */
export function gathered({ known, objects }: Pick<ReportContext, 'known' | 'objects'>) {
  const sources: ReportSources = { ...known, objects };
  const { patient, studies, recorded } = known;
  return {
    known,
    objects,
    reports: reportsIn(sources),
    loose: standingAlone(patient, withoutStudy(hereOf(recorded) ?? [], studies)),
    statement: reportStatement(sources),
  };
}

/** The report that is on the screen is still the one to read. */
export function isReadingOn(
  context: ReportContext,
  news: Partial<Pick<ReportContext, 'known' | 'objects'>>,
): boolean {
  const now = chosenReport(context);
  return (
    now !== undefined && now.id === chosenReport({ ...context, ...gathered({ ...context, ...news }) })?.id
  );
}

/** What is known of the archives after one more answer; what came before stays where an answer is still awaited. */
export function withAnswer(
  { objects }: Pick<ReportContext, 'objects'>,
  { archive, answer }: { readonly archive: ArchiveId; readonly answer: Remote<StudyObjects> },
): ReportContext['objects'] {
  return new Map([...objects, [archive, answer]]);
}

/** All that is here of what lies beside the pictures. */
export const objectsKnown = ({ objects }: Pick<ReportContext, 'objects'>): StudyObjects =>
  mergedObjects([...objects.values()].flatMap((each) => hereOf(each) ?? []));

/** The archives to ask for what lies beside the pictures. */
export const archivesToAsk = ({
  known: { study, archives },
}: Pick<ReportContext, 'known'>): readonly Archive[] =>
  study === undefined ? [] : likelyHolders(study, archives);

/** Those of them that were never asked, and those that have only now said that they hold it. */
export function newlyToAsk(context: ReportContext, before: ReportKnown | undefined): readonly Archive[] {
  const held = new Set(before?.study?.heldBy);
  return archivesToAsk(context).filter(
    ({ id }) =>
      !context.objects.has(id) ||
      (before !== undefined && context.known.study?.heldBy.includes(id) && !held.has(id)),
  );
}

/** Archives of whom something failed or did not come whole. */
export const archivesToAskAgain = ({ known, objects }: ReportContext): readonly Archive[] =>
  known.archives.filter(({ id }) => {
    const answer = objects.get(id);
    return answer?.kind === 'failed' || (answer?.kind === 'answered' && answer.shortfalls.length > 0);
  });

/** The record has refused to tell. */
export const withheld = ({ known: { recorded } }: ReportContext): boolean =>
  recorded.kind === 'failed' && recorded.problem.kind === 'forbidden';

/** Of these it is no wonder that nothing is written yet. */
const UNWRITTEN: ReadonlySet<ReportStatus> = new Set(['registered', 'partial', 'preliminary']);

/** Whether a report without any words is still to be written; one that is finished has lost them on the way. */
export const isUnwritten = (report: Report | undefined): boolean =>
  report !== undefined && UNWRITTEN.has(report.status);
