import { describe, expect, test, vi } from 'vitest';
import { studyUid } from '../../../src/domain/ids';
import type { AuditEvent } from '../../../src/domain/ports/audit';
import { createAuditLog } from '../../../src/fhir/audit/audit';
import type { FhirServer } from '../../../src/fhir/resource/request';
import { serverCapabilities } from '../../../src/http/question-forms';
import { createSession } from '../../../src/fhir/smart/session';
import { ISS, AUTH } from '../wire';

const base = new URL(`${ISS}/`);
const granted = {
  stage: 'open' as const,
  iss: ISS,
  clientId: 'plainfilm',
  tokenUri: `${AUTH}/token`,
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: 1e12,
  openedAt: 0,
  scope: 'patient/Patient.r patient/AuditEvent.c',
  patient: 'p1',
  needPatientBanner: true,
  context: [],
};
type Json = Record<string, unknown>;
interface Sent {
  readonly authorization: string | null;
  readonly body: Record<string, unknown>;
}

/** A record that answers the audit in this order, then takes everything. */
interface Refusal {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly diagnostics?: string;
}

function aLog(statuses: readonly (number | 'silent' | 'hangs' | Refusal)[] = [], scope = granted.scope) {
  const left = [...statuses];
  const sent: Sent[] = [];
  const waits: number[] = [];
  let passed = 0;
  const wait = (milliseconds: number, signal: AbortSignal) => {
    waits.push(milliseconds);
    passed += milliseconds;
    return signal.aborted ? Promise.reject(new Error('ended')) : Promise.resolve();
  };
  const answer: typeof fetch = async (address, init) => {
    if (String(address) === granted.tokenUri)
      return Response.json({ access_token: 'access-2', token_type: 'Bearer', expires_in: 60 });
    const { headers, body } = new Request(address, { ...init, keepalive: false });
    sent.push({
      authorization: headers.get('authorization'),
      body: (await new Response(body).json()) as Sent['body'],
    });
    const status = left.shift() ?? 201;
    if (status === 'silent') throw new TypeError('network');
    if (status === 'hangs') return new Promise(() => undefined);
    if (typeof status === 'object') {
      const issue = [{ severity: 'error', code: 'invariant', diagnostics: status.diagnostics }];
      const headers = { 'content-type': 'application/fhir+json', ...status.headers };
      return Response.json({ resourceType: 'OperationOutcome', issue }, { status: status.status, headers });
    }
    return new Response(null, { status });
  };
  const now = () => Date.UTC(2026, 10, 21, 14, 2) + passed;
  const usual = { fetch: answer, now, wait };
  const session = createSession(
    { ...granted, scope },
    {
      ...usual,
      where: 'Record',
      roots: [base],
      keep: vi.fn(),
      forget: vi.fn(),
      isOwner: () => Promise.resolve(true),
      essential: `${ISS}/Patient`,
      isAccepted: () => Promise.resolve(true),
    },
  );
  const log = createAuditLog({ ...usual, elapsed: now, site: 'Test site', viewer: 'https://viewer.example' });
  const server: FhirServer = {
    base,
    where: 'Record',
    tokens: session,
    ...usual,
    capabilities: serverCapabilities(),
    grants: () => true,
  };
  const begin = (user: string | undefined = `${ISS}/Practitioner/7`) =>
    log.begin({ server, session, user: Promise.resolve(user) });
  return { log, begin, sent, waits, session };
}

const kindsOf = (sent: readonly Sent[]) =>
  sent.map(({ body }) => (body['subtype'] as { code: string }[])[0]?.code);
const opened: AuditEvent = { kind: 'study-opened', study: studyUid('1.2.3') };

describe('the audit log', () => {
  test('posts a look by the pattern of BALP, with patient, study, client, server and verified user', async () => {
    const { log, begin, sent } = aLog();
    begin();
    log.record(opened);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.authorization).toBe('Bearer access-1');
    expect(sent[0]?.body).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead'] },
      type: { code: 'rest' },
      subtype: [{ code: 'read' }],
      action: 'R',
      outcome: '0',
      recorded: '2026-11-21T14:02:00.000Z',
      agent: [
        {
          type: { coding: [{ code: '110152' }] },
          who: { display: 'plainfilm' },
          requestor: false,
          network: { address: 'https://viewer.example', type: '5' },
        },
        {
          type: { coding: [{ code: '110153' }] },
          requestor: false,
          network: { address: `${ISS}/`, type: '5' },
        },
        { type: { coding: [{ code: 'IRCP' }] }, who: { reference: 'Practitioner/7' }, requestor: true },
      ],
      entity: [
        { role: { code: '1' }, what: { reference: 'Patient/p1' } },
        { role: { code: '4' }, what: { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } } },
        { type: { code: 'XrequestId' } },
      ],
    });
  });

  test.each([
    ['DiagnosticReport/7', { reference: 'DiagnosticReport/7' }],
    ['1.2.9', { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.9' } }],
  ])('a report that was read, %s, is named with its study', async (report, what) => {
    const { log, begin, sent } = aLog();
    begin();
    log.record({ kind: 'report-read', report, study: studyUid('1.2.3') });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      action: 'R',
      outcome: '0',
      entity: [
        {},
        { what, detail: [{ type: 'study', valueString: 'urn:oid:1.2.3' }] },
        { type: { code: 'XrequestId' } },
      ],
    });
  });

  test('a list is a query, whose text is in base64', async () => {
    const { log, begin, sent } = aLog();
    begin();
    log.record({ kind: 'listed', count: 12 });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ action: 'E', subtype: [{ code: 'search' }] });
    const query = (sent[0]?.body['entity'] as { query?: string }[])[1]?.query ?? '';
    expect(atob(query)).toBe(`GET ${ISS}/ImagingStudy?patient=p1`);
  });

  test.each([
    [{ kind: 'identity-mismatch', study: studyUid('1.2.3') }, '8'],
    [{ kind: 'access-refused', where: 'Salford Royal' }, '4'],
    [{ kind: 'launched' }, '0'],
  ] as const)('%j has outcome %s', async (event, outcome) => {
    const { log, begin, sent } = aLog();
    begin();
    log.record(event);
    await vi.waitFor(() => expect(sent[0]?.body['outcome']).toBe(outcome));
  });

  test('a user whose id_token was not verified is not named', async () => {
    const { log, begin, sent } = aLog();
    log.record(opened);
    begin('');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(JSON.stringify(sent[0]?.body)).not.toContain('Practitioner');
  });

  test('what was recorded before the session began is sent when it begins, in order', async () => {
    const { log, begin, sent } = aLog();
    log.record({ kind: 'launched' });
    log.record({ kind: 'listed', count: 1 });
    expect(sent).toEqual([]);
    begin();
    await vi.waitFor(() => expect(kindsOf(sent)).toEqual(['read', 'search']));
  });

  test('is repeated with growing pauses while the record does not take it, and nothing overtakes it', async () => {
    const { log, begin, sent, waits } = aLog([503, 'silent', 500]);
    begin();
    log.record({ kind: 'launched' });
    log.record({ kind: 'listed', count: 1 });
    await vi.waitFor(() => expect(kindsOf(sent)).toEqual(['read', 'read', 'read', 'read', 'search']));
    // A store knows a repeat by its number, and it says when it happened.
    const numbers = sent.map(({ body }) => (body['entity'] as Json[]).at(-1));
    expect(new Set(numbers.slice(0, 4).map((each) => JSON.stringify(each))).size).toBe(1);
    expect(numbers[4]).not.toEqual(numbers[3]);
    expect(waits).toEqual([1000, 5000, 20_000]);
    expect(log.delivery()).toMatchObject({ state: 'well', looks: 2, waiting: 0, missing: 0 });
  });

  test('renews on a 401 and sends it again with the new token', async () => {
    const { log, begin, sent } = aLog([401]);
    begin();
    log.record(opened);
    await vi.waitFor(() =>
      expect(sent.map(({ authorization }) => authorization)).toEqual(['Bearer access-1', 'Bearer access-2']),
    );
  });

  test('sends nothing when the launch did not grant it', async () => {
    const { log, begin, sent } = aLog([], 'patient/Patient.r patient/AuditEvent.r');
    log.record(opened);
    begin();
    log.record(opened);
    await Promise.resolve();
    expect(sent).toEqual([]);
    expect(log.delivery()).toMatchObject({ state: 'not-granted', waiting: 0 });
  });

  test('sends nothing after the session ended', async () => {
    const { log, begin, sent, session } = aLog();
    begin();
    session.end();
    log.record(opened);
    await Promise.resolve();
    expect(sent).toEqual([]);
  });
});

describe('looks that do not get through', () => {
  const acts: readonly AuditEvent[] = [
    { kind: 'launched' },
    { kind: 'listed', count: 3 },
    opened,
    { kind: 'report-read', report: 'DiagnosticReport/7' },
    { kind: 'report-read', report: 'DiagnosticReport/8' },
  ];
  /** What was told, in order, until so many were posted. */
  async function told(statuses: Parameters<typeof aLog>[0], posts: number) {
    const all = aLog(statuses);
    const heard: string[] = [];
    all.log.onDelivery(({ state, missing }) => heard.push(`${state} ${missing}`));
    all.begin();
    for (const act of acts) all.log.record(act);
    await vi.waitFor(() => expect(all.sent).toHaveLength(posts));
    await vi.waitFor(() => expect(all.log.delivery().waiting).toBe(0));
    return { ...all, heard };
  }

  test('one that is refused for its form is told with the store’s words, sent once, and holds up no other', async () => {
    const diagnostics = '<b>AuditEvent.agent[0].network is required</b>';
    const { log, heard, waits } = await told([201, { status: 400, diagnostics }], 5);
    expect(heard).toEqual(['well 1']);
    expect(log.delivery()).toEqual({
      where: 'Record',
      state: 'well',
      looks: 5,
      waiting: 0,
      missing: 1,
      why: diagnostics,
    });
    expect(waits).toEqual([]);
  });

  test('a store that is down for a moment is nobody’s business', async () => {
    const { heard, waits } = await told([{ status: 503, headers: { 'retry-after': '4' } }, 503], 7);
    expect(heard).toEqual([]);
    expect(waits).toEqual([4000, 5000]);
  });

  test.each(['silent', 500, 408, 429] as const)(
    'a store that is %s for long: recording is delayed, until it is not',
    async (status) => {
      const { heard } = await told(new Array<typeof status>(5).fill(status), 10);
      expect(heard).toEqual(['delayed 0', 'well 0']);
    },
  );

  test.each([403, 404, 405, 501])(
    'a store that takes none from this viewer (%s) is asked once a minute, and told of once',
    async (status) => {
      const { heard, waits } = await told([status, status, status], 8);
      expect(heard).toEqual(['refused 0', 'well 0']);
      expect(waits).toEqual([60_000, 60_000, 60_000]);
    },
  );

  test('what was not sent when the session ended is counted; whether one got through that was under way nobody knows', async () => {
    const { log, begin, sent, session } = aLog(['hangs']);
    begin();
    log.record({ kind: 'launched' });
    log.record(opened);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    session.end();
    expect(log.delivery()).toMatchObject({ looks: 2, waiting: 1, missing: 1 });
    expect(sent).toHaveLength(1);
  });

  test('says of every look from an emergency on that it was one, and of none before', async () => {
    const { log, begin, sent } = aLog();
    begin();
    log.record({ kind: 'launched' });
    log.record({ kind: 'broke-glass', reason: 'She cannot wait', opened: false });
    log.record(opened);
    log.record({ kind: 'broke-glass', reason: 'She cannot wait', opened: true });
    log.record(opened);
    await log.settled();
    const purposes = sent.map((event) => JSON.stringify(event).includes('"BTG"'));
    expect(purposes).toEqual([false, true, false, true, true]);
  });

  test('tells when nothing waits any more', async () => {
    const { log, begin, sent } = aLog();
    log.record({ kind: 'launched' });
    log.record({ kind: 'signed-out' });
    begin();
    await log.settled();
    expect(sent).toHaveLength(2);
  });

  test('who hears no more is told no more', async () => {
    const { log, begin } = aLog([403]);
    const heard = vi.fn();
    log.onDelivery(heard)();
    begin();
    log.record(opened);
    await vi.waitFor(() => expect(log.delivery().waiting).toBe(0));
    expect(heard).not.toHaveBeenCalled();
  });

  test('what waits when the page closes is sent off at once', async () => {
    const { log, begin, sent } = aLog(['hangs']);
    begin();
    for (const act of acts) log.record(act);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    log.leave();
    await vi.waitFor(() => expect(kindsOf(sent)).toEqual(['read', 'search', 'read', 'read', 'read']));
  });
});
