import type { CatalogueStudy, Hospital, Person } from '../catalogue';
import { accession } from './accession';
import { signedInUser } from './practitioner';
import { fhirId, hashedId, reference, systems } from './resource';
import type { Resource } from './resource';

export const serviceRequestId = (study: CatalogueStudy) => hashedId('request', study);

/** Why a study was asked for; absent where nobody wrote it down. */
export function serviceRequest(study: CatalogueStudy, hospital: Hospital): Resource | undefined {
  if (study.reason === undefined) return undefined;
  return {
    resourceType: 'ServiceRequest',
    id: serviceRequestId(study),
    ...(study.accessionNumber !== '' && { identifier: [accession(study, hospital)] }),
    status: study.report === undefined ? 'active' : 'completed',
    intent: 'order',
    category: [{ text: 'Imaging' }],
    code: { text: study.description },
    subject: reference('Patient', study.personId),
    ...(study.started !== undefined && { authoredOn: dayBefore(study.started) }),
    requester: reference('Practitioner', signedInUser.id),
    performer: [{ display: hospital.name }],
    reasonCode: [{ text: study.reason }],
  };
}

export const plannedRequestId = ({ id }: Person, at: number) =>
  fhirId('request', id.slice(0, 36), at === 0 ? 'planned' : `planned-${at + 1}`);

/**
 * What was asked for and is not done yet.
 * @param newestReport by its id: what a request names as its reason, where it does
 */
export function plannedRequests(
  person: Person,
  hospitals: readonly Hospital[],
  newestReport: string | undefined,
  now: Date,
): readonly Resource[] {
  const imaging = { system: systems.snomed, code: '363679005', display: 'Imaging' };
  const dayIn = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return (person.planned ?? []).map((planned, at) => ({
    resourceType: 'ServiceRequest',
    id: plannedRequestId(person, at),
    status: planned.status ?? 'active',
    intent: 'order',
    category: [{ coding: [imaging], text: 'Imaging' }],
    code: { text: planned.what },
    subject: reference('Patient', person.id),
    authoredOn: dayIn(-planned.requestedDaysAgo),
    ...(planned.wantedInDays !== undefined && {
      occurrencePeriod: { end: dayIn(planned.wantedInDays) },
    }),
    requester: reference('Practitioner', signedInUser.id),
    performer: [{ display: hospitals.find(({ id }) => id === planned.hospital)?.name ?? planned.hospital }],
    reasonCode: [{ text: planned.reason }],
    ...(planned.becauseOfReport &&
      newestReport !== undefined && { reasonReference: [reference('DiagnosticReport', newestReport)] }),
  }));
}

function dayBefore(started: string): string {
  const at = Date.parse(`${started.slice(0, 10)}T00:00:00Z`);
  return new Date(at - 86_400_000).toISOString().slice(0, 10);
}
