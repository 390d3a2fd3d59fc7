import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { wire, discovery, ISS, AUTH, smartConfiguration } from '../wire';
import { authorise } from '../../../src/fhir/smart/authorise';
import { aTab } from '../browser';
import { APP, LAUNCH, issuer, startedIn } from '../launched';

const net = wire();
const { signal } = new AbortController();

const start = (tab = aTab(), query = '') =>
  authorise({ issuer, launch: 'abc', redirectUri: new URL(APP) }, tab.load(`${LAUNCH}${query}`), signal);

describe('authorising', () => {
  test('asks for exactly what the configuration and the launch say', async () => {
    net.server.use(discovery());
    const asked = await startedIn(aTab());
    expect(asked.get('client_id')).toBe('plainfilm');
    expect(asked.get('redirect_uri')).toBe(APP);
    expect(asked.get('aud')).toBe(ISS);
    expect(asked.get('launch')).toBe('abc');
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('scope')).toContain('patient/ImagingStudy.rs');
    expect(asked.get('scope')).not.toContain('.read');
  });

  test('sends a PKCE S256 challenge to a server that does not advertise it', async () => {
    net.server.use(discovery(smartConfiguration({ code_challenge_methods_supported: [] })));
    const asked = await startedIn(aTab());
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  });

  test('keeps the verifier whose SHA-256 is the challenge', async () => {
    net.server.use(discovery());
    const tab = aTab();
    const asked = await startedIn(tab);
    const verifier = /"codeVerifier":"([\w-]+)"/.exec(tab.stored())?.[1] ?? '';
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
    expect(Buffer.from(digest).toString('base64url')).toBe(asked.get('code_challenge'));
  });

  test('makes a state and a nonce of 128 bits, new each time', async () => {
    net.server.use(discovery());
    const seen = new Set<string>();
    for (let at = 0; at < 20; at += 1) {
      const asked = await startedIn(aTab());
      for (const value of [asked.get('state') ?? '', asked.get('nonce') ?? '']) {
        expect(Buffer.from(value, 'base64url')).toHaveLength(16);
        seen.add(value);
      }
    }
    expect(seen.size).toBe(40);
  });

  test('asks v1 scopes of a server without permission-v2', async () => {
    net.server.use(discovery(smartConfiguration({ capabilities: ['launch-ehr', 'permission-offline'] })));
    const scope = (await startedIn(aTab())).get('scope') ?? '';
    expect(scope).toContain('patient/ImagingStudy.read');
    expect(scope).toContain('patient/AuditEvent.write');
    expect(scope).toContain('offline_access');
    expect(scope).not.toMatch(/\.rs?\b/);
  });

  test('keeps the query that an authorization endpoint has of its own', async () => {
    net.server.use(discovery(smartConfiguration({ authorization_endpoint: `${AUTH}/authorize?tenant=7` })));
    const asked = await startedIn(aTab());
    expect(asked.get('tenant')).toBe('7');
    expect(asked.get('state')).not.toBeNull();
    expect(asked.getAll('response_type')).toEqual(['code']);
  });

  // fhirclient takes each of these from the address before it looks at its configuration.
  test.each([
    'clientId',
    'client_id',
    'fhirServiceUrl',
    'patientId',
    'encounterId',
    'scope',
    'redirectUri',
    'iss',
    'launch',
    'state',
    'code',
  ])('is not moved by ?%s= in the address', async (parameter) => {
    net.server.use(discovery());
    const tab = aTab();
    const started = await start(
      tab,
      `?${parameter}=${encodeURIComponent('https://evil.example/x')}#${parameter}=https://evil.example/y`,
    );
    const address = started.ok ? started.value : undefined;
    expect(address?.origin).toBe(AUTH);
    expect(decodeURIComponent(address?.href ?? 'evil')).not.toContain('evil');
    expect(tab.stored()).not.toContain('evil');
    expect(net.requests.map(({ url }) => new URL(url).origin)).toEqual(
      net.requests.map(() => 'https://record.example'),
    );
  });

  test('keeps nothing when the browser blocks storage, and asks nobody', async () => {
    expect(await start(aTab({ blocked: true }))).toEqual({ ok: false, problem: { kind: 'storage-blocked' } });
    expect(net.requests).toEqual([]);
  });

  test('leaves pending launches of other frames alone and sweeps those of an hour ago', async () => {
    net.server.use(discovery());
    const tab = aTab();
    const page = tab.load(LAUNCH);
    const request = { issuer, launch: 'abc', redirectUri: new URL(APP) };
    const at = (minutes: number) => authorise(request, page, signal, () => minutes * 60_000);
    await at(0);
    await at(50);
    expect(tab.storage.length).toBe(2);
    await at(70);
    expect(tab.storage.length).toBe(2);
  });
});

describe('a server that cannot be launched from', () => {
  const where = issuer.name;

  test.each([
    ['has no smart-configuration', { status: 404 }, 'not-smart'],
    ['refuses to show it', { status: 403 }, 'not-smart'],
    ['is too busy', { status: 503 }, 'issuer-unavailable', 'busy'],
    ['is asked too often', { status: 429 }, 'issuer-unavailable', 'busy'],
    ['has a fault', { status: 500 }, 'issuer-unavailable', 'failed'],
  ])('%s', async (_, init, kind, how?: string) => {
    net.server.use(discovery({}, init));
    expect(await start()).toEqual({ ok: false, problem: { kind, where, ...(how && { how }) } });
  });

  test('cannot be reached', async () => {
    net.server.use(http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.error()));
    expect(await start()).toEqual({
      ok: false,
      problem: { kind: 'issuer-unavailable', where, how: 'silent' },
    });
  });

  test.each([
    ['has no token endpoint', { token_endpoint: null }],
    ['would take tokens in the clear', { token_endpoint: 'http://login.example/token' }],
    ['names a script as its authorization endpoint', { authorization_endpoint: 'javascript:alert(1)' }],
  ])('%s', async (_, more) => {
    net.server.use(discovery(smartConfiguration(more)));
    expect(await start()).toEqual({ ok: false, problem: { kind: 'not-smart', where } });
  });

  test('answers with a login page', async () => {
    net.server.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.html('<p>Sign in</p>')),
    );
    expect(await start()).toEqual({ ok: false, problem: { kind: 'not-smart', where } });
  });

  test('a launch that is stopped rejects with the reason', async () => {
    net.server.use(discovery());
    const stop = new AbortController();
    stop.abort(new Error('left'));
    const page = aTab().load(LAUNCH);
    await expect(authorise({ issuer, redirectUri: new URL(APP) }, page, stop.signal)).rejects.toThrow('left');
  });
});
