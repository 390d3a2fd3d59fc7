import type { CatalogueStudy, Hospital } from '../catalogue';
import { accession } from './accession';
import { signedInUser } from './practitioner';
import { hashedId, reference } from './resource';
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

function dayBefore(started: string): string {
  const at = Date.parse(`${started.slice(0, 10)}T00:00:00Z`);
  return new Date(at - 86_400_000).toISOString().slice(0, 10);
}
