import type { CatalogueStudy, Person } from '../catalogue';
import { signedInUser } from './practitioner';
import { fhirId, reference, ukMoment } from './resource';
import type { Resource } from './resource';

const day = 86_400_000;

export const encounterId = (personId: string) => fhirId('encounter', personId);

/** The consultation that is going on: a launch happens inside it. */
export function encounter({ id, deceased }: Person, now: Date): Resource {
  const start = encounterStart(now);
  return {
    resourceType: 'Encounter',
    id: encounterId(id),
    status: deceased === undefined ? 'in-progress' : 'finished',
    class: {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      code: 'AMB',
      display: 'ambulatory',
    },
    type: [{ text: 'Consultation' }],
    subject: reference('Patient', id),
    participant: [{ individual: reference('Practitioner', signedInUser.id) }],
    period: { start },
    serviceProvider: { display: 'Plainfilm Surgery' },
  };
}

/** Ten minutes ago. */
export function encounterStart(now: Date): string {
  return ukMoment(new Date(now.getTime() - 600_000));
}

/** The encounter that a study belongs to: the one going on, for what was made in the week before it. */
export function encounterFor(
  { started }: CatalogueStudy,
  current: { readonly id: string; readonly start: string } | undefined,
): string | undefined {
  if (started === undefined || current === undefined) return undefined;
  const age = Date.parse(current.start) - Date.parse(started);
  return age >= -day && age <= 7 * day ? current.id : undefined;
}
