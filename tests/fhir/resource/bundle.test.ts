import { describe, expect, it } from 'vitest';
import { search } from '../../../src/fhir/resource/bundle';
import { recordWith } from '../report-server';

const signal = new AbortController().signal;
const study = (id: string) => ({ resource: { resourceType: 'ImagingStudy', id } });
const endpoint = { resource: { resourceType: 'Endpoint', id: 'e' }, search: { mode: 'include' } };
const bundle = (entry: readonly unknown[], more: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry,
  ...more,
});
const next = (url: unknown) => ({ link: [{ relation: 'next', url }] });
const issue = (severity: unknown, code: unknown, details?: object) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, ...(details && { details }) }],
});
const outcome = (...given: Parameters<typeof issue>) => ({
  resource: issue(...given),
  search: { mode: 'outcome' },
});

const searched = (answer: unknown) =>
  search(recordWith({ ImagingStudy: answer }), 'ImagingStudy?patient=1', signal);
const shortfallsOf = async (answer: unknown) => {
  const found = await searched(answer);
  return found.ok ? found.value.shortfalls.map(({ kind }) => kind) : found.problem.kind;
};

describe('an answer of the record is all there is', () => {
  it.each<[string, object]>([
    ['without anything that speaks against it', bundle([study('1'), endpoint])],
    [
      'with as many matches as it announced, what was included not counted',
      bundle([study('1'), endpoint], { total: 1 }),
    ],
    ['with a total that says nothing', bundle([study('1')], { total: 'many' })],
    ['with an outcome for information', bundle([study('1'), outcome('information', 'incomplete')])],
    ['with an outcome that nothing matched', bundle([outcome('warning', 'not-found')])],
    [
      'with an outcome MSG_NO_MATCH',
      bundle([outcome('error', 'processing', { coding: [{ code: 'MSG_NO_MATCH' }] })]),
    ],
    [
      'with an outcome on a parameter it does not know',
      bundle([study('1'), outcome('warning', 'not-supported')]),
    ],
    ['with its one entry by itself', { resourceType: 'Bundle', entry: study('1') }],
    ['with its entries as null', { resourceType: 'Bundle', entry: null }],
    [
      'with issues of its own for information',
      bundle([study('1')], { issues: issue('information', 'timeout') }),
    ],
    ['with the same resource twice', bundle([study('1'), study('1')], { total: 1 })],
    ['when it is an outcome that nothing matched', issue('information', 'not-found')],
    ['when it has no entries', { resourceType: 'Bundle' }],
    ...[null, '', undefined, 7, {}].map((url): [string, object] => [
      `with an empty next link (${JSON.stringify(url)}) when all that was announced is here`,
      bundle([study('1'), endpoint], { total: 1, ...next(url) }),
    ]),
    [
      'with a next link to itself when all that was announced is here',
      bundle([study('1')], { total: 1, ...next('ImagingStudy?patient=1') }),
    ],
    [
      'with a next page that brings the same again when all that was announced is here',
      bundle([study('1')], { total: 1, ...next('ImagingStudy?page=2') }),
    ],
    ['with nothing, announced, and an empty next link', bundle([], { total: 0, ...next(null) })],
  ])('%s', async (_, answer) => expect(await shortfallsOf(answer)).toEqual([]));
});

describe('an answer of the record is not all there is', () => {
  it.each([
    [5, 2],
    [2, 5],
    ['5', undefined],
  ])('where it announced %s, and then %s, and sent two', async (first, second) => {
    const record = recordWith({
      ImagingStudy: bundle([study('1')], { total: first, ...next('ImagingStudy/_search?page=2') }),
      'ImagingStudy/_search': bundle([study('2')], { total: second }),
    });
    expect(await search(record, 'ImagingStudy?patient=1', signal)).toMatchObject({
      value: { shortfalls: [{ kind: 'fewer-than-announced', announced: 5, came: 2 }] },
    });
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'with issues of its own (R5)',
      bundle([study('1')], { issues: issue('warning', 'incomplete') }),
      ['source-says-incomplete'],
    ],
    [
      'with an outcome as an entry’s response',
      bundle([study('1'), { response: { status: '206', outcome: issue('warning', 'throttled') } }]),
      ['source-says-incomplete'],
    ],
    [
      'with a next link in capitals',
      bundle([study('1')], { link: [{ relation: 'Next', url: 7 }] }),
      ['page-missing'],
    ],
    [
      'with a next link by itself',
      bundle([study('1')], { link: { relation: 'next', url: 7 } }),
      ['page-missing'],
    ],
    [
      'with a next link in other words',
      bundle([study('1')], { link: [{ rel: 'next', href: 7 }] }),
      ['page-missing'],
    ],
    ['with entries that are a text', { resourceType: 'Bundle', entry: 'none' }, ['unreadable']],
    ['with an entry that is a list', bundle([[study('1')]]), ['unreadable']],
    ['with an entry that has no resource', bundle([study('1'), { fullUrl: 'x' }]), ['unreadable']],
    ['with a larger total as a text', bundle([study('1')], { total: '4' }), ['fewer-than-announced']],
    ['with a next link that is no text', bundle([study('1')], next(7)), ['page-missing']],
    ['with links by their names', bundle([study('1')], { link: { next: 'x' } }), ['page-missing']],
    [
      'with a link that says nothing of itself',
      bundle([study('1')], { link: [{ url: 'x' }] }),
      ['page-missing'],
    ],
    ['with a Bundle as an entry', bundle([{ resource: bundle([study('1')]) }]), ['unreadable']],
    [
      'with a Bundle as an entry of another answer',
      { ...bundle([{ resource: bundle([]), response: { status: '200' } }]), type: 'batch-response' },
      ['unreadable'],
    ],
    [
      'with a tag that says that something was taken away',
      bundle([study('1')], { meta: { tag: [{ code: 'SUBSETTED' }] } }),
      ['source-says-incomplete'],
    ],
    [
      'with a security label that says it',
      bundle([], { meta: { security: [{ code: 'REDACTED' }] } }),
      ['source-says-incomplete'],
    ],
  ])('%s', async (_, answer, kinds) => expect(await shortfallsOf(answer)).toEqual(kinds));

  const codes = [
    ...[
      'incomplete',
      'timeout',
      'transient',
      'throttled',
      'too-costly',
      'suppressed',
      'security',
      'forbidden',
    ],
    ...['exception', 'no-store', 'lock-error', 'login', 'expired'],
  ];
  it.each(
    codes.flatMap((code) => ['warning', 'error', 'fatal'].map((severity) => [severity, code] as const)),
  )('with an outcome %s %s', async (severity, code) =>
    expect(await shortfallsOf(bundle([study('1'), outcome(severity, code)]))).toEqual([
      'source-says-incomplete',
    ]),
  );

  it.each<[string, object, readonly string[]]>([
    [
      'with an error of another kind',
      bundle([study('1'), outcome('error', 'processing')]),
      ['source-says-incomplete'],
    ],
    [
      'with an error without a code',
      bundle([study('1'), outcome('fatal', undefined)]),
      ['source-says-incomplete'],
    ],
    ['with an outcome in capitals', bundle([outcome('WARNING', 'Incomplete')]), ['source-says-incomplete']],
    ['with fewer than it announced', bundle([study('1'), endpoint], { total: 4 }), ['fewer-than-announced']],
    [
      'with fewer than it announced, and more than that with what was included',
      bundle([study('1'), endpoint, { ...endpoint, resource: { ...endpoint.resource, id: 'e2' } }], {
        total: 2,
      }),
      ['fewer-than-announced'],
    ],
    [
      'with a total as large as all that came, what was included counted, which may be of matches that are missing',
      bundle([study('1'), study('2'), endpoint], { total: 3 }),
      ['fewer-than-announced'],
    ],
    ...[null, '', undefined].map((url): [string, object, string[]] => [
      `with an empty next link (${JSON.stringify(url)}) and no total`,
      bundle([study('1')], next(url)),
      ['page-missing'],
    ]),
    [
      'with an empty next link and a total above what came',
      bundle([study('1')], { total: 2, ...next(null) }),
      ['page-missing', 'fewer-than-announced'],
    ],
    [
      'with a next page elsewhere, whatever it announced',
      bundle([study('1')], { total: 1, ...next('https://evil.example/x') }),
      ['page-missing'],
    ],
    ['with an entry that is none', bundle([study('1'), null]), ['unreadable']],
    ['with a next page that is no address', bundle([study('1')], next(7)), ['page-missing']],
    ['with a next page elsewhere', bundle([study('1')], next('https://evil.example/x')), ['page-missing']],
    [
      'with a next page that names itself',
      bundle([study('1')], next('ImagingStudy?patient=1')),
      ['page-missing'],
    ],
    [
      'with a next page that brings the same again',
      bundle([study('1')], next('ImagingStudy?page=2')),
      ['page-missing'],
    ],
  ])('%s', async (_, answer, kinds) => expect(await shortfallsOf(answer)).toEqual(kinds));

  it.each([
    [
      'a Warning header',
      { headers: { warning: '199 - "Two sources did not answer"' } },
      ['source-says-incomplete'],
    ],
    ['a status that says a part', { status: 206 }, ['source-says-incomplete']],
    ['a status that says several answers', { status: 207 }, ['source-says-incomplete']],
    ['a warning of its own ageing', { headers: { warning: '299 - "Deprecated"' } }, []],
    ['a proxy that wrote it anew', { headers: { warning: '214 proxy "Transformation Applied"' } }, []],
    [
      'two warnings, of which one is of its age',
      { headers: { warning: '299 - "Deprecated", 199 - "Two sources did not answer"' } },
      ['source-says-incomplete'],
    ],
  ] as const)('with %s', async (_, init, kinds) =>
    expect(await shortfallsOf(Response.json(bundle([study('1')]), init))).toEqual(kinds),
  );

  it.each([
    ['warning', 'processing', { diagnostics: '2 of 4 sources did not respond' }],
    ['warning', undefined, { diagnostics: 'Partial result' }],
    ['warning', 'not-found', { diagnostics: 'No results from PACS 2: it could not be reached' }],
    ['warning', 'informational', { details: { text: 'Search truncated at 100 resources' } }],
    ['error', 'not-supported', { diagnostics: 'Some results omitted' }],
    ['warning', 'business-rule', { details: { text: 'Not all sources are searched' } }],
  ])('with an outcome %s %s that says so in words: %o', async (severity, code, more) => {
    const said = { resource: { resourceType: 'OperationOutcome', issue: [{ severity, code, ...more }] } };
    expect(await shortfallsOf(bundle([study('1'), said]))).toEqual(['source-says-incomplete']);
  });

  it.each([
    ['warning', 'processing', { diagnostics: 'Unknown search parameter "foo"' }],
    ['warning', 'not-found', { diagnostics: 'No results' }],
    ['information', 'incomplete', { diagnostics: 'truncated' }],
    ['error', 'not-found', { diagnostics: 'No matches' }],
  ])('but not with an outcome %s %s that says %o', async (severity, code, more) => {
    const said = { resource: { resourceType: 'OperationOutcome', issue: [{ severity, code, ...more }] } };
    expect(await shortfallsOf(bundle([study('1'), said]))).toEqual([]);
  });

  it.each([
    ['an outcome that nothing is found', issue('error', 'not-found', { text: 'Search does not exist' })],
    ['an outcome for information', issue('information', 'informational')],
    ['an outcome that nothing matched', issue('warning', 'not-found')],
    ['an outcome of an error', issue('error', 'exception')],
    ['nothing', null],
  ])('where the page that it announced is %s', async (_, page) => {
    const record = recordWith({
      ImagingStudy: bundle([study('1')], next('ImagingStudy/_search?page=2')),
      'ImagingStudy/_search': page,
    });
    expect(await search(record, 'ImagingStudy?patient=1', signal)).toMatchObject({
      value: { resources: [{ id: '1' }], shortfalls: [{ kind: 'page-missing' }] },
    });
  });

  it.each([
    ['of an error that something is not found', issue('error', 'not-found', { text: 'No such endpoint' })],
    ['that one store was not reached', issue('warning', 'not-found', { text: 'PACS 2 is unavailable' })],
  ])('and no answer at all with an outcome %s instead of it', async (_, answer) => {
    expect((await searched(answer)).ok).toBe(false);
  });

  it('keeps the record’s own words', async () => {
    const words = 'Two radiology systems did not respond in time.';
    const found = await searched(bundle([study('1'), outcome('warning', 'incomplete', { text: words })]));
    expect(found).toMatchObject({ value: { shortfalls: [{ kind: 'source-says-incomplete', words }] } });
  });

  it('keeps every page that came when a further one does not', async () => {
    const record = recordWith({ ImagingStudy: undefined });
    const answers = new Map<string | null, object>([
      [null, bundle([study('1')], next('ImagingStudy?page=2'))],
      ['2', bundle([study('2')], next('ImagingStudy?page=3'))],
    ]);
    const fetch: typeof globalThis.fetch = (input) => {
      const body = answers.get(new URL(String(input)).searchParams.get('page'));
      return Promise.resolve(body ? Response.json(body) : new Response('', { status: 500 }));
    };
    const found = await search({ ...record, fetch }, 'ImagingStudy?patient=1', signal);
    expect(found).toMatchObject({
      value: {
        resources: [{ id: '1' }, { id: '2' }],
        shortfalls: [{ kind: 'page-missing', problem: { kind: 'failed', status: 500 } }],
      },
    });
  });
});

describe('an answer of the record is no answer', () => {
  it.each<[string, unknown, string]>([
    ['when it is something else', { resourceType: 'Patient' }, 'malformed'],
    ['when it is an outcome that refuses the person', issue('error', 'forbidden'), 'forbidden'],
    ['when it is an outcome of its load', issue('error', 'throttled'), 'busy'],
    ['when it is an outcome that it took too long', issue('fatal', 'timeout'), 'timed-out'],
    ['when it is an outcome that it did not understand', issue('error', 'invalid'), 'malformed'],
    ['when it is an empty outcome', { resourceType: 'OperationOutcome' }, 'malformed'],
  ])('%s', async (_, answer, kind) => expect(await shortfallsOf(answer)).toBe(kind));
});
