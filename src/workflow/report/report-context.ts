import type { Patient } from '../../domain/patient/patient';
import type { Archive } from '../../domain/ports/archive';
import type { Documents, ReadDocument } from '../../domain/ports/documents';
import type { OpenRecord, RecordedReports } from '../../domain/ports/record';
import type { Problem, Result } from '../../domain/problem';
import type { Report, ReportContent } from '../../domain/report/report';
import { reportsOfStudy, type StandingReport } from '../../domain/list/reports-of-study';
import type { Study } from '../../domain/study/study';
import type { StudyObjects } from '../../domain/objects/study-objects';

export interface ReportInput {
  readonly study: Study;
  readonly patient: Patient;
  /** The record's reports of this patient */
  reports: OpenRecord['reports'];
  /** Those that may hold the study */
  readonly archives: readonly Archive[];
  /** What the archives hold beside the pictures; asked again only after a failure, or where that is wanted */
  objects(again?: 'again'): Promise<Result<StudyObjects>>;
  readonly documents: Documents;
}

export type Asked<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ReportContext extends Omit<ReportInput, 'reports' | 'objects'> {
  readonly input: ReportInput;
  readonly recorded: Asked<RecordedReports>;
  /** What the archive holds beside the pictures: structured reports, key objects, presentation states */
  readonly objects: Asked<StudyObjects>;
  readonly reports: readonly StandingReport[];
  /** Which one is being read, by id; the first where it is not said */
  readonly chosen?: Report['id'];
  /** Which of its forms */
  readonly form: number;
  readonly read?: ReadDocument;
  /** Why this form cannot be read */
  readonly problem?: Problem;
}

/** The report that is read: the one that was chosen, else the first. */
export function chosenReport({
  reports,
  chosen,
}: Pick<ReportContext, 'reports' | 'chosen'>): Report | undefined {
  return (reports.find(({ report }) => report.id === chosen) ?? reports[0])?.report;
}

export const contentOf = (context: ReportContext): ReportContent | undefined =>
  chosenReport(context)?.contents[context.form];

/** Everything that is known, put together again whenever one of the two has answered. */
export function gathered(context: ReportContext, news: Partial<Pick<ReportContext, 'recorded' | 'objects'>>) {
  const recorded = news.recorded ?? context.recorded;
  const objects = news.objects ?? context.objects;
  const all = [
    ...(recorded.kind === 'answered' ? recorded.value.reports : []),
    ...(objects.kind === 'answered' ? objects.value.reports : []),
  ];
  return { ...news, reports: reportsOfStudy(context.study, context.patient, all) };
}

/** The report that is on the screen is still the one to read. */
export function isReadingOn(context: ReportContext, news: Parameters<typeof gathered>[1]): boolean {
  const now = chosenReport(context);
  return now !== undefined && now.id === chosenReport({ ...context, ...gathered(context, news) })?.id;
}

/** The record has refused to tell. */
export const withheld = ({ recorded }: ReportContext): boolean =>
  recorded.kind === 'failed' && recorded.problem.kind === 'forbidden';
