import { ready } from 'fhirclient/lib/smart';
import { err, ok, type LaunchProblem, type Result } from '../../domain/problem';
import type { AllowedIssuer } from './authorise';
import { object } from '../resource/json';
import { authorisationProblem, howUnavailable, oauthError, tokenProblem } from './oauth-error';
import { launchOf, putLaunch, type PendingLaunch, type StoredSession } from './launch-store';
import { bareAddress, type KeyValueStore, type Page } from './page';
import { smartAdapter } from './smart-adapter';
import { readTokenResponse } from './token-response';
import { viewedByToken } from './viewed-by';

export type AllowIssuer = (iss: string) => Result<AllowedIssuer, LaunchProblem>;

/** A launch that reached its token, or that a reload found again. */
export interface FinishedLaunch {
  /** The launch's key in session storage */
  readonly state: string;
  readonly issuer: AllowedIssuer;
  readonly session: StoredSession;
  /** Epoch milliseconds by this device's clock; absent after a reload, which is no launch */
  readonly startedAt?: number;
  /** Only where the code was exchanged just now */
  readonly signIn?: { readonly idToken: string; readonly launch: PendingLaunch };
}

interface Answer {
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
  readonly description?: string;
  readonly iss?: string;
}

/** Longer than any sign-in takes that works, and short enough to be waited for in front of a patient */
const DEADLINE = 8_000;

/**
 * Finishes a SMART launch on the redirect page: takes the answer out of the address, checks it against the pending
 * launch, exchanges the code once. After a reload, or Back into the redirect, the session that is there goes on.
 */
export async function finishLaunch(
  page: Page,
  allow: AllowIssuer,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<Result<FinishedLaunch, LaunchProblem>> {
  const answer = takeAnswer(page);
  const { state } = answer;
  // Bound to no launch, anybody may have written it: only the code of the error is told.
  if (answer.error !== undefined && state === undefined)
    return err(authorisationProblem(oauthError(answer.error) ?? { error: '?' }, 'The record'));
  if (state === undefined)
    return err({ kind: answer.code === undefined ? 'not-launched' : 'state-mismatch' });
  if (page.storage === undefined) return err({ kind: 'storage-blocked' });

  const launch = launchOf(page.storage, state);
  if (launch === undefined) return err({ kind: isNew(answer) ? 'state-mismatch' : 'not-launched' });
  if (launch.stage !== 'pending' && launch.stage !== 'open')
    return err({ kind: 'code-used', where: 'The record' });
  const allowed = allow(launch.iss);
  if (!allowed.ok) return allowed;
  const issuer = allowed.value;
  if (launch.stage === 'open') return ok({ state, issuer, session: launch });

  const refusal = refusalOf(answer, launch, issuer.name);
  if (refusal) {
    putLaunch(page.storage, state, { stage: 'spent', startedAt: launch.startedAt });
    return err(refusal);
  }
  return exchange(page, page.storage, { state, code: answer.code ?? '', launch, issuer }, signal, now);
}

const isNew = ({ code, error }: Answer) => code !== undefined || error !== undefined;

/** What the address holds leaves it before anything else happens; the entry of the history keeps the launch's key. */
function takeAnswer(page: Page): Answer {
  const { searchParams } = page.address;
  const given = (name: string) => searchParams.get(name) || undefined;
  const answer = {
    state: given('state'),
    code: given('code'),
    error: given('error'),
    description: given('error_description'),
    iss: given('iss'),
  };
  const earlier = object(page.entry)?.['launch'];
  const resumed = typeof earlier === 'string' && !isNew(answer) && answer.state === undefined;
  const state = resumed ? earlier : answer.state;
  if (page.address.search !== '' || page.address.hash !== '')
    page.rewrite(bareAddress(page.address), state === undefined ? null : { launch: state });
  return { ...answer, state };
}

function refusalOf(answer: Answer, launch: PendingLaunch, where: string): LaunchProblem | undefined {
  const mixedUp = isMixedUp(answer, launch);
  if (mixedUp)
    return {
      kind: 'issuer-mismatch',
      where,
      expected: launch.issuer ?? launch.iss,
      ...(answer.iss !== undefined && { answered: answer.iss.slice(0, 300) }),
    };
  const said = oauthError(answer.error, answer.description);
  if (said) return authorisationProblem(said, where);
  // A reload of the bare address while the browser was still away: there is nothing to exchange.
  return answer.code === undefined ? { kind: 'not-launched' } : undefined;
}

/**
 * RFC 9207 §2.4: a server that is not the one that was asked must not have its code exchanged there. Where the record
 * never said who its server is, no name contradicts it: state and PKCE hold the launch together.
 */
function isMixedUp({ iss }: Answer, { issuer, iss: record, issPromised }: PendingLaunch): boolean {
  if (iss === undefined) return issPromised;
  return issuer !== undefined && ![issuer, record].includes(iss);
}

interface Exchange {
  readonly state: string;
  readonly code: string;
  readonly launch: PendingLaunch;
  readonly issuer: AllowedIssuer;
}

async function exchange(
  page: Page,
  storage: KeyValueStore,
  { state, code, launch, issuer }: Exchange,
  signal: AbortSignal,
  now: () => number,
): Promise<Result<FinishedLaunch, LaunchProblem>> {
  const spent = () => putLaunch(storage, state, { stage: 'spent', startedAt: launch.startedAt });
  // Before it is sent: a code that is sent twice makes the server revoke what the first one gave (RFC 6749 4.1.2).
  putLaunch(storage, state, { stage: 'exchanging', startedAt: launch.startedAt });
  try {
    const token = readTokenResponse(await tokenAnswer(page, state, code, launch, signal), launch.iss);
    const patient = token?.patient;
    const where = issuer.name;
    if (token === undefined || patient?.kind !== 'id') {
      spent();
      if (token === undefined) return err({ kind: 'issuer-unavailable', where, how: 'unreadable' });
      if (patient?.kind === 'unusable') return err({ kind: 'patient-unusable', where, what: patient.what });
      return err({ kind: 'no-patient', where });
    }
    const session: StoredSession = {
      stage: 'open',
      iss: launch.iss,
      clientId: launch.clientId,
      tokenUri: launch.tokenUri,
      revocationUri: launch.revocationUri,
      accessToken: token.accessToken,
      refreshToken: token.refreshToken,
      expiresAt: now() + token.expiresIn * 1000,
      openedAt: now(),
      scope: token.scope ?? launch.scope,
      patient: patient.id,
      encounter: token.encounter,
      needPatientBanner: token.needPatientBanner,
      context: token.context,
      ...(token.hub && { hub: token.hub }),
      recordWindow: token.recordWindow,
      styleUrl: token.styleUrl,
      intent: token.intent,
      ...(token.unreadContext > 0 && { unreadContext: token.unreadContext }),
      viewedBy: viewedByToken(token, patient.id),
    };
    putLaunch(storage, state, session);
    return ok({
      state,
      issuer,
      session,
      startedAt: launch.startedAt,
      ...(token.idToken && { signIn: { idToken: token.idToken, launch } }),
    });
  } catch (error) {
    spent();
    signal.throwIfAborted();
    return err(exchangeProblem(error, issuer.name));
  }
}

/** fhirclient exchanges the code. It knows no signal, so its answer races one. */
async function tokenAnswer(
  page: Page,
  state: string,
  code: string,
  launch: PendingLaunch,
  signal: AbortSignal,
) {
  const { iss: serverUrl, clientId, scope, redirectUri, tokenUri, codeVerifier } = launch;
  const kept = new Map<string, unknown>([
    [
      state,
      {
        serverUrl,
        clientId,
        scope,
        redirectUri,
        tokenUri,
        codeVerifier,
        key: state,
        tokenResponse: {},
        completeInTarget: true,
      },
    ],
  ]);
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  const stopped = new Promise<never>((_, reject) => {
    bounded.addEventListener('abort', () => reject(bounded.reason as Error), { once: true });
  });
  // It puts the code into its form as it is: encoded here, a code cannot add parameters of its own.
  const options = { stateKey: state, code: encodeURIComponent(code) };
  await Promise.race([ready(smartAdapter(page.address, kept), options), stopped]);
  return object(kept.get(state))?.['tokenResponse'];
}

function exchangeProblem(error: unknown, where: string): LaunchProblem {
  const message = error instanceof Error ? error.message : '';
  if (/Failed to obtain access token/.test(message))
    return { kind: 'issuer-unavailable', where, how: 'unreadable' };
  // fhirclient puts the server's words on lines of their own: "400 Bad Request", "URL: …", "invalid_grant: …".
  const [, code, description] = /^URL:[^\n]*\n([a-z_]+)(?:: ([^\n]*))?$/m.exec(message) ?? [];
  const said = oauthError(code, description);
  if (said) return tokenProblem(said, where);
  const how = howUnavailable(error) ?? (isRefusal(error) ? undefined : 'failed');
  return how === undefined ? { kind: 'token-refused', where } : { kind: 'issuer-unavailable', where, how };
}

/** A server that names no error of OAuth refuses by these alone; 404 or 406 speak of its own set-up. */
const isRefusal = (error: unknown) => [401, 403].includes(object(error)?.['statusCode'] as number);
