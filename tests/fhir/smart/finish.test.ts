import { delay, http, HttpResponse, type JsonBodyType } from 'msw';
import { describe, expect, test } from 'vitest';
import { wire, discovery, smartConfiguration, token, tokenAnswer, AUTH, ISS } from '../wire';
import { err } from '../../../src/domain/problem';
import { finishLaunch } from '../../../src/fhir/smart/finish';
import { aTab, type Tab } from '../browser';
import { allow, APP, issuer, redirectIn } from '../launched';

const net = wire();
const { signal } = new AbortController();
const where = issuer.name;

const finish = (tab: Tab, address: string) => finishLaunch(tab.load(address), allow, signal, () => 1000);

async function launched(
  tab = aTab(),
  answer: JsonBodyType = tokenAnswer(),
  configuration = smartConfiguration(),
) {
  net.server.use(discovery(configuration), token(answer));
  const address = await redirectIn(tab);
  return { tab, address, result: await finish(tab, address) };
}

describe('finishing a launch', () => {
  test('exchanges the code with the verifier and gives patient and encounter', async () => {
    const { result } = await launched(aTab(), tokenAnswer({ encounter: 'e1', need_patient_banner: false }));
    const form = new URLSearchParams(await net.to('/token')[0]?.text());
    expect(form.get('grant_type')).toBe('authorization_code');
    expect(form.get('code')).toBe('code-1');
    expect(form.get('redirect_uri')).toBe(APP);
    expect(form.get('client_id')).toBe('plainfilm');
    expect(form.get('code_verifier')).toMatch(/^[\w-]{43,128}$/);
    expect(result.ok && result.value.session).toMatchObject({
      patient: 'p1',
      encounter: 'Encounter/e1',
      needPatientBanner: false,
      accessToken: 'access-1',
      refreshToken: 'refresh-1',
      expiresAt: 301_000,
    });
  });

  test('knows when the launch began; a reload is no launch', async () => {
    const { tab, result } = await launched();
    expect(result.ok && result.value.startedAt).toBe(1000);
    const reloaded = await finishLaunch(tab.reload(), allow, signal);
    expect(reloaded.ok && reloaded.value.session.patient).toBe('p1');
    expect(reloaded.ok && reloaded.value.startedAt).toBeUndefined();
  });

  test('leaves neither code nor state in the address', async () => {
    const { tab } = await launched();
    expect(tab.address().href).toBe(APP);
  });

  test('leaves the address where it is when its path has a slash too many', async () => {
    const tab = aTab();
    await finish(tab, 'https://viewer.example//index.html?code=stolen&state=unknown');
    expect(tab.address().href).toBe('https://viewer.example//index.html');
  });

  test('takes the answer out of the address even where the launch fails', async () => {
    const tab = aTab();
    await finish(tab, `${APP}?code=stolen&state=unknown#patient=p2`);
    expect(tab.address().href).toBe(APP);
  });

  test('keeps no id_token, no names and nothing else of the response in storage', async () => {
    const { tab } = await launched(
      aTab(),
      tokenAnswer({ id_token: 'a.b.c', patient_name: 'SMITH', user: 'dr-x' }),
    );
    expect(tab.stored()).not.toMatch(/a\.b\.c|SMITH|dr-x|code-1|codeVerifier/);
  });

  test('a code cannot add parameters to the exchange', async () => {
    const tab = aTab();
    net.server.use(discovery(), token());
    await finish(tab, await redirectIn(tab, { code: 'x&client_id=evil&redirect_uri=https://evil.example' }));
    const form = new URLSearchParams(await net.to('/token')[0]?.text());
    expect(form.getAll('client_id')).toEqual(['plainfilm']);
    expect(form.get('code')).toBe('x&client_id=evil&redirect_uri=https://evil.example');
  });

  test.each(['patientId', 'patient', 'fhirServiceUrl', 'clientId', 'tokenUri', 'complete', 'access_token'])(
    'is not moved by ?%s= beside the answer',
    async (parameter) => {
      const tab = aTab();
      net.server.use(discovery(), token());
      const result = await finish(tab, `${await redirectIn(tab)}&${parameter}=https://evil.example/p2`);
      expect(result.ok && result.value.session.patient).toBe('p1');
      expect(tab.stored()).not.toContain('evil');
      expect(net.requests.some(({ url }) => url.includes('evil'))).toBe(false);
    },
  );

  test('finds the patient in authorization_details for this issuer', async () => {
    const withoutPatient = { access_token: 'access-1', token_type: 'Bearer', expires_in: 300 };
    const details = [
      { type: 'smart_on_fhir', locations: ['https://other.example/fhir'], patient: 'p8' },
      { type: 'smart_on_fhir', locations: [`${ISS}/`], patient: 'p9' },
    ];
    const { result } = await launched(aTab(), { ...withoutPatient, authorization_details: details });
    expect(result.ok && result.value.session.patient).toBe('p9');
  });
});

describe('coming back', () => {
  test('a reload finds the session again and asks nobody', async () => {
    const { tab } = await launched();
    const before = net.requests.length;
    const again = await finishLaunch(tab.reload(), allow, signal);
    expect(again.ok && again.value.session.accessToken).toBe('access-1');
    expect(net.requests).toHaveLength(before);
  });

  test('Back into the redirect goes on with the session and does not send the code again', async () => {
    const { tab, address } = await launched();
    const again = await finish(tab, address);
    expect(again.ok && again.value.session.patient).toBe('p1');
    expect(net.to('/token')).toHaveLength(1);
  });

  test('Back into the redirect after the session ended is a used code', async () => {
    const { tab, address, result } = await launched();
    const state = result.ok ? result.value.state : '';
    tab.storage.setItem(`plainfilm.launch.${state}`, JSON.stringify({ stage: 'spent', startedAt: 0 }));
    expect(await finish(tab, address)).toMatchObject({ problem: { kind: 'code-used' } });
  });

  test('a reload during the exchange does not send the code a second time', async () => {
    const tab = aTab();
    net.server.use(
      discovery(),
      http.post(`${AUTH}/token`, () => delay('infinite')),
    );
    const leaving = new AbortController();
    const first = finishLaunch(tab.load(await redirectIn(tab)), allow, leaving.signal);
    first.catch(() => undefined);
    await expect.poll(() => net.to('/token').length).toBe(1);
    expect(await finishLaunch(tab.reload(), allow, signal)).toMatchObject({ problem: { kind: 'code-used' } });
    expect(net.to('/token')).toHaveLength(1);
    leaving.abort();
    await expect(first).rejects.toThrow();
  });

  test('another launch in the tab takes the earlier session away: Back does not bring its patient back', async () => {
    const tab = aTab();
    const { address: first } = await launched(tab);
    net.server.use(token(tokenAnswer({ patient: 'p2', access_token: 'access-2' })));
    const second = await redirectIn(tab);
    expect(tab.stored()).not.toMatch(/access-1|refresh-1|"p1"/);
    await finish(tab, second);
    expect(await finish(tab, first)).toMatchObject({ ok: false });
    const back = await finish(tab, second);
    expect(back.ok && [back.value.session.patient, back.value.session.accessToken]).toEqual([
      'p2',
      'access-2',
    ]);
  });

  test('a session of an issuer that the configuration no longer names is not opened', async () => {
    const { tab } = await launched();
    const gone = await finishLaunch(tab.reload(), () => err({ kind: 'unknown-issuer' }), signal);
    expect(gone).toEqual({ ok: false, problem: { kind: 'unknown-issuer' } });
  });
});

const PROMISED = { authorization_response_iss_parameter_supported: true };
const UNNAMED = { issuer: undefined as never };

describe('a launch that does not reach a patient', () => {
  test('says that nothing was launched when the page is opened by itself', async () => {
    expect(await finish(aTab(), APP)).toEqual({ ok: false, problem: { kind: 'not-launched' } });
  });

  test.each([
    ['a code without a state', '?code=abc', 'state-mismatch'],
    ['a state that this tab did not make', '?code=abc&state=AAAAAAAAAAAAAAAAAAAAAA', 'state-mismatch'],
    ['a state that is no launch but a word of the language', '?code=abc&state=__proto__', 'state-mismatch'],
  ])('refuses %s', async (_, query, kind) => {
    expect(await finish(aTab(), APP + query)).toEqual({ ok: false, problem: { kind } });
    expect(net.requests).toEqual([]);
  });

  test.each([
    ['names another issuer', { issuer: 'https://sso.example' }, { iss: 'https://evil.example' }],
    ['does not name itself although it promised to', PROMISED, {}],
    ['does not name itself although it promised to, and no issuer is known', { ...PROMISED, ...UNNAMED }, {}],
  ])('does not exchange the code when the answer %s (RFC 9207)', async (_, more, answer) => {
    const tab = aTab();
    net.server.use(discovery(smartConfiguration(more)));
    const result = await finish(tab, await redirectIn(tab, { code: 'code-1', ...answer }));
    const { issuer: expected } = { issuer: ISS, ...more };
    expect(result).toEqual({
      ok: false,
      problem: {
        kind: 'issuer-mismatch',
        where,
        expected: expected ?? ISS,
        ...('iss' in answer && { answered: answer.iss }),
      },
    });
    expect(net.to('/token')).toHaveLength(0);
  });

  test.each([
    ['the issuer that was asked', PROMISED, ISS],
    ['the record, whose server has another name', { ...PROMISED, issuer: 'https://sso.example' }, ISS],
    ['an issuer, where the record never said who its server is', UNNAMED, 'https://sso.harbour.invalid/ward'],
    ['an issuer that nobody knows, as promised', { ...PROMISED, ...UNNAMED }, 'https://sso.harbour.invalid'],
  ])('takes an answer that names %s', async (_, more, iss) => {
    const tab = aTab();
    net.server.use(discovery(smartConfiguration(more)), token());
    expect(await finish(tab, await redirectIn(tab, { code: 'code-1', iss }))).toMatchObject({ ok: true });
    expect(net.to('/token')).toHaveLength(1);
  });

  test.each([
    ['access_denied', 'denied'],
    ['login_required', 'denied'],
    ['consent_required', 'denied'],
    ['invalid_scope', 'sign-in-misconfigured'],
    ['invalid_request', 'sign-in-misconfigured'],
    ['unauthorized_client', 'sign-in-misconfigured'],
    ['unsupported_response_type', 'sign-in-misconfigured'],
    ['invalid_target', 'sign-in-misconfigured'],
    ['something_of_their_own', 'sign-in-misconfigured'],
    ['server_error', 'sign-in-failed'],
    ['temporarily_unavailable', 'sign-in-failed'],
  ])('%s from the authorization server is %s, with its own words for support', async (error, kind) => {
    const tab = aTab();
    net.server.use(discovery());
    const description = 'Scope \u202e<b>launch</b>\u0000 is unknown.';
    const result = await finish(tab, await redirectIn(tab, { error, error_description: description }));
    const said = { error, description: 'Scope  <b>launch</b>  is unknown.' };
    expect(result).toEqual({ ok: false, problem: { kind, where, said } });
  });

  test('an error that belongs to no launch is told by its code alone: anybody may have written the rest', async () => {
    const result = await finish(aTab(), `${APP}?error=access_denied&error_description=Call+0800+000`);
    expect(result).toMatchObject({ problem: { kind: 'denied', said: { error: 'access_denied' } } });
    expect(JSON.stringify(result)).not.toContain('Call');
  });

  test('what a server says is bounded', async () => {
    const tab = aTab();
    net.server.use(discovery());
    const answer = { error: 'invalid_scope', error_description: 'x'.repeat(100_000) };
    const result = await finish(tab, await redirectIn(tab, answer));
    expect(JSON.stringify(result).length).toBeLessThan(600);
  });

  test.each([
    ['the code was used', { error: 'invalid_grant' }, 400, 'code-used'],
    ['the client is unknown', { error: 'invalid_client' }, 401, 'sign-in-misconfigured'],
    ['the scope is unknown', { error: 'invalid_scope' }, 400, 'sign-in-misconfigured'],
    ['the request is none', { error: 'invalid_request' }, 400, 'sign-in-misconfigured'],
    ['the client may not do this', { error: 'unauthorized_client' }, 400, 'sign-in-misconfigured'],
    ['codes are not taken', { error: 'unsupported_grant_type' }, 400, 'sign-in-misconfigured'],
    ['the token endpoint has a fault', { error: 'server_error' }, 503, 'sign-in-failed'],
  ])('when %s, it is told as what it is, with the server’s words', async (_, body, status, kind) => {
    const tab = aTab();
    net.server.use(discovery(), token({ ...body, error_description: 'Because.' }, { status }));
    const address = await redirectIn(tab);
    const said = { ...body, description: 'Because.' };
    expect(await finish(tab, address)).toEqual({ ok: false, problem: { kind, where, said } });
    expect(tab.stored()).not.toContain('access');
  });

  test.each([
    ['the token endpoint is too busy', {}, 503, 'issuer-unavailable', 'busy'],
    ['the token endpoint is asked too often', {}, 429, 'issuer-unavailable', 'busy'],
    ['the token endpoint has a fault', {}, 500, 'issuer-unavailable', 'failed'],
    ['the token endpoint is not there', {}, 404, 'issuer-unavailable', 'failed'],
    ['the token endpoint gives no reason', {}, 400, 'issuer-unavailable', 'failed'],
    ['the token endpoint refuses and gives no reason', {}, 401, 'token-refused'],
    ['the token endpoint forbids and gives no reason', {}, 403, 'token-refused'],
    ['the answer has no token', { token_type: 'Bearer' }, 200, 'issuer-unavailable', 'unreadable'],
    ['the answer is no object', [], 200, 'issuer-unavailable', 'unreadable'],
    [
      'the token is no bearer token',
      tokenAnswer({ token_type: 'mac' }),
      200,
      'issuer-unavailable',
      'unreadable',
    ],
    [
      'the token could not stand in a header',
      tokenAnswer({ access_token: 'a\nb' }),
      200,
      'issuer-unavailable',
      'unreadable',
    ],
    ['there is no patient', tokenAnswer({ patient: null }), 200, 'no-patient'],
  ])('when %s', async (_, body, status, kind, how?: string) => {
    const tab = aTab();
    net.server.use(discovery(), token(body as never, { status }));
    const address = await redirectIn(tab);
    expect(await finish(tab, address)).toEqual({ ok: false, problem: { kind, where, ...(how && { how }) } });
    expect(tab.stored()).not.toContain('access');
  });

  test('when the token endpoint answers with a login page', async () => {
    const tab = aTab();
    net.server.use(
      discovery(),
      http.post(`${AUTH}/token`, () => HttpResponse.html('<p>Sign in</p>')),
    );
    expect(await finish(tab, await redirectIn(tab))).toEqual({
      ok: false,
      problem: { kind: 'issuer-unavailable', where, how: 'unreadable' },
    });
  });

  test('when the network fails', async () => {
    const tab = aTab();
    net.server.use(
      discovery(),
      http.post(`${AUTH}/token`, () => HttpResponse.error()),
    );
    const result = await finish(tab, await redirectIn(tab));
    expect(result).toEqual({ ok: false, problem: { kind: 'issuer-unavailable', where, how: 'silent' } });
  });

  test('when storage is blocked', async () => {
    const result = await finish(aTab({ blocked: true }), `${APP}?code=c&state=s`);
    expect(result).toEqual({ ok: false, problem: { kind: 'storage-blocked' } });
  });
});
