import * as client from 'openid-client';
import type { KnownIssuer } from '../../src/config/issuer';
import { err, ok, type LaunchProblem, type Result } from '../../src/domain/problem';
import { fhirBase, isSafe } from '../../src/fhir/resource/addresses';
import { authorisationProblem, oauthError, tokenProblem } from '../../src/fhir/smart/oauth-error';
import { readSmartConfiguration, type SmartConfiguration } from '../../src/fhir/smart/smart-configuration';
import { readTokenResponse, type TokenResponse } from '../../src/fhir/smart/token-response';

/** Seconds for one answer of a sign-in */
const PATIENCE = 8;
/** Milliseconds for which a record's smart-configuration is believed */
const BELIEVED = 5 * 60_000;
/** Octets of a smart-configuration that are read */
const MOST = 512 * 1024;

/** A record whose sign-in is known: what openid-client works with, and what SMART adds. */
export interface Authority {
  readonly issuer: KnownIssuer;
  readonly smart: SmartConfiguration;
  readonly client: client.Configuration;
}

/** What a sign-in gave. */
export interface SignedIn {
  readonly token: TokenResponse;
  /** The verified `fhirUser`, or `profile` where that holds it */
  readonly user?: string;
}

/**
 * The sign-ins of the records of config.json, each discovered once in a while.
 * @param secretOf the client's secret at a record, where it has one
 */
export function signIns(
  secretOf: (iss: string) => string | undefined,
  fetch: typeof globalThis.fetch = globalThis.fetch,
  now: () => number = Date.now,
) {
  const known = new Map<
    string,
    { readonly at: number; readonly authority: Promise<Result<Authority, LaunchProblem>> }
  >();
  return async (issuer: KnownIssuer): Promise<Result<Authority, LaunchProblem>> => {
    const kept = known.get(issuer.iss);
    if (kept && now() - kept.at < BELIEVED) return kept.authority;
    const authority = discovered(issuer, secretOf(issuer.iss), fetch);
    known.set(issuer.iss, { at: now(), authority });
    // What failed is asked again by whoever comes next.
    if (!(await authority).ok && known.get(issuer.iss)?.authority === authority) known.delete(issuer.iss);
    return authority;
  };
}

async function discovered(
  issuer: KnownIssuer,
  secret: string | undefined,
  fetch: typeof globalThis.fetch,
): Promise<Result<Authority, LaunchProblem>> {
  const where = issuer.name;
  let answer: Response;
  try {
    answer = await fetch(new URL('.well-known/smart-configuration', fhirBase(issuer.iss)), {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE * 1000),
    });
  } catch {
    return err({ kind: 'issuer-unavailable', where, how: 'silent' });
  }
  if (answer.status === 429 || answer.status === 503)
    return err({ kind: 'issuer-unavailable', where, how: 'busy' });
  if (answer.status >= 500) return err({ kind: 'issuer-unavailable', where, how: 'failed' });
  const written = await answer.text().catch(() => '');
  const smart = answer.ok && written.length < MOST ? readSmartConfiguration(parsed(written)) : undefined;
  if (smart === undefined) return err({ kind: 'not-smart', where });
  const server: client.ServerMetadata = {
    issuer: smart.issuer ?? issuer.iss,
    authorization_endpoint: smart.authorizationEndpoint.href,
    token_endpoint: smart.tokenEndpoint.href,
    authorization_response_iss_parameter_supported: smart.issPromised,
    ...(smart.jwksUri && { jwks_uri: smart.jwksUri }),
    ...(smart.revocationEndpoint && { revocation_endpoint: smart.revocationEndpoint }),
  };
  const as = secret === undefined ? client.None() : client.ClientSecretBasic(secret);
  const configuration = new client.Configuration(server, issuer.clientId, undefined, as);
  configuration.timeout = PATIENCE;
  // Within this machine alone: `isSafe` has refused any other http address.
  if ([smart.tokenEndpoint, smart.authorizationEndpoint].some(({ protocol }) => protocol === 'http:'))
    client.allowInsecureRequests(configuration);
  // The signature counts although the token came over TLS: the user stands in the audit trail.
  if (smart.jwksUri) client.enableNonRepudiationChecks(configuration);
  return ok({ issuer, smart, client: configuration });
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** What has to be remembered between the way to the record's sign-in and back. */
export interface Pending {
  readonly iss: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly scope: string;
}

/** The address of the record's sign-in, and what its answer will be held against. */
export async function begin(
  { client: configuration, issuer }: Authority,
  asked: {
    readonly scope: string;
    readonly redirectUri: string;
    readonly more: Readonly<Record<string, string>>;
  },
): Promise<{ readonly to: URL; readonly state: string; readonly pending: Pending }> {
  const state = client.randomState();
  const nonce = client.randomNonce();
  const verifier = client.randomPKCECodeVerifier();
  const to = client.buildAuthorizationUrl(configuration, {
    redirect_uri: asked.redirectUri,
    scope: asked.scope,
    aud: issuer.iss,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...asked.more,
  });
  return { to, state, pending: { iss: issuer.iss, verifier, nonce, scope: asked.scope } };
}

/** Exchanges the code that came back. @param address the callback, with what the record put into it */
export async function finish(
  { client: configuration, issuer }: Authority,
  address: URL,
  { verifier, nonce }: Pending,
): Promise<Result<SignedIn, LaunchProblem>> {
  const where = issuer.name;
  try {
    const answer = await client.authorizationCodeGrant(configuration, address, {
      pkceCodeVerifier: verifier,
      expectedState: address.searchParams.get('state') ?? '',
      expectedNonce: address.searchParams.has('code') ? nonce : undefined,
      idTokenExpected: false,
    });
    const token = readTokenResponse(answer, issuer.iss);
    if (token === undefined) return err({ kind: 'issuer-unavailable', where, how: 'unreadable' });
    const claims = answer.claims();
    const user = claims?.['fhirUser'] ?? claims?.['profile'];
    return ok({ token, ...(typeof user === 'string' && { user }) });
  } catch (error) {
    return err(problemOf(error, where, configuration.serverMetadata().issuer, address));
  }
}

function problemOf(error: unknown, where: string, expected: string, address: URL): LaunchProblem {
  if (error instanceof client.AuthorizationResponseError) {
    const said = oauthError(error.error, error.error_description);
    return authorisationProblem(said ?? { error: '?' }, where);
  }
  if (error instanceof client.ResponseBodyError) {
    if (error.status >= 500) return { kind: 'issuer-unavailable', where, how: 'failed' };
    const said = oauthError(error.error, error.error_description);
    return said ? tokenProblem(said, where) : { kind: 'token-refused', where };
  }
  const answered = address.searchParams.get('iss');
  if (answered !== null && answered !== expected)
    return { kind: 'issuer-mismatch', where, expected, answered: answered.slice(0, 300) };
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === 'TimeoutError' || name === 'TypeError' || code === 'OAUTH_TIMEOUT')
    return { kind: 'issuer-unavailable', where, how: 'silent' };
  // An id_token whose signature, nonce or audience is wrong, or an answer that is none of OAuth's
  return { kind: 'token-refused', where };
}

export type Renewal =
  | { readonly kind: 'renewed'; readonly token: TokenResponse }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unanswered' };

/** Another access token (RFC 6749 §6). Silence and the server's own faults are no refusal. */
export async function renew(
  { client: configuration, issuer }: Authority,
  refreshToken: string,
): Promise<Renewal> {
  try {
    const token = readTokenResponse(await client.refreshTokenGrant(configuration, refreshToken), issuer.iss);
    return token === undefined ? { kind: 'refused' } : { kind: 'renewed', token };
  } catch (error) {
    const isRefusal =
      (error instanceof client.ResponseBodyError && error.status < 500 && error.status !== 429) ||
      error instanceof client.WWWAuthenticateChallengeError;
    return { kind: isRefusal ? 'refused' : 'unanswered' };
  }
}

/** Tells the record that a session's tokens are not wanted any more (RFC 7009). Never rejects. */
export async function revoke({ client: configuration, smart }: Authority, token: string): Promise<void> {
  if (smart.revocationEndpoint === undefined || !isSafe(new URL(smart.revocationEndpoint))) return;
  await client.tokenRevocation(configuration, token).catch(() => undefined);
}
