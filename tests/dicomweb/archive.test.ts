import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { seriesUid, studyUid } from '../../src/domain/ids';
import {
  anArchive,
  anInstanceAnswer,
  aPatient,
  aServer,
  aStudyAnswer,
  multipartBody,
  noObjects,
  NUMBER,
  OCTETS,
  RELATED,
  resetAfter,
  ROOT,
  SERIES,
  STUDY,
  tokens,
  type Elements,
} from './wire';

const server = aServer();
const NEVER = new AbortController().signal;
const where = 'Salford Royal';
const json = (value: unknown) =>
  new HttpResponse(JSON.stringify(value), { headers: { 'Content-Type': 'application/dicom+json' } });

function studies(answer: (url: URL) => Response) {
  const seen: URL[] = [];
  server.use(
    http.get(`${ROOT}/studies`, ({ request }) => {
      seen.push(new URL(request.url));
      return answer(new URL(request.url));
    }),
  );
  return seen;
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => aStudyAnswer(`1.2.${from + at}`));

describe('the studies of a patient', () => {
  it('are asked for by NHS number where the archive has no numbers of its own', async () => {
    const seen = studies(() => json([aStudyAnswer('1.2.3')]));
    const answer = await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        value: [
          {
            uid: '1.2.3',
            started: '2026-11-18T09:12:00',
            modalities: ['CT', 'SR'],
            instanceCount: 300,
            heldBy: ['salford'],
            inRecord: false,
          },
        ],
        shortfalls: [],
      },
    });
    expect(seen[0]?.searchParams.get('PatientID')).toBe(NUMBER);
    expect(seen[0]?.searchParams.getAll('includefield')).toContain('00081030');
    expect(seen[0]?.searchParams.getAll('includefield').length).toBeGreaterThan(5);
  });

  it('are asked for under every number of the authority that is configured, and merged', async () => {
    const seen = studies((url) =>
      json([aStudyAnswer('1.2.3'), aStudyAnswer(`1.2.${url.searchParams.get('PatientID')?.length}`)]),
    );
    const identifiers = ['A1', 'B22'].map((value) => ({ system: 'https://salford.example/mrn', value }));
    const archive = dicomwebArchive(anArchive({ identifierSystem: 'https://salford.example/mrn' }));
    const answer = await archive.studiesOf(aPatient({ identifiers }), NEVER);
    expect(answer.ok && answer.value.value.map(({ uid }) => uid).sort()).toEqual(['1.2.2', '1.2.3']);
    expect([...new Set(seen.map((url) => url.searchParams.get('PatientID')))].sort()).toEqual(['A1', 'B22']);
  });

  it.each([
    ['the record has no number of the hospital', { identifierSystem: 'https://salford.example/mrn' }, {}],
    ['the record has no NHS number', {}, { identifiers: [] }],
    [
      'the NHS number is not valid',
      {},
      { identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765918' }] },
    ],
    [
      'the number would be a wildcard',
      { identifierSystem: 'x:y' },
      { identifiers: [{ system: 'x:y', value: '1*' }] },
    ],
  ])('are not asked for, and never said to be none, when %s', async (_, archive, patient) => {
    const answer = await dicomwebArchive(anArchive(archive)).studiesOf(aPatient(patient), NEVER);
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'not-asked', where } });
  });

  it.each([
    ['an empty list', () => json([])],
    ['204', () => new HttpResponse(null, { status: 204 })],
    // CP-2473 (PS3.18 §8.3.4.4.1)
    ['an empty body', () => new HttpResponse('', { headers: { 'Content-Type': 'application/dicom+json' } })],
    [
      'an empty body without a media type',
      () => new HttpResponse(null, { headers: { 'Content-Length': '0' } }),
    ],
  ])('are none when the archive answers %s', async (_, answer) => {
    studies(answer);
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toEqual({
      ok: true,
      value: { value: [], shortfalls: [] },
    });
  });

  it.each([
    ['a login page', () => HttpResponse.html('<html>Sign in</html>')],
    [
      'broken JSON',
      () => new HttpResponse('[{"0020', { headers: { 'Content-Type': 'application/dicom+json' } }),
    ],
    ['an empty page', () => new HttpResponse('', { headers: { 'Content-Type': 'text/html' } })],
    ['JSON of another kind', () => json({ resourceType: 'OperationOutcome' })],
    ['a list of texts', () => json(['a'])],
    ['null', () => json(null)],
  ])('are malformed, and never said to be none, when the archive answers %s', async (_, answer) => {
    studies(answer);
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toMatchObject({
      ok: false,
      problem: { kind: 'malformed', where },
    });
  });

  it('stay in the list with a UID that is none, and say so when they are opened', async () => {
    studies(() => json([aStudyAnswer('1.2.3'), aStudyAnswer('X-99/..')]));
    const archive = dicomwebArchive(anArchive());
    const answer = await archive.studiesOf(aPatient(), NEVER);
    expect(answer.ok && answer.value.value.map(({ uid }) => uid)).toEqual(['1.2.3', 'X-99/..']);
    expect(await archive.seriesOf(studyUid('X-99/..'), NEVER)).toMatchObject({
      problem: { kind: 'malformed' },
    });
  });

  it.each([
    [403, 'forbidden'],
    [404, 'failed'],
    [500, 'failed'],
    [503, 'busy'],
  ])('are a problem, and never none, when the archive answers %i', async (status, kind) => {
    studies(() => new HttpResponse('[]', { status }));
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toMatchObject({
      ok: false,
      problem: { kind },
    });
  });

  it('are a problem when the connection breaks within the answer', async () => {
    studies(
      () =>
        new HttpResponse(resetAfter(new TextEncoder().encode('[')), {
          headers: { 'Content-Type': 'application/json' },
        }),
    );
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toMatchObject({
      problem: { kind: 'unreachable' },
    });
  });

  it('are all there at an archive that pages: 5,000', async () => {
    const seen = studies((url) => {
      const offset = Number(url.searchParams.get('offset'));
      return json(numbered(offset, Math.min(5000, offset + Number(url.searchParams.get('limit')))));
    });
    const told: number[] = [];
    const answer = await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER, (those) =>
      told.push(those.length),
    );
    expect(answer.ok && new Set(answer.value.value.map(({ uid }) => uid)).size).toBe(5000);
    expect(seen.length).toBeLessThanOrEqual(11);
    // Each time it has doubled: who is told merges and counts all of it, which by every page would be the square of them.
    expect(told.length).toBeGreaterThan(1);
    for (const [at, many] of told.slice(1).entries())
      expect(many).toBeGreaterThanOrEqual(2 * (told[at] ?? 0));
  });

  it('are told as they double, each time all that are here, and entries without a UID are none of them', async () => {
    const nameless = { '00081030': { vr: 'LO', Value: ['CT chest'] } };
    studies((url) => {
      const offset = Number(url.searchParams.get('offset'));
      const page = numbered(offset, Math.min(230, offset + 100));
      return json(offset === 0 ? [...page.slice(0, 99), nameless] : page);
    });
    const told: number[] = [];
    const answer = await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER, (those) => {
      expect(new Set(those.map(({ uid }) => uid)).size).toBe(those.length);
      told.push(those.length);
    });
    expect(told.length).toBeGreaterThan(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(told.at(-1)).toBeLessThanOrEqual(229);
    expect(answer.ok && answer.value.value.length).toBe(229);
    expect(answer.ok && answer.value.shortfalls).toEqual([{ kind: 'unreadable', count: 1 }]);
  });

  it('are asked for beyond the first page only when nothing goes before', async () => {
    let goOn: () => void = () => undefined;
    const afterPicture = vi.fn(() => new Promise<void>((resolve) => (goOn = resolve)));
    const seen = studies((url) => {
      const offset = Number(url.searchParams.get('offset'));
      return json(numbered(offset, Math.min(730, offset + Number(url.searchParams.get('limit')))));
    });
    const answer = dicomwebArchive({ ...anArchive(), afterPicture }).studiesOf(aPatient(), NEVER);
    await expect.poll(() => afterPicture.mock.calls.length).toBe(1);
    expect(seen).toHaveLength(1);
    goOn();
    expect(await answer).toMatchObject({ ok: true, value: { value: { length: 730 }, shortfalls: [] } });
  });

  it('and their series are asked for with a limit once where the archive has something against it', async () => {
    const refused: string[] = [];
    const listed: string[] = [];
    server.use(
      http.get('*/dicom-web/*', ({ request }) => {
        const { pathname, searchParams } = new URL(request.url);
        const isTooMuch = Number(searchParams.get('limit')) > 200;
        (isTooMuch ? refused : listed).push(pathname);
        return isTooMuch ? new HttpResponse(null, { status: 400 }) : json([]);
      }),
    );
    const archive = dicomwebArchive(anArchive());
    await archive.studiesOf(aPatient(), NEVER);
    await archive.seriesOf(studyUid('1.2.3'), NEVER);
    expect(refused).toHaveLength(1);
    expect(listed.some((path) => path.endsWith('/series'))).toBe(true);
  });

  it('that lie elsewhere in a study are searched for only when nothing goes before', async () => {
    let goOn: () => void = () => undefined;
    const afterPicture = vi.fn(() => new Promise<void>((resolve) => (goOn = resolve)));
    const seen: string[] = [];
    server.use(
      http.get('*/dicom-web/*', ({ request }) => {
        seen.push(new URL(request.url).pathname);
        return json([]);
      }),
    );
    const study = studyUid('1.2.3');
    const archive = dicomwebArchive({ ...anArchive(), afterPicture });
    const answer = archive.objectsElsewhere(study, [seriesUid('1.2.3.4')], NEVER);
    await expect.poll(() => afterPicture.mock.calls.length).toBe(1);
    expect(seen).toEqual([]);
    goOn();
    expect(await answer).toMatchObject({ ok: true, value: { reports: [], keyObjects: [] } });
    expect(seen).not.toContainEqual(expect.stringContaining('/metadata'));
    expect(seen.length).toBeGreaterThan(0);
  });

  it('are all there at an archive that caps its pages below what was asked for', async () => {
    studies((url) => {
      const offset = Number(url.searchParams.get('offset'));
      return json(numbered(offset, Math.min(230, offset + 100)));
    });
    const answer = await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER);
    expect(answer.ok && answer.value.value.length).toBe(230);
  });

  it('are asked for twice at most at an archive that takes no notice of pages', async () => {
    const seen = studies(() => json(numbered(0, 1000)));
    const answer = await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER);
    expect(answer.ok && answer.value.value.length).toBe(1000);
    expect(seen).toHaveLength(2);
  });

  it('are those that came, and said not to be all, when a later page fails', async () => {
    studies((url) =>
      url.searchParams.get('offset') === null
        ? json(numbered(0, 500))
        : new HttpResponse(null, { status: 500 }),
    );
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toMatchObject({
      value: {
        value: { length: 500 },
        shortfalls: [{ kind: 'page-missing', problem: { kind: 'failed', status: 500 } }],
      },
    });
  });

  it('are bounded at an archive whose pages never end, which is said', async () => {
    studies((url) =>
      json(numbered(Number(url.searchParams.get('offset')), Number(url.searchParams.get('offset')) + 500)),
    );
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toMatchObject({
      value: { value: { length: 20_000 }, shortfalls: [{ kind: 'limit-reached', most: 20_000 }] },
    });
  });

  it('are bounded where a single page holds a million, which is said', async () => {
    const million = Array.from({ length: 1_000_000 }, (_, at) => ({
      '0020000D': { vr: 'UI', Value: [`1.2.${at}`] },
    }));
    const body = JSON.stringify(million);
    studies(() => new HttpResponse(body, { headers: { 'Content-Type': 'application/dicom+json' } }));
    expect(await dicomwebArchive(anArchive()).studiesOf(aPatient(), NEVER)).toMatchObject({
      value: { value: { length: 20_000 }, shortfalls: [{ kind: 'limit-reached', most: 20_000 }] },
    });
  }, 60_000);

  it('reject with the signal’s reason when they are not wanted any more', async () => {
    const stop = new AbortController();
    const reason = new Error('left');
    studies(() => {
      stop.abort(reason);
      return json([]);
    });
    await expect(dicomwebArchive(anArchive()).studiesOf(aPatient(), stop.signal)).rejects.toBe(reason);
  });

  it('go with the token of the session and with no address that another archive sees', async () => {
    const seen: (string | null)[] = [];
    server.use(
      http.get(`${ROOT}/studies`, ({ request }) => {
        seen.push(request.headers.get('authorization'), request.headers.get('accept'));
        return json([]);
      }),
    );
    await dicomwebArchive(anArchive({ credentials: 'ehr-token', tokens: tokens('t') })).studiesOf(
      aPatient(),
      NEVER,
    );
    expect(seen).toEqual(['Bearer t', 'application/dicom+json']);
  });
});

describe('the series of a study', () => {
  const aSeriesAnswer = (uid: string, change: Elements = {}): Elements => ({
    '00080060': { vr: 'CS', Value: ['MR'] },
    '0020000E': { vr: 'UI', Value: [uid] },
    '00200011': { vr: 'IS', Value: ['3'] },
    '0008103E': { vr: 'LO', Value: ['T2 FLAIR '] },
    '00201209': { vr: 'IS', Value: [36] },
    ...change,
  });

  it('are as the archive describes them', async () => {
    server.use(http.get(`${ROOT}/studies/${STUDY}/series`, () => json([aSeriesAnswer('1.2.3')])));
    expect(await dicomwebArchive(anArchive()).seriesOf(STUDY, NEVER)).toMatchObject({
      value: {
        value: [{ uid: '1.2.3', number: 3, modality: 'MR', description: 'T2 FLAIR', instanceCount: 36 }],
        shortfalls: [],
      },
    });
  });

  it.each<[string, readonly unknown[], Record<string, string>, object[]]>([
    [
      'one without a UID',
      [aSeriesAnswer('1.2.3'), { '00080060': { vr: 'CS', Value: ['SR'] } }],
      {},
      [{ kind: 'unreadable', count: 1 }],
    ],
    ['an entry that is no dataset', [aSeriesAnswer('1.2.3'), 7], {}, [{ kind: 'unreadable', count: 1 }]],
    [
      'a Warning that there are more',
      [aSeriesAnswer('1.2.3')],
      { Warning: '299 archive "There are 40 more results"' },
      [{ kind: 'source-says-incomplete' }],
    ],
  ])('are told with why they may not be all: %s', async (_, entries, headers, shortfalls) => {
    server.use(
      http.get(`${ROOT}/studies/${STUDY}/series`, ({ request }) =>
        new URL(request.url).searchParams.has('offset')
          ? HttpResponse.json([], { headers: { 'Content-Type': 'application/dicom+json', ...headers } })
          : HttpResponse.json(entries as never, {
              headers: { 'Content-Type': 'application/dicom+json', ...headers },
            }),
      ),
    );
    expect(await dicomwebArchive(anArchive()).seriesOf(STUDY, NEVER)).toMatchObject({
      value: { value: [{ uid: '1.2.3' }], shortfalls },
    });
  });

  it('are counted from the study’s metadata at an archive that answers no such query', async () => {
    server.use(
      http.get(`${ROOT}/studies/${STUDY}/series`, () => new HttpResponse(null, { status: 501 })),
      http.get(`${ROOT}/studies/${STUDY}/metadata`, () =>
        json([anInstanceAnswer('1.2.1'), anInstanceAnswer('1.2.2')]),
      ),
    );
    expect(await dicomwebArchive(anArchive()).seriesOf(STUDY, NEVER)).toMatchObject({
      value: { value: [{ uid: SERIES, modality: 'CT', instanceCount: 2 }], shortfalls: [] },
    });
  });

  it('are not asked for by what is not a UID', async () => {
    const answer = await dicomwebArchive(anArchive()).seriesOf(studyUid('../../patients'), NEVER);
    expect(answer).toMatchObject({ problem: { kind: 'malformed' } });
  });
});

describe('the instances of a series', () => {
  it('are said to be more where the archive says so', async () => {
    const headers = { 'Content-Type': 'application/dicom+json', Warning: '299 archive "more exist"' };
    server.use(
      http.get(`${ROOT}/studies/${STUDY}/series/${SERIES}/metadata`, () =>
        HttpResponse.json([{ '00080018': { vr: 'UI', Value: ['1.2.9'] } }], { headers }),
      ),
      http.all('*', () => new HttpResponse(null, { status: 404 })),
    );
    const answer = await dicomwebArchive(anArchive()).instancesOf(STUDY, SERIES, NEVER);
    expect(answer).toMatchObject({ ok: true, value: { incomplete: true } });
  });

  const metadata = (answer: unknown) =>
    server.use(http.get(`${ROOT}/studies/${STUDY}/series/${SERIES}/metadata`, () => json(answer)));
  const instances = (archive = anArchive()) => dicomwebArchive(archive).instancesOf(STUDY, SERIES, NEVER);

  it('leave out, and count, the one that cannot be read', async () => {
    metadata([
      anInstanceAnswer('1.2.1'),
      anInstanceAnswer('1.2.2', { '00280010': { vr: 'US', Value: ['many'] } }),
      anInstanceAnswer('not a uid'),
      7,
      anInstanceAnswer('1.2.3', { '0020000E': { vr: 'UI', Value: ['1.9.9'] } }),
    ]);
    const answer = await instances();
    expect(answer.ok && answer.value.instances.map(({ uid }) => uid)).toEqual(['1.2.1']);
    expect(answer.ok && answer.value.unreadable).toEqual([
      'it is no dataset',
      'it has no rows',
      'its SOP Instance UID is not a UID',
      'it belongs to another series',
    ]);
  });

  it.each([
    [
      'in the study’s metadata where the archive offers only that',
      () =>
        json([
          anInstanceAnswer('1.2.1'),
          anInstanceAnswer('1.2.2', { '0020000E': { vr: 'UI', Value: ['1.9'] } }),
        ]),
      { value: { instances: [{ uid: '1.2.1' }], unreadable: [] } },
    ],
    [
      'not at all, which is said, where the study has no such series',
      () => json([]),
      { problem: { kind: 'not-found' } },
    ],
    [
      'not at all, which is said, where there is no such study',
      () => new HttpResponse(null, { status: 404 }),
      { problem: { kind: 'not-found' } },
    ],
  ])('are found %s', async (_, study, expected) => {
    server.use(
      http.get(
        `${ROOT}/studies/${STUDY}/series/${SERIES}/metadata`,
        () => new HttpResponse(null, { status: 404 }),
      ),
      http.get(`${ROOT}/studies/${STUDY}/metadata`, study),
      ...noObjects(),
    );
    expect(await instances()).toMatchObject(expected);
  });

  const palette = (uri: string): Elements => ({
    '00280004': { vr: 'CS', Value: ['PALETTE COLOR'] },
    ...Object.fromEntries(
      ['00281101', '00281102', '00281103'].map((tag) => [tag, { vr: 'US', Value: [4, 0, 8] }]),
    ),
    ...Object.fromEntries(
      ['00281201', '00281202', '00281203'].map((tag) => [tag, { vr: 'OW', BulkDataURI: uri }]),
    ),
  });

  it('do not wait for the table of each when the archive is silent about the first ones', async () => {
    const count = 80;
    metadata(
      Array.from({ length: count }, (_, at) =>
        anInstanceAnswer(`1.2.1.${at + 1}`, {
          '00283010': {
            vr: 'SQ',
            Value: [
              {
                '00283002': { vr: 'US', Value: [4, 0, 8] },
                '00283006': { vr: 'OW', BulkDataURI: `${ROOT}/bulk/${at}` },
              },
            ],
          },
        }),
      ),
    );
    let asked = 0;
    server.use(
      http.get(`${ROOT}/bulk/:at`, () => {
        asked += 1;
        return new Promise<Response>(() => undefined);
      }),
    );
    const answer = await instances(anArchive({ timeout: 200 }));
    expect(asked).toBe(4);
    const named = answer.ok && answer.value.instances.map(({ notApplied }) => notApplied);
    expect(named).toEqual(Array(count).fill(['table']));
  });

  it('bring the palette that the archive keeps apart', async () => {
    metadata([anInstanceAnswer('1.2.1', palette('bulk/palette'))]);
    const seen: string[] = [];
    server.use(
      http.get(`${ROOT}/studies/${STUDY}/series/${SERIES}/bulk/palette`, ({ request }) => {
        seen.push(request.url);
        return new HttpResponse(multipartBody([{ headers: OCTETS, bytes: Uint8Array.of(1, 2, 3, 4) }]), {
          headers: RELATED,
        });
      }),
    );
    const answer = await instances();
    expect(answer.ok && [...(answer.value.instances[0]?.image?.palette?.red as Uint16Array)]).toEqual([
      1, 2, 3, 4,
    ]);
    expect(seen).toHaveLength(1);
  });

  it('never follow BulkDataURI to another origin, and say that the palette is missing', async () => {
    const trapped: string[] = [];
    server.use(http.get('https://trap.example/*', ({ request }) => void trapped.push(request.url)));
    metadata([anInstanceAnswer('1.2.1', palette('https://trap.example/palette')), anInstanceAnswer('1.2.2')]);
    const answer = await instances(anArchive({ credentials: 'ehr-token', tokens: tokens('secret') }));
    expect(answer.ok && answer.value.unreadable).toEqual(['its colours could not be fetched']);
    expect(answer.ok && answer.value.instances).toHaveLength(1);
    expect(trapped).toEqual([]);
  });

  it('are not asked for by what is not a UID', async () => {
    const answer = await dicomwebArchive(anArchive()).instancesOf(STUDY, seriesUid('1.2?x=1'), NEVER);
    expect(answer).toMatchObject({ problem: { kind: 'malformed' } });
  });
});

describe('the thumbnail of a series', () => {
  const at = (resource: string, answer: () => Response) =>
    server.use(http.get(`${ROOT}/studies/${STUDY}/series/${SERIES}/${resource}`, answer));
  const thumbnail = () => dicomwebArchive(anArchive()).thumbnail(STUDY, SERIES, NEVER);
  const jpeg = () =>
    new HttpResponse(Uint8Array.of(0xff, 0xd8), { headers: { 'Content-Type': 'image/jpeg' } });

  it('is the archive’s own', async () => {
    at('thumbnail', jpeg);
    const answer = await thumbnail();
    expect(answer.ok && [answer.value.type, answer.value.size]).toEqual(['image/jpeg', 2]);
  });

  it('is the rendered form where the archive makes no thumbnails', async () => {
    at('thumbnail', () => new HttpResponse(null, { status: 404 }));
    at('rendered', jpeg);
    expect((await thumbnail()).ok).toBe(true);
  });

  it.each([
    ['neither is made', () => new HttpResponse(null, { status: 406 })],
    ['a page comes instead', () => HttpResponse.html('<html>')],
  ])('is not found when %s', async (_, answer) => {
    at('thumbnail', answer);
    at('rendered', answer);
    expect(await thumbnail()).toEqual({ ok: false, problem: { kind: 'not-found', where } });
  });
});

describe('the instances of a series', () => {
  it('are asked for in the same turn: nothing that is drawn meanwhile comes before the request', () => {
    const stop = new AbortController();
    const sent = vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => undefined));
    try {
      void dicomwebArchive(anArchive()).instancesOf(STUDY, SERIES, stop.signal);
      expect(sent).toHaveBeenCalledOnce();
    } finally {
      sent.mockRestore();
      stop.abort();
    }
  });
});
