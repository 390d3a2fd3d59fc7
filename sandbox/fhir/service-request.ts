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

export const plannedRequestId = ({ id }: Person) => fhirId('request', id.slice(0, 36), 'planned');

/** What was asked for and is not done yet. */
export function plannedRequest(
  person: Person,
  hospitals: readonly Hospital[],
  now: Date,
): readonly Resource[] {
  const { planned } = person;
  if (planned === undefined) return [];
  const imaging = { system: systems.snomed, code: '363679005', display: 'Imaging' };
  return [
    {
      resourceType: 'ServiceRequest',
      id: plannedRequestId(person),
      status: 'active',
      intent: 'order',
      category: [{ coding: [imaging], text: 'Imaging' }],
      code: { text: planned.what },
      subject: reference('Patient', person.id),
      authoredOn: new Date(now.getTime() - planned.requestedDaysAgo * 86_400_000).toISOString().slice(0, 10),
      requester: reference('Practitioner', signedInUser.id),
      performer: [{ display: hospitals.find(({ id }) => id === planned.hospital)?.name ?? planned.hospital }],
      reasonCode: [{ text: planned.reason }],
    },
  ];
}

function dayBefore(started: string): string {
  const at = Date.parse(`${started.slice(0, 10)}T00:00:00Z`);
  return new Date(at - 86_400_000).toISOString().slice(0, 10);
}
