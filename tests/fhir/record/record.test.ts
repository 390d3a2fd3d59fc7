import { forms } from '../forms';
import { delay, http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { wire, discovery, token, tokenAnswer, AUTH, ISS } from '../wire';
import { NHS_NUMBER } from '../../../src/domain/patient/identifier';
import type { OpenRecord } from '../../../src/domain/ports/record';
import { firstPictureGate } from '../../../src/domain/first-picture-gate';
import { smartRecord, type SmartSetting } from '../../../src/fhir/record/record';
import { aTab } from '../browser';
import { allow, redirectIn } from '../launched';

const net = wire();
const { signal } = new AbortController();
const where = 'Test Care Record';

const patient = (more = {}) => ({
  resourceType: 'Patient',
  id: 'p1',
  name: [{ use: 'official', family: 'Smith', given: ['Aria', 'Jo'], prefix: ['Ms'] }],
  birthDate: '1985-07-14',
  gender: 'female',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990123456' }],
  ...more,
});
const study = (uid: string, more = {}) => ({
  resourceType: 'ImagingStudy',
  id: `s-${uid}`,
  status: 'available',
  subject: { reference: 'Patient/p1' },
  identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }],
  ...more,
});
const endpoint = (id: string, address: string, requiresToken?: boolean) => ({
  resourceType: 'Endpoint',
  id,
  status: 'active',
  connectionType: { code: 'dicom-wado-rs' },
  address,
  ...(requiresToken !== undefined && {
    extension: [
      {
        url: 'http://fhir.org/argonaut/smart-imaging/StructureDefinition/requires-access-token',
        valueBoolean: requiresToken,
      },
    ],
  }),
});
const bundle = (resources: readonly unknown[], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next !== undefined && { link: [{ relation: 'next', url: next }] }),
  entry: resources.map((resource) => ({ resource })) as JsonBodyType,
});
const get = (path: string, body: JsonBodyType, init?: ResponseInit) =>
  http.get(`${ISS}/${path}`, () => HttpResponse.json(body, init));

/** A launch that has come back with its code, and what of the setting matters to a test */
async function launched(more: Partial<SmartSetting> = {}) {
  const tab = aTab();
  const page = tab.load(await redirectIn(tab));
  const setting: SmartSetting = {
    allow,
    tokenRoots: [],
    endpointOrigins: [],
    page,
    forms,
    fetch: (...asked) => fetch(...asked),
    wait: () => Promise.resolve(),
    ...more,
  };
  return { tab, setting, ...smartRecord(setting) };
}

async function opened(more: Partial<SmartSetting> = {}) {
  const smart = await launched(more);
  const result = await smart.record.open(signal);
  if (!result.ok) throw new Error(result.problem.kind);
  return { ...smart, open: result.value };
}

const imaging = async (open: OpenRecord) => {
  const answer = await open.studies(signal);
  return answer.ok ? answer.value : answer.problem;
};
const uidsOf = async (open: OpenRecord) => {
  const answer = await imaging(open);
  return 'studies' in answer ? answer.studies.map(({ uid }) => uid) : answer;
};

beforeEach(() => {
  net.server.use(
    discovery(),
    token(),
    get('Patient/p1', patient()),
    get('ImagingStudy', bundle([])),
    get('DiagnosticReport', bundle([])),
  );
});

describe('opening the record', () => {
  test('gives the patient of the launch, by name, with the token of the session', async () => {
    const { open } = await opened();
    expect(open.patient).toEqual({
      id: 'p1',
      name: { family: 'Smith', given: ['Aria', 'Jo'], prefix: 'Ms' },
      birthDate: '1985-07-14',
      gender: 'female',
      identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990123456' }],
    });
    expect(open.name).toBe(where);
    expect(net.to('/fhir/Patient/p1')[0]?.headers.get('authorization')).toBe('Bearer access-1');
  });

  test('asks for the imaging before the patient has answered', async () => {
    let answer: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (answer = resolve));
    net.server.use(http.get(`${ISS}/Patient/p1`, () => released.then(() => HttpResponse.json(patient()))));
    const { record } = await launched();
    const opening = record.open(signal);
    await expect.poll(() => net.to('/fhir/ImagingStudy').length).toBe(1);
    answer();
    const open = await opening;
    if (open.ok) await open.value.studies(signal);
    expect(net.to('/fhir/ImagingStudy')).toHaveLength(1);
  });

  test.each([
    ['by reference', { reference: 'ImagingStudy/s-1.2.3' }, '_id=s-1.2.3'],
    [
      'by its UID',
      { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } },
      'identifier=urn%3Adicom%3Auid%7Curn%3Aoid%3A1.2.3',
    ],
  ])('asks for a study that the launch names %s beside the list of all', async (_, named, parameter) => {
    const asked: string[] = [];
    net.server.use(
      token(tokenAnswer({ fhirContext: [named] })),
      http.get(`${ISS}/ImagingStudy`, async ({ request }) => {
        asked.push(new URL(request.url).search);
        if (!request.url.includes(parameter)) await delay('infinite');
        return HttpResponse.json(bundle([study('1.2.3')]));
      }),
    );
    const { open } = await opened();
    const answer = await open.named(signal);
    expect(answer).toMatchObject({ ok: true, value: { studies: [{ uid: '1.2.3' }] } });
    expect(asked.find((search) => search.includes(parameter))).toContain('patient=p1');
  });

  /** A record whose list has a second page, which is asked for as `pages` counts. */
  const twoPages = () => {
    const pages = vi.fn(() => HttpResponse.json(bundle([study('1.2.4')])));
    net.server.use(
      http.get(`${ISS}/ImagingStudy`, ({ request }) => {
        const { searchParams } = new URL(request.url);
        if (searchParams.has('page')) return pages();
        const isNamed = searchParams.has('_id');
        return HttpResponse.json(
          bundle([study('1.2.3')], isNamed ? undefined : `${ISS}/ImagingStudy?page=2`),
        );
      }),
    );
    return pages;
  };

  test('asks for further pages behind the picture that the launch names', async () => {
    const pages = twoPages();
    net.server.use(token(tokenAnswer({ fhirContext: [{ reference: 'ImagingStudy/s-1.2.3' }] })));
    const first = firstPictureGate();
    const { open } = await opened({ firstPicture: first });
    await open.named(signal);
    const all = uidsOf(open);
    await expect.poll(() => net.to('/fhir/ImagingStudy').length).toBe(2);
    expect(pages).not.toHaveBeenCalled();
    first.end('launch');
    expect(await all).toEqual(['1.2.3', '1.2.4']);
  });

  test('asks for what is planned behind the picture that the launch names', async () => {
    net.server.use(
      token(tokenAnswer({ fhirContext: [{ reference: 'ImagingStudy/s-1.2.3' }] })),
      get('ImagingStudy', bundle([study('1.2.3')])),
      get('ServiceRequest', bundle([])),
      get('Appointment', bundle([])),
    );
    const first = firstPictureGate();
    const { open } = await opened({ firstPicture: first });
    await open.named(signal);
    await open.studies(signal);
    const planned = open.planned(signal);
    await open.reports(signal);
    expect(net.to('/fhir/ServiceRequest')).toHaveLength(0);
    first.end('launch');
    expect((await planned).ok).toBe(true);
    expect(net.to('/fhir/ServiceRequest')).toHaveLength(1);
  });

  test('asks for further pages at once where the launch names no study', async () => {
    twoPages();
    const { open } = await opened({ firstPicture: firstPictureGate() });
    expect(await uidsOf(open)).toEqual(['1.2.3', '1.2.4']);
  });

  test('asks for further pages in the end where the picture never comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const first = firstPictureGate();
      first.begin('launch', 5000);
      const over = vi.fn();
      const waiting = first.passed(signal).then(over);
      await vi.advanceTimersByTimeAsync(4999);
      expect(over).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await waiting;
      expect(over).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });

  test('asks for no study by itself where the launch names none', async () => {
    net.server.use(token(tokenAnswer({ fhirContext: [{ reference: 'DiagnosticReport/8' }] })));
    const { open } = await opened();
    expect(await open.named(signal)).toBeUndefined();
    expect(net.to('/fhir/ImagingStudy')).toHaveLength(1);
  });

  test('asks anew when the list is asked for again', async () => {
    const { open } = await opened();
    expect(await uidsOf(open)).toEqual([]);
    net.server.use(get('ImagingStudy', bundle([study('1.2.3')])));
    expect(await uidsOf(open)).toEqual(['1.2.3']);
  });

  test('no address has a token before the launch is finished', async () => {
    const { tokens } = await launched({ tokenRoots: [new URL('https://pacs.example/dicom-web')] });
    expect(tokens.tokenFor(new URL('https://pacs.example/dicom-web/studies'))).toBeUndefined();
  });

  test('marks the moment of the token', async () => {
    const mark = vi.fn();
    await opened({ mark });
    expect(mark).toHaveBeenCalledExactlyOnceWith('token');
  });

  test.each([
    ['is forbidden, and by which id it knows them', { status: 403 }, { kind: 'forbidden', where }, 'p1'],
    ['is not there', { status: 404 }, { kind: 'not-found', where }, undefined],
    ['fails', { status: 500 }, { kind: 'failed', where, status: 500 }, undefined],
  ])('says that the patient %s; a second try needs no second launch', async (_, init, problem, withheld) => {
    net.server.use(get('Patient/p1', {}, init));
    const { record } = await launched();
    expect(await record.open(signal)).toEqual({
      ok: false,
      problem: { kind: 'patient-unavailable', where, problem, ...(withheld && { withheld }) },
    });
    net.server.use(get('Patient/p1', patient()));
    expect(await record.open(signal)).toMatchObject({ ok: true });
    expect(net.to('/token')).toHaveLength(1);
  });

  test('withholds nothing in the sense of an emergency from patients themselves', async () => {
    net.server.use(token(tokenAnswer({ persona: 'patient' })), get('Patient/p1', {}, { status: 403 }));
    const { record } = await launched();
    const answer = await record.open(signal);
    expect(answer.ok ? undefined : answer.problem).toEqual({
      ...{ kind: 'patient-unavailable', where },
      problem: { kind: 'forbidden', where },
    });
  });

  test.each([
    ['an OperationOutcome', { resourceType: 'OperationOutcome' }],
    ['a list', [patient()]],
  ])('opens nothing when the record answers with %s', async (_, body) => {
    net.server.use(get('Patient/p1', body as JsonBodyType));
    const { record } = await launched();
    expect(await record.open(signal)).toMatchObject({
      problem: { kind: 'patient-unavailable', problem: { kind: 'malformed' } },
    });
  });

  test.each([
    ['another id, without a word', patient({ id: 'p2' }), 'another'],
    [
      'another id that replaces it',
      patient({ id: 'p2', link: [{ type: 'replaces', other: { reference: 'Patient/p1' } }] }),
      'replaced',
    ],
    [
      'a link to what replaced it',
      patient({ link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] }),
      'replaced',
    ],
    ['an entry that is not in use', patient({ active: false }), 'inactive'],
  ])('opens nothing when the record answers with %s, and says it as that', async (_, body, how) => {
    net.server.use(get('Patient/p1', body as JsonBodyType));
    const { record } = await launched();
    expect(await record.open(signal)).toMatchObject({ problem: { kind: 'patient-not-current', how } });
  });

  test('is dropped when whoever asked has left', async () => {
    net.server.use(http.get(`${ISS}/Patient/p1`, () => delay('infinite')));
    const { record } = await launched();
    const stop = new AbortController();
    const opening = record.open(stop.signal);
    opening.catch(() => undefined);
    await expect.poll(() => net.to('/fhir/Patient/p1').length).toBe(1);
    stop.abort(new Error('left'));
    await expect(opening).rejects.toThrow('left');
  });
});

describe('the encounter of the launch', () => {
  const named = (value: string, system = NHS_NUMBER) => ({
    resourceType: 'Encounter',
    id: 'e1',
    subject: { identifier: { system, value } },
  });
  beforeEach(() => net.server.use(token(tokenAnswer({ encounter: 'e1' }))));

  test.each([
    [
      'is given when it is the patient’s',
      { resourceType: 'Encounter', id: 'e1', subject: { reference: 'Patient/p1' } },
      200,
      'Encounter/e1',
    ],
    [
      'is left out when it is somebody else’s',
      { resourceType: 'Encounter', id: 'e1', subject: { reference: `${ISS}/Patient/p2` } },
      200,
      undefined,
    ],
    ['is given when it may not be read', {}, 403, 'Encounter/e1'],
    [
      'is left out when it names nobody: whose it is cannot be told',
      { resourceType: 'Encounter', id: 'e1' },
      200,
      undefined,
    ],
    ['is given when it names the patient’s NHS number', named('999 012 3456'), 200, 'Encounter/e1'],
    ['is left out when it names another NHS number', named('9990123464'), 200, undefined],
    [
      'is left out when it names a number of which the patient has none',
      named('9990123456', 'urn:oid:1.2.3'),
      200,
      undefined,
    ],
    [
      'is left out when it names a patient of another record',
      {
        resourceType: 'Encounter',
        id: 'e1',
        subject: { reference: 'https://elsewhere.example/fhir/Patient/p1' },
      },
      200,
      undefined,
    ],
  ])('%s', async (_, body, status, expected) => {
    net.server.use(get('Encounter/e1', body, { status }));
    expect((await opened()).open.context.encounter).toBe(expected);
  });
});

describe('the list of imaging', () => {
  test('follows every next page, relative and absolute', async () => {
    const pages: Record<string, JsonBodyType> = {
      '': bundle([study('1.1')], `${ISS}?page=b%2F2&opaque`),
      'b/2': bundle([study('1.2')], '?page=3'),
      '3': bundle([study('1.3')]),
    };
    const answer = ({ request }: { request: Request }) =>
      HttpResponse.json(pages[new URL(request.url).searchParams.get('page') ?? '']);
    net.server.use(http.get(`${ISS}/ImagingStudy`, answer), http.get(ISS, answer));
    expect(await uidsOf((await opened()).open)).toEqual(['1.1', '1.2', '1.3']);
  });

  test.each([
    'https://evil.example/rest?page=2',
    '//evil.example/x',
    'https://record.example/other?page=2',
    'javascript:alert(1)',
    'https://evil.example/fhir/a%2fb',
  ])(
    'does not follow a next page to %s, keeps what came, and does not pass half a list for a list',
    async (next) => {
      net.server.use(get('ImagingStudy', bundle([study('1.1')], next)));
      const { open } = await opened();
      expect(await imaging(open)).toMatchObject({
        studies: [{ uid: '1.1' }],
        shortfalls: [{ kind: 'page-missing', problem: { kind: 'malformed', where } }],
      });
      expect(net.requests.filter(({ url }) => !url.startsWith(`${ISS}/`) && !url.startsWith(AUTH))).toEqual(
        [],
      );
    },
  );

  test.each([
    'http://fhir-server.ward.svc.cluster.local/fhir?page=2',
    'https://user@record.example/fhir/?page=2',
    'http://record.example:8080/fhir/ImagingStudy?page=2',
    'https://inner.example/ImagingStudy?page=2',
    '/ImagingStudy/_search?page=2',
  ])('asks for a next page at %s below the base it knows, and never there', async (next) => {
    const answer = ({ request }: { request: Request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.has('page') ? bundle([study('1.2')]) : bundle([study('1.1')], next),
      );
    for (const path of [ISS, `${ISS}/`, `${ISS}/ImagingStudy`, `${ISS}/ImagingStudy/_search`])
      net.server.use(http.get(path, answer));
    const { open } = await opened();
    expect(await imaging(open)).toMatchObject({
      studies: [{ uid: '1.1' }, { uid: '1.2' }],
      shortfalls: [],
    });
    expect(net.requests.filter(({ url }) => !url.startsWith(ISS) && !url.startsWith(AUTH))).toEqual([]);
  });

  test('does not turn in circles when a page names itself as the next', async () => {
    net.server.use(get('ImagingStudy', bundle([study('1.1')], `${ISS}/ImagingStudy?page=2`)));
    expect(await imaging((await opened()).open)).toMatchObject({
      studies: [{ uid: '1.1' }],
      shortfalls: [{ kind: 'page-missing' }],
    });
    expect(net.to('/fhir/ImagingStudy')).toHaveLength(2);
  });

  test('passes over what is malformed and counts it', async () => {
    const bad = [
      null,
      'text',
      { noResource: true },
      study('1.2', { identifier: 'nonsense' }),
      study('not a uid'),
      study('1.3', { subject: { reference: 'Patient/p2' } }),
    ];
    const body = bundle([
      study('1.1', { series: [null, { uid: 7 }, { uid: '1.1.1', modality: { code: 'CT' } }] }),
      ...bad,
    ]);
    net.server.use(get('ImagingStudy', body));
    const answer = await imaging((await opened()).open);
    expect(answer).toMatchObject({
      studies: [{ uid: '1.1', seriesCount: 3 }],
      shortfalls: [{ kind: 'unreadable', count: 5 }],
      somebodyElses: 1,
      denied: [{ uid: '1.3', ownership: 'contradicted' }],
    });
    // A list with series that cannot be read is not the list of all: the archive is asked for it.
    expect('studies' in answer && answer.studies[0]?.series).toBeUndefined();
  });

  test.each([
    ['nothing', '', 'nothing instead of FHIR JSON'],
    ['half a bundle', '{"resourceType":"Bundle","entry":[{"res', 'broken JSON instead of FHIR JSON'],
    ['a login page', '<!doctype html><p>Sign in</p>', 'HTML or XML instead of FHIR JSON'],
    ['something else', '{"resourceType":"Patient"}', 'something else instead of a Bundle'],
    ['null', 'null', 'something else instead of a Bundle'],
  ])('is malformed when it holds %s', async (_, body, what) => {
    net.server.use(http.get(`${ISS}/ImagingStudy`, () => new HttpResponse(body)));
    expect(await imaging((await opened()).open)).toEqual({ kind: 'malformed', where, what });
  });

  test('says of what the record took back that it did, unless another entry of the study stands', async () => {
    const entries = [
      study('1.1', { status: 'entered-in-error' }),
      study('1.2'),
      study('1.3', { status: 'cancelled', id: 'mistaken' }),
      study('1.3'),
      study('1.4', { status: 'registered' }),
    ];
    net.server.use(get('ImagingStudy', bundle(entries)));
    const answer = await imaging((await opened()).open);
    const told = 'studies' in answer ? answer.studies : [];
    expect(told.map(({ uid, withdrawn, awaited }) => [uid, withdrawn ?? awaited])).toEqual([
      ['1.1', 'entered-in-error'],
      ['1.2', undefined],
      ['1.3', undefined],
      ['1.4', true],
    ]);
  });

  test('asks without _include where the server refuses it, and for each endpoint by itself', async () => {
    net.server.use(
      http.get(`${ISS}/ImagingStudy`, ({ request }) =>
        request.url.includes('_include')
          ? HttpResponse.json({}, { status: 400 })
          : HttpResponse.json(
              bundle([
                study('1.1', {
                  endpoint: [
                    { reference: 'Endpoint/e1' },
                    { reference: `${ISS}/Endpoint/e1` },
                    { reference: 'https://evil.example/Endpoint/e2' },
                  ],
                }),
              ]),
            ),
      ),
      get('Endpoint/e1', endpoint('e1', 'https://pacs.example/wado/')),
    );
    const answer = await imaging((await opened()).open);
    expect(answer).toMatchObject({ endpoints: [{ root: 'https://pacs.example/wado', studies: ['1.1'] }] });
    expect(net.to('/fhir/Endpoint/e1')).toHaveLength(1);
  });

  test('waits and asks again after a 503 with Retry-After', async () => {
    const waits: number[] = [];
    net.server.use(
      http.get(
        `${ISS}/ImagingStudy`,
        () => HttpResponse.json({}, { status: 503, headers: { 'retry-after': '3' } }),
        { once: true },
      ),
    );
    const { open } = await opened({ wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) });
    expect(await uidsOf(open)).toEqual([]);
    expect(waits).toContain(3000);
  });

  test('is busy when the 503 stays', async () => {
    net.server.use(get('ImagingStudy', {}, { status: 503 }));
    expect(await imaging((await opened()).open)).toEqual({ kind: 'busy', where });
    expect(net.to('/fhir/ImagingStudy')).toHaveLength(3);
  });

  test('renews once on a 401, and does not ask a third time', async () => {
    net.server.use(get('ImagingStudy', {}, { status: 401 }));
    const renewed = http.post(`${AUTH}/token`, async ({ request }) =>
      HttpResponse.json(
        tokenAnswer((await request.text()).includes('refresh_token') ? { access_token: 'access-2' } : {}),
      ),
    );
    net.server.use(renewed);
    expect(await imaging((await opened()).open)).toEqual({ kind: 'unauthorised', where });
    const sent = net.to('/fhir/ImagingStudy').map(({ headers }) => headers.get('authorization'));
    expect(sent).toEqual(['Bearer access-1', 'Bearer access-2']);
  });

  test('is unreachable when the network fails', async () => {
    net.server.use(http.get(`${ISS}/ImagingStudy`, () => HttpResponse.error()));
    expect(await imaging((await opened()).open)).toEqual({ kind: 'unreachable', where });
  });

  test('does not follow a redirect, which could lead the token astray', async () => {
    net.server.use(
      http.get(`${ISS}/ImagingStudy`, () => HttpResponse.redirect('https://evil.example/ImagingStudy')),
    );
    expect(await imaging((await opened()).open)).toEqual({ kind: 'redirected', where });
    expect(net.requests.filter(({ url }) => url.includes('evil'))).toEqual([]);
  });
});

describe('a token for an endpoint', () => {
  const named = [
    endpoint('wants', 'https://pacs.example/wants', true),
    endpoint('open', 'https://pacs.example/open', false),
    endpoint('silent', 'https://pacs.example/silent'),
    endpoint('trap', 'https://evil.example/dicom-web', true),
  ];

  test('goes only where the endpoint asks for it and its origin is allowed', async () => {
    const references = named.map(({ id }) => ({ reference: `Endpoint/${id}` }));
    net.server.use(get('ImagingStudy', bundle([study('1.1', { endpoint: references }), ...named])));
    const { open, tokens } = await opened({ endpointOrigins: ['https://pacs.example'] });
    await open.studies(signal);
    const given = named.filter(({ address }) => tokens.tokenFor(new URL(`${address}/studies`)) !== undefined);
    expect(given.map(({ id }) => id)).toEqual(['wants']);
  });

  test('a contained endpoint is read like an external one', async () => {
    const contained = [endpoint('here', 'https://pacs.example/here', true)];
    net.server.use(
      get('ImagingStudy', bundle([study('1.1', { contained, endpoint: [{ reference: '#here' }] })])),
    );
    const { open, tokens } = await opened({ endpointOrigins: ['https://pacs.example'] });
    await open.studies(signal);
    expect(tokens.tokenFor(new URL('https://pacs.example/here/studies'))).toBe('access-1');
  });

  test.each([
    ['is off', { status: 'off' }],
    ['speaks something else', { connectionType: { code: 'hl7-fhir-rest' } }],
    ['is in the clear', { address: 'http://pacs.example/x' }],
    ['is no address', { address: 'see the handbook' }],
  ])('an endpoint that %s is no archive', async (_, more) => {
    const resource = { ...endpoint('x', 'https://pacs.example/x', true), ...more };
    net.server.use(
      get('ImagingStudy', bundle([study('1.1', { endpoint: [{ reference: 'Endpoint/x' }] }), resource])),
    );
    expect(await imaging((await opened()).open)).toMatchObject({ endpoints: [] });
  });
});

describe('ending the session', () => {
  test('forgets the tokens in memory and in storage, and a reload does not bring them back', async () => {
    const { open, tab, tokens, setting } = await opened();
    open.session.end();
    expect(tab.stored()).not.toMatch(/access-1|refresh-1|"p1"/);
    expect(tokens.tokenFor(new URL(`${ISS}/Patient/p1`))).toBeUndefined();
    const again = await smartRecord({ ...setting, page: tab.reload() }).record.open(signal);
    expect(again).toMatchObject({ ok: false, problem: { kind: 'code-used' } });
  });

  test('a reload before the end opens the same patient without a second exchange', async () => {
    const { tab, setting } = await opened();
    const again = await smartRecord({ ...setting, page: tab.reload() }).record.open(signal);
    expect(again.ok && again.value.patient.id).toBe('p1');
    expect(net.to('/token')).toHaveLength(1);
  });
});

describe('what was not granted', () => {
  const not = { kind: 'not-asked', where, why: 'no-scope' };
  test.each([
    ['Patient alone', 'launch patient/Patient.r', []],
    ['Patient alone, in the first version', 'launch patient/Patient.read', []],
    ['Patient with its search', 'patient/Patient.rs', []],
    ['Patient, and studies without their search', 'patient/Patient.r patient/ImagingStudy.r', []],
    ['studies without where they are', 'patient/Patient.r patient/ImagingStudy.rs', ['ImagingStudy']],
    ['reports without who wrote them', 'patient/Patient.r patient/DiagnosticReport.rs', ['DiagnosticReport']],
  ])('is not asked, and said: %s', async (_, scope, granted) => {
    net.server.use(token(tokenAnswer({ scope, encounter: 'e1' })));
    const { open } = await opened();
    const answers = [await open.studies(signal), await open.reports(signal), await open.planned(signal)];
    const types = ['ImagingStudy', 'DiagnosticReport', 'ServiceRequest'];
    for (const [at, answer] of answers.entries())
      expect(answer.ok ? [] : answer.problem).toEqual(granted.includes(types[at] ?? '') ? [] : not);
    const asked = net.requests
      .map(({ url }) => new URL(url))
      .filter(({ href }) => href.startsWith(`${ISS}/`));
    expect([...new Set(asked.map(({ pathname }) => pathname.split('/')[2]))].sort()).toEqual(
      ['.well-known', ...granted, 'Patient'].sort(),
    );
    expect(asked.filter(({ search }) => search.includes('_include'))).toEqual([]);
  });
});
