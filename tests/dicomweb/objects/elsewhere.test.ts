import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { objectsElsewhere } from '../../../src/dicomweb/objects/elsewhere';
import { dicomwebClient } from '../../../src/dicomweb/requests/services';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import { seriesUid } from '../../../src/domain/ids';
import { serverCapabilities } from '../../../src/http/question-forms';
import { anObject, anSr, BASIC_TEXT, element, GSPS, KEY_OBJECT, PDF } from '../objects-wire';
import { anArchive, aServer, ROOT, STUDY } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const CT = '1.2.840.10008.5.1.4.1.1.2';
const CDA = '1.2.840.10008.5.1.4.1.1.104.2';
const json = (body: readonly object[]) =>
  HttpResponse.json([...body], { headers: { 'Content-Type': 'application/dicom+json' } });
const refused = (status: number) => new HttpResponse(null, { status });

/** One instance as an archive holds it: its header is its metadata. */
const held = (uid: string, sopClass: string, series: string, modality: string) => {
  const place = { '00080018': element('UI', uid), '0020000E': element('UI', series) };
  return sopClass === BASIC_TEXT
    ? { ...anSr([], place), '00080060': element('CS', modality) }
    : anObject(sopClass, modality, place);
};
type Held = ReturnType<typeof held>;
const valueOf = (dataset: Held, tag: string) =>
  String((dataset as Record<string, { Value?: unknown[] } | undefined>)[tag]?.Value?.[0]);

/** How an archive searches: by every class of a list, by one class, by none, or only if it is asked for nothing. */
type Habit = 'lists' | 'few' | 'one' | 'ignores' | 'refuses' | 'absent' | 'first';

interface Site {
  readonly instances: readonly Held[];
  readonly habit: Habit;
  /** How it refuses a list that is too long for it */
  readonly tooLong?: number;
  /** As its list of series says it; absent where it has none */
  readonly series?: readonly { uid: string; modality: string; count?: number }[];
}

function anArchiveThat({ instances, habit, series, tooLong = 414 }: Site) {
  const asked: URL[] = [];
  server.use(
    http.get(`${ROOT}/studies/${STUDY}/*`, ({ request }) => {
      const url = new URL(request.url);
      asked.push(url);
      const path = url.pathname.split(`${STUDY}/`)[1] ?? '';
      if (path === 'instances') return search(url.searchParams);
      if (path === 'series')
        return series
          ? json(
              series.map(({ uid, modality, count }) => ({
                '0020000E': element('UI', uid),
                '00080060': element('CS', modality),
                ...(count !== undefined && { '00201209': element('IS', count) }),
              })),
            )
          : refused(501);
      const [, of, , uid] = path.split('/');
      const those = instances.filter(
        (one) => valueOf(one, '0020000E') === of && (uid === undefined || valueOf(one, '00080018') === uid),
      );
      return path.endsWith('/metadata') ? json(those) : refused(404);
    }),
  );
  const search = (query: URLSearchParams) => {
    if (habit === 'absent') return refused(404);
    const wanted = query.get('SOPClassUID');
    if (wanted !== null && habit === 'refuses') return refused(400);
    if (habit === 'few' && (wanted ?? '').length > 500) return refused(tooLong);
    const classes =
      habit === 'lists' || habit === 'few' ? wanted?.split(',') : wanted === null ? undefined : [wanted];
    const from = Number(query.get('offset') ?? 0);
    const found = instances.filter(
      (one) => wanted === null || habit === 'ignores' || classes?.includes(valueOf(one, '00080016')) === true,
    );
    return json(found.slice(from, from + Number(query.get('limit') ?? 1000)));
  };
  const address = { ...anArchive(), capabilities: serverCapabilities() };
  const requests = requestsTo(address);
  const query = {
    client: dicomwebClient(requests),
    archive: address.id,
    name: address.name,
    identifierSystem: 'https://salford.example/mrn',
    requests,
    whole: wholeStudies(),
  };
  return {
    asked,
    ask: (lookedThrough: readonly string[] = []) =>
      objectsElsewhere(query, STUDY, lookedThrough.map(seriesUid), NEVER),
  };
}

const pictures = (count: number) =>
  Array.from({ length: count }, (_, at) => held(`1.2.7.${at + 1}`, CT, '1.2.7', 'CT'));
const names = { report: BASIC_TEXT, 'key object': KEY_OBJECT, PDF, CDA, 'saved view': GSPS };

describe.each(Object.entries(names))('a %s that is called something else', (_, sopClass) => {
  it.each<[string, string, string]>([
    ['inside a long series of pictures', '1.2.7', 'CT'],
    ['in a series called as a device is', '1.2.8', 'US'],
    ['in a series that the record does not list', '1.2.9', 'SR'],
    ['in a series without a modality', '1.2.10', ''],
  ])('is found %s, whatever the archive searches by', async (_where, series, modality) => {
    for (const habit of ['lists', 'one', 'ignores', 'refuses'] as const) {
      const instances = [...pictures(60), held('1.2.99', sopClass, series, modality)];
      const answer = await anArchiveThat({ instances, habit }).ask(['1.2.3']);
      const value = answer.ok ? answer.value : undefined;
      const found = [
        ...(value?.reports ?? []),
        ...(value?.keyObjects ?? []),
        ...(value?.presentations ?? []),
      ];
      expect([habit, found.map(({ id }) => id)]).toEqual([habit, ['1.2.99']]);
      expect([habit, value?.shortfalls, value?.unreadable]).toEqual([habit, undefined, []]);
    }
  });
});

describe('the objects among the pictures', () => {
  it.each([400, 404, 413, 414, 431, 500])(
    'are found where the archive refuses the list of all classes as too long (%i)',
    async (tooLong) => {
      const instances = [...pictures(30), held('1.2.99', PDF, '1.2.8', 'OT')];
      const { ask, asked } = anArchiveThat({ instances, habit: 'few', tooLong });
      const found = { ok: true, value: { reports: [{ id: '1.2.99' }] } };
      expect(await ask()).toMatchObject(found);
      const before = asked.length;
      expect(await ask()).toMatchObject(found);
      expect(asked.slice(before).some(({ searchParams }) => searchParams.has('SOPClassUID'))).toBe(false);
    },
  );

  it('are none where every class was searched for, which may then be said', async () => {
    const answer = await anArchiveThat({ instances: pictures(30), habit: 'lists' }).ask();
    expect(answer).toMatchObject({ ok: true, value: { reports: [], keyObjects: [], problems: [] } });
    expect(answer).not.toHaveProperty('value.shortfalls');
  });

  it.each<[string, object]>([
    ['series', { '0020000E': { vr: 'UI' } }],
    ['number', { '00080018': { vr: 'UI' } }],
    ['usable series', { '0020000E': element('UI', '../1.2') }],
  ])('that are said to be there without their %s are counted: then there are not none', async (_, change) => {
    for (const habit of ['lists', 'one', 'ignores', 'refuses'] as const) {
      const report = { ...held('1.2.99', PDF, '1.2.8', 'OT'), ...change } as Held;
      const answer = await anArchiveThat({ instances: [...pictures(3), report], habit }).ask();
      const found = answer.ok && [answer.value.reports, answer.value.shortfalls];
      expect([habit, found]).toEqual([habit, [[], [{ kind: 'unreadable', count: 1 }]]]);
    }
  });

  it('are not fetched again out of series that were looked through', async () => {
    const report = held('1.2.3.1', BASIC_TEXT, '1.2.3', 'SR');
    const { ask, asked } = anArchiveThat({ instances: [...pictures(3), report], habit: 'lists' });
    expect(await ask(['1.2.3'])).toMatchObject({ value: { reports: [] } });
    expect(asked.some(({ pathname }) => pathname.endsWith('/metadata'))).toBe(false);
  });

  it('come in one answer where their series holds nothing else', async () => {
    const reports = [1, 2, 3].map((at) => held(`1.2.9.${at}`, BASIC_TEXT, '1.2.9', 'SR'));
    const { ask, asked } = anArchiveThat({ instances: [...pictures(3), ...reports], habit: 'lists' });
    expect(await ask()).toMatchObject({ value: { reports: [{}, {}, {}] } });
    expect(asked.filter(({ pathname }) => pathname.endsWith('/metadata'))).toHaveLength(1);
  });

  it.each<[Habit, number]>([
    ['lists', 2],
    ['one', 2],
    ['refuses', 2],
  ])('are searched for as the archive was seen to search, which is learned once: %s', async (habit, most) => {
    const { ask, asked } = anArchiveThat({ instances: pictures(30), habit });
    await ask();
    const before = asked.length;
    await ask();
    expect(asked.length - before).toBeLessThanOrEqual(most);
    const again = asked.slice(before).map(({ searchParams }) => searchParams.has('SOPClassUID'));
    expect(new Set(again)).toEqual(new Set([habit === 'lists']));
  });

  it.each<[string, Site, readonly string[], boolean]>([
    [
      'a long series of pictures at an archive without a search of instances',
      { instances: pictures(60), habit: 'absent', series: [{ uid: '1.2.7', modality: 'CT', count: 60 }] },
      [],
      false,
    ],
    [
      'the same of which the archive does not say how long it is',
      { instances: pictures(3), habit: 'absent', series: [{ uid: '1.2.7', modality: 'CT' }] },
      [],
      false,
    ],
    ['no list of series either', { instances: pictures(3), habit: 'absent' }, [], false],
    [
      'a short series, which is read whole',
      { instances: pictures(3), habit: 'absent', series: [{ uid: '1.2.7', modality: 'CT', count: 3 }] },
      [],
      true,
    ],
    [
      'nothing but what was looked through',
      { instances: [], habit: 'absent', series: [{ uid: '1.2.3', modality: 'SR', count: 1 }] },
      ['1.2.3'],
      true,
    ],
    [
      'more instances than are gone through at an archive that matches no lists',
      { instances: pictures(2100), habit: 'one' },
      [],
      false,
    ],
  ])('are known to be none, or not, with %s', async (_, site, lookedThrough, isKnown) => {
    const answer = await anArchiveThat(site).ask(lookedThrough);
    const shortfalls = answer.ok ? (answer.value.shortfalls ?? []) : undefined;
    expect(shortfalls?.length === 0).toBe(isKnown);
  });

  it('are found in a short series of pictures without any search', async () => {
    const instances = [...pictures(3), held('1.2.7.9', PDF, '1.2.7', 'CT')];
    const series = [{ uid: '1.2.7', modality: 'CT', count: 4 }];
    expect(await anArchiveThat({ instances, habit: 'absent', series }).ask()).toMatchObject({
      value: { reports: [{ id: '1.2.7.9' }], unreadable: [] },
    });
  });

  it.each([401, 403, 429, 503])('are not known where the search is refused with %i', async (status) => {
    const { ask } = anArchiveThat({ instances: pictures(3), habit: 'lists' });
    server.use(http.get(`${ROOT}/studies/${STUDY}/instances`, () => refused(status)));
    expect(await ask()).toMatchObject({ ok: false });
  });
});
