import { err, ok } from '../../src/domain/problem';
import { authorise } from '../../src/fhir/smart/authorise';
import type { AllowIssuer } from '../../src/fhir/smart/finish';
import type { Tab } from './browser';
import { ISS } from './wire';

export const issuer = { iss: ISS, name: 'Test Care Record', clientId: 'plainfilm' };
export const APP = 'https://viewer.example/app/index.html';
export const LAUNCH = 'https://viewer.example/app/launch/index.html';

export const allow: AllowIssuer = (iss) =>
  iss === ISS ? ok(issuer) : err({ kind: 'unknown-issuer' as const });

/** Starts a launch in the tab. @returns the parameters that the authorization server would see */
export async function startedIn(tab: Tab): Promise<URLSearchParams> {
  const page = tab.load(`${LAUNCH}?iss=${encodeURIComponent(ISS)}&launch=abc`);
  const request = { issuer, launch: 'abc', redirectUri: new URL(APP) };
  const started = await authorise(request, page, new AbortController().signal, () => 1000);
  if (!started.ok) throw new Error(started.problem.kind);
  return started.value.searchParams;
}

/** The address the authorization server sends the browser back to */
export async function redirectIn(
  tab: Tab,
  more: Readonly<Record<string, string>> = { code: 'code-1' },
): Promise<string> {
  const state = (await startedIn(tab)).get('state') ?? '';
  return `${APP}?${new URLSearchParams({ state, ...more }).toString()}`;
}
