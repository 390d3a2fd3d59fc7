import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { serverCapabilities } from '../../src/http/question-forms';
import { wholeStudies } from '../../src/dicomweb/whole-studies/whole-studies';
import { aFile, imageElements, PIXELS, text, words } from './part10-file';
import {
  anArchive,
  anInstanceAnswer,
  aPatient,
  aServer,
  aStudyAnswer,
  INSTANCE,
  ROOT,
  SERIES,
  STUDY,
} from './wire';

/* One line for each habit of a server with lists and metadata: what it does, and what is made of it. Frames are beside. */

const server = aServer();
const NEVER = new AbortController().signal;
const JSON_TYPE = { 'Content-Type': 'application/dicom+json' };
const json = (value: unknown, headers = {}) =>
  new HttpResponse(JSON.stringify(value), { headers: { ...JSON_TYPE, ...headers } });

const setting = () =>
  dicomwebArchive(
    anArchive({ capabilities: serverCapabilities(), wholeStudies: wholeStudies({ linger: 0 }) }),
  );

describe('the studies of an archive that', () => {
  const searched = (answer: (url: URL) => Response) => {
    const asked: URL[] = [];
    server.use(
      http.get(`${ROOT}/studies`, ({ request }) => {
        asked.push(new URL(request.url));
        return answer(new URL(request.url));
      }),
    );
    return asked;
  };
  const numbered = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, at) => aStudyAnswer(`1.2.${from + at}`));
  const offsetOf = (url: URL) => Number(url.searchParams.get('offset'));
  const found = async (here = setting()) => {
    const answer = await here.studiesOf(aPatient(), NEVER);
    return answer.ok
      ? { count: answer.value.value.length, short: answer.value.shortfalls.map(({ kind }) => kind) }
      : answer.problem.kind;
  };

  /** Every optional parameter, by every status with which archives were seen to refuse one */
  const OPTIONAL: readonly (readonly [string, (url: URL) => boolean])[] = [
    ['a limit above 200', (url) => Number(url.searchParams.get('limit')) > 200],
    ['any limit', (url) => url.searchParams.has('limit')],
    ['repeated fields', (url) => url.searchParams.getAll('includefield').length > 1],
    ['fields', (url) => url.searchParams.has('includefield')],
    ['all fields', (url) => url.searchParams.get('includefield') === 'all'],
    ['fields with a limit', (url) => url.searchParams.has('includefield') && url.searchParams.has('limit')],
    [
      'everything but the number and the page',
      (url) => [...url.searchParams.keys()].filter((key) => key !== 'offset').length > 1,
    ],
  ];
  const REFUSALS = [400, 403, 406, 413, 414, 415, 422, 431, 500, 501];
  it.each<[string, (url: URL) => boolean, number]>([
    ...OPTIONAL.flatMap(([what, refused]) =>
      REFUSALS.map((status): [string, (url: URL) => boolean, number] => [
        `${what} with ${status}`,
        refused,
        status,
      ]),
    ),
  ])('refuses %s are all there, and it is not asked like that again', async (_, refused, status) => {
    const asked = searched((url) =>
      refused(url) ? new HttpResponse(null, { status }) : json(offsetOf(url) > 0 ? [] : numbered(0, 7)),
    );
    const here = setting();
    expect(await found(here)).toEqual({ count: 7, short: [] });
    const before = asked.length;
    await found(here);
    expect(asked.slice(before).filter((url) => refused(url) && offsetOf(url) === 0)).toEqual([]);
  });

  const warned = (url: URL, all: number) => {
    const left = all - offsetOf(url) - 12;
    const warning = { Warning: `299 archive: There are ${left} additional results that can be requested` };
    return json(numbered(offsetOf(url), Math.min(all, offsetOf(url) + 12)), left > 0 ? warning : {});
  };
  it.each<[string, (url: URL) => Response, object]>([
    ['sends twelve at a time, and says so', (url) => warned(url, 40), { count: 40, short: [] }],
    [
      'sends seven at a time without a word',
      (url) => json(numbered(offsetOf(url), Math.min(30, offsetOf(url) + 7))),
      { count: 30, short: [] },
    ],
    ['takes no notice of an offset', () => json(numbered(0, 9)), { count: 9, short: [] }],
    [
      'refuses an offset',
      (url) => (offsetOf(url) > 0 ? new HttpResponse(null, { status: 400 }) : json(numbered(0, 9))),
      { count: 9, short: [] },
    ],
    [
      'says that more exist and gives the same again',
      () => json(numbered(0, 12), { Warning: '299 x: There are 5 additional results' }),
      { count: 12, short: ['source-says-incomplete'] },
    ],
    [
      'says that it does no fuzzy matching',
      () => json(numbered(0, 3), { Warning: '299 x: The fuzzymatching parameter is not supported' }),
      { count: 3, short: [] },
    ],
    [
      'says two things in one header, that more exist among them',
      () =>
        json(numbered(0, 12), {
          Warning:
            '299 x: The fuzzymatching parameter is not supported, 299 x: There are 5 additional results',
        }),
      { count: 12, short: ['source-says-incomplete'] },
    ],
    ...[206, 207].map((status): [string, (url: URL) => Response, object] => [
      `says by ${status} that what it sends is a part`,
      (url) => new HttpResponse(JSON.stringify(numbered(offsetOf(url), 3)), { status, headers: JSON_TYPE }),
      { count: 3, short: ['source-says-incomplete'] },
    ]),
    [
      'takes out of each page what may not be seen',
      (url) =>
        json(numbered(offsetOf(url), Math.min(21, offsetOf(url) + ([7, 4, 7, 3][offsetOf(url) % 4] ?? 7)))),
      { count: 21, short: [] },
    ],
    [
      'labels its JSON as a page',
      (url) => json(numbered(offsetOf(url), 3), { 'Content-Type': 'text/html; charset=UTF-8' }),
      { count: 3, short: [] },
    ],
    [
      'writes NaN where a number is none',
      (url) => {
        const answer = numbered(offsetOf(url), 3).map((one) => ({
          ...one,
          '00081030': { vr: 'DS', Value: ['?'] },
        }));
        return new HttpResponse(JSON.stringify(answer).replaceAll('"?"', 'NaN'), { headers: JSON_TYPE });
      },
      { count: 3, short: [] },
    ],
    ...(
      [
        ['says that there are no more', '299 x: There are 0 additional results that can be requested', []],
        ['says that a field is not known to it', '299 x: The includefield attributes are not supported', []],
        [
          'says under another code that more exist',
          '199 x "There are additional results"',
          ['source-says-incomplete'],
        ],
        [
          'sits behind a proxy that keeps old answers',
          '110 p "Response is Stale"',
          ['source-says-incomplete'],
        ],
        [
          'sits behind a proxy that could not ask it',
          '111 p "Revalidation Failed"',
          ['source-says-incomplete'],
        ],
        ['warns without a code', 'There are 5 additional results', ['source-says-incomplete']],
      ] as const
    ).map(([habit, Warning, short]): [string, (url: URL) => Response, object] => [
      habit,
      (url) => json(numbered(offsetOf(url), 2), { Warning }),
      { count: 2, short },
    ]),
    [
      'has nothing, and says that it is not all',
      () => new HttpResponse(null, { status: 204, headers: { Warning: '299 x: One store did not answer' } }),
      { count: 0, short: ['source-says-incomplete'] },
    ],
    ...[404, 410, 416].map((status): [string, (url: URL) => Response, object] => [
      `answers ${status} where nothing more is`,
      (url) => (offsetOf(url) > 0 ? new HttpResponse(null, { status }) : json(numbered(0, 9))),
      { count: 9, short: [] },
    ]),
    [
      'answers with an empty line',
      () => new HttpResponse('\r\n', { headers: JSON_TYPE }),
      { count: 0, short: [] },
    ],
    [
      'answers with nothing in the body',
      () => new HttpResponse(null, { headers: JSON_TYPE }),
      { count: 0, short: [] },
    ],
    [
      'has one without a UID',
      (url) =>
        json(
          offsetOf(url) > 0
            ? []
            : [...numbered(0, 2), aStudyAnswer('', { '0020000D': { vr: 'UI', Value: [null] } })],
        ),
      { count: 2, short: ['unreadable'] },
    ],
    [
      'has one that is no dataset',
      (url) => json(offsetOf(url) > 0 ? [] : [...numbered(0, 2), 7]),
      { count: 2, short: ['unreadable'] },
    ],
  ])('%s are what came, and said not to be all where they are not', async (_, answer, expected) => {
    searched(answer);
    expect(await found()).toEqual(expected);
  });

  it('sends small pages is asked until there is nothing more, and a small first page once only', async () => {
    const asked = searched((url) => json(numbered(offsetOf(url), Math.min(8, offsetOf(url) + 5))));
    const here = setting();
    expect(await found(here)).toEqual({ count: 8, short: [] });
    expect(asked.splice(0).map(offsetOf)).toEqual([0, 5, 8]);
    server.resetHandlers();
    const again = searched((url) => json(numbered(offsetOf(url), 3)));
    expect(await found(here)).toEqual({ count: 3, short: [] });
    expect(again.map(offsetOf)).toEqual([0]);
  });

  it.each([
    ['a page', 'text/html', '<html>Sign in</html>', 'malformed'],
    ['a page without an end', 'text/html', '', 'malformed'],
    ['a picture', 'image/jpeg', '[]', 'malformed'],
    ['a promise', 'application/dicom+json', '', 'staging'],
  ])('answers with %s are not none', async (what, type, body, kind) => {
    const status = what === 'a promise' ? 202 : 200;
    searched(() => new HttpResponse(body, { status, headers: { 'Content-Type': type } }));
    expect(await found()).toBe(kind);
  });

  it.each(['', '/', '//', '/studies', '/studies/', '/Studies', `/studies/${STUDY}`, '?x=1'])(
    'has a root that ends in %j are asked for below the service itself',
    async (end) => {
      searched(() => json([]));
      const archive = dicomwebArchive(anArchive({ root: ROOT + end }));
      expect(await archive.studiesOf(aPatient(), NEVER)).toMatchObject({ ok: true });
    },
  );
});

describe('the instances of an archive that', () => {
  const metadata = (...datasets: readonly unknown[]) =>
    server.use(http.get(`${ROOT}/studies/:study/series/:series/metadata`, () => json(datasets)));
  const instances = (study: string = STUDY, series: string = SERIES) =>
    setting().instancesOf(study as typeof STUDY, series as typeof SERIES, NEVER);

  it.each([
    ['is longer than 64 characters', `1.2.${'9'.repeat(80)}`],
    ['has empty components', '1.2..3'],
    ['has leading zeros', '1.02.003'],
  ])('gave out a UID that %s are read', async (_, uid) => {
    metadata(anInstanceAnswer('1.2.3', { '0020000D': { vr: 'UI', Value: [uid] } }));
    expect(await instances(uid)).toMatchObject({ value: { instances: [{ study: uid }], unreadable: [] } });
  });

  it('answers metadata with nothing in the body are not found', async () => {
    server.use(http.get(`${ROOT}/*`, () => new HttpResponse(null, { headers: JSON_TYPE })));
    expect(await instances()).toMatchObject({ ok: false });
  });

  it('leaves Rows and what turns greys round out have them from the object', async () => {
    metadata(anInstanceAnswer(INSTANCE, { '00280010': { vr: 'US' }, '00280004': undefined }));
    const inverted = aFile([
      ...imageElements({ '00280004': text('00280004', 'CS', 'MONOCHROME1') }),
      words('7FE00010', PIXELS),
    ]);
    server.use(
      http.get(
        `${ROOT}/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}`,
        () => new HttpResponse(inverted, { headers: { 'Content-Type': 'application/dicom' } }),
      ),
    );
    expect(await instances()).toMatchObject({
      value: { instances: [{ image: { rows: 4, photometric: 'MONOCHROME1' } }], unreadable: [] },
    });
  });

  it.each([
    ['scheme', ROOT.replace('https:', 'http:')],
    ['port', ROOT.replace('.example', '.example:8443')],
    ['host', 'http://pacs-inner:8080/dicom-web'],
    ['prefix', 'https://salford.example/inner/wado'],
    ['case', 'http://10.0.0.4:8042/Dicom-Web'],
  ])(
    'names bulk data by another %s are fetched at its own root, without a word to the other',
    async (_, root) => {
      const asked: string[] = [];
      server.use(
        http.get('*/bulkdata/*', ({ request }) => {
          asked.push(request.url);
          return request.url.startsWith(ROOT)
            ? new HttpResponse(new Uint8Array(8), { headers: { 'Content-Type': 'application/octet-stream' } })
            : new HttpResponse(null, { status: 404 });
        }),
      );
      const tables = Object.fromEntries(
        [1, 2, 3].flatMap((at) => [
          [`0028110${at}`, { vr: 'US', Value: [4, 0, 16] }],
          [
            `0028120${at}`,
            { vr: 'OW', BulkDataURI: `${root}/studies/${STUDY}/series/${SERIES}/bulkdata/${at}` },
          ],
        ]),
      );
      metadata(anInstanceAnswer(INSTANCE, { '00280004': { vr: 'CS', Value: ['PALETTE COLOR'] }, ...tables }));
      expect(await instances()).toMatchObject({
        value: { instances: [{ image: { palette: {} } }], unreadable: [] },
      });
      expect(asked.every((url) => url.startsWith('https://salford.example/'))).toBe(true);
    },
  );
});
