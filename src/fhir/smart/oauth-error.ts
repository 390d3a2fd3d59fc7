import type { LaunchProblem, OAuthError } from '../../domain/problem';
import { object } from '../resource/json';

/** Letters of a server's own words that are shown to support */
const MOST = 300;
/** What turns text round or hides in it: controls, and the marks and overrides of direction */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;

/** What a server said, bounded and without what cannot be seen; `undefined` where it named no error. */
export function oauthError(error: unknown, description?: unknown): OAuthError | undefined {
  const code = plain(error);
  const words = plain(description);
  return code === undefined ? undefined : { error: code, ...(words !== undefined && { description: words }) };
}

function plain(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const words = value
    .slice(0, 4 * MOST)
    .replace(UNSEEN, ' ')
    .trim();
  if (words === '') return undefined;
  return words.length > MOST ? `${words.slice(0, MOST)}…` : words;
}

/** Whether a person or a rule said no (OpenID Connect Core §3.1.2.6 adds those where nobody was there to be asked) */
const REFUSALS = new Set([
  'access_denied',
  'consent_required',
  'interaction_required',
  'login_required',
  'account_selection_required',
]);
const FAULTS = new Set(['server_error', 'temporarily_unavailable']);

/** What an error of the authorization endpoint means; whatever is not known is a matter of how the two are set up. */
export function authorisationProblem(said: OAuthError, where: string): LaunchProblem {
  if (REFUSALS.has(said.error)) return { kind: 'denied', where, said };
  if (FAULTS.has(said.error)) return { kind: 'sign-in-failed', where, said };
  return { kind: 'sign-in-misconfigured', where, said };
}

/** What an error of the token endpoint means (RFC 6749 §5.2). */
export function tokenProblem(said: OAuthError, where: string): LaunchProblem {
  return said.error === 'invalid_grant'
    ? { kind: 'code-used', where, said }
    : authorisationProblem(said, where);
}

/**
 * What fhirclient's error says of a sign-in that answered nothing of use.
 * @returns `undefined` where the server answered that the request is at fault (RFC 9110 §15.5)
 */
export function howUnavailable(
  error: unknown,
): Extract<LaunchProblem, { kind: 'issuer-unavailable' }>['how'] | undefined {
  const status = object(error)?.['statusCode'];
  if (error instanceof SyntaxError) return 'unreadable';
  if (typeof status !== 'number') return 'silent';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'failed' : undefined;
}
