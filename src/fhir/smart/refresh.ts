import type { Problem } from '../../domain/problem';
import { present } from '../resource/json';
import type { StoredSession } from './launch-store';
import { readTokenResponse } from './token-response';
import { retryAfter } from '../../http/retry-after';

type Tokens = Partial<Pick<StoredSession, 'refreshToken' | 'scope'>> &
  Pick<StoredSession, 'accessToken' | 'expiresAt'>;

export type RefreshAnswer =
  | { readonly kind: 'renewed'; readonly tokens: Tokens }
  /** The server will not take this refresh token, now or later */
  | { readonly kind: 'refused' }
  /** It speaks of another patient: nothing of this session can be relied on any more (H1) */
  | { readonly kind: 'another-patient' }
  /** It could not be asked, or has no time: nothing is lost yet */
  | { readonly kind: 'unanswered'; readonly problem: Problem };

interface Setting {
  readonly where: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const BACK_OFF = [500, 2000, 5000];
const LONGEST_WAIT = 15_000;
const DEADLINE = 10_000;

/**
 * Asks for a new access token (RFC 6749 6). 5xx, 429 and silence are repeated with back-off; only an answer that refuses
 * ends it. After silence the same refresh token has to be sent again: whether the first one arrived cannot be known.
 * @param signal ends the session, and this with it
 */
export async function refreshed(
  session: StoredSession & { readonly refreshToken: string },
  setting: Setting,
  signal: AbortSignal,
): Promise<RefreshAnswer> {
  let problem: Problem = { kind: 'unreachable', where: setting.where };
  for (const pause of [...BACK_OFF, undefined]) {
    const answer = await ask(session, setting, signal);
    if (typeof answer === 'object') {
      const read = await readAnswer(answer, session, setting.now());
      if (read) return read;
      problem = { kind: 'busy', where: setting.where };
    } else {
      problem = { kind: answer, where: setting.where };
    }
    if (pause === undefined) break;
    const header = typeof answer === 'object' ? answer.headers.get('retry-after') : null;
    await setting.wait(retryAfter(header, setting.now(), pause, LONGEST_WAIT), signal);
  }
  return { kind: 'unanswered', problem };
}

async function ask(
  { tokenUri, clientId, refreshToken }: StoredSession & { readonly refreshToken: string },
  { fetch }: Setting,
  signal: AbortSignal,
): Promise<Response | 'unreachable' | 'timed-out'> {
  const deadline = AbortSignal.timeout(DEADLINE);
  try {
    return await fetch(tokenUri, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
      }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.any([signal, deadline]),
    });
  } catch {
    signal.throwIfAborted();
    return deadline.aborted ? 'timed-out' : 'unreachable';
  }
}

/** @returns `undefined` where asking again may help */
async function readAnswer(
  answer: Response,
  session: StoredSession,
  now: number,
): Promise<RefreshAnswer | undefined> {
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return undefined;
  const json: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) return { kind: 'refused' };
  const token = readTokenResponse(json, session.iss);
  if (token === undefined) return { kind: 'refused' };
  // A renewal that speaks of another patient must never be shown under this one's name (H1).
  const { patient } = token;
  if (patient && !(patient.kind === 'id' && patient.id === session.patient))
    return { kind: 'another-patient' };
  const { accessToken, refreshToken, scope } = token;
  return {
    kind: 'renewed',
    tokens: present({ accessToken, expiresAt: now + token.expiresIn * 1000, refreshToken, scope }),
  };
}
