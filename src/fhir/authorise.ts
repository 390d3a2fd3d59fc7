import { authorize } from 'fhirclient/lib/smart';
import { failed, found, type LaunchProblem, type Result } from '../domain/problem';
import { object, text } from './json';
import { putLaunch, sweepLaunches } from './launch-store';
import type { Page } from './page';
import { scopesFor } from './scopes';
import { smartAdapter } from './smart-adapter';
import { discover, type SmartConfiguration } from './smart-configuration';

/** An issuer of the allow-list. Whoever calls has checked it before: nothing here asks an address that is not on it. */
export interface AllowedIssuer {
  readonly iss: string;
  readonly name: string;
  readonly clientId: string;
  readonly scope?: string;
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
  if (storage === undefined) return failed({ kind: 'storage-blocked' });
  const discovered = await discover(issuer.iss, issuer.name, signal);
  if (!discovered.ok) return discovered;
  const server = discovered.value;

  const state = random();
  const nonce = random();
  const scope = issuer.scope ?? scopesFor(server.capabilities, launch === undefined ? 'standalone' : 'ehr');
  const kept = new Map<string, unknown>();
  const answer = await authorize(smartAdapter(page.address, kept), {
    iss: issuer.iss,
    launch,
    clientId: issuer.clientId,
    scope,
    redirectUri: redirectUri.href,
    stateKey: state,
    completeInTarget: true,
    // 'required' would refuse servers that support S256 without saying so; this sends the challenge always.
    pkceMode: 'unsafeV1',
    noRedirect: true,
  });
  signal.throwIfAborted();
  const codeVerifier = text(object(kept.get(state))?.['codeVerifier']);
  if (typeof answer !== 'string' || codeVerifier === undefined)
    return failed({ kind: 'not-smart', where: issuer.name });

  sweepLaunches(storage, now());
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
    startedAt: now(),
  });
  return found(withQuery(server, answer, nonce));
}

/** fhirclient appends "?…" even where the endpoint has a query of its own, so its parameters are moved over one by one. */
function withQuery(server: SmartConfiguration, answer: string, nonce: string): URL {
  const address = new URL(server.authorizationEndpoint);
  const parameters = new URLSearchParams(answer.slice(answer.lastIndexOf('?') + 1));
  for (const [name, value] of parameters) address.searchParams.set(name, value);
  address.searchParams.set('nonce', nonce);
  return address;
}

/** 128 bits in base64url. fhirclient's own state comes from Math.random. */
function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
