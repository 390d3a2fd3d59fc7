import { object } from './json';
import { isOf } from './imaging';
import { getJson, type FhirServer } from './request';
import { raced, wait } from './wait';

/** Nobody waits for the banner because an Encounter is slow. */
const PATIENCE = 2000;

/**
 * Reads the encounter in context and checks that it is of this patient.
 * @returns its reference; also where it could not be read, because the launch named it; `undefined` where it is somebody else's
 */
export async function encounterOf(
  server: FhirServer,
  reference: string | undefined,
  patient: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (reference === undefined || !/^Encounter\/[A-Za-z0-9\-.]{1,64}$/.test(reference)) return undefined;
  const stop = new AbortController();
  const bounded = AbortSignal.any([signal, stop.signal]);
  const late = wait(PATIENCE, bounded).then(
    () => undefined,
    () => undefined,
  );
  const read = getJson(server, new URL(reference, server.base), bounded).catch(() => undefined);
  try {
    const answer = await raced(Promise.race([read, late]), signal);
    const encounter = answer?.ok ? object(answer.value) : undefined;
    return encounter === undefined || isOf(patient, encounter, server.base) ? reference : undefined;
  } finally {
    stop.abort();
  }
}
