import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hono } from 'hono';
import { listen, type Listener } from '../../sandbox/listen';
import type { Sandbox } from '../../sandbox/start';
import { check } from '../../deploy/command/check';
import { checked } from '../../deploy/command/configuration';
import { exitCode, inWords, type Finding } from '../../deploy/command/finding';
import { aSandbox } from '../sandbox/a-sandbox';

/** Milliseconds: long for a server that answers, short for one that never does */
const [LONG, PATIENCE] = [8_000, 400];

/** What `plainfilm check` finds of a config.json that is served at `viewer`. */
function found(
  config: object,
  viewer: string,
  { patience = PATIENCE, ...more }: { patience?: number; offline?: boolean } = {},
) {
  const base = new URL('/config.json', viewer);
  const asker = { origin: base.origin, patience, fetch, now: Date.now };
  return check(checked(JSON.stringify(config), base), {
    file: '/nowhere/config.json',
    base,
    asker,
    offline: false,
    ...more,
  });
}

const configFor = (iss: string, root: string, credentials = 'ehr-token') => ({
  site: { name: 'Example' },
  issuers: [{ iss, name: 'Record', clientId: 'plainfilm' }],
  archives: [{ id: 'a', name: 'Archive', root, credentials }],
});

const bad = (findings: readonly Finding[]) =>
  findings
    .filter(({ level }) => level === 'missing' || level === 'unusable')
    .map(({ level, about, what }) => `${level} ${about}: ${what}`);

describe('of the demonstration', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.stop());
  const config = () => ({
    ...configFor(sandbox.fhir, ''),
    archives: Object.entries(sandbox.archives).map(([id, origin]) => ({
      id,
      name: id,
      root: `${origin}/dicom-web`,
      credentials: 'ehr-token',
    })),
  });

  it('nothing is unusable, and an archive that wants a token is as it should be', async () => {
    const findings = await found(config(), sandbox.viewer, { patience: LONG });
    expect(bad(findings).filter((line) => !/has no \w+ by its metadata|no scope for/.test(line))).toEqual([]);
    expect(exitCode(findings)).toBeLessThan(2);
    for (const id of Object.keys(sandbox.archives))
      expect(findings).toContainEqual(
        expect.objectContaining({ about: id, what: expect.stringContaining('wants a token, as it should') }),
      );
    expect(inWords(findings)).toMatch(/0 unusable, \d+ missing, \d+ to note, \d+ well\n$/);
  });

  it('its sign-in does not let pages of another origin in, and it is said what that means', async () => {
    const findings = await found(config(), 'http://127.0.0.1:9', { patience: LONG });
    expect(bad(findings)).toContain(
      'unusable Record: does not let pages of http://127.0.0.1:9 read its token endpoint (CORS)',
    );
    expect(exitCode(findings)).toBe(2);
  });

  it('a client id that it does not know is told before the first launch', async () => {
    const { issuers, ...rest } = config();
    const other = { ...rest, issuers: issuers.map((issuer) => ({ ...issuer, clientId: 'somebody-else' })) };
    expect(bad(await found(other, sandbox.viewer, { patience: LONG }))).toContain(
      'unusable Record: does not know the client id "somebody-else" (invalid_client)',
    );
  });

  it('what config.json copied of it, and is no longer so, is told', async () => {
    const { issuers, ...rest } = config();
    const smartConfiguration = {
      authorization_endpoint: `${sandbox.record}/auth/authorize`,
      token_endpoint: `${sandbox.record}/auth/old-token`,
    };
    const copied = { ...rest, issuers: issuers.map((issuer) => ({ ...issuer, smartConfiguration })) };
    expect(bad(await found(copied, sandbox.viewer, { patience: LONG })).join('\n')).toMatch(
      /says something else than config\.json's smartConfiguration: token_endpoint, issuer, jwks_uri/,
    );
  });
});

describe('of servers that are not as they should be', () => {
  let server: Listener;
  beforeAll(async () => {
    server = await listen(0, '127.0.0.1');
    const app = new Hono();
    app.use('*', async (c, next) => {
      await next();
      if (!c.req.path.startsWith('/closed')) c.header('Access-Control-Allow-Origin', '*');
    });
    app.get('/silent/*', () => new Promise<Response>(() => undefined));
    app.get('/login/*', (c) => c.html('<!doctype html><form>Sign in</form>'));
    app.get('/endless/*', (c) =>
      c.body(new ReadableStream({ pull: (into) => into.enqueue(new Uint8Array(65_536).fill(32)) })),
    );
    app.get('/clear/.well-known/smart-configuration', (c) =>
      c.json({
        authorization_endpoint: 'http://record.example/a',
        token_endpoint: 'http://record.example/t',
      }),
    );
    for (const place of ['/poor', '/closed', '/fast-clock'])
      app.get(`${place}/.well-known/smart-configuration`, (c) => {
        if (place === '/fast-clock') c.header('Date', new Date(Date.now() + 600_000).toUTCString());
        return c.json({
          authorization_endpoint: `${server.origin}/authorize`,
          token_endpoint: `${server.origin}/token`,
          capabilities: [],
          code_challenge_methods_supported: ['plain'],
          scopes_supported: ['launch', 'patient/Patient.read', 'patient/ImagingStudy.read'],
        });
      });
    app.post('/token', (c) => c.json({ error: 'invalid_grant' }, 400));
    app.get('/poor/metadata', (c) =>
      c.json({
        fhirVersion: '3.0.2',
        rest: [{ resource: [{ type: 'Patient' }, { type: 'ImagingStudy' }, { type: 'AuditEvent' }] }],
      }),
    );
    const study = { '0020000D': { vr: 'UI', Value: ['2.25.1'] } };
    app.get('/open/studies', (c) => c.json([study, study]));
    app.get('/open/studies/2.25.1/series', (c) => c.json([{ '0020000E': { vr: 'UI', Value: ['2.25.2'] } }]));
    app.get('/open/studies/2.25.1/series/2.25.2/instances', (c) =>
      c.json([{ '00080018': { vr: 'UI', Value: ['2.25.3'] } }]),
    );
    app.get('/open/studies/2.25.1/series/2.25.2/instances/2.25.3/frames/1', (c) =>
      c.body(
        '--b\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.95\r\n\r\n--b--',
        200,
        {
          'Content-Type': 'multipart/related; type="application/octet-stream"; boundary=b',
        },
      ),
    );
    app.get('/words/studies', (c) => c.json({ studies: [] }));
    app.get('/broken/studies', (c) => c.body(null, 500));
    server.use(app);
  });
  afterAll(() => server.close());

  it.each([
    ['says nothing', '/silent', `did not answer within ${PATIENCE / 1000} s`],
    ['has a proxy’s sign-in before it', '/login', 'with a page instead of JSON'],
    ['is not there', '/missing', 'with 404'],
    // Whichever of the two bounds is reached first on this machine: of bytes, or of time.
    [
      'never ends',
      '/endless',
      new RegExp(
        `names no safe authorization and token endpoints|did not answer within ${PATIENCE / 1000} s`,
      ),
    ],
    ['signs in in the clear', '/clear', 'names no safe authorization and token endpoints'],
    ['lets no page read it', '/closed', 'read its smart-configuration (CORS)'],
  ])('a record that %s', async (_what, place, said) => {
    const findings = await found(
      configFor(server.origin + place, `${server.origin}/words`),
      'https://imaging.example',
    );
    expect(bad(findings).join('\n')).toMatch(said);
    expect(exitCode(findings)).toBe(2);
  });

  it('a record that nobody listens at', async () => {
    const findings = await found(
      configFor('http://127.0.0.1:9/fhir', `${server.origin}/words`),
      'https://imaging.example',
    );
    expect(bad(findings)).toContainEqual(expect.stringMatching(/^unusable Record: 127\.0\.0\.1:9 /));
  });

  it('a record that gives little: each thing that a person will be without is named', async () => {
    const findings = await found(
      configFor(`${server.origin}/poor`, `${server.origin}/words`),
      'https://imaging.example',
    );
    const said = findings.filter(({ about }) => about === 'Record');
    expect(bad(said)).toEqual(
      expect.arrayContaining([
        'missing Record: lists PKCE methods without S256',
        'missing Record: offers no scope for DiagnosticReport',
        'missing Record: speaks FHIR 3.0.2, the viewer R4',
        'missing Record: has no DiagnosticReport by its metadata',
        'missing Record: does not search ImagingStudy by patient',
        'missing Record: takes no AuditEvent',
      ]),
    );
    expect(said.find(({ what }) => what.includes('DiagnosticReport'))?.means).toMatch(/^No report/);
    expect(bad(said).join('\n')).not.toMatch(/no scope for (Patient|ImagingStudy)/);
  });

  it('a record whose clock is ten minutes ahead', async () => {
    const findings = await found(
      configFor(`${server.origin}/fast-clock`, `${server.origin}/words`),
      'https://imaging.example',
    );
    expect(bad(findings).join('\n')).toMatch(/its clock is (599|600|601) s ahead of this machine's/);
  });

  it.each([
    ['answers a search with a page', '/login', 'answers a search with a page'],
    ['answers with another JSON', '/words', 'something else than DICOM JSON'],
    ['fails', '/broken', 'answers a search with 500'],
    ['is silent', '/silent', 'did not answer within'],
    ['has another root', '/nowhere', 'knows nothing at its root (404)'],
  ])('an archive that %s', async (_what, place, said) => {
    const findings = await found(
      configFor(`${server.origin}/poor`, server.origin + place, 'none'),
      'https://imaging.example',
    );
    expect(
      bad(findings)
        .filter((line) => line.startsWith('unusable Archive'))
        .join('\n'),
    ).toContain(said);
  });

  it('an archive that asks for no token, ignores limits and sends what nobody decodes', async () => {
    const findings = await found(
      configFor(`${server.origin}/poor`, `${server.origin}/open`),
      'https://imaging.example',
    );
    const said = findings.filter(({ about }) => about === 'Archive').map(({ what }) => what);
    expect(said).toEqual(
      expect.arrayContaining([
        'answers without any token',
        'does not heed limit',
        'lists studies, series and instances',
        'gives no metadata of a series (404)',
        'sends frames in 1.2.840.10008.1.2.4.95, which the viewer does not decode',
        'renders no pictures',
        'gives no thumbnails',
      ]),
    );
  });
});

describe('of keys that mean nothing together', () => {
  const offline = (more: object) =>
    found(
      { ...configFor('https://record.example/fhir', 'https://a.example/dicom-web'), ...more },
      'https://imaging.example',
      { offline: true },
    );

  it.each<[string, object, string]>([
    [
      'the audit trail is required and not asked for',
      {
        auditRequired: true,
        issuers: [{ iss: 'https://r.example', name: 'R', clientId: 'c', scope: 'launch patient/*.rs' }],
      },
      'unusable config.json: auditRequired is true, and the scope of "R" does not ask to write an AuditEvent',
    ],
    [
      'one archive twice',
      {
        archives: ['a', 'b'].map((id) => ({
          id,
          name: id,
          root: 'https://a.example/x',
          credentials: 'none',
        })),
      },
      'missing config.json: "archives[1]" and "archives[0]" have the same root',
    ],
    ['no archive at all', { archives: [] }, 'missing config.json: no archive is configured'],
    [
      'texts that are not there',
      { texts: 'texts.json' },
      'unusable config.json: "texts" names texts.json, which does not lie beside it here',
    ],
    [
      'a gateway and a pattern',
      { gateway: 'gateway', issuers: [{ issPattern: 'https://s.example/*', name: 'S', clientId: 'c' }] },
      'missing config.json: the gateway knows no patterns: "S" cannot launch',
    ],
  ])('%s', async (_what, more, said) => {
    expect(bad(await offline(more))).toEqual([said]);
  });

  it('a sound file is said to be one, and nobody is asked', async () => {
    const findings = await offline({});
    expect(findings).toEqual([{ about: 'config.json', level: 'well', what: 'is what its schema wants' }]);
    expect(exitCode(findings)).toBe(0);
  });
});

describe('what stands beside records and archives', () => {
  let beside: Listener;
  let nobody = '';
  let health = 200;
  const metadata = (...searchParam: readonly string[]) => ({
    resourceType: 'CapabilityStatement',
    rest: [{ resource: [{ type: 'DocumentReference', searchParam: searchParam.map((name) => ({ name })) }] }],
  });
  beforeAll(async () => {
    beside = await listen(0, '127.0.0.1');
    const gone = await listen(0, '127.0.0.1');
    nobody = gone.origin;
    await gone.close();
    const app = new Hono();
    app.get('/gateway/health', (c) => c.body(null, health as 200));
    app.get('/audit/metadata', (c) => c.json({}));
    app.get('/by-patient/metadata', (c) => c.json(metadata('patient')));
    app.get('/by-id/metadata', (c) => c.json(metadata('_id')));
    beside.use(app);
  });
  afterAll(() => beside.close());
  const lines = async (more: object, iss = `${beside.origin}/by-patient`) => {
    const findings = await found({ ...configFor(iss, `${beside.origin}/x`), ...more }, beside.origin);
    return findings.map(({ level, about: whom, what }) => `${level} ${whom}: ${what}`);
  };

  it.each([
    [200, 'well gateway: answers, and its store does'],
    [503, 'unusable gateway: answers, and its store does not'],
    [404, 'unusable gateway: answers its own health with 404: something else stands at /gateway/'],
  ])('a gateway whose health is %i', async (status, line) => {
    health = status;
    expect(await lines({ gateway: 'gateway' })).toContain(line);
  });

  it.each<[string, (own: string) => string, RegExp]>([
    ['answers', (own) => `${own}/audit`, /^well Store: answers, and may be sent who looked$/],
    ['is not there', () => `${nobody}/audit`, /^missing Store: for audit: takes no connection/],
  ])('a store of looks that %s', async (_, root, line) => {
    const auditEndpoint = { name: 'Store', root: root(beside.origin), credentials: 'none' };
    expect(await lines({ auditEndpoint })).toContainEqual(expect.stringMatching(line));
  });

  it.each<[string, (own: string) => string, RegExp]>([
    ['answers', (own) => own, /^well hub at 127\.0\.0\.1:\d+: answers$/],
    ['is not there', () => nobody, /^missing hub at 127\.0\.0\.1:\d+: takes no connection/],
  ])('a hub that %s', async (_, origin, line) => {
    expect(await lines({ hubOrigins: [origin(beside.origin)] })).toContainEqual(expect.stringMatching(line));
  });

  it.each([
    ['by-patient', 'well Record: can be searched for imaging manifests'],
    ['by-id', 'missing Record: does not search DocumentReference by patient, which finds imaging manifests'],
  ])('manifests of a record whose documents are searched %s', async (path, line) => {
    expect(await lines({ manifests: true }, `${beside.origin}/${path}`)).toContain(line);
  });
});
