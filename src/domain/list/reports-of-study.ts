import { isJoined } from './federation';
import { samePerson, type Patient } from '../patient/patient';
import type { Report, ReportStatus } from '../report/report';
import type { Study } from '../study/study';

/** A report in its place among the versions of itself. */
export interface StandingReport {
  readonly report: Report;
  /** A newer version is here, which is to be read instead */
  readonly replaced: boolean;
}

/**
 * A study's reports: those that name it, what stands (final, amended) before what may still change, newest first, each
 * before the versions it replaces (H3). What was taken back stays at the end, marked by its status; what says it is
 * somebody else's is left out (H1).
 */
export function reportsOfStudy(
  study: Study,
  patient: Patient,
  reports: readonly Report[],
): readonly StandingReport[] {
  const own = reports
    .filter((report) => isJoined(study, report))
    .flatMap((report) => identified(report, patient));
  const replaced = new Set(own.flatMap(({ replaces }) => replaces));
  return own
    .map((report) => ({ report, replaced: replaced.has(report.id) }))
    .sort(
      (a, b) =>
        doubt(a.report) - doubt(b.report) ||
        Number(a.replaced) - Number(b.replaced) ||
        STANDING[a.report.status] - STANDING[b.report.status] ||
        newestFirst(a.report, b.report),
    );
}

/** With how its person matches, where that is not known to be the patient; nothing of somebody else. */
function identified(report: Report, patient: Patient): readonly Report[] {
  const match = report.person && samePerson(patient, report.person);
  if (match?.kind === 'different') return [];
  return [match?.kind === 'unconfirmed' ? { ...report, identity: match } : report];
}

/** Whose nobody can tell comes after all that is the patient's. */
const doubt = ({ ownership }: Report) => (ownership === 'cannot-tell' ? 1 : 0);

/** An unverified measurement report of a minute ago is no reason to hide the radiologist's final one. */
const STANDING: Record<ReportStatus, number> = {
  final: 0,
  amended: 0,
  corrected: 0,
  appended: 0,
  preliminary: 1,
  partial: 1,
  unknown: 1,
  registered: 2,
  cancelled: 3,
  'entered-in-error': 3,
};

/** Instants are compared as instants: `10:00+01:00` is before `09:30Z`. Without a time a report comes last. */
function newestFirst(a: Report, b: Report): number {
  return time(b.issued) - time(a.issued) || (a.id < b.id ? -1 : 1);
}

function time(issued: string | undefined): number {
  const at = issued === undefined ? NaN : Date.parse(issued);
  return Number.isNaN(at) ? 0 : at;
}
