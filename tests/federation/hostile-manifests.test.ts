import { afterEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from 'xstate';
import { studyIdentity } from '../../src/domain/list/standing';
import { retrieveSeries } from '../../src/workflow/study/retrieval';
import { rowsOf } from '../../src/ui/list/study-rows';
import { sourceWords } from '../../src/ui/texts/source-words';
import { aFile } from '../dicomweb/part10-file';
import { caseRegion, isThere, kosFile, region, type GivenRegion, type Json } from './region';

/*
 * Manifests as nobody should write them, made of the shared ones: each with what must be said of it by R4, PS3.3 or MADO, and
 * never another person's pictures, a store that was not configured, or fewer pictures than there are without a word.
 */

type Loose = Record<string, unknown>;

const never = new AbortController().signal;
let running: ReturnType<typeof region> | undefined;
afterEach(() => {
  running?.list.stop();
  vi.unstubAllGlobals();
});

async function launched(given: GivenRegion) {
  const world = region(given);
  running = world;
  vi.stubGlobal('fetch', world.fetch);
  world.list.start();
  await waitFor(world.list, (snapshot) => !snapshot.matches('asking'), { timeout: 5000 });
  const { studies, sources, reports } = world.list.getSnapshot().context;
  const rows = rowsOf(studies, sources, reports);
  return { ...world, studies, rows, said: sources.map(sourceWords).join(' ') };
}

/** The parts of the shared Bundle, to be spoiled in place. */
function partsOf(bundle: Json) {
  const entries = bundle['entry'] as { fullUrl: string; resource: Loose }[];
  const entry = (type: string) => {
    const found = entries.find(({ resource }) => resource['resourceType'] === type);
    if (found === undefined) throw new Error(`no ${type}`);
    return found;
  };
  const remove = (type: string) => entries.splice(entries.indexOf(entry(type)), 1);
  return {
    bundle: bundle as Loose,
    entries,
    entry,
    remove,
    imaging: entry('ImagingStudy').resource,
    composition: entry('Composition').resource,
    patient: entry('Patient').resource,
    endpoint: entry('Endpoint').resource,
    series: entry('ImagingStudy').resource['series'] as Loose[],
    /** Nobody came with it, and its subject is this */
    namedBy: (subject: object) => {
      remove('Patient');
      delete entry('Composition').resource['subject'];
      Object.assign(entry('ImagingStudy').resource, { subject });
    },
  };
}
type Parts = ReturnType<typeof partsOf>;

/** The second shared case with its Bundle and its entry spoiled, without its archives. */
function spoiled(
  spoil: (parts: Parts) => unknown,
  ofEntry: (reference: Loose) => unknown = () => undefined,
): GivenRegion {
  const given = caseRegion('02');
  const bundle = structuredClone(given.documentsAt['Bundle/m1']) as Json;
  spoil(partsOf(bundle));
  const documents = structuredClone(given.documents) as { entry: { resource: Loose }[] };
  for (const { resource } of documents.entry) ofEntry(resource);
  return {
    ...given,
    documents: documents as unknown as Json,
    documentsAt: { 'Bundle/m1': bundle },
    held: {},
  };
}

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const OTHERS = '9990202028';

describe.skipIf(!isThere)('a manifest that is of somebody else by', () => {
  const bertil = { family: 'HOLMQVIST', given: ['Bertil'] };
  it.each<[string, (parts: Parts) => unknown]>([
    ['its subject’s NHS number', ({ namedBy }) => namedBy({ identifier: { system: NHS, value: OTHERS } })],
    [
      'its subject’s NHS number under its OID',
      ({ namedBy }) => namedBy({ identifier: { system: '2.16.840.1.113883.2.1.4.1', value: OTHERS } }),
    ],
    [
      'its subject’s NHS number under its OID as a URN',
      ({ namedBy }) =>
        namedBy({ identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.4.1', value: OTHERS } }),
    ],
    [
      'its subject’s NHS number in the old system, with spaces',
      ({ namedBy }) =>
        namedBy({ identifier: { system: 'http://fhir.nhs.net/Id/nhs-number', value: '999 020 2028' } }),
    ],
    [
      'its subject’s local number of the same issuer',
      ({ namedBy }) => namedBy({ identifier: { system: 'urn:oid:2.999.1.10', value: 'Q200811' } }),
    ],
    [
      'a Patient that its ImagingStudy contains',
      ({ namedBy, imaging }) => {
        namedBy({ reference: '#p' });
        Object.assign(imaging, {
          contained: [{ resourceType: 'Patient', id: 'p', identifier: [{ system: NHS, value: OTHERS }] }],
        });
      },
    ],
    [
      'an address of the record',
      ({ namedBy }) => namedBy({ reference: 'https://record.example/fhir/Patient/pt-bertil' }),
    ],
    [
      'a number beside a reference to the launched patient',
      ({ imaging }) =>
        Object.assign(imaging, {
          subject: {
            reference: (imaging['subject'] as Json)['reference'],
            identifier: { system: NHS, value: OTHERS },
          },
        }),
    ],
    [
      'a Patient with the launched patient’s id and another number',
      ({ patient }) => Object.assign(patient, { identifier: [{ system: NHS, value: OTHERS }] }),
    ],
    [
      'its Composition, where its ImagingStudy is of the launched patient',
      ({ composition, entries }) => {
        Object.assign(composition, { subject: { reference: 'urn:uuid:other' } });
        entries.push({
          fullUrl: 'urn:uuid:other',
          resource: { resourceType: 'Patient', identifier: [{ system: NHS, value: OTHERS }] } as never,
        });
      },
    ],
    [
      'the Patient that lies beside it, where another server’s has the same id',
      ({ entries, entry, remove, imaging, composition }) => {
        const own = entry('Patient').resource;
        const other = { ...own, id: '1', identifier: [{ system: NHS, value: OTHERS }], name: [bertil] };
        remove('Patient');
        delete composition['subject'];
        entry('ImagingStudy').fullUrl = 'https://b.example/fhir/ImagingStudy/1';
        Object.assign(imaging, { subject: { reference: 'Patient/1' } });
        entries.push(
          { fullUrl: 'https://a.example/fhir/Patient/1', resource: { ...own, id: '1' } as never },
          { fullUrl: 'https://b.example/fhir/Patient/1', resource: other as never },
        );
      },
    ],
    [
      'one of two Patients at one address',
      ({ entries, entry }) =>
        entries.push({
          fullUrl: entry('Patient').fullUrl,
          resource: {
            resourceType: 'Patient',
            id: 'x',
            identifier: [{ system: NHS, value: OTHERS }],
          } as never,
        }),
    ],
  ])('%s is left out, counted and told', async (_, spoil) => {
    const seen = await launched(spoiled(spoil));
    expect(seen.studies).toEqual([]);
    expect(seen.said).toContain('1 study left out: labelled there as another person’s');
    expect(seen.audited).toContainEqual({ kind: 'identity-mismatch', study: '2.999.7.102' });
    expect(JSON.stringify([seen.rows, seen.said])).not.toMatch(/HOLMQVIST|Bertil|999 ?020 ?2028|Q200811/);
  });
});

describe.skipIf(!isThere)('a manifest of which nobody can tell whose it is, because', () => {
  it.each<[string, (parts: Parts) => unknown, ((entry: Loose) => unknown)?]>([
    ['it names nobody', ({ namedBy }) => namedBy({ display: 'Somebody' })],
    [
      'it names nobody at all',
      ({ namedBy, imaging }) => {
        namedBy({});
        delete imaging['subject'];
      },
    ],
    ['its subject is in a group', ({ namedBy }) => namedBy({ reference: 'Group/7' })],
    [
      'it names an id of its writer’s, which is the launched patient’s by chance',
      ({ namedBy, entry }) => {
        entry('ImagingStudy').fullUrl = 'urn:uuid:study';
        namedBy({ reference: 'Patient/pt-anwen' });
      },
    ],
    [
      'its patient has no more than a name, and its entry names nobody',
      ({ patient }) => {
        delete patient['identifier'];
        delete patient['birthDate'];
      },
      (entry) => delete entry['subject'],
    ],
  ])('%s, is marked, and no launch lands on it', async (_, spoil, ofEntry) => {
    const seen = await launched(spoiled(spoil, ofEntry));
    expect(seen.studies).toHaveLength(1);
    expect(seen.studies.map(studyIdentity)).toEqual(['cannot-tell']);
    expect(seen.rows[0]?.words.doubt).toBeDefined();
  });

  it.each<[string, (parts: Parts) => unknown]>([
    [
      'a number that is hers, under an OID',
      ({ namedBy }) =>
        namedBy({ identifier: { system: '2.16.840.1.113883.2.1.4.1', value: '999 010 1019' } }),
    ],
    [
      'an address of the record',
      ({ namedBy }) => namedBy({ reference: 'https://record.example/fhir/Patient/pt-anwen' }),
    ],
    [
      'an id of the record that wrote it',
      ({ namedBy, entry }) => {
        entry('ImagingStudy').fullUrl = 'https://record.example/fhir/ImagingStudy/9';
        namedBy({ reference: 'Patient/pt-anwen' });
      },
    ],
    [
      'a Patient that is contained',
      ({ namedBy, imaging, patient }) => {
        namedBy({ reference: '#p' });
        Object.assign(imaging, { contained: [{ ...patient, id: 'p' }] });
      },
    ],
  ])('is no longer in doubt by %s', async (_, spoil) => {
    const seen = await launched(spoiled(spoil));
    expect(seen.studies.map(studyIdentity)).toEqual(['confirmed']);
  });
});

describe.skipIf(!isThere)('what a manifest lists', () => {
  const shape = ({ studies: [study] }: Awaited<ReturnType<typeof launched>>) =>
    study?.series?.map(({ uid, listed = [] }) => [uid, listed.length]);
  const first = '2.999.7.102.1';
  const second = '2.999.7.102.2';

  it.each<[string, (parts: Parts) => unknown, readonly (readonly [string, number])[], RegExp?]>([
    [
      'is one series where it stands twice, with the instances of both',
      ({ series }) => {
        const [one] = series;
        const instances = one?.['instance'] as unknown as Loose[];
        series.push({ ...one, instance: instances.splice(2), numberOfInstances: 2 } as never);
        Object.assign(one ?? {}, { numberOfInstances: 2 });
      },
      [
        [first, 4],
        [second, 3],
      ],
    ],
    [
      'is the same where the same series stands twice',
      ({ series }) => series.push(structuredClone(series[0]) as never),
      [
        [first, 4],
        [second, 3],
      ],
    ],
    [
      'is counted where a series has no UID',
      ({ series }) => Object.assign(series[1] ?? {}, { uid: 'none' }),
      [[first, 4]],
      /1 .*could not be read/,
    ],
    [
      'is counted where an instance has no UID',
      ({ series }) => Object.assign((series[1]?.['instance'] as unknown as Loose[])[0] ?? {}, { uid: '' }),
      [
        [first, 4],
        [second, 2],
      ],
      /1 .*could not be read/,
    ],
    [
      'is counted where a series is no object',
      ({ series }) => series.push('broken' as never),
      [
        [first, 4],
        [second, 3],
      ],
      /1 .*could not be read/,
    ],
    [
      'is said to be less than it counts, by its series',
      ({ series, imaging }) => {
        Object.assign(series[0] ?? {}, { numberOfInstances: 40 });
        delete imaging['numberOfInstances'];
      },
      [
        [first, 4],
        [second, 3],
      ],
      /announced 43 and sent 7/,
    ],
    [
      'is said to be less than it counts, by its study',
      ({ imaging }) => Object.assign(imaging, { numberOfInstances: 9 }),
      [
        [first, 4],
        [second, 3],
      ],
      /announced 9 and sent 7/,
    ],
    [
      'is what it lists where it counts fewer',
      ({ imaging, series }) => {
        Object.assign(imaging, { numberOfInstances: 1, numberOfSeries: 1 });
        Object.assign(series[0] ?? {}, { numberOfInstances: 1 });
      },
      [
        [first, 4],
        [second, 3],
      ],
    ],
    [
      'is of all its descriptions of the one study',
      ({ entries, entry, series }) =>
        entries.push({
          fullUrl: 'urn:uuid:more',
          resource: { ...entry('ImagingStudy').resource, series: series.splice(1) } as never,
        }),
      [
        [first, 4],
        [second, 3],
      ],
    ],
    [
      'is read without its Composition',
      ({ remove }) => remove('Composition'),
      [
        [first, 4],
        [second, 3],
      ],
    ],
  ])('%s', async (_, spoil, expected, words) => {
    const seen = await launched(spoiled(spoil));
    expect(shape(seen)).toEqual(expected);
    if (words) expect(seen.said).toMatch(words);
    else expect(seen.said).not.toMatch(/could not be read|announced/);
  });

  it('counts the series that it announces, and is not called the archive’s lack', async () => {
    const seen = await launched(spoiled(({ imaging }) => Object.assign(imaging, { numberOfSeries: 5 })));
    expect(seen.rows[0]?.words.missing).toBe('5 series by the manifest of 05-Oct-2026');
  });

  it('is not used where it lies in a Bundle within the Bundle, and that is said', async () => {
    const seen = await launched(
      spoiled(({ bundle, entries }) =>
        Object.assign(bundle, { entry: [{ resource: { resourceType: 'Bundle', entry: [...entries] } }] }),
      ),
    );
    expect(seen.rows[0]?.words.missing).toBe('Its newest manifest could not be read');
  });

  it('is not used where it describes two studies', async () => {
    const seen = await launched(
      spoiled(({ entries, entry }) => {
        const other = structuredClone(entry('ImagingStudy').resource);
        Object.assign(other, { identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:2.999.7.9999' }] });
        entries.push({ fullUrl: 'urn:uuid:two', resource: other });
      }),
    );
    expect(JSON.stringify(seen.studies)).not.toContain('9999');
    expect(seen.rows[0]?.words.missing).toBe('Its newest manifest could not be read');
  });

  it('is read in a time that grows with its length: 4,000 series with a place each', async () => {
    const seen = await launched(
      spoiled(({ imaging, entries, entry, series }) => {
        const place = entry('Endpoint').resource;
        const many = Array.from({ length: 4000 }, (__, at) => ({
          ...series[0],
          uid: `2.999.7.102.${at + 1}`,
          endpoint: [{ reference: `Endpoint/${at}` }],
          instance: [{ uid: `2.999.7.102.${at + 1}.1`, number: 1 }],
          numberOfInstances: 1,
        }));
        Object.assign(imaging, { series: many, numberOfSeries: 4000, numberOfInstances: 4000 });
        for (let at = 0; at < 4000; at += 1)
          entries.push({ fullUrl: `urn:Endpoint/${at}`, resource: { ...place, id: String(at) } as never });
      }),
    );
    expect(seen.studies[0]?.seriesCount).toBe(4000);
    expect(seen.studies[0]?.series?.every(({ at = [] }) => at.length === 1)).toBe(true);
  });
});

describe.skipIf(!isThere)('where a manifest says that a series lies', () => {
  const held = () => caseRegion('02').held;
  /** What was asked of whom for the first series, and what came */
  async function retrieved(spoil: (parts: Parts) => unknown) {
    const seen = await launched({ ...spoiled(spoil), held: held() });
    const [study] = seen.studies;
    const [series] = study?.series ?? [];
    if (!study || !series) throw new Error('no series');
    const came = await retrieveSeries(study, series, seen.archives, seen.patient, never);
    const hosts = new Set(seen.asked.map(({ url }) => new URL(url).host));
    return { ...seen, came, hosts, frames: came.ok ? (came.value.displaySets[0]?.frames.length ?? 0) : 0 };
  }
  const noLocation = ({ endpoint }: Parts) => delete endpoint['extension'];

  it.each<[string, (parts: Parts) => unknown]>([
    [
      'the place of a contained Endpoint',
      ({ imaging, series, endpoint }) => {
        Object.assign(imaging, { contained: [{ ...endpoint, id: 'e' }] });
        for (const one of series) Object.assign(one, { endpoint: [{ reference: '#e' }] });
      },
    ],
    [
      'the study’s place, where the series names none',
      ({ imaging, series }) => {
        Object.assign(imaging, { endpoint: structuredClone(series[0]?.['endpoint']) });
        for (const one of series) delete one['endpoint'];
      },
    ],
    [
      'the Retrieve URL of a series, with its path below the root',
      (parts) => {
        noLocation(parts);
        Object.assign(parts.endpoint, {
          address: 'https://pacs-a.example/dicomweb/studies/2.999.7.102/series/2.999.7.102.1',
        });
      },
    ],
    [
      'a Retrieve Location UID that is known, whatever its address',
      ({ endpoint }) => Object.assign(endpoint, { address: 'https://evil.example/dicomweb' }),
    ],
    [
      'the Endpoint beside it, where another server’s has the same id',
      ({ entries, entry, series, endpoint }) => {
        entry('ImagingStudy').fullUrl = 'https://b.example/fhir/ImagingStudy/1';
        entry('Endpoint').fullUrl = 'https://b.example/fhir/Endpoint/1';
        for (const one of series) Object.assign(one, { endpoint: [{ reference: 'Endpoint/1' }] });
        const other = { ...endpoint, id: '1', extension: undefined, address: 'https://evil.example/x' };
        entries.unshift({ fullUrl: 'https://a.example/fhir/Endpoint/1', resource: other as never });
      },
    ],
  ])('is %s', async (_, spoil) => {
    const { frames, hosts } = await retrieved(spoil);
    expect(frames).toBe(4);
    expect([...hosts].filter((host) => !/^(?:record|pacs-[ab])\.example$/.test(host))).toEqual([]);
  });

  it.each<[string, string | undefined]>([
    ['of a stranger', 'https://evil.example/dicomweb'],
    ['in the clear', 'http://pacs-a.example.evil.example/dicomweb'],
    ['that is a script', 'javascript:alert(1)'],
    ['that is a file', 'file:///etc/passwd'],
    ['with a user name', 'https://pacs-a.example@evil.example/dicomweb'],
    ['within a configured name', 'https://pacs-a.example.evil.example/dicomweb'],
    ['that is none', undefined],
    ['that fills the room of one', 'http://notspecified'],
  ])('at an address %s is asked of nobody, and said', async (_, address) => {
    const { came, rows, asked } = await retrieved((parts) => {
      noLocation(parts);
      Object.assign(parts.endpoint, { address });
    });
    expect(asked.filter(({ url }) => !/^https:\/\/(?:record|pacs-[ab])\.example\//.test(url))).toEqual([]);
    // Archive A says itself that it holds the study.
    expect(came.ok).toBe(true);
    expect(rows[0]?.words.missing).toBeDefined();
  });

  it.each(['off', 'entered-in-error', 'suspended', 'ENTERED-IN-ERROR'])(
    'at an Endpoint that is %s is no place',
    async (status) => {
      const seen = await launched(spoiled(({ endpoint }) => Object.assign(endpoint, { status })));
      const [study] = seen.studies;
      expect(study?.recordedAt).toBeUndefined();
    },
  );
});

describe.skipIf(!isThere)('the entry of a manifest', () => {
  const plain = () => undefined;
  const asked = ({ asked: all }: Awaited<ReturnType<typeof launched>>) =>
    all.map(({ url }) => url).filter((url) => /Bundle|Binary/.test(url));

  it.each<[string, (entry: Loose) => unknown, number]>([
    [
      'whose document is entered in error',
      (entry) => Object.assign(entry, { docStatus: 'entered-in-error' }),
      0,
    ],
    [
      'that is entered in error in capitals',
      (entry) => Object.assign(entry, { status: 'ENTERED-IN-ERROR' }),
      0,
    ],
    [
      'that replaces itself',
      (entry) =>
        Object.assign(entry, {
          relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/d1' } }],
        }),
      1,
    ],
    [
      'that appends to another',
      (entry) =>
        Object.assign(entry, {
          relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/d1' } }],
        }),
      1,
    ],
    ['with a preliminary document', (entry) => Object.assign(entry, { docStatus: 'preliminary' }), 1],
  ])('%s', async (_, ofEntry, count) => {
    const seen = await launched(spoiled(plain, ofEntry));
    expect(seen.studies).toHaveLength(count);
    if (count === 0) expect(asked(seen)).toEqual([]);
  });

  it('whose Composition is entered in error is not used', async () => {
    const seen = await launched(
      spoiled(({ composition }) => Object.assign(composition, { status: 'entered-in-error' })),
    );
    expect(seen.studies).toEqual([]);
  });

  it('whose ImagingStudy is entered in error marks the copy that an archive has', async () => {
    const given = spoiled(({ imaging }) => Object.assign(imaging, { status: 'entered-in-error' }));
    const seen = await launched({ ...given, held: caseRegion('02').held });
    expect(seen.studies.map(({ withdrawn }) => withdrawn)).toEqual(['entered-in-error']);
  });

  /** Two entries of one study, the second made from the first, which lists one series */
  function two(change: (older: Loose, newer: Loose) => unknown): GivenRegion {
    const given = spoiled(plain);
    const documents = structuredClone(given.documents) as unknown as { entry: { resource: Loose }[] };
    const [one] = documents.entry;
    if (one === undefined) throw new Error('no entry');
    const other = structuredClone(one);
    const content = structuredClone(other.resource['content']) as unknown as { attachment: Loose }[];
    Object.assign(content[0]?.attachment ?? {}, { url: 'Bundle/m2' });
    Object.assign(other.resource, { id: 'd2', identifier: [], masterIdentifier: undefined, content });
    documents.entry.push(other);
    change(one.resource, other.resource);
    const small = structuredClone(given.documentsAt['Bundle/m1']) as Json;
    partsOf(small).series.splice(1);
    Object.assign(partsOf(small).imaging, { numberOfSeries: 1, numberOfInstances: 4 });
    return {
      ...given,
      documents: documents as unknown as Json,
      documentsAt: { ...given.documentsAt, 'Bundle/m2': small },
    };
  }
  const replaces = (id: string) => ({
    relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${id}` } }],
  });

  it.each<[string, (first: Loose, second: Loose) => unknown, string]>([
    [
      'that replaces the one that replaces it stands where it is newer',
      (one, other) => {
        Object.assign(one, replaces('d2'), { date: '2026-10-05T11:00:00Z' });
        Object.assign(other, replaces('d1'), { date: '2026-10-06T11:00:00Z' });
      },
      'm2',
    ],
    [
      'stands where it is newer by the moment, whatever its clock writes',
      (one, other) => {
        Object.assign(one, { date: '2026-10-05T23:30:00+01:00' });
        Object.assign(other, { date: '2026-10-05T22:45:00Z' });
      },
      'm2',
    ],
    [
      'stands where what replaces it was taken back',
      (one, other) =>
        Object.assign(other, replaces('d1'), { status: 'entered-in-error', id: String(one['id']) + 'x' }),
      'm1',
    ],
    [
      'stands where the document of what replaces it was taken back',
      (_, other) => Object.assign(other, replaces('d1'), { docStatus: 'entered-in-error' }),
      'm1',
    ],
    ['is not read where it is replaced', (_, other) => Object.assign(other, replaces('d1')), 'm2'],
  ])('%s', async (_, change, which) => {
    const seen = await launched(two(change));
    expect(asked(seen)).toEqual([`https://record.example/fhir/Bundle/${which}`]);
    expect(seen.studies[0]?.seriesCount).toBe(which === 'm1' ? 2 : 1);
  });

  it('at a stranger’s address is not asked there', async () => {
    const seen = await launched(
      spoiled(plain, (entry) => {
        const [content] = entry['content'] as unknown as { attachment: Loose }[];
        Object.assign(content?.attachment ?? {}, { url: 'https://evil.example/fhir/Bundle/m1' });
      }),
    );
    expect(seen.asked.filter(({ url }) => url.includes('evil'))).toEqual([]);
    expect(seen.rows[0]?.words.missing).toBeDefined();
  });

  const documentIs = (document: Json | Uint8Array) => ({
    ...spoiled(plain),
    documentsAt: { 'Bundle/m1': document },
  });
  const bundle = () => caseRegion('02').documentsAt['Bundle/m1'] as Json;
  const kos = () => caseRegion('04').documentsAt['Binary/k1'];

  it.each<[string, () => Json | Uint8Array]>([
    [
      'a Binary around it',
      () => ({
        resourceType: 'Binary',
        contentType: 'application/fhir+json',
        data: Buffer.from(JSON.stringify(bundle())).toString('base64'),
      }),
    ],
    ['a byte order mark before it', () => new TextEncoder().encode(`\ufeff ${JSON.stringify(bundle())}`)],
  ])('is read with %s', async (_, document) => {
    const seen = await launched(documentIs(document()));
    expect(seen.studies[0]?.seriesCount).toBe(2);
  });

  it.each([true, false])(
    'is read by its bytes where it promises the other form (FHIR: %s)',
    async (isFhir) => {
      const given = caseRegion('04');
      const [at, document] = isFhir ? ['Bundle/m1', kos()] : ['Binary/k1', given.documentsAt['Bundle/m1']];
      if (document === undefined) throw new Error('no document');
      const seen = await launched({ ...given, documentsAt: { [at]: document }, held: {} });
      expect(seen.studies.map(({ uid, instanceCount }) => [uid, instanceCount])).toEqual([
        ['2.999.7.104', 4],
      ]);
    },
  );
});

type Element = { vr: string; Value: unknown[] };
type Dataset = Record<string, Element>;

describe.skipIf(!isThere)('a manifest as a file', () => {
  /** The fourth shared case with its Key Object Selection alone, spoiled. */
  function file(spoil: (dataset: Dataset, series: Dataset) => unknown): GivenRegion {
    const given = caseRegion('04');
    const dataset = structuredClone(given.datasets['k1']) as unknown as Dataset;
    const [study] = (dataset['0040A375']?.Value ?? []) as Dataset[];
    const [series] = (study?.['00081115']?.Value ?? []) as Dataset[];
    if (series === undefined) throw new Error('no series');
    spoil(dataset, series);
    const documents = structuredClone(given.documents) as unknown as { entry: { resource: Loose }[] };
    documents.entry = documents.entry.filter(({ resource }) =>
      JSON.stringify(resource['content']).includes('Binary/k1'),
    );
    return {
      ...given,
      documents: documents as unknown as Json,
      documentsAt: { 'Binary/k1': kosFile(dataset as never) },
      held: {},
    };
  }
  const evidence = (dataset: Dataset) => dataset['0040A375']?.Value as Dataset[];
  const one = (vr: string, ...Value: unknown[]): Element => ({ vr, Value });

  it.each<[string, (dataset: Dataset, series: Dataset) => unknown, number, RegExp?]>([
    ['as it is', () => undefined, 4],
    [
      'with its series twice',
      (dataset, series) => (evidence(dataset)[0]?.['00081115']?.Value ?? []).push(structuredClone(series)),
      4,
    ],
    [
      'with its study in two items, which share its series',
      (dataset, series) => {
        const instances = series['00081199']?.Value ?? [];
        const more = structuredClone(evidence(dataset)[0]) as Dataset;
        ((more['00081115']?.Value[0] as Dataset)['00081199'] as Element).Value = instances.splice(2);
        evidence(dataset).push(more);
      },
      4,
    ],
    [
      'with another study before its own',
      (dataset) => {
        const other = structuredClone(evidence(dataset)[0]) as Dataset;
        Object.assign(other, { '0020000D': one('UI', '2.999.7.9999') });
        evidence(dataset).unshift(other);
      },
      4,
    ],
    [
      'with an instance that has no UID',
      (_, series) => delete (series['00081199']?.Value[0] as Dataset)['00081155'],
      3,
      /1 .*could not be read/,
    ],
    ['without a content tree', (dataset) => delete dataset['0040A730'], 4],
    [
      'without a word of where it lies, titled as a manifest',
      (_, series) => {
        delete series['00081190'];
        delete series['0040E011'];
      },
      4,
    ],
  ])('is one study %s', async (_, spoil, count, words) => {
    const seen = await launched(file(spoil));
    expect(seen.studies.map(({ uid, instanceCount }) => [uid, instanceCount])).toEqual([
      ['2.999.7.104', count],
    ]);
    expect(seen.rows[0]?.words.missing).not.toMatch(/could not be read/);
    if (words) expect(seen.said).toMatch(words);
  });

  it.each<[string, (dataset: Dataset) => unknown]>([
    [
      'its NHS number among others',
      (dataset) => {
        const number = {
          '00100020': one('LO', '999 020 2028'),
          '00100021': one('LO', '2.16.840.1.113883.2.1.4.1'),
        };
        const issuer = { '00400032': one('UT', '2.16.840.1.113883.2.1.4.1'), '00400033': one('CS', 'ISO') };
        dataset['00101002'] = one('SQ', { ...number, '00100024': one('SQ', issuer) });
      },
    ],
    [
      'its name and birth date',
      (dataset) =>
        Object.assign(dataset, {
          '00100010': one('PN', { Alphabetic: 'HOLMQVIST^Bertil' }),
          '00100020': one('LO', 'Q200811'),
          '00100030': one('DA', '19480302'),
        }),
    ],
  ])('is somebody else’s by %s', async (_, spoil) => {
    const seen = await launched(file(spoil));
    expect(seen.studies).toEqual([]);
    expect(seen.said).toContain('1 study left out: labelled there as another person’s');
  });

  it('that names nobody is marked', async () => {
    const seen = await launched(
      file((dataset) => {
        delete dataset['00100010'];
        delete dataset['00100020'];
        delete dataset['00100030'];
      }),
    );
    expect(seen.studies.map(studyIdentity)).not.toContain('confirmed');
  });

  it('that is a note of key images is no manifest, and nothing is said to be unreadable', async () => {
    const seen = await launched(
      file((dataset, series) => {
        const [title] = (dataset['0040A043']?.Value ?? []) as Dataset[];
        Object.assign(title ?? {}, { '00080100': one('SH', '113000') });
        delete series['00081190'];
        delete series['0040E011'];
      }),
    );
    expect(JSON.stringify([seen.rows, seen.said])).not.toMatch(/could not be read/);
  });

  it.each<[string, (dataset: Dataset) => unknown]>([
    ['without evidence', (dataset) => delete dataset['0040A375']],
    ['that is another object', (dataset) => (dataset['00080016'] = one('UI', '1.2.840.10008.5.1.4.1.1.2'))],
  ])('%s could not be read, and that is said', async (_, spoil) => {
    const seen = await launched(file(spoil));
    expect(seen.rows[0]?.words.missing).toBe('Its newest manifest could not be read');
  });

  it('that is empty could not be read', async () => {
    const seen = await launched({ ...file(() => undefined), documentsAt: { 'Binary/k1': aFile([]) } });
    expect(seen.rows[0]?.words.missing).toBe('Its newest manifest could not be read');
  });
});
