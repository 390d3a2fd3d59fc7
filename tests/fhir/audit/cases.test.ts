import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { studyUid } from '../../../src/domain/ids';
import type { AuditDelivery, AuditEvent } from '../../../src/domain/ports/audit';
import { createAuditLog, type AuditStore } from '../../../src/fhir/audit/audit';
import { createSession } from '../../../src/fhir/smart/session';
import { personOf } from '../../../src/fhir/record/patient';
import { serverCapabilities } from '../../../src/http/question-forms';
import { wait } from '../../../src/http/abort';
import { AUTH, ISS } from '../wire';

const folder = new URL('../../../../shared/cases/record-and-hub/cases/audit/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: the audit cases are not in ../shared/cases/record-and-hub.');

interface Answer {
  readonly nth?: number;
  readonly rest?: number;
  readonly all?: number;
  readonly to?: string;
  readonly status?: number | string;
  readonly headers?: Record<string, string>;
  readonly body?: object;
  readonly if?: string;
}
interface Store {
  readonly answers: readonly Answer[];
}
interface Server extends Store {
  readonly audit: 'balp' | 'both';
  readonly pars?: Store;
}
interface Sent {
  readonly at: number;
  readonly where: 'balp' | 'pars';
  readonly token: string | null;
  readonly body: Record<string, unknown>;
}
const read = <T>(name: string, file: string): T =>
  JSON.parse(readFileSync(new URL(`${name}/${file}`, folder), 'utf8')) as T;

/** Seconds after the launch, and what was done */
const ACTS: Readonly<Record<string, AuditEvent>> = {
  launch: { kind: 'launched' },
  list: { kind: 'listed', count: 3 },
  study: { kind: 'study-opened', study: studyUid('2.999.7.401') },
  report: { kind: 'report-read', report: 'DiagnosticReport/7' },
  key: { kind: 'disclosed', how: 'exported', study: studyUid('2.999.7.401') },
};

const START = Date.UTC(2026, 11, 1, 9);
const seconds = () => (Date.now() - START) / 1000;

/** One answer by its place in the order, or by what it answers to. */
function answerTo({ answers }: Store, nth: number, sent: Sent): Answer | undefined {
  const patterns = JSON.stringify(sent.body['meta'] ?? '');
  return (
    answers.find((each) => each.nth === nth) ??
    answers.find(({ to }) => to !== undefined && to !== 'others' && patterns.includes(to)) ??
    answers.find(({ rest, all, to }) => rest !== undefined || all !== undefined || to === 'others')
  );
}

function aSession(name: string, { renews = true }: { renews?: boolean } = {}) {
  const server = read<Server>(name, 'server.json');
  const session = read<{ patient: Record<string, unknown>; acts: { at: number; act: string }[] }>(
    name,
    'session.json',
  );
  const sent: Sent[] = [];
  const counts = { balp: 0, pars: 0 };
  let renewals = 0;
  const answer: typeof fetch = async (address, init) => {
    const url = String(address);
    if (url === `${AUTH}/token`) {
      renewals += 1;
      return renews
        ? Response.json({ access_token: 'access-2', token_type: 'Bearer', expires_in: 3600 })
        : Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    const { headers, body } = new Request(address, { ...init, keepalive: false, signal: null });
    const where = url.startsWith('https://relay') ? ('pars' as const) : ('balp' as const);
    const one: Sent = {
      at: seconds(),
      where,
      token: headers.get('authorization'),
      body: (await new Response(body).json()) as Sent['body'],
    };
    sent.push(one);
    counts[where] += 1;
    const found = answerTo(where === 'pars' ? (server.pars ?? server) : server, counts[where], one);
    const wanted = found?.status ?? found?.rest ?? found?.all ?? 500;
    if (typeof wanted === 'string')
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
      });
    const status = found?.if !== undefined && one.token !== 'Bearer access-2' ? 401 : wanted;
    const type = { 'content-type': 'application/fhir+json', ...found?.headers };
    return found?.body
      ? Response.json(found.body, { status, headers: type })
      : new Response(null, { status, headers: found?.headers ?? {} });
  };
  const usual = { fetch: answer, now: Date.now, wait };
  const base = new URL(`${ISS}/`);
  const smart = createSession(
    {
      stage: 'open',
      iss: ISS,
      clientId: 'plainfilm',
      tokenUri: `${AUTH}/token`,
      accessToken: 'access-1',
      refreshToken: 'refresh-1',
      expiresAt: START + 3_600_000,
      openedAt: START,
      scope: 'patient/Patient.r',
      patient: 'pt-anwen',
      needPatientBanner: true,
      context: [],
    },
    {
      ...usual,
      where: 'the record',
      roots: [base],
      keep: vi.fn(),
      forget: vi.fn(),
      isOwner: () => Promise.resolve(true),
      essential: `${ISS}/Patient`,
      isAccepted: () => Promise.resolve(renews),
    },
  );
  // As everywhere else: who hears that it is lost ends it.
  smart.onLost(() => smart.end());
  const endpoint = {
    name: 'the record',
    root: 'https://audit.example/fhir',
    credentials: 'ehr-token' as const,
  };
  const relay = { name: 'PARS', root: 'https://relay.example/pars', credentials: 'none' as const };
  const stores: AuditStore[] = [{ shape: 'balp', endpoint }];
  if (server.audit === 'both') stores.push({ shape: 'pars', endpoint: relay });
  const { patientId, otherIds } = personOf(session.patient, START);
  const log = createAuditLog({
    ...usual,
    site: 'Test site',
    viewer: 'https://viewer.example',
    stores,
    pars: { odsCode: 'RM3', organisation: 'Example trust', productId: 'P.1' },
    patient: () => ({
      id: 'pt-anwen',
      name: { given: [] },
      identifiers: [patientId, ...otherIds].filter((id) => id !== undefined),
    }),
  });
  const told: { readonly at: number; readonly delivery: AuditDelivery }[] = [];
  log.onDelivery((delivery) => told.push({ at: seconds(), delivery }));
  log.begin({
    server: {
      base,
      where: 'the record',
      tokens: smart,
      ...usual,
      capabilities: serverCapabilities(),
      grants: () => true,
    },
    session: smart,
    user: Promise.resolve(`${ISS}/Practitioner/dr-iwu`),
  });

  /** Does everything, and waits until so many seconds after the launch. */
  const run = async (until: number) => {
    for (const { at, act } of session.acts) {
      await vi.advanceTimersByTimeAsync(Math.max(0, at * 1000 - (Date.now() - START)));
      const [word = ''] = act.split(' ');
      const event = ACTS[word];
      if (event === undefined) throw new Error(`unknown act: ${act}`);
      log.record(event);
      await vi.advanceTimersByTimeAsync(0);
    }
    await vi.advanceTimersByTimeAsync(until * 1000 - (Date.now() - START));
  };
  return { run, sent, told, log, renewals: () => renewals, end: () => smart.end() };
}

const idOf = ({ body }: Sent) =>
  (body['entity'] as { type: { code: string }; what?: { identifier?: { value: string } } }[]).find(
    ({ type }) => type.code === 'XrequestId',
  )?.what?.identifier?.value;
const isoAt = (at: number) => new Date(START + at * 1000).toISOString();

describe.skipIf(!isHere)('a session whose looks are to be recorded, at a store that', () => {
  beforeEach(async () => {
    // Their code is there before the clock stands still.
    await Promise.all([import('../../../src/fhir/audit/balp'), import('../../../src/fhir/audit/pars')]);
    vi.useFakeTimers({ now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('are six, and each is tried here', () => {
    expect(readdirSync(folder).sort()).toEqual([
      '01-400-operation-outcome',
      '02-503-then-201',
      '03-401',
      '04-403',
      '05-hangs',
      '06-both-shapes-one-refuses',
    ]);
  });

  test('refuses the form of one: each once, in order, and one line with its words', async () => {
    const { run, sent, told, log } = aSession('01-400-operation-outcome');
    await run(600);
    expect(sent.map(({ at }) => at)).toEqual([0, 1, 3, 20, 40]);
    expect(new Set(sent.map(idOf)).size).toBe(5);
    expect(told).toHaveLength(1);
    expect(log.delivery()).toEqual({
      where: 'the record',
      state: 'well',
      looks: 5,
      waiting: 0,
      missing: 1,
      why: 'AuditEvent.agent[0].network is required',
    });
  });

  test('is down for a moment: seven posts, nothing said, and each of when it happened', async () => {
    const { run, sent, told, log } = aSession('02-503-then-201');
    await run(120);
    expect(sent).toHaveLength(7);
    const [first = 0, second = 0, third = 0] = sent.map(({ at }) => at);
    expect(first).toBe(0);
    expect(second).toBeGreaterThanOrEqual(4);
    expect(third - second).toBeGreaterThan(second - first);
    expect(new Set(sent.slice(0, 3).map(idOf)).size).toBe(1);
    expect(sent.map(({ body }) => body['recorded'])).toEqual([0, 0, 0, 1, 3, 20, 40].map(isoAt));
    expect(told).toEqual([]);
    expect(log.delivery()).toMatchObject({ state: 'well', missing: 0, waiting: 0 });
  });

  test('does not know the token any more: one renewal, and the same event again', async () => {
    const { run, sent, told, renewals } = aSession('03-401');
    await run(120);
    expect(renewals()).toBe(1);
    expect(sent.map(({ token }) => token)).toEqual([
      'Bearer access-1',
      ...new Array<string>(5).fill('Bearer access-2'),
    ]);
    expect(idOf(sent[1] as Sent)).toBe(idOf(sent[0] as Sent));
    expect(told).toEqual([]);
  });

  test('does not know the token, which cannot be renewed: what was not sent is counted', async () => {
    const { log, run, renewals, end } = aSession('03-401', { renews: false });
    log.record({ kind: 'launched' });
    log.record({ kind: 'listed', count: 3 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(renewals()).toBe(1);
    // Both are known to be in no store: they are not called unsure.
    expect(log.delivery()).toMatchObject({ looks: 2, waiting: 0, missing: 2 });
    end();
    await run(60);
    expect(log.delivery()).toMatchObject({ looks: 2, waiting: 0, missing: 2 });
  });

  test('never lets this client write: said once, asked once a minute at most, and all are kept', async () => {
    const { run, sent, told, log } = aSession('04-403');
    await run(600);
    expect(told.map(({ delivery }) => delivery.state)).toEqual(['refused']);
    expect(sent.length).toBeLessThanOrEqual(11);
    for (const [at, { at: when }] of sent.entries())
      if (at > 0) expect(when - (sent[at - 1]?.at ?? 0)).toBeGreaterThanOrEqual(60);
    expect(log.delivery()).toMatchObject({ state: 'refused', looks: 5, waiting: 5, missing: 0 });
  });

  test('says nothing at first: given up, repeated with the same number, and all five arrive once', async () => {
    const { run, sent, told, log } = aSession('05-hangs');
    await run(120);
    const [first, second] = sent as [Sent, Sent];
    expect(second.at - first.at).toBeGreaterThanOrEqual(10);
    expect(second.at - first.at).toBeLessThanOrEqual(20);
    expect(idOf(second)).toBe(idOf(first));
    expect(sent).toHaveLength(6);
    expect(new Set(sent.map(idOf)).size).toBe(5);
    // After the deadline it is delayed, until it is not.
    expect(told.map(({ delivery }) => delivery.state)).toEqual(['delayed', 'well']);
    expect(told[0]?.at).toBeLessThanOrEqual(20);
    expect(log.delivery()).toMatchObject({ waiting: 0, missing: 0 });
  });

  test('says nothing, and the page closes: what waits goes out then', async () => {
    const { run, sent, log } = aSession('05-hangs');
    for (const event of Object.values(ACTS)) log.record(event);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveLength(1);
    log.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(new Set(sent.map(idOf)).size).toBe(5);
    void run;
  });

  test('refuses PARS and takes BALP: two for each look with one number, none twice', async () => {
    const { run, sent, log } = aSession('06-both-shapes-one-refuses');
    await run(120);
    const [balp, pars] = [
      sent.filter(({ where }) => where === 'balp'),
      sent.filter(({ where }) => where === 'pars'),
    ];
    expect([balp.length, pars.length]).toEqual([5, 5]);
    expect(balp.map(idOf)).toEqual(pars.map(idOf));
    expect(new Set(balp.map(idOf)).size).toBe(5);
    for (const { body } of pars)
      expect(JSON.stringify(body)).not.toMatch(
        /BasicAudit\.Patient|"code":"2","system":"http:\/\/terminology.hl7.org\/CodeSystem\/audit-entity/,
      );
    expect(pars.every(({ token }) => token === null)).toBe(true);
    expect(log.delivery()).toMatchObject({ where: 'PARS', takenBy: 'the record', missing: 5, looks: 5 });
  });
});
