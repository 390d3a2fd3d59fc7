import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Hono } from 'hono';
import { listen } from '../../sandbox/listen';
import type { Sandbox } from '../../sandbox/start';
import type { Config } from '../../src/config/site-config';
import { memoryStore, StoreDown, type Store } from '../../deploy/gateway/store';
import { aGatewaySite, type Browser, type GatewayOptions, type GatewaySite } from './gateway-site';

const HEADER = 'Plainfilm-Session';
const as = (key: string | undefined) => ({ headers: { [HEADER]: key ?? '' } });

/** An address of record or archive, as it travels through the gateway. */
const through = (address: string) => `/gateway/at/${address.replace('://', '/')}`;

let site: GatewaySite;
const opened: GatewaySite[] = [];
async function aSite(options: Partial<GatewayOptions> = {}): Promise<GatewaySite> {
  const made = await aGatewaySite({ store: memoryStore(), ...options });
  opened.push(made);
  return made;
}
beforeAll(async () => {
  site = await aGatewaySite({ store: memoryStore() });
});
afterAll(() => site.stop());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()));
});

async function launched(at: GatewaySite = site, options = {}): Promise<{ browser: Browser; key: string }> {
  const browser = at.browser();
  const { at: answer, key } = await browser.launch(options);
  if (key === undefined) throw new Error(`no session: ${answer.status} ${await answer.text()}`);
  return { browser, key };
}

describe('a launch through the gateway', () => {
  it('ends at the viewer, with the key behind the # alone and a cookie that no script reads', async () => {
    const browser = site.browser();
    const { at, key } = await browser.launch();
    expect(at.status).toBe(303);
    expect(at.headers.get('location')).toBe(`${site.settings.viewer.href}index.html#launch=${key}`);
    expect(at.headers.get('set-cookie')).toMatch(
      /^__Host-plainfilm=[\w-]{43}; Path=\/; Secure; HttpOnly; Max-Age=86400; SameSite=Lax$/,
    );
  });

  it('has a cookie for frames of other sites only where a record may frame the viewer', async () => {
    const framed = await aSite({ framedBy: ['https://ehr.example'] });
    const { at } = await framed.browser().launch();
    expect(at.headers.get('set-cookie')).toMatch(/SameSite=None; Partitioned$/);
  });

  it('gives the page the patient and the scopes, and no token of any kind', async () => {
    const { browser, key } = await launched();
    const answer = await browser.ask('/gateway/session', as(key));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const session = (await answer.json()) as Record<string, unknown>;
    expect(session).toMatchObject({ iss: site.sandbox.fhir, patient: 'aria', needPatientBanner: true });
    expect(session['scope']).toContain('patient/ImagingStudy');
    expect(Object.keys(session).filter((name) => /token|secret|code/i.test(name))).toEqual([]);
    // Verified against the record's keys before it is told
    expect(session['user']).toMatch(/\/Practitioner\//);
  });

  it('asks the record and an archive with the token that the browser does not have', async () => {
    const { browser, key } = await launched();
    const patient = await browser.ask(through(`${site.sandbox.fhir}/Patient/aria`), as(key));
    expect(await patient.json()).toMatchObject({ resourceType: 'Patient', id: 'aria' });
    const [archive = ''] = Object.values(site.sandbox.archives);
    const studies = await browser.ask(through(`${archive}/dicom-web/studies?limit=1`), as(key));
    expect(studies.status).toBe(200);
    expect(studies.headers.get('content-disposition')).toBe('attachment');
    expect(studies.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  it('writes an AuditEvent to the record, and posts nothing else', async () => {
    const { browser, key } = await launched();
    const body = JSON.stringify({ resourceType: 'AuditEvent' });
    const post = (address: string) =>
      browser.ask(through(address), {
        method: 'POST',
        body,
        headers: { [HEADER]: key, 'content-type': 'application/fhir+json' },
      });
    expect((await post(`${site.sandbox.fhir}/AuditEvent`)).status).not.toBe(403);
    for (const path of ['Patient', 'AuditEvent/1', 'AuditEvent/$purge', ''])
      expect((await post(`${site.sandbox.fhir}/${path}`)).status).toBe(403);
  });

  it.each<[string, (allowed: boolean) => Partial<Config>, readonly string[]]>([
    ['a second look', (send) => ({ secondLook: { send } }), ['ServiceRequest', 'Communication']],
    ['views for a meeting', (keep) => ({ colleagues: { keep } }), ['List']],
  ])('creates %s in the record where the site lets it, and else does not', async (_, config, types) => {
    for (const allowed of [true, false]) {
      const { browser, key } = await launched(await aSite({ config: () => config(allowed) }));
      const { fhir } = opened.at(-1)?.sandbox ?? site.sandbox;
      const created = async (path: string) =>
        browser.ask(through(`${fhir}/${path}`), {
          method: 'POST',
          body: '{}',
          headers: { [HEADER]: key, 'content-type': 'application/fhir+json' },
        });
      for (const type of types) {
        const answer = await created(type);
        expect((await answer.text()).includes('not-configured')).toBe(!allowed);
        expect((await created(`${type}/1`)).status).toBe(403);
      }
      expect((await created('Patient')).status).toBe(403);
    }
  });

  it.each([
    ['tells of a window that the site allows to be asked', true],
    ['keeps a window to itself that the site does not name', false],
  ])('%s, and what the launch is for', async (_, allowed) => {
    const config = ({ record }: Sandbox) => ({
      messagingOrigins: [allowed ? new URL(record).origin : 'https://other.example'],
    });
    const site = await aSite({ config });
    const { browser, key } = await launched(site);
    const session = (await (await browser.ask('/gateway/session', as(key))).json()) as object;
    expect(session).toMatchObject({
      intent: 'view-imaging',
      scope: expect.stringContaining('messaging/ui.done'),
    });
    const { origin } = new URL(site.sandbox.record);
    if (allowed) expect(session).toMatchObject({ recordWindow: { handle: expect.any(String), origin } });
    else expect(session).not.toHaveProperty('recordWindow');
  });

  it.each([
    ['asks for the record’s own colour in the page’s place', undefined, true],
    ['asks no other server for a colour', 'https://other.example/smart-style.json', false],
    ['asks no address within the site for a colour', 'http://127.0.0.1:9/smart-style.json', false],
  ])('%s', async (_, elsewhere, asked) => {
    const others: string[] = [];
    const real = globalThis.fetch;
    // The exchange of the code asks by the global one.
    const asking = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      if (elsewhere !== undefined && address === elsewhere) others.push(address);
      const answer = await real(input, init);
      if (elsewhere === undefined || !answer.headers.get('content-type')?.includes('json')) return answer;
      const json = (await answer.clone().json()) as object;
      return 'smart_style_url' in json ? Response.json({ ...json, smart_style_url: elsewhere }) : answer;
    });
    onTestFinished(() => asking.mockRestore());
    const site = await aSite();
    const { browser, key } = await launched(site);
    const session = (await (await browser.ask('/gateway/session', as(key))).json()) as object;
    const style = new URL('style', site.settings.gateway).href;
    const answer = await browser.ask(style, as(key));
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    const colour = { color_highlight: expect.stringMatching(/^#/) };
    expect(session).toEqual(
      asked
        ? expect.objectContaining({ styleUrl: style })
        : expect.not.objectContaining({ styleUrl: expect.anything() }),
    );
    expect(await answer.json()).toEqual(asked ? colour : {});
    expect(others).toEqual([]);
    expect((await browser.ask(style)).status).toBe(401);
  });

  it('tells of a hub that the site allows, asks it in the page’s place, and nothing beside it', async () => {
    const hubOrigins = ({ record }: Sandbox) => ({ hubOrigins: [new URL(record).origin] });
    const shared = await aSite({ sandbox: { hub: true }, config: hubOrigins });
    const { browser, key } = await launched(shared);
    const session = (await (await browser.ask('/gateway/session', as(key))).json()) as {
      readonly hub: { readonly url: string; readonly topic: string };
      readonly scope: string;
    };
    const { url, topic } = session.hub;
    expect(session.scope).toContain('fhircast/Patient-open');
    const post = (address: string) =>
      browser.ask(through(address), {
        method: 'POST',
        headers: { [HEADER]: key, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          'hub.channel.type': 'websocket',
          'hub.mode': 'subscribe',
          'hub.topic': topic,
          'hub.events': 'Patient-open',
          'hub.lease_seconds': '60',
        }).toString(),
      });
    const subscribed = await post(url);
    expect(subscribed.status).toBe(202);
    expect(await subscribed.json()).toMatchObject({ 'hub.channel.endpoint': expect.stringMatching(/^ws/) });
    expect((await browser.ask(through(`${url}/.well-known/fhircast-configuration`), as(key))).status).toBe(
      200,
    );
    expect((await post(`${url}/elsewhere`)).status).toBe(403);
    expect((await post(`${new URL(url).origin}/patients`)).status).toBe(403);
  });

  it('tells of no hub, and asks none, that the site does not allow', async () => {
    const { browser, key } = await launched(await aSite({ sandbox: { hub: true } }));
    const session = (await (await browser.ask('/gateway/session', as(key))).json()) as object;
    expect(session).not.toHaveProperty('hub');
    const { record } = opened.at(-1)?.sandbox ?? site.sandbox;
    const hub = `${new URL(record).origin}/hub`;
    expect((await browser.ask(through(hub), { ...as(key), method: 'POST' })).status).toBe(403);
  });

  it.each<['patients-own' | 'patients-proxy', string]>([
    ['patients-own', 'patient'],
    ['patients-proxy', 'proxy'],
  ])('says of a launch in %s whose eyes it is for', async (scenario, viewedBy) => {
    const { browser, key } = await launched(site, { scenario });
    expect(await (await browser.ask('/gateway/session', as(key))).json()).toMatchObject({ viewedBy });
  });

  it('renews the token once for all who ask, and once after a 401', async () => {
    const short = await aSite();
    const { browser, key } = await launched(short, { scenario: 'short-session' });
    const ask = () => browser.ask(through(`${short.sandbox.fhir}/Patient/aria`), as(key));
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  });

  it('ends with sign-out: neither the session nor the token opens anything any more', async () => {
    const { browser, key } = await launched();
    expect((await browser.ask('/gateway/sign-out', { method: 'POST', ...as(key) })).status).toBe(200);
    expect((await browser.ask('/gateway/session', as(key))).status).toBe(401);
    expect((await browser.ask(through(`${site.sandbox.fhir}/Patient/aria`), as(key))).status).toBe(401);
  });

  it('keeps two launches of one browser apart: each answers for its own patient alone', async () => {
    const browser = site.browser();
    const [first, second] = [await browser.launch(), await browser.launch({ personId: 'other' })];
    const patientOf = async (key?: string) =>
      ((await (await browser.ask('/gateway/session', as(key))).json()) as { patient: string }).patient;
    expect(await patientOf(first.key)).toBe('aria');
    expect(await patientOf(second.key)).toBe('other');
    const crossed = await browser.ask(through(`${site.sandbox.fhir}/Patient/other`), as(first.key));
    expect(crossed.status).not.toBe(200);
  });
});

describe('nobody is let in', () => {
  it.each<[string, (key: string, browser: Browser) => RequestInit, number]>([
    ['without the header, as a form or a link of another site asks', () => ({}), 401],
    ['with a key that nobody has', () => as('x'.repeat(43)), 401],
    ['with a key of another form', () => as('../session'), 401],
    [
      'from a page of another origin',
      (key) => ({ headers: { [HEADER]: key, Origin: 'https://evil.example' } }),
      403,
    ],
    [
      'from a page of a neighbour',
      (key) => ({ headers: { [HEADER]: key, 'Sec-Fetch-Site': 'same-site' } }),
      403,
    ],
    [
      'with a cookie of nobody',
      (key, { cookies }) => (cookies.set('__Host-plainfilm', 'y'.repeat(43)), as(key)),
      401,
    ],
    ['without a cookie', (key, { cookies }) => (cookies.clear(), as(key)), 401],
  ])('%s', async (_what, how, status) => {
    const { browser, key } = await launched();
    const init = how(key, browser);
    for (const path of ['/gateway/session', through(`${site.sandbox.fhir}/Patient/aria`)]) {
      const answer = await browser.ask(path, init);
      expect(answer.status).toBe(status);
      expect(await answer.text()).not.toMatch(/aria|Patient/i);
    }
  });

  it.each<[string, (cookie: string) => string, number]>([
    ['of eight thousand letters', () => 'x'.repeat(8000), 401],
    ['with a letter too many', (cookie) => `${cookie}x`, 401],
    ['with a letter too few', (cookie) => cookie.slice(1), 401],
    ['in quotes that hold another', (cookie) => `"${cookie}; a=b"`, 401],
    ['with an encoded end', (cookie) => `${cookie}%00`, 401],
    ['that is doubled, of nobody first', (cookie) => `${'y'.repeat(43)}; __Host-plainfilm=${cookie}`, 401],
  ])('with a cookie %s; the session goes on', async (_what, changed, status) => {
    const { browser, key } = await launched();
    const own = browser.cookies.get('__Host-plainfilm') ?? '';
    browser.cookies.set('__Host-plainfilm', changed(own));
    const answer = await browser.ask('/gateway/session', as(key));
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/aria|Patient/i);
    browser.cookies.set('__Host-plainfilm', own);
    expect((await browser.ask('/gateway/session', as(key))).status).toBe(200);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])(
    'by %s without the header, or with another’s, whatever is asked',
    async (method) => {
      const { browser, key } = await launched();
      const { key: others } = await launched();
      for (const path of [
        '/gateway/session',
        through(`${site.sandbox.fhir}/Patient/aria`),
        through(`${site.sandbox.fhir}/AuditEvent`),
      ])
        for (const headers of [{}, as(others).headers, as('').headers]) {
          const answer = await browser.ask(path, { method, headers });
          expect([401, 403, 404, 405]).toContain(answer.status);
          expect(await answer.text()).not.toMatch(/aria|Patient/i);
        }
      expect((await browser.ask('/gateway/session', as(key))).status).toBe(200);
    },
  );

  it('with the cookie of another session, which goes on untouched', async () => {
    const [one, other] = [await launched(), await launched()];
    expect((await other.browser.ask('/gateway/session', as(one.key))).status).toBe(401);
    expect((await one.browser.ask('/gateway/session', as(one.key))).status).toBe(200);
  });

  it('by a sign-in that this browser did not begin, or by one answer twice', async () => {
    const victim = site.browser();
    const launch = new URL(site.sandbox.launchAddress({ personId: 'aria' })).search;
    const started = await victim.ask(`/gateway/launch${launch}`);
    const back = (await fetch(started.headers.get('location') ?? '', { redirect: 'manual' })).headers.get(
      'location',
    );
    const stranger = await site.browser().ask(back ?? '');
    expect(stranger.status).toBe(403);
    expect(await stranger.text()).toContain('This opening cannot be trusted');
    expect((await victim.ask(back ?? '')).status).toBe(403);
  });

  it.each([
    [
      'a record that is not configured',
      '?iss=https://evil.example/fhir&launch=x',
      403,
      'not connected to Imaging',
    ],
    ['two records at once', '?iss=a&iss=b', 403, 'not connected to Imaging'],
    ['no record', '', 400, 'Which record?'],
  ])('to %s', async (_what, query, status, words) => {
    const answer = await site.browser().ask(`/gateway/launch${query}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  });

  it.each([
    'http://127.0.0.1:9/metadata',
    'https://evil.example/fhir/Patient/aria',
    'FHIR/../../auth/token',
    'FHIR/..%2f..%2fauth/token',
    'FHIRX/Patient/aria',
  ])('to an address that config.json does not name: %s', async (address) => {
    const { browser, key } = await launched();
    const answer = await browser.ask(through(address.replace('FHIR', site.sandbox.fhir)), as(key));
    expect(answer.status).toBe(403);
  });

  it('by a method that the viewer never sends', async () => {
    const { browser, key } = await launched();
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(
        (await browser.ask(through(`${site.sandbox.fhir}/Patient/aria`), { method, ...as(key) })).status,
      ).toBe(403);
  });
});

describe('when a part is down, it is said and nobody is let in', () => {
  const broken = (works: () => boolean): Store => {
    const sound = memoryStore();
    const guard =
      <Given extends readonly unknown[], T>(act: (...given: Given) => Promise<T>) =>
      async (...given: Given): Promise<T> => {
        if (!works()) throw new StoreDown('down');
        return act(...given);
      };
    return {
      get: guard(sound.get),
      set: guard(sound.set),
      take: guard(sound.take),
      delete: guard(sound.delete),
      claim: guard(sound.claim),
      close: sound.close,
    };
  };

  it('the store: a launch says so in words, a session waits and is there again', async () => {
    let works = true;
    const down = await aSite({ store: broken(() => works) });
    const { browser, key } = await launched(down);
    works = false;
    const page = await down.browser().launch();
    expect(page.at.status).toBe(503);
    expect(await page.at.text()).toContain('could not finish the sign-in');
    const session = await browser.ask('/gateway/session', as(key));
    expect(session.status).toBe(503);
    expect(session.headers.get('retry-after')).toBe('2');
    expect((await browser.ask(through(`${down.sandbox.fhir}/Patient/aria`), as(key))).status).toBe(503);
    expect((await browser.ask('/gateway/health')).status).toBe(503);
    works = true;
    expect((await browser.ask('/gateway/session', as(key))).status).toBe(200);
  });

  it('the sign-in of the record', async () => {
    const silent = await aSite({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    const { at } = await silent.browser().launch();
    expect(at.status).toBe(502);
    expect(await at.text()).toContain('Record did not answer');
  });

  it('an archive: that is said of it alone, and the session goes on', async () => {
    const gone = new Set<string>();
    const down = await aSite({
      fetch: (address, init) =>
        gone.has(new URL(String(address)).origin)
          ? Promise.reject(new TypeError('fetch failed'))
          : fetch(address, init),
    });
    const { browser, key } = await launched(down);
    const [first = '', second = ''] = Object.values(down.sandbox.archives);
    gone.add(first);
    const statusOf = async (root: string) =>
      (await browser.ask(through(`${root}/dicom-web/studies?limit=1`), as(key))).status;
    expect(await statusOf(first)).toBe(502);
    expect(await statusOf(second)).toBe(200);
  });

  it.each([
    ['has no time: nothing is lost', 'refresh-unavailable-once', [503, 200], 200],
    ['refuses: the session is over', 'session-revoked', [401, 401], 401],
  ])('the renewal, where the record %s', async (_what, scenario, expected, session) => {
    let ahead = 0;
    const busy = await aSite({ now: () => Date.now() + ahead });
    const { browser, key } = await launched(busy, { scenario });
    ahead = 6_000;
    const ask = () => browser.ask(through(`${busy.sandbox.fhir}/Patient/aria`), as(key));
    const statuses = [(await ask()).status, (await ask()).status];
    expect(statuses).toEqual(expected);
    expect((await browser.ask('/gateway/session', as(key))).status).toBe(session);
  });

  it('tells how old a session is, whoever asks and how often', async () => {
    let ahead = 0;
    const timed = await aSite({ now: () => Date.now() + ahead });
    const { browser, key } = await launched(timed);
    ahead = 10 * 60_000;
    const { age } = (await (await browser.ask('/gateway/session', as(key))).json()) as { age: number };
    expect(Math.round(age / 60)).toBe(10);
  });

  it('a session ends when its time is over, whatever is done', async () => {
    let ahead = 0;
    const timed = await aSite({ now: () => Date.now() + ahead });
    const { browser, key } = await launched(timed);
    ahead = 61 * 60_000;
    expect((await browser.ask('/gateway/session', as(key))).status).toBe(401);
  });
});

describe('where the patient comes from', () => {
  it('SystmOne’s encrypted launch is not connected, and it is said', async () => {
    const tpp = await aSite({ record: { patient: 'systmone' } });
    const { at, key } = await tpp.browser().launch();
    expect(key).toBeUndefined();
    expect(await at.text()).toContain('The encrypted launch of SystmOne is not connected');
  });

  it('EMIS-X launches as SMART does', async () => {
    const emis = await aSite({ record: { patient: 'emis-x' } });
    const { browser, key } = await launched(emis);
    expect(await (await browser.ask('/gateway/session', as(key))).json()).toMatchObject({ patient: 'aria' });
  });

  it.each([
    ['nothing', '', 'requestType must be PATIENT or STUDY'],
    ['a patient without a number', '?requestType=PATIENT', 'patientID is missing'],
    ['several studies', '?requestType=STUDY&studyUID=1.2,1.3', 'one Study Instance UID'],
    ['a study without a name', '?requestType=STUDY', 'studyUID or accessionNumber is missing'],
  ])('IHE Invoke Image Display that asks for %s is answered with 400', async (_what, query, words) => {
    const answer = await site.browser().ask(`/gateway/IHEInvokeImageDisplay${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(words);
    // A person sees it: it is a page, and no file that is saved.
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  it('IHE Invoke Image Display is refused where no record serves it', async () => {
    const answer = await site.browser().ask('/gateway/IHEInvokeImageDisplay?requestType=PATIENT&patientID=1');
    expect(answer.status).toBe(403);
  });
});

describe('who looked', () => {
  it('is told to the configured store, with the gateway’s own credentials', async () => {
    const got: { readonly authorization?: string; readonly body: unknown }[] = [];
    const events = await listen(0, '127.0.0.1');
    const app = new Hono();
    app.post('/token', async (c) => {
      expect(new URLSearchParams(await c.req.text()).get('grant_type')).toBe('client_credentials');
      return c.json({ access_token: 'of-the-gateway', token_type: 'Bearer', expires_in: 300 });
    });
    app.post('/events', async (c) => {
      got.push({ authorization: c.req.header('Authorization'), body: await c.req.json() });
      return c.json({}, 201);
    });
    events.use(app);
    const audited = await aSite({
      audit: {
        endpoint: `${events.origin}/events`,
        tokenEndpoint: `${events.origin}/token`,
        clientId: 'gateway',
        secret: 'its-secret',
      },
    });
    const { browser, key } = await launched(audited);
    const event = { resourceType: 'AuditEvent', id: '1' };
    const answer = await browser.ask(through(`${audited.sandbox.fhir}/AuditEvent`), {
      method: 'POST',
      body: JSON.stringify(event),
      headers: { [HEADER]: key, 'content-type': 'application/fhir+json' },
    });
    await events.close();
    expect(answer.status).toBe(201);
    expect(got).toEqual([{ authorization: 'Bearer of-the-gateway', body: event }]);
    expect(audited.sandbox.auditEvents()).toEqual([]);
  });
});
