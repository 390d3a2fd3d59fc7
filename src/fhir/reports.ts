import type { ReportEntry } from '../domain/ports';
import { found, type Result } from '../domain/problem';
import { search, type Found } from './bundle';
import { identifiersOf, isAccession } from './coded';
import { isOf } from './imaging';
import { studyUidOf } from './imaging-study';
import { objects, present, text, type Json } from './json';
import { localReference } from './reference';
import type { FhirServer } from './request';

/** Which studies were made for an order */
export type Orders = ReadonlyMap<string, readonly string[]>;

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

/**
 * DiagnosticReport → entry. It is joined by `imagingStudy` (`study` in R5), literal or logical, and by accession numbers of
 * its own, its order's and its study's; by the order itself only where nothing else leads anywhere, because one order may
 * hold several examinations.
 */
export function reportEntryFrom(report: Json, base: URL, orders: Orders): ReportEntry | undefined {
  const status = text(report['status']);
  if (report['resourceType'] !== 'DiagnosticReport' || status === undefined || status === 'entered-in-error')
    return undefined;
  const studies = [...objects(report['imagingStudy']), ...objects(report['study'])];
  const basedOn = objects(report['basedOn']);
  const logical = [...studies, ...basedOn].flatMap(({ identifier }) => objects([identifier]));
  const named = studies.flatMap((each) => localReference(each, base) ?? []);
  const accessionNumbers = accessionsAmong([...identifiersOf(report).map(({ json }) => json), ...logical]);
  const uids = logical.flatMap((identifier) => studyUidOf({ identifier: [identifier] }) ?? []);
  const isLinked = named.length > 0 || accessionNumbers.length > 0 || uids.length > 0;
  const ordered = isLinked
    ? []
    : basedOn.flatMap((each) => orders.get(localReference(each, base) ?? '') ?? []);
  if (!isLinked && ordered.length === 0) return undefined;
  const id = text(report['id']);
  return present<ReportEntry>({
    id: id && `DiagnosticReport/${id}`,
    status,
    issued: text(report['issued']),
    studies: uids,
    studyReferences: [...new Set([...named, ...ordered])],
    accessionNumbers,
  });
}

const accessionsAmong = (identifiers: readonly Json[]) => [
  ...new Set(identifiers.filter(isAccession).flatMap(({ value }) => text(value) ?? [])),
];
