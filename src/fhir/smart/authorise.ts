import { generatePKCEChallenge } from 'fhirclient/lib/security/browser';
import { err, ok, type LaunchProblem, type Result } from '../../domain/problem';
import { discover } from './discovery';
import { putLaunch, sweepLaunches, takeSessions } from './launch-store';
import type { Page } from './page';
import { provisioned } from './provisioned';
import { scopesFor, type FurtherScope } from './scopes';

/** An issuer of the allow-list. Whoever calls has checked it before: nothing here asks an address that is not on it. */
export interface AllowedIssuer {
  readonly iss: string;
  readonly name: string;
  readonly clientId: string;
  readonly scope?: string;
  readonly further?: readonly FurtherScope[];
  /** The record's smart-configuration as the site wrote it down, so that a launch need not ask for it */
  readonly smartConfiguration?: Readonly<Record<string, unknown>>;
}

export interface LaunchRequest {
  readonly issuer: AllowedIssuer;
  /** The record's opaque launch parameter; absent in a standalone launch */
  readonly launch?: string;
  readonly redirectUri: URL;
}

/**
 * Starts a SMART launch: discovery, own 128-bit state, nonce, PKCE S256 whether or not the server advertises it.
 * @returns the address of the authorization server to go to; the launch is then pending in session storage
 */
export async function authorise(
  request: LaunchRequest,
  page: Page,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<Result<URL, LaunchProblem>> {
  const { issuer, launch, redirectUri } = request;
  const { storage } = page;
  if (storage === undefined) return err({ kind: 'storage-blocked' });
  const written = provisioned(issuer, page.notes);
  const discovered = written ? ok(written) : await discover(issuer.iss, issuer.name, signal);
  if (!discovered.ok) return discovered;
  const server = discovered.value;

  const state = random();
  const nonce = random();
  const scope =
    issuer.scope ??
    scopesFor(server.capabilities, launch === undefined ? 'standalone' : 'ehr', issuer.further);
  const { codeVerifier, codeChallenge } = await generatePKCEChallenge();
  signal.throwIfAborted();

  sweepLaunches(storage, now());
  takeSessions(storage);
  putLaunch(storage, state, {
    stage: 'pending',
    iss: issuer.iss,
    clientId: issuer.clientId,
    scope,
    redirectUri: redirectUri.href,
    tokenUri: server.tokenEndpoint.href,
    codeVerifier,
    nonce,
    ...(server.issuer && { issuer: server.issuer }),
    issPromised: server.issPromised,
    ...(server.jwksUri && { jwksUri: server.jwksUri }),
    ...(server.revocationEndpoint && { revocationUri: server.revocationEndpoint }),
    startedAt: now(),
  });
  const address = new URL(server.authorizationEndpoint);
  const parameters = {
    response_type: 'code',
    client_id: issuer.clientId,
    scope,
    redirect_uri: redirectUri.href,
    aud: issuer.iss,
    state,
    nonce,
    // Always: a server that supports S256 may not say so.
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...(launch !== undefined && { launch }),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return ok(address);
}

/** 128 bits in base64url */
function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
