import { getAndCache } from 'fhirclient/lib/lib';
import { err, ok, type LaunchProblem, type Result } from '../../domain/problem';
import { fhirBase } from '../resource/addresses';
import { howUnavailable } from './oauth-error';
import { readSmartConfiguration, type SmartConfiguration } from './smart-configuration';

/** Milliseconds: nobody looks longer at a page that says nothing. */
const DEADLINE = 8_000;

/**
 * Asked through fhirclient's cache, so that its own discovery a moment later costs no second round trip.
 * @returns `not-smart` where the answer is none, `issuer-unavailable` where there was no answer or the server's own fault
 */
export async function discover(
  iss: string,
  where: string,
  signal: AbortSignal,
): Promise<Result<SmartConfiguration, LaunchProblem>> {
  const address = new URL('.well-known/smart-configuration', fhirBase(iss)).href;
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  try {
    const answer: unknown = await getAndCache(address, { signal: bounded, credentials: 'omit' });
    const configuration = readSmartConfiguration(answer);
    return configuration ? ok(configuration) : err({ kind: 'not-smart', where });
  } catch (error) {
    signal.throwIfAborted();
    const how = howUnavailable(error);
    return err(
      how === undefined || how === 'unreadable'
        ? { kind: 'not-smart', where }
        : { kind: 'issuer-unavailable', where, how },
    );
  }
}
