import type { Problem } from '../../domain/problem';
import { object, present, type Json } from '../resource/json';
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
    const { where } = setting;
    if (typeof answer === 'object') {
      const read = readAnswer(answer, session, setting);
      if (!('where' in read)) return read;
      problem = read;
    } else {
      problem = { kind: answer, where };
    }
    if (pause === undefined) break;
    const header = typeof answer === 'object' ? answer.retryAfter : null;
    await setting.wait(retryAfter(header, setting.now(), pause, LONGEST_WAIT), signal);
  }
  return { kind: 'unanswered', problem };
}

type Silence = Extract<Problem, { readonly kind: 'busy' | 'malformed' }>;

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

async function ask(
  { tokenUri, clientId, refreshToken }: StoredSession & { readonly refreshToken: string },
  { fetch }: Setting,
  signal: AbortSignal,
): Promise<Answer | 'unreachable' | 'timed-out'> {
  const deadline = AbortSignal.timeout(DEADLINE);
  try {
    const answer = await fetch(tokenUri, {
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
    // A body that breaks off, or never comes, is silence, and no refusal.
    const text = await answer.text();
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), text };
  } catch {
    signal.throwIfAborted();
    return deadline.aborted ? 'timed-out' : 'unreachable';
  }
}

/** What a server said, or why it said nothing: then asking again may help. */
function readAnswer(
  { status, text }: Answer,
  session: StoredSession,
  { where, now }: Pick<Setting, 'where' | 'now'>,
): RefreshAnswer | Silence {
  if (status >= 500 || status === 429 || status === 408) return { kind: 'busy', where };
  if (status < 200 || status >= 300) return { kind: 'refused' };
  const json = parsed(text);
  const token = readTokenResponse(json, session.iss);
  // A page in the place of an answer is of whoever stands between; the server refuses by an error (RFC 6749 5.2).
  if (token === undefined)
    return json?.['error'] === undefined
      ? { kind: 'malformed', where, what: 'no token' }
      : { kind: 'refused' };
  // A renewal that speaks of another patient must never be shown under this one's name (H1).
  const { patient } = token;
  if (patient && !(patient.kind === 'id' && patient.id === session.patient))
    return { kind: 'another-patient' };
  const { accessToken, refreshToken, scope } = token;
  return {
    kind: 'renewed',
    tokens: present({ accessToken, expiresAt: now() + token.expiresIn * 1000, refreshToken, scope }),
  };
}

function parsed(text: string): Json | undefined {
  try {
    return object(JSON.parse(text));
  } catch {
    return undefined;
  }
}
