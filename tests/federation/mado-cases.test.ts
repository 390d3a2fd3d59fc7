import { afterEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from 'xstate';
import { isByManifest } from '../../src/domain/study/manifest';
import { volumeOf } from '../../src/domain/volume/volume';
import { retrieveSeries } from '../../src/workflow/study/retrieval';
import { rowsOf } from '../../src/ui/list/study-rows';
import { missingImages } from '../../src/ui/texts/series-words';
import { sourceWords } from '../../src/ui/texts/source-words';
import { caseRegion, isThere, region, type GivenRegion, type Json } from './region';

/* The shared cases of manifests, each against all of its expect.md: seen, sent, never. */

const never = new AbortController().signal;
let running: ReturnType<typeof region> | undefined;
afterEach(() => {
  running?.list.stop();
  vi.unstubAllGlobals();
});

/** The list once everybody has answered. */
async function launched(given: GivenRegion) {
  const world = region(given);
  running = world;
  vi.stubGlobal('fetch', world.fetch);
  world.list.start();
  await waitFor(world.list, (snapshot) => !snapshot.matches('asking'), { timeout: 5000 });
  const { studies, sources, reports } = world.list.getSnapshot().context;
  const rows = rowsOf(studies, sources, reports);
  return { ...world, studies, rows, sources: sources.map(sourceWords) };
}

const study = ({ studies }: Awaited<ReturnType<typeof launched>>, at = 0) => {
  const one = studies[at];
  if (one === undefined) throw new Error('no study is listed');
  return one;
};

const withoutArchives = (given: GivenRegion): GivenRegion => ({ ...given, held: {} });

describe.skipIf(!isThere)('a manifest', () => {
  it('that names another person is left out and counted, and is a mismatch of the launched patient', async () => {
    const seen = await launched(caseRegion('01'));
    const said = JSON.stringify([seen.rows, seen.sources, seen.studies]);
    expect(seen.sources.join()).toContain('1 study left out: labelled there as another person’s');
    for (const word of ['HOLMQVIST', 'Bertil', '9990202028', 'Q200811', '1948'])
      expect(said).not.toContain(word);
    expect(seen.audited).toContainEqual({ kind: 'identity-mismatch', study: '2.999.7.101' });
    expect(seen.audited.filter(({ kind }) => kind === 'identity-mismatch')).toHaveLength(1);
    expect(seen.rows.map(({ words }) => words.missing)).toEqual(['Its manifest belongs to another person']);
    // An archive lists it under her number: it stays barred.
    for (const one of seen.studies) {
      const { opened } = await seen.open(one);
      expect(opened).toMatchObject({ ok: false, problem: { kind: 'different-person' } });
    }
    expect(seen.ofStudies()).toEqual([]);
  });

  it('opens a study without a question about it, and the archive tells of what else it has', async () => {
    const given = caseRegion('02');
    const alone = await launched(withoutArchives(given));
    expect(alone.rows[0]?.words.missing).toBe('2 series by the manifest of 05-Oct-2026');
    alone.list.stop();

    const seen = await launched(given);
    const before = seen.asked.length;
    const { open, opened, first, picture } = await seen.open(study(seen));
    expect(opened.ok).toBe(true);
    expect(picture).toMatchObject({ ok: true });
    expect(seen.ofStudies(before)).toEqual([
      `pacs-a.example /2.999.7.102/series/2.999.7.102.1/instances/${first?.instance.uid}`,
    ]);
    expect(seen.rows[0]?.words.missing).toBe(
      'The archive holds 1 series more than the manifest of 05-Oct-2026',
    );

    const [archive] = seen.archives;
    if (archive === undefined) throw new Error('no archive');
    const [more] = await Promise.all([
      archive.listedSeriesOf(open.study.uid, never),
      open.objectsElsewhere(archive, []),
    ]);
    expect(more).toMatchObject({ ok: true });
    // Two want to know, and one question is put; its second page is how it is seen to have ended.
    const questions = seen.asked.slice(before).filter(({ url }) => /\/series\?(?!.*offset=[1-9])/.test(url));
    expect(questions).toHaveLength(1);
    // What the manifest does not list is looked through; of what it lists nothing is asked.
    expect(seen.ofStudies(before).filter((each) => /\/(?:instances|metadata)$/.test(each))).toEqual([
      'pacs-a.example /2.999.7.102/series/2.999.7.102.3/metadata',
    ]);
    expect(more.ok && more.value.value.map(({ uid }) => uid)).toContain('2.999.7.102.3');
  });

  it('keeps the place of an instance that its archive does not have', async () => {
    const seen = await launched(caseRegion('03'));
    const before = seen.asked.length;
    const one = study(seen);
    const [series] = one.series ?? [];
    if (series === undefined) throw new Error('no series');
    await seen.open(one);
    const retrieved = await retrieveSeries(one, series, seen.archives, seen.patient, never);
    if (!retrieved.ok) throw new Error('no series');
    const [set] = retrieved.value.displaySets;
    expect(set?.frames.map(({ instance }) => instance.instanceNumber)).toEqual([1, 2, 3, 4, 5]);
    expect(set?.frames.map(({ instance }) => instance.absent ?? false)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(set?.gaps).toEqual([2]);
    expect(missingImages(series, retrieved.value)).toBe('4 of 5 images');
    const place = set?.frames[2];
    if (place === undefined) throw new Error('no place');
    for (let scrolled = 0; scrolled < 3; scrolled += 1)
      expect(await seen.frames.frame(place, 'now', never)).toEqual({
        ok: false,
        problem: { kind: 'not-found', where: 'Archive A' },
      });
    const ofThree = seen.ofStudies(before).filter((each) => each.includes('2.999.7.103.1.3'));
    expect(ofThree.length).toBeLessThanOrEqual(2);
    const volume = volumeOf(set?.frames ?? []);
    expect(volume.ok && volume.volume.gaps).toHaveLength(1);
  });

  it('in two forms is one row, and one of them is fetched', async () => {
    const given = caseRegion('04');
    const seen = await launched(given);
    const documents = ({ asked }: typeof seen) =>
      asked.map(({ url }) => url).filter((url) => /\/(?:Bundle|Binary)\//.test(url));
    expect(seen.studies.map(({ uid, instanceCount }) => [uid, instanceCount])).toEqual([['2.999.7.104', 4]]);
    expect(documents(seen)).toEqual(['https://record.example/fhir/Bundle/m1']);
    seen.list.stop();

    const other = await launched({ ...given, documentsAt: { ...given.documentsAt, 'Bundle/m1': 500 } });
    expect(other.studies.map(({ uid, instanceCount }) => [uid, instanceCount])).toEqual([['2.999.7.104', 4]]);
    expect(new Set(documents(other))).toEqual(
      new Set(['https://record.example/fhir/Bundle/m1', 'https://record.example/fhir/Binary/k1']),
    );
    expect((await other.open(study(other))).picture).toMatchObject({ ok: true });
  });

  it('that names a store nobody knows says which, and asks nobody', async () => {
    const given = caseRegion('05');
    const seen = await launched(given);
    const [row] = seen.rows;
    expect(row?.words.missing).toContain('a store that this viewer does not know');
    expect(row?.words.missing).toContain('2.999.5.77');
    expect(row?.words).toMatchObject({ modality: expect.stringContaining('CT'), when: '05-Oct-2026' });
    const { opened } = await seen.open(study(seen));
    expect(opened).toMatchObject({ ok: false, problem: { kind: 'not-asked', why: 'store-not-known' } });
    expect(seen.ofStudies()).toEqual([]);
    expect(seen.asked.some(({ url }) => url.includes('notspecified'))).toBe(false);
    seen.list.stop();

    const uid = study(seen).uid;
    const series = (study(seen).series ?? []).map((one) => ({
      uid: one.uid,
      instances: (one.listed ?? []).map((instance) => instance.uid),
    }));
    const places = given.places.map((place, at) => (at === 0 ? { ...place, uids: ['2.999.5.77'] } : place));
    const known = await launched({ ...given, places, held: { 'Archive A': { study: uid, series } } });
    expect((await known.open(study(known))).picture).toMatchObject({ ok: true });
  });

  it('without an address is asked for where each series lies', async () => {
    const given = caseRegion('06');
    const b = given.held['Archive B'];
    if (b === undefined) throw new Error('no archive B');
    const seen = await launched({ ...given, held: { ...given.held, 'Archive B': { ...b, hangs: true } } });
    expect(seen.studies).toHaveLength(1);
    const one = study(seen);
    const before = seen.asked.length;
    const [first, second] = one.series ?? [];
    if (!first || !second) throw new Error('two series are listed');
    const own = await retrieveSeries(one, first, seen.archives, seen.patient, never);
    const hung = await retrieveSeries(one, second, seen.archives, seen.patient, never);
    expect(own.ok && own.value.displaySets[0]?.frames).toHaveLength(3);
    expect(hung).toEqual({ ok: false, problem: { kind: 'timed-out', where: 'Archive B' } });
    const asked = seen.ofStudies(before);
    expect(asked.filter((each) => each.includes('.106.1/')).every((each) => /^pacs-a/.test(each))).toBe(true);
    expect(asked.filter((each) => each.includes('.106.2/')).every((each) => /^pacs-b/.test(each))).toBe(true);
    expect(seen.asked.some(({ url }) => url.includes('notspecified'))).toBe(false);
  });

  it('that a newer one replaces is not fetched; where the newer cannot be had, that is said', async () => {
    const given = caseRegion('07');
    const seen = await launched(given);
    expect(seen.asked.map(({ url }) => url).filter((url) => url.includes('/Bundle/'))).toEqual([
      'https://record.example/fhir/Bundle/m-new',
    ]);
    expect(study(seen)).toMatchObject({ seriesCount: 2, manifest: { made: '2026-10-06T09:00:00' } });
    seen.list.stop();
    const alone = await launched(withoutArchives(given));
    expect(alone.rows.map(({ words }) => words.missing)).toEqual(['2 series by the manifest of 06-Oct-2026']);
    alone.list.stop();

    const older = await launched({ ...given, documentsAt: { ...given.documentsAt, 'Bundle/m-new': 500 } });
    expect(older.rows[0]?.words.missing).toBe(
      'Its newest manifest could not be read. It opens by an older one, of 05-Oct-2026, which may list less',
    );
  });

  it('of another study than promised is not used, and the study opens from its archive', async () => {
    const seen = await launched(caseRegion('08'));
    const before = seen.asked.length;
    expect(seen.studies.map(({ uid }) => uid)).toEqual(['2.999.7.108']);
    expect(seen.rows[0]?.words.missing).toBe('Its manifest describes another study and is not used');
    expect(isByManifest(study(seen))).toBe(false);
    const { picture } = await seen.open(study(seen));
    expect(picture).toMatchObject({ ok: true });
    expect(seen.ofStudies(before).join()).not.toContain('9999');
  });

  it('is asked for with the token at the record, and its archives where configuration says', async () => {
    const seen = await launched(caseRegion('06'));
    await seen.open(study(seen));
    const hosts = new Set(seen.asked.filter(({ token }) => token).map(({ url }) => new URL(url).host));
    expect([...hosts].sort()).toEqual(['pacs-a.example', 'pacs-b.example', 'record.example']);
  });
});

/** What others of the kind may hold: the same entries written in other ways. */
describe.skipIf(!isThere)('an entry of a manifest', () => {
  const changed = (change: (resource: Record<string, Json[] & Json>) => object): GivenRegion => {
    const given = caseRegion('02');
    const documents = structuredClone(given.documents) as {
      entry: { resource: Record<string, Json[] & Json> }[];
    };
    for (const entry of documents.entry) Object.assign(entry.resource, change(entry.resource));
    return { ...given, documents: documents as unknown as Json };
  };

  it.each<[string, (resource: Record<string, Json[] & Json>) => object, number]>([
    ['as published', () => ({}), 1],
    ['of an unknown format', () => ({ content: [{ attachment: { url: 'Bundle/m1' } }] }), 0],
    ['taken back', () => ({ status: 'entered-in-error' }), 0],
    ['that is superseded by nobody', () => ({ status: 'superseded' }), 0],
    ['without the study’s UID', () => ({ context: {} }), 1],
    ['of somebody else', () => ({ subject: { reference: 'Patient/other' } }), 0],
  ])('%s', async (_, change, count) => {
    const seen = await launched(withoutArchives(changed(change)));
    expect(seen.studies).toHaveLength(count);
  });
});
