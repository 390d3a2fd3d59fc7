import { forms } from '../forms';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { wire, discovery, tokenAnswer, AUTH, ISS } from '../wire';
import { createAuditLog } from '../../../src/fhir/audit/audit';
import { smartRecord } from '../../../src/fhir/record/record';
import { dicomwebArchive } from '../../../src/dicomweb/archive';
import { archiveId } from '../../../src/domain/ids';
import type { Problem } from '../../../src/domain/problem';
import { instanceUid, seriesUid, studyUid } from '../../../src/domain/ids';
import { aTab } from '../browser';
import { allow, redirectIn } from '../launched';

/*
 * Who refuses a token, and how often is it renewed? RFC 9110 §11.5, §15.5.2: a 401 speaks for its own protection space.
 */

const net = wire();
const { signal } = new AbortController();
const ARCHIVE = 'https://archive.example/dicom-web';
const MANY = 30;

const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Smith' }], birthDate: '1985-07-14' };
const json = (body: unknown) => HttpResponse.json(body as JsonBodyType);
const bundle = (resources: readonly object[] = []) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});
const report = {
  resourceType: 'DiagnosticReport',
  id: 'r1',
  status: 'final',
  subject: { reference: 'Patient/p1' },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }],
  code: { text: 'X-ray' },
  performer: [{ reference: 'Practitioner/1' }],
  result: [{ reference: 'Observation/1' }],
};

let renewals = 0;
const refusedTokens: string[] = [];

/** A record and an archive that take every token but where `isRefused`, and renew as often as they are asked. */
function serve(isRefused: (address: URL) => boolean, canRenew = true) {
  renewals = 0;
  refusedTokens.splice(0);
  const answer = ({ request }: { request: Request }) => {
    const address = new URL(request.url);
    if (isRefused(address)) {
      refusedTokens.push(request.headers.get('authorization') ?? '');
      return new HttpResponse(null, { status: 401 });
    }
    if (request.method === 'POST') return new HttpResponse(null, { status: 201 });
    if (address.origin !== new URL(ISS).origin) return json([]);
    if (address.pathname.endsWith('/Patient/p1')) return json(patient);
    return json(bundle(address.pathname.endsWith('/DiagnosticReport') ? [report] : []));
  };
  net.server.use(
    discovery(),
    http.post(`${AUTH}/token`, async ({ request }) => {
      const isRenewal = (await request.text()).includes('grant_type=refresh_token');
      if (isRenewal) renewals += 1;
      const scope = 'patient/*.rs patient/AuditEvent.c';
      const access_token = isRenewal ? `access-r${renewals}` : 'access-1';
      return json(tokenAnswer({ scope, access_token, ...(!canRenew && { refresh_token: null }) }));
    }),
    http.all(`${ISS}/*`, answer),
    http.all(`${ARCHIVE}/*`, answer),
  );
}

/** A record that is asked again after a pause is asked rarely: not within a test. */
const pauses = (_: number, { aborted }: AbortSignal) =>
  aborted ? Promise.reject(new Error('ended')) : new Promise<void>(() => undefined);

async function opened() {
  const tab = aTab();
  const page = tab.load(await redirectIn(tab));
  const smart = smartRecord({
    allow,
    tokenRoots: [new URL(ARCHIVE)],
    endpointOrigins: [],
    page,
    forms,
    fetch: (...asked) => fetch(...asked),
    wait: pauses,
  });
  const audit = createAuditLog({
    site: 'Test site',
    viewer: 'https://viewer.example',
    now: Date.now,
    wait: pauses,
  });
  void smart.launched.then(audit.begin);
  const open = await smart.record.open(signal);
  if (!open.ok) throw new Error(open.problem.kind);
  const lost = vi.fn();
  open.value.session.onLost(lost);
  const archive = dicomwebArchive({
    id: archiveId('wigan'),
    name: 'Wigan Infirmary',
    root: ARCHIVE,
    credentials: 'ehr-token',
    tokens: smart.tokens,
  });
  return { ...smart, audit, open: open.value, lost, archive };
}

type Opened = Awaited<ReturnType<typeof opened>>;
const study = studyUid('1.2.3');
const series = seriesUid('1.2.3.4');
const times = async (ask: () => Promise<unknown>) => {
  for (let at = 0; at < MANY / 6; at += 1) await Promise.all(Array.from({ length: 6 }, ask));
};

const KINDS: readonly (readonly [string, (address: URL) => boolean, (opened: Opened) => Promise<unknown>])[] =
  [
    ['ImagingStudy', below('/fhir/ImagingStudy'), ({ open }) => open.studies(signal)],
    ['DiagnosticReport', below('/fhir/DiagnosticReport'), ({ open }) => open.reports(signal)],
    ['Practitioner', below('/fhir/Practitioner'), ({ open }) => open.reports(signal)],
    ['Observation', below('/fhir/Observation'), ({ open }) => open.reports(signal)],
    ['Appointment', below('/fhir/Appointment'), ({ open }) => open.planned(signal)],
    ['ServiceRequest', below('/fhir/ServiceRequest'), ({ open }) => open.planned(signal)],
    [
      'AuditEvent',
      below('/fhir/AuditEvent'),
      async ({ audit }) => audit.record({ kind: 'listed', count: 1 }),
    ],
    ['an archive', below('/dicom-web'), ({ archive, open }) => archive.studiesOf(known(open), signal)],
    [
      'an archive’s thumbnails',
      below('/dicom-web'),
      ({ archive }) => archive.thumbnail(study, series, signal),
    ],
    [
      'an archive’s metadata',
      below('/dicom-web'),
      ({ archive }) => archive.instanceOf(study, series, instanceUid('1.2.3.4.5'), signal),
    ],
  ];

function below(path: string) {
  return ({ pathname }: URL) => pathname.startsWith(path);
}
const known = ({ patient }: Opened['open']) => ({
  ...patient,
  identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' }],
});

describe('a token that is refused for ever', () => {
  beforeEach(() => vi.clearAllMocks());

  test.each(KINDS)('by %s costs one renewal, and the session stays', async (_, isRefused, ask) => {
    serve(isRefused);
    const all = await opened();
    await times(() => ask(all));
    await vi.waitFor(() => expect(refusedTokens.length).toBeGreaterThan(0), { timeout: 10_000 });
    await settledDown();
    expect(renewals).toBeLessThanOrEqual(1);
    expect(all.lost).not.toHaveBeenCalled();
    expect(all.tokens.tokenFor(new URL(`${ISS}/Patient/p1`))).toBeDefined();
  });

  test.each(KINDS)('by %s ends no session that cannot be renewed', async (_, isRefused, ask) => {
    serve(isRefused, false);
    const all = await opened();
    await times(() => ask(all));
    await settledDown();
    expect(renewals).toBe(0);
    expect(all.lost).not.toHaveBeenCalled();
    expect(all.tokens.tokenFor(new URL(`${ISS}/Patient/p1`))).toBe('access-1');
  });

  test.each(KINDS)('by the record too, as %s finds out, ends the session', async (name, isRefused, ask) => {
    let revoked = false;
    serve((address) => revoked && (isRefused(address) || below('/fhir')(address)), false);
    const all = await opened();
    revoked = true;
    if (name === 'ImagingStudy' || name === 'DiagnosticReport') await ask(all);
    await ask(all);
    const probe = all.audit.record({ kind: 'launched' });
    expect(probe).toBeUndefined();
    await vi.waitFor(() => expect(all.lost).toHaveBeenCalledOnce());
    const [problem] = all.lost.mock.calls[0] as [Problem];
    expect(problem).toEqual({ kind: 'unauthorised', where: 'Test Care Record' });
    await settledDown();
  });

  test('is asked of the record once, not with every refusal', async () => {
    serve(below('/dicom-web'), false);
    const all = await opened();
    const before = net.to('/fhir/Patient/p1').length;
    await times(() => all.archive.thumbnail(study, series, signal));
    await settledDown();
    expect(net.to('/fhir/Patient/p1').length - before).toBe(1);
  });
});

/** Lets what nobody waits for come to its end. */
const settledDown = async () => {
  let seen = -1;
  while (seen !== net.requests.length) {
    seen = net.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};
