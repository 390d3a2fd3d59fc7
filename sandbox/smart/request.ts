import type { AuthorisationRequest, Authority } from './authority';
import { grantable } from './scopes';

/** RFC 6749 4.1.2.1. `page`: the address to answer to cannot be trusted, so a person is told instead. */
export type Refusal =
  | { readonly kind: 'page'; readonly why: string }
  | {
      readonly kind: 'redirect';
      readonly to: string;
      readonly error: string;
      readonly why: string;
      readonly state?: string;
    };

export type Checked = { readonly kind: 'request'; readonly request: AuthorisationRequest } | Refusal;

/** Checks an authorisation request against SMART App Launch 2.2, 2.0.9. */
export function checkRequest(authority: Authority, query: URLSearchParams): Checked {
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== authority.client.id)
    return page('This record does not know that application.');
  if (!authority.client.redirectUris.includes(redirectUri))
    return page('The application asked to be answered at an address that is not registered for it.');

  const state = query.get('state') ?? undefined;
  const refuse = (error: string, why: string): Refusal => ({
    kind: 'redirect',
    to: redirectUri,
    error,
    why,
    state,
  });
  if (query.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'Only response_type=code is supported.');
  if (state === undefined || state === '') return refuse('invalid_request', 'state is missing.');
  const codeChallenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge))
    return refuse('invalid_request', 'PKCE with S256 is required.');
  if (query.get('aud')?.replace(/\/$/, '') !== authority.fhir)
    return refuse('invalid_request', 'aud does not name this FHIR server.');

  const scopes = grantable(query.get('scope') ?? '');
  if (scopes.length === 0) return refuse('invalid_scope', 'None of the scopes is known here.');
  const nonce = query.get('nonce') ?? undefined;
  return {
    kind: 'request',
    request: { clientId: authority.client.id, redirectUri, scopes, state, codeChallenge, nonce },
  };
}

const page = (why: string): Refusal => ({ kind: 'page', why });

/** @returns the redirect that carries an answer back, with the issuer (RFC 9207) */
export function answerAddress(
  authority: Authority,
  redirectUri: string,
  answer: Readonly<Record<string, string | undefined>>,
): string {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, iss: authority.fhir }))
    if (value !== undefined) address.searchParams.set(name, value);
  return address.href;
}
