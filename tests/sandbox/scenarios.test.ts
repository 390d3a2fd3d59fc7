import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedScenarios } from '../../sandbox/scenarios';
import type { Sandbox } from '../../sandbox/start';
import { ask, aSandbox, authorise, exchange, launched, post, renew, tokensOf } from './a-sandbox';

const clock = { ahead: 0 };
const scenarios = [
  {
    id: 'wigan-late',
    sentence: 'Wigan answers a little late.',
    archives: { wigan: { kind: 'slow', afterMs: 60 } },
  },
] as const;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await aSandbox({ scenarios, now: () => new Date(Date.now() + clock.ahead) });
});
afterAll(() => sandbox.stop());

const tokenFor = async (scenario: string) => (await launched(sandbox, { scenario })).access_token;

const archive = (id: string, path: string, token: string, signal?: AbortSignal) =>
  fetch(`${sandbox.archives[id]}/dicom-web/${path}`, {
    headers: { Authorization: `Bearer ${token}` },
    signal,
  });

const studies = (token: string) => ask(`${sandbox.fhir}/ImagingStudy?patient=aria`, token);

describe('the chooser', () => {
  it('names each scenario once, with a sentence', () => {
    expect(new Set(namedScenarios.map(({ id }) => id)).size).toBe(namedScenarios.length);
    for (const { sentence } of namedScenarios) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it.each(namedScenarios.filter(({ launch }) => !launch?.denied && !launch?.consent).map(({ id }) => id))(
    'has in %s a launch that ends with a token',
    async (scenario) => {
      expect(await tokenFor(scenario)).toMatch(/^[\w-]{43}$/);
    },
  );

  it('refuses a scenario that it does not know', () => {
    expect(() => sandbox.launchAddress({ personId: 'aria', scenario: 'made-up' })).toThrow('made-up');
  });
});

describe('an archive', () => {
  it('answers as its own token’s scenario says, while others go on as ever', async () => {
    const [good, down] = [await tokenFor('everyone-answers'), await tokenFor('salford-fails')];
    const [well, ill, neighbour] = await Promise.all([
      archive('salford', 'studies', good),
      archive('salford', 'studies', down),
      archive('bolton', 'studies', down),
    ]);
    expect([well.status, ill.status, neighbour.status]).toEqual([200, 503, 200]);
    expect(ill.headers.get('Retry-After')).toBe('2');
  });

  it('that is busy gives a date', async () => {
    const response = await archive('salford', 'studies', await tokenFor('salford-busy'));
    expect(response.status).toBe(429);
    expect(Date.parse(response.headers.get('Retry-After') ?? '')).toBeGreaterThan(Date.now() - 1000);
  });

  it('that hangs says nothing until the asker gives up', async () => {
    const token = await tokenFor('wigan-hangs');
    await expect(archive('wigan', 'studies', token, AbortSignal.timeout(150))).rejects.toThrow(/timeout/);
  });

  it('that stalls sends a part and then nothing', async () => {
    const giveUp = new AbortController();
    const response = await archive('wigan', 'studies', await tokenFor('wigan-stalls'), giveUp.signal);
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    const rest = reader?.read();
    giveUp.abort();
    await expect(rest).rejects.toThrow(/abort/);
  });

  it('that is slow answers well in the end', async () => {
    const token = await tokenFor('wigan-late');
    const start = performance.now();
    const response = await archive('wigan', 'studies', token);
    expect(response.status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it('that refuses is 403', async () => {
    expect((await archive('wigan', 'studies', await tokenFor('wigan-refuses'))).status).toBe(403);
  });

  it('behind a login answers 200 with a page', async () => {
    const response = await archive('salford', 'frames', await tokenFor('salford-login-page'));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('text/html');
  });

  it('that is malformed sends JSON that cannot be read', async () => {
    const response = await archive('bolton', 'studies', await tokenFor('malformed-qido'));
    expect(response.headers.get('Content-Type')).toContain('json');
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('that truncates ends a multipart without its closing boundary', async () => {
    const [whole, cut] = await Promise.all(
      ['everyone-answers', 'truncated-frames'].map(async (scenario) =>
        (await archive('salford', 'frames', await tokenFor(scenario))).text(),
      ),
    );
    expect(whole).toContain('--x--');
    expect(cut).not.toContain('--x--');
    expect(whole?.startsWith(cut ?? 'nothing')).toBe(true);
  });

  it('gives nothing to a token without imaging, without a patient, or past its time', async () => {
    const { access_token: narrow } = await launched(sandbox, { scope: 'launch patient/Patient.rs' });
    expect((await archive('salford', 'studies', narrow)).status).toBe(401);
    expect((await archive('salford', 'studies', await tokenFor('no-patient'))).status).toBe(401);
    expect((await archive('salford', 'studies', 'made-up')).status).toBe(401);
  });
});

describe('the record', () => {
  it.each([
    ['fhir-down', 503],
    ['fhir-forbidden', 403],
    ['all-down', 503],
    ['archives-down', 200],
  ])('in %s answers a search for imaging with %i', async (scenario, status) => {
    expect((await studies(await tokenFor(scenario))).status).toBe(status);
  });

  it('in all-down has no archive either, and still knows the patient', async () => {
    const token = await tokenFor('all-down');
    for (const id of ['salford', 'bolton', 'wigan'])
      expect((await archive(id, 'studies', token)).status).toBe(503);
    expect((await ask(`${sandbox.fhir}/Patient/aria`, token)).status).toBe(200);
  });

  it('in malformed-fhir sends JSON that cannot be read', async () => {
    await expect((await studies(await tokenFor('malformed-fhir'))).json()).rejects.toThrow(SyntaxError);
  });

  it('in fhir-hangs says nothing', async () => {
    const address = `${sandbox.fhir}/ImagingStudy`;
    const headers = { Authorization: `Bearer ${await tokenFor('fhir-hangs')}` };
    await expect(fetch(address, { headers, signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/);
  });

  it('withholds reports without withholding the rest', async () => {
    const { access_token, scope } = await launched(sandbox, { scenario: 'reports-withheld' });
    expect(scope).not.toContain('DiagnosticReport');
    expect((await ask(`${sandbox.fhir}/DiagnosticReport`, access_token)).status).toBe(403);
    expect((await studies(access_token)).status).toBe(200);
  });
});

describe('a session', () => {
  it('that is short ends after five seconds and is renewed', async () => {
    const tokens = await launched(sandbox, { scenario: 'short-session' });
    expect(tokens.expires_in).toBe(5);
    clock.ahead += 5001;
    expect((await studies(tokens.access_token)).status).toBe(401);
    const renewed = await tokensOf(await renew(sandbox, tokens.refresh_token));
    expect((await studies(renewed.access_token)).status).toBe(200);
  });

  it('that is revoked cannot be renewed', async () => {
    const tokens = await launched(sandbox, { scenario: 'session-revoked' });
    const refused = await renew(sandbox, tokens.refresh_token);
    expect(refused.status).toBe(400);
    expect((await tokensOf(refused)).error).toBe('invalid_grant');
  });

  it('is renewed by the same token after the server was unavailable once', async () => {
    const tokens = await launched(sandbox, { scenario: 'refresh-unavailable-once' });
    expect((await renew(sandbox, tokens.refresh_token)).status).toBe(503);
    expect((await renew(sandbox, tokens.refresh_token)).status).toBe(200);
  });
});

describe('a launch', () => {
  it('that is denied says so', async () => {
    const { answer } = await authorise(sandbox, { scenario: 'access-denied' });
    expect(answer.get('error')).toBe('access_denied');
    expect(answer.get('state')).toBe('a-state');
  });

  it('asks for consent and grants what was left ticked', async () => {
    const { response, verifier } = await authorise(sandbox, {
      scenario: 'consent',
      scope: 'launch patient/Patient.rs patient/ImagingStudy.rs patient/DiagnosticReport.rs',
    });
    const transaction = /name="transaction" value="([^"]+)"/.exec(await response.text())?.[1];
    const form = new URLSearchParams({ transaction: transaction ?? '', decision: 'allow' });
    form.append('scope', 'patient/Patient.rs');
    form.append('scope', 'patient/ImagingStudy.rs');
    form.append('scope', 'patient/AuditEvent.c');
    const decided = await fetch(`${sandbox.record}/auth/decision`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const code = new URL(decided.headers.get('Location') ?? '').searchParams.get('code');
    const tokens = await tokensOf(await exchange(sandbox, code, verifier));
    expect(tokens.scope).toBe('launch patient/Patient.rs patient/ImagingStudy.rs');
  });

  it('whose consent is refused is denied', async () => {
    const { response } = await authorise(sandbox, { scenario: 'consent' });
    const transaction = /name="transaction" value="([^"]+)"/.exec(await response.text())?.[1];
    const decided = await post(`${sandbox.record}/auth/decision`, { transaction, decision: 'deny' });
    expect(decided.headers.get('Location')).toContain('error=access_denied');
  });

  it('without a patient opens no patient’s record', async () => {
    const tokens = await launched(sandbox, { scenario: 'no-patient' });
    expect(tokens).not.toHaveProperty('patient');
    expect(tokens).not.toHaveProperty('encounter');
    expect((await ask(`${sandbox.fhir}/Patient/aria`, tokens.access_token)).status).toBe(403);
  });

  it('says when the record shows its own banner', async () => {
    expect((await launched(sandbox, { scenario: 'no-banner' })).need_patient_banner).toBe(false);
  });

  it('names an earlier study, not the newest', async () => {
    const { fhirContext, access_token } = await launched(sandbox, { scenario: 'lands-on-study' });
    const study = await ask(`${sandbox.fhir}/${fhirContext?.[0]?.reference ?? ''}`, access_token);
    expect(await study.json()).toMatchObject({ description: 'Study 5' });
  });
});

describe('the trap', () => {
  it('is where endpoints, next links, contained endpoints, reports and bulk data lead', async () => {
    const token = await tokenFor('trap');
    const text = async (path: string) => (await ask(`${sandbox.fhir}/${path}`, token)).text();
    const { address } = sandbox.trap;
    const list = await text('ImagingStudy?patient=aria&_include=ImagingStudy:endpoint');
    const { link, entry } = JSON.parse(list) as {
      link: { relation: string; url: string }[];
      entry: { resource: { resourceType: string; address?: string } }[];
    };
    expect(link.find(({ relation }) => relation === 'next')?.url.startsWith(address)).toBe(true);
    const endpoints = entry.filter(({ resource }) => resource.resourceType === 'Endpoint');
    expect(endpoints.map(({ resource }) => resource.address)).toEqual(
      endpoints.map(() => `${address}/dicom-web`),
    );
    expect(endpoints.length).toBeGreaterThan(0);
    expect(await text('DiagnosticReport')).toContain(`${address}/fhir/Binary`);
    expect(await (await archive('wigan', 'metadata', token)).text()).toContain(
      `${address}/bulkdata/00420011`,
    );
  });

  it('notes who comes, and with what', async () => {
    const before = sandbox.trap.requests.length;
    await fetch(`${sandbox.trap.address}/dicom-web/studies`);
    await ask(`${sandbox.trap.address}/fhir/Endpoint/stranger`, 'a-token');
    expect(sandbox.trap.requests.slice(before)).toEqual([
      { method: 'GET', path: '/dicom-web/studies', authorised: false },
      { method: 'GET', path: '/fhir/Endpoint/stranger', authorised: true },
    ]);
  });

  it('is nowhere in the answers of other scenarios', async () => {
    const token = await tokenFor('everyone-answers');
    const answers = [await studies(token), await archive('wigan', 'metadata', token)];
    for (const answer of answers) expect(await answer.text()).not.toContain(sandbox.trap.address);
  });
});
