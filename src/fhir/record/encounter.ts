import { samePerson, type Patient } from '../../domain/patient/patient';
import { identifiersOf } from '../resource/coded';
import { object, objects, present, text, type Json } from '../resource/json';
import { containedId, localReference } from '../resource/reference';
import { getJson, type FhirServer } from '../resource/request';
import { raced, wait } from '../../http/abort';

/** Nobody waits for the banner because an Encounter is slow. */
const PATIENCE = 2000;

/**
 * Reads the encounter that the launch named.
 * @returns `undefined` where it could not be read, or not soon enough
 * @throws the signal's reason when it aborts
 */
export async function readEncounter(
  server: FhirServer,
  reference: string | undefined,
  signal: AbortSignal,
): Promise<Json | undefined> {
  if (!isEncounter(reference)) return undefined;
  const stop = new AbortController();
  const bounded = AbortSignal.any([signal, stop.signal]);
  const late = wait(PATIENCE, bounded).then(
    () => undefined,
    () => undefined,
  );
  const read = getJson(server, new URL(reference, server.base), bounded).catch(() => undefined);
  try {
    const answer = await raced(Promise.race([read, late]), signal);
    return answer?.ok ? object(answer.value) : undefined;
  } finally {
    stop.abort();
  }
}

/**
 * The encounter in context, where it is this patient's (H1).
 * @param read as it came; where it could not be read it is believed, because the launch named it
 * @returns its reference; `undefined` where it is somebody else's, or names its subject in a way that cannot be compared
 */
export function encounterInContext(
  reference: string | undefined,
  read: Json | undefined,
  patient: Patient,
  base: URL,
): string | undefined {
  if (!isEncounter(reference)) return undefined;
  return read === undefined || isSubject(patient, read, base) ? reference : undefined;
}

const isEncounter = (reference: string | undefined): reference is string =>
  reference !== undefined && /^Encounter\/[A-Za-z0-9\-.]{1,64}$/.test(reference);

/** By reference, else by the identifiers of a logical or contained subject. R4 lets an Encounter name nobody at all. */
function isSubject(patient: Patient, encounter: Json, base: URL): boolean {
  const subject = object(encounter['subject']);
  if (subject === undefined) return true;
  const reference = localReference(subject, base);
  if (reference !== undefined) return reference === `Patient/${patient.id}`;
  const inside = containedId(subject);
  const contained = objects(encounter['contained']).find(({ id }) => inside !== undefined && id === inside);
  const named = [...objects([subject['identifier']]), ...objects(contained?.['identifier'])];
  const otherIds = identifiersOf({ identifier: named }).map(({ value, json }) =>
    present<{ value: string; system?: string }>({ value, system: text(json['system']) }),
  );
  return samePerson(patient, { otherIds }).kind === 'same';
}
