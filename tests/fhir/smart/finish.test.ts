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

  test('two launches in one tab keep their patients apart', async () => {
    const tab = aTab();
    const { address: first } = await launched(tab);
    net.server.use(token(tokenAnswer({ patient: 'p2', access_token: 'access-2' })));
    await finish(tab, await redirectIn(tab));
    const back = await finish(tab, first);
    expect(back.ok && [back.value.session.patient, back.value.session.accessToken]).toEqual([
      'p1',
      'access-1',
    ]);
  });

  test('a session of an issuer that the configuration no longer names is not opened', async () => {
    const { tab } = await launched();
    const gone = await finishLaunch(tab.reload(), () => err({ kind: 'unknown-issuer' }), signal);
    expect(gone).toEqual({ ok: false, problem: { kind: 'unknown-issuer' } });
  });
});

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
    ['names another issuer (RFC 9207)', {}, { iss: 'https://evil.example' }],
    [
      'does not name itself although it promised to',
      { authorization_response_iss_parameter_supported: true },
      {},
    ],
  ])('does not exchange the code when the answer %s', async (_, more, answer) => {
    const tab = aTab();
    net.server.use(discovery(smartConfiguration(more)));
    const result = await finish(tab, await redirectIn(tab, { code: 'code-1', ...answer }));
    expect(result).toEqual({ ok: false, problem: { kind: 'state-mismatch' } });
    expect(net.to('/token')).toHaveLength(0);
  });

  test('takes an answer that names the issuer that was asked', async () => {
    const tab = aTab();
    net.server.use(
      discovery(smartConfiguration({ authorization_response_iss_parameter_supported: true })),
      token(),
    );
    expect(await finish(tab, await redirectIn(tab, { code: 'code-1', iss: ISS }))).toMatchObject({
      ok: true,
    });
  });

  test.each([
    ['access_denied', { kind: 'denied', where }],
    ['invalid_scope', { kind: 'denied', where }],
    ['server_error', { kind: 'issuer-unreachable', where }],
  ])('%s from the authorization server', async (error, problem) => {
    const tab = aTab();
    net.server.use(discovery());
    expect(await finish(tab, await redirectIn(tab, { error }))).toEqual({ ok: false, problem });
  });

  test.each([
    ['the code was used', { error: 'invalid_grant' }, 400, 'code-used'],
    ['the client is unknown', { error: 'invalid_client' }, 401, 'token-refused'],
    ['the token endpoint is down', { error: 'server_error' }, 503, 'issuer-unreachable'],
    ['the answer has no token', { token_type: 'Bearer' }, 200, 'token-refused'],
    ['the token is no bearer token', tokenAnswer({ token_type: 'mac' }), 200, 'token-refused'],
    ['the token could not stand in a header', tokenAnswer({ access_token: 'a\nb' }), 200, 'token-refused'],
    ['there is no patient', tokenAnswer({ patient: null }), 200, 'no-patient'],
    ['the patient is no FHIR id', tokenAnswer({ patient: '../Patient?x=' }), 200, 'no-patient'],
  ])('when %s', async (_, body, status, kind) => {
    const tab = aTab();
    net.server.use(discovery(), token(body as never, { status }));
    const address = await redirectIn(tab);
    expect(await finish(tab, address)).toEqual({ ok: false, problem: { kind, where } });
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
      problem: { kind: 'token-refused', where },
    });
  });

  test('when the network fails', async () => {
    const tab = aTab();
    net.server.use(
      discovery(),
      http.post(`${AUTH}/token`, () => HttpResponse.error()),
    );
    const result = await finish(tab, await redirectIn(tab));
    expect(result).toEqual({ ok: false, problem: { kind: 'issuer-unreachable', where } });
  });

  test('when storage is blocked', async () => {
    const result = await finish(aTab({ blocked: true }), `${APP}?code=c&state=s`);
    expect(result).toEqual({ ok: false, problem: { kind: 'storage-blocked' } });
  });
});
