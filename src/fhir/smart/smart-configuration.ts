import { getAndCache } from 'fhirclient/lib/lib';
import { err, ok, type LaunchProblem, type Result } from '../../domain/problem';
import { fhirBase, safeAddress } from '../resource/addresses';
import { object, text, texts } from '../resource/json';
import { howUnavailable } from './oauth-error';

/** `.well-known/smart-configuration` (SMART App Launch 2.2, 2.0.11), as far as a launch needs it. */
export interface SmartConfiguration {
  readonly authorizationEndpoint: URL;
  readonly tokenEndpoint: URL;
  /** The authorization server by its own name, where it gives one */
  readonly issuer?: string;
  readonly jwksUri?: string;
  /** RFC 7009, where it takes tokens back */
  readonly revocationEndpoint?: string;
  readonly capabilities: readonly string[];
  /** RFC 9207: the answer to an authorisation names the issuer */
  readonly issPromised: boolean;
}

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

/** @returns `undefined` where it does not name safe authorization and token endpoints */
export function readSmartConfiguration(answer: unknown): SmartConfiguration | undefined {
  const json = object(answer);
  const authorizationEndpoint = safeAddress(json?.['authorization_endpoint']);
  const tokenEndpoint = safeAddress(json?.['token_endpoint']);
  if (json === undefined || !authorizationEndpoint || !tokenEndpoint) return undefined;
  const issuer = text(json['issuer']);
  const jwksUri = safeAddress(json['jwks_uri'])?.href;
  const revocationEndpoint = safeAddress(json['revocation_endpoint'])?.href;
  return {
    authorizationEndpoint,
    tokenEndpoint,
    ...(issuer && { issuer }),
    ...(jwksUri && { jwksUri }),
    ...(revocationEndpoint && { revocationEndpoint }),
    capabilities: texts(json['capabilities']),
    issPromised: json['authorization_response_iss_parameter_supported'] === true,
  };
}
