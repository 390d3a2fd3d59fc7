import { Hono } from 'hono';
import type { Context } from 'hono';
import { signedInUser } from '../fhir/practitioner';
import type { Authority } from './authority';
import type { Grant } from './grants';
import { opaque, s256 } from './opaque';

/** The routes that the application calls: token and revoke. */
export function tokenApp(authority: Authority): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    // RFC 6749 5.1
    c.header('Cache-Control', 'no-store');
  });
  app.post('/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    if (form.get('client_id') !== authority.client.id)
      return oauthError(c, 401, 'invalid_client', 'This record does not know that application.');
    if (form.get('grant_type') === 'authorization_code') return exchangeCode(authority, c, form);
    if (form.get('grant_type') === 'refresh_token') return refresh(authority, c, form);
    return oauthError(c, 400, 'unsupported_grant_type', 'Only authorization_code and refresh_token.');
  });
  app.post('/revoke', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    if (form.get('client_id') !== authority.client.id)
      return oauthError(c, 401, 'invalid_client', 'This record does not know that application.');
    authority.grants.revoke(form.get('token') ?? '');
    // RFC 7009 2.2: 200 also for a token that nobody knows
    return c.body(null, 200);
  });
  return app;
}

async function exchangeCode(authority: Authority, c: Context, form: URLSearchParams) {
  const code = form.get('code') ?? '';
  const issued = authority.codes.get(code);
  if (issued === undefined) return invalidGrant(c, 'The code is unknown.');
  if (issued.spent) {
    // RFC 6749 4.1.2: a code that comes twice was stolen or lost; what it gave is taken back.
    authority.grants.revokeGrant(issued.grant.id);
    return invalidGrant(c, 'The code was used already.');
  }
  authority.codes.set(code, { ...issued, spent: true });
  if (issued.expires <= authority.now().getTime()) return invalidGrant(c, 'The code is too old.');
  if (form.get('redirect_uri') !== issued.request.redirectUri)
    return invalidGrant(c, 'redirect_uri is not the one that was authorised.');
  const verifier = form.get('code_verifier') ?? '';
  if (!/^[\w.~-]{43,128}$/.test(verifier) || s256(verifier) !== issued.request.codeChallenge)
    return invalidGrant(c, 'code_verifier does not belong to the challenge.');
  return c.json({
    ...tokens(authority, issued.grant),
    ...(await identity(authority, issued.grant, issued.request.nonce)),
    ...(mayRefresh(issued.grant) && { refresh_token: authority.grants.issueRefresh(issued.grant) }),
  });
}

function refresh(authority: Authority, c: Context, form: URLSearchParams) {
  const renewal = authority.grants.renew(form.get('refresh_token') ?? '', authority.client.id);
  if (renewal.kind === 'unavailable') {
    c.header('Retry-After', '1');
    return oauthError(c, 503, 'temporarily_unavailable', 'Try again.');
  }
  if (renewal.kind === 'refused') return invalidGrant(c, 'The refresh token is not valid.');
  return c.json({ ...tokens(authority, renewal.grant), refresh_token: renewal.refreshToken });
}

const mayRefresh = ({ scopes }: Grant) =>
  scopes.includes('offline_access') || scopes.includes('online_access');

/** SMART App Launch 2.2, 2.0.11.3 and 2.1.4: the token and the launch context beside it. */
function tokens(authority: Authority, grant: Grant) {
  const { token, expiresIn } = authority.grants.issueAccess(grant);
  const { personId, encounterId, studyId, scenario } = grant;
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope: grant.scopes.join(' '),
    ...(personId !== undefined && { patient: personId }),
    ...(encounterId !== undefined && { encounter: encounterId }),
    ...(studyId !== undefined && {
      fhirContext: [{ reference: `ImagingStudy/${studyId}`, type: 'ImagingStudy' }],
    }),
    need_patient_banner: scenario.launch?.needPatientBanner ?? true,
    intent: 'view-imaging',
    ...(authority.hub && { 'hub.url': authority.hub.url, 'hub.topic': authority.hub.topic() }),
    ...(grant.scopes.includes('messaging/ui.done') && {
      smart_web_messaging_handle: messagingHandle(authority),
      smart_web_messaging_origin: authority.record,
    }),
    smart_style_url: `${authority.record}/smart-style.json`,
  };
}

function messagingHandle({ messagingHandles }: Authority): string {
  const handle = opaque();
  messagingHandles.add(handle);
  return handle;
}

/** The reference of who is signed in: a doctor, the patient, or a parent or carer. */
function userOf({ scenario, personId = '' }: Grant): string {
  const { user } = scenario.launch ?? {};
  if (user === 'patient') return `Patient/${personId}`;
  return user === 'proxy' ? `RelatedPerson/${personId}-parent` : `Practitioner/${signedInUser.id}`;
}

async function identity(authority: Authority, grant: Grant, nonce?: string) {
  const { scopes, clientId } = grant;
  if (!scopes.includes('openid')) return {};
  const fhirUser = scopes.includes('fhirUser') ? `${authority.fhir}/${userOf(grant)}` : undefined;
  return { id_token: await authority.keys.idToken({ audience: clientId, nonce, fhirUser }) };
}

const invalidGrant = (c: Context, why: string) => oauthError(c, 400, 'invalid_grant', why);

/** RFC 6749 5.2 */
function oauthError(c: Context, status: 400 | 401 | 503, error: string, description: string) {
  return c.json({ error, error_description: description }, status);
}
