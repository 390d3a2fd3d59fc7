import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/start';
import { ask, aSandbox, authorise, exchange, launched, post, renew, tokensOf } from './a-sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.stop());

const patientStatus = async (token: string) => (await ask(`${sandbox.fhir}/Patient/aria`, token)).status;

describe('discovery', () => {
  it('says where to authorise, that S256 is the only way, and what the record can', async () => {
    const response = await fetch(`${sandbox.fhir}/.well-known/smart-configuration`);
    const configuration = (await response.json()) as Record<string, unknown>;
    expect(configuration).toMatchObject({
      issuer: sandbox.fhir,
      authorization_endpoint: `${sandbox.record}/auth/authorize`,
      token_endpoint: `${sandbox.record}/auth/token`,
      code_challenge_methods_supported: ['S256'],
    });
    expect(configuration['capabilities']).toEqual(
      expect.arrayContaining(['launch-ehr', 'launch-standalone', 'client-public', 'permission-v2']),
    );
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});

describe('a launch from the record', () => {
  it('ends with the patient and the encounter in context and a token that reads the patient', async () => {
    const { answer, verifier, location } = await authorise(sandbox);
    expect(location?.startsWith(`${sandbox.viewer}/index.html?`)).toBe(true);
    expect(answer.get('state')).toBe('a-state');
    expect(answer.get('iss')).toBe(sandbox.fhir);
    const response = await exchange(sandbox, answer.get('code'), verifier);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const tokens = await tokensOf(response);
    expect(tokens).toMatchObject({
      patient: 'aria',
      encounter: 'encounter-aria',
      expires_in: 300,
      need_patient_banner: true,
    });
    expect(await patientStatus(tokens.access_token)).toBe(200);
  });

  it('signs who the user is, bound to the nonce', async () => {
    const tokens = await launched(sandbox);
    const keys = createRemoteJWKSet(new URL(`${sandbox.record}/auth/jwks`));
    const { payload } = await jwtVerify(tokens.id_token ?? '', keys, {
      issuer: sandbox.fhir,
      audience: 'plainfilm',
    });
    expect(payload).toMatchObject({ nonce: 'a-nonce', fhirUser: `${sandbox.fhir}/Practitioner/robin-hale` });
  });

  it('names the study that the record launched with', async () => {
    const tokens = await launched(sandbox, { study: '1.2.826.0.1.3680043.8.498.1' });
    const reference = tokens.fhirContext?.[0]?.reference ?? '';
    const study = await ask(`${sandbox.fhir}/${reference}`, tokens.access_token);
    expect(await study.json()).toMatchObject({ resourceType: 'ImagingStudy', description: 'Study 1' });
  });

  it('grants no more than was asked, and nothing outside the patient', async () => {
    const { scope } = await launched(sandbox, {
      scope: 'launch patient/Patient.rs user/*.cruds system/*.rs nonsense',
    });
    expect(scope).toBe('launch patient/Patient.rs');
  });

  it('gives no refresh token where none was asked for', async () => {
    const tokens = await launched(sandbox, { scope: 'launch patient/*.rs' });
    expect(tokens.refresh_token).toBeUndefined();
  });
});

describe('an authorisation request', () => {
  it.each([
    ['an unknown client', () => ({ client_id: 'somebody' })],
    ['another redirect address', () => ({ redirect_uri: 'http://127.0.0.1:9/index.html' })],
    ['a redirect address with more at its end', () => ({ redirect_uri: `${sandbox.viewer}/index.html?x=1` })],
  ])('with %s is told to a person and redirects nowhere', async (_name, change) => {
    const { response, location } = await authorise(sandbox, { authorise: change() });
    expect(response.status).toBe(400);
    expect(location).toBeNull();
  });

  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['without state', { state: undefined }, 'invalid_request'],
    ['for another FHIR server', { aud: 'https://elsewhere.example/fhir' }, 'invalid_request'],
    ['with an unknown launch', { launch: 'made-up' }, 'invalid_request'],
    ['for an implicit token', { response_type: 'token' }, 'unsupported_response_type'],
    ['for no known scope', { scope: 'nonsense' }, 'invalid_scope'],
    ['with a launch and without its scope', { scope: 'patient/*.rs' }, 'invalid_scope'],
  ])('%s is refused', async (_name, change, error) => {
    const { answer } = await authorise(sandbox, { authorise: change });
    expect(answer.get('error')).toBe(error);
    expect(answer.get('code')).toBeNull();
    expect(answer.get('iss')).toBe(sandbox.fhir);
  });
});

describe('a code', () => {
  it.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: undefined }, 400, 'invalid_grant'],
    ['another redirect address', { redirect_uri: 'http://127.0.0.1:9/' }, 400, 'invalid_grant'],
    ['another client', { client_id: 'somebody' }, 401, 'invalid_client'],
    ['no known grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('is worth nothing with %s', async (_name, change, status, error) => {
    const { answer, verifier } = await authorise(sandbox);
    const response = await exchange(sandbox, answer.get('code'), verifier, change);
    expect(response.status).toBe(status);
    expect((await tokensOf(response)).error).toBe(error);
  });

  it('that is used twice takes back what it gave', async () => {
    const { answer, verifier } = await authorise(sandbox);
    const first = await tokensOf(await exchange(sandbox, answer.get('code'), verifier));
    expect(await patientStatus(first.access_token)).toBe(200);
    expect((await exchange(sandbox, answer.get('code'), verifier)).status).toBe(400);
    expect(await patientStatus(first.access_token)).toBe(401);
    expect((await renew(sandbox, first.refresh_token)).status).toBe(400);
  });

  it('is too old after a minute, and a launch after five', async () => {
    const clock = { at: Date.parse('2026-11-21T10:00:00Z') };
    const timed = await aSandbox({ now: () => new Date(clock.at) });
    try {
      const { answer, verifier } = await authorise(timed);
      clock.at += 61_000;
      expect((await exchange(timed, answer.get('code'), verifier)).status).toBe(400);
      const launch = new URL(timed.launchAddress({ personId: 'aria' })).searchParams.get('launch') ?? '';
      clock.at += 301_000;
      expect((await authorise(timed, { authorise: { launch } })).answer.get('error')).toBe('invalid_request');
    } finally {
      await timed.stop();
    }
  });
});

describe('a refresh token', () => {
  it('is exchanged for new tokens once, and revokes everything when it comes again', async () => {
    const first = await launched(sandbox);
    const second = await tokensOf(await renew(sandbox, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await patientStatus(second.access_token)).toBe(200);
    expect((await tokensOf(await renew(sandbox, first.refresh_token))).error).toBe('invalid_grant');
    expect(await patientStatus(second.access_token)).toBe(401);
    expect((await renew(sandbox, second.refresh_token)).status).toBe(400);
  });

  it('and its access token end when they are revoked', async () => {
    const tokens = await launched(sandbox);
    const token = tokens.refresh_token;
    const revoked = await post(`${sandbox.record}/auth/revoke`, { client_id: 'plainfilm', token });
    expect(revoked.status).toBe(200);
    expect(await patientStatus(tokens.access_token)).toBe(401);
    expect((await renew(sandbox, token)).status).toBe(400);
  });
});

describe('a standalone launch', () => {
  const standalone = { launch: undefined };

  it('asks whose imaging it is, and goes on with the answer', async () => {
    const { response, verifier } = await authorise(sandbox, { authorise: standalone });
    const picker = await response.text();
    expect(picker).toContain('SMITH, Aria (Ms)');
    const transaction = /name="transaction" value="([^"]+)"/.exec(picker)?.[1];
    const decision = { transaction, person: 'ben', scenario: 'everyone-answers', decision: 'allow' };
    const answered = await post(`${sandbox.record}/auth/decision`, decision);
    const code = new URL(answered.headers.get('Location') ?? '').searchParams.get('code');
    expect(await tokensOf(await exchange(sandbox, code, verifier))).toMatchObject({ patient: 'ben' });
    expect((await post(`${sandbox.record}/auth/decision`, decision)).status).toBe(400);
  });

  it('that is cancelled is refused', async () => {
    const { response } = await authorise(sandbox, { authorise: standalone });
    const transaction = /name="transaction" value="([^"]+)"/.exec(await response.text())?.[1];
    const answered = await post(`${sandbox.record}/auth/decision`, { transaction, decision: 'deny' });
    expect(new URL(answered.headers.get('Location') ?? '').searchParams.get('error')).toBe('access_denied');
  });

  it('needs the scope launch/patient', async () => {
    const { answer } = await authorise(sandbox, { scope: 'patient/*.rs', authorise: standalone });
    expect(answer.get('error')).toBe('invalid_scope');
  });
});
