import { isJoined } from './federation';
import { samePerson, type Patient } from './patient';
import type { Report } from './report';
import type { Study } from './study';

/** A report in its place among the versions of itself. */
export interface StandingReport {
  readonly report: Report;
  /** A newer version is here, which is to be read instead */
  readonly replaced: boolean;
}

/**
 * A study's reports: those that name it, newest first, each before the versions it replaces (H3). What is entered in
 * error stays, marked by its status; what says it is somebody else's is left out (H1).
 */
export function reportsOfStudy(
  study: Study,
  patient: Patient,
  reports: readonly Report[],
): readonly StandingReport[] {
  const own = reports.filter(
    (report) =>
      isJoined(study, report) &&
      (report.person === undefined || samePerson(patient, report.person).kind !== 'different'),
  );
  const replaced = new Set(own.flatMap(({ replaces }) => replaces));
  return own
    .map((report) => ({ report, replaced: replaced.has(report.id) }))
    .sort((a, b) => Number(a.replaced) - Number(b.replaced) || newestFirst(a.report, b.report));
}

/** Instants are compared as instants: `10:00+01:00` is before `09:30Z`. Without a time a report comes last. */
function newestFirst(a: Report, b: Report): number {
  return time(b.issued) - time(a.issued) || (a.id < b.id ? -1 : 1);
}

function time(issued: string | undefined): number {
  const at = issued === undefined ? NaN : Date.parse(issued);
  return Number.isNaN(at) ? 0 : at;
}
