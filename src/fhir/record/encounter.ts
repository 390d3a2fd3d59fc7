import { object, type Json } from '../resource/json';
import { getJson, type FhirServer } from '../resource/request';
import { ownershipIn, type Owner } from '../resource/subject';
import { raced, wait } from '../../http/abort';

/** Nobody waits for the banner because an Encounter is slow. */
const ENCOUNTER_WAIT = 2000;

/**
 * Reads the encounter that the launch named.
 * @returns `undefined` where it may not be asked for, could not be read, or not soon enough
 * @throws the signal's reason when it aborts
 */
export async function readEncounter(
  server: FhirServer,
  reference: string | undefined,
  signal: AbortSignal,
): Promise<Json | undefined> {
  if (!isEncounter(reference) || !server.grants('Encounter', 'r')) return undefined;
  const stop = new AbortController();
  const bounded = AbortSignal.any([signal, stop.signal]);
  const late = wait(ENCOUNTER_WAIT, bounded).then(
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
 * @param read as it came. Where it could not be read it is believed, because the launch named it beside the patient
 * @returns its reference; `undefined` where it is somebody else's, or does not say whose it is in a way that can be compared
 */
export function encounterInContext(
  reference: string | undefined,
  read: Json | undefined,
  owner: Owner,
): string | undefined {
  if (!isEncounter(reference)) return undefined;
  if (read === undefined) return reference;
  return ownershipIn(read, owner) === 'ours' ? reference : undefined;
}

const isEncounter = (reference: string | undefined): reference is string =>
  reference !== undefined && /^Encounter\/[A-Za-z0-9\-.]{1,64}$/.test(reference);
