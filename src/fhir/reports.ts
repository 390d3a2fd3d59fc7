import type { ReportEntry } from '../domain/ports';
import { found, type Result } from '../domain/problem';
import { search, type Found } from './bundle';
import { isOf } from './imaging';
import { present, text, type Json } from './json';
import { joinsOf, type Orders } from './report-joins';
import type { FhirServer } from './request';

/** The patient's DiagnosticReports that lead to a study in some way; what lies in error is left out. */
export async function reportsOf(
  server: FhirServer,
  patient: string,
  orders: Orders,
  signal: AbortSignal,
): Promise<Result<readonly ReportEntry[]>> {
  const answer = await searchBriefly(server, patient, signal);
  if (!answer.ok) return answer;
  const reports = answer.value.resources.filter((report) => isOf(patient, report, server.base));
  return found(
    reports.flatMap((report) => {
      const entry = reportEntryFrom(report, server.base, orders);
      return entry ? [entry] : [];
    }),
  );
}

/** Only the elements that the list needs, where the server knows `_elements`; laboratory reports would be heavy otherwise. */
async function searchBriefly(
  server: FhirServer,
  patient: string,
  signal: AbortSignal,
): Promise<Result<Found>> {
  const query = `DiagnosticReport?patient=${encodeURIComponent(patient)}&_count=200`;
  const first = await search(
    server,
    `${query}&_elements=identifier,status,subject,issued,basedOn,imagingStudy,study`,
    signal,
  );
  const refused =
    !first.ok && first.problem.kind === 'failed' && [400, 422, 501].includes(first.problem.status);
  return refused ? search(server, query, signal) : first;
}

/** DiagnosticReport → entry; `undefined` where nothing leads to a study, or where the record takes it back. */
export function reportEntryFrom(report: Json, base: URL, orders: Orders): ReportEntry | undefined {
  const status = text(report['status']);
  if (report['resourceType'] !== 'DiagnosticReport' || status === undefined || status === 'entered-in-error')
    return undefined;
  const { studies, studyReferences, accessionNumbers } = joinsOf(report, base, orders);
  if (studies.length + studyReferences.length + accessionNumbers.length === 0) return undefined;
  const id = text(report['id']);
  return present<ReportEntry>({
    id: id && `DiagnosticReport/${id}`,
    status,
    issued: text(report['issued']),
    studies,
    studyReferences,
    accessionNumbers,
  });
}
