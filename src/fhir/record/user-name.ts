import type { PersonName } from '../../domain/patient/names';
import { object } from '../resource/json';
import { nameOf } from './patient';
import { dayOf } from '../resource/period';
import { localReference } from '../resource/reference';
import { getJson, type FhirServer } from '../resource/request';

const PEOPLE = ['Practitioner', 'Patient', 'RelatedPerson', 'Person'];

/**
 * The name of who is signed in, from the resource that the verified id_token names (SMART App Launch 2.2, fhirUser).
 *
 * @param user `fhirUser`; a resource of another server is not asked for
 * @returns `undefined` where the record says no name, or may not be asked
 */
export async function userName(
  server: FhirServer,
  user: string | undefined,
  signal: AbortSignal,
): Promise<PersonName | undefined> {
  const resource = await read(server, user, signal);
  const person =
    resource?.['resourceType'] === 'PractitionerRole'
      ? await read(server, resource['practitioner'], signal)
      : resource;
  if (person === undefined || !PEOPLE.some((type) => type === person['resourceType'])) return undefined;
  const name = nameOf(person, dayOf(server.now()));
  return name.family === undefined && name.given.length === 0 && name.text === undefined ? undefined : name;
}

async function read(server: FhirServer, reference: unknown, signal: AbortSignal) {
  const local = localReference(reference, server.base);
  if (local === undefined) return undefined;
  const answer = await getJson(server, new URL(local, server.base), signal);
  const json = answer.ok ? object(answer.value) : undefined;
  return json && `${String(json['resourceType'])}/${String(json['id'])}` === local ? json : undefined;
}
