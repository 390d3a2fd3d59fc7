import { afterEach, describe, expect, it, vi } from 'vitest';
import { seriesUid, studyUid } from '../../src/domain/ids';
import type { Archive } from '../../src/domain/ports/archive';
import type { StoredObjects } from '../../src/domain/ports/exports';
import type { FrameSource } from '../../src/domain/ports/frames';
import { err, ok, type Problem } from '../../src/domain/problem';
import type { Instance } from '../../src/domain/study/study';
import { part10Bytes } from '../../src/dicom/sr/writing/part10-bytes';
import { element, personName, type WrittenDataset } from '../../src/dicom/sr/writing/element';
import * as Tag from '../../src/dicom/tags';
import { openExports } from '../../src/exports/exports';
import { objectFiles } from '../../src/exports/objects';
import { chosenPlace, held } from '../../src/exports/saving';
import { zipStream } from '../../src/exports/zip';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const patient: StoredObjects['patient'] = {
  id: '1',
  name: { family: 'Smith', given: ['Aria'] },
  birthDate: '1985-07-14',
  identifiers: [{ system: NHS, value: '9990123456' }],
};
const person = { patientId: { system: NHS, value: '9990123456' }, otherIds: [] };
const instance = (uid: string, more: object = {}) => ({ uid, person, ...more }) as unknown as Instance;

const fileOf = (uid: string, number = '9990123456', name = 'Smith^Aria'): WrittenDataset => ({
  [Tag.SpecificCharacterSet]: element('CS', 'ISO_IR 192'),
  [Tag.SOPClassUID]: element('UI', '1.2.840.10008.5.1.4.1.1.2'),
  [Tag.SOPInstanceUID]: element('UI', uid),
  [Tag.StudyInstanceUID]: element('UI', '1.2'),
  [Tag.PatientName]: personName(name),
  [Tag.PatientID]: element('LO', number),
  [Tag.PatientBirthDate]: element('DA', '19850714'),
});

const lost: Problem = { kind: 'not-found', where: 'Salford Royal' };
const archiveWith = (
  series: Readonly<Record<string, readonly Instance[] | Problem>>,
  listing: Problem | undefined = undefined,
) =>
  ({
    name: 'Salford Royal',
    seriesOf: () =>
      Promise.resolve(
        listing ? err(listing) : ok({ value: Object.keys(series).map((uid) => ({ uid })), shortfalls: [] }),
      ),
    instancesOf: (_study: string, uid: string) => {
      const held = series[uid] ?? lost;
      return Promise.resolve('kind' in held ? err(held) : ok({ instances: held, unreadable: [] }));
    },
  }) as unknown as Archive;

const framesOf = (
  files: Readonly<Record<string, WrittenDataset | Problem>>,
): Pick<FrameSource, 'object'> => ({
  object: ({ uid }) => {
    const file = files[uid] ?? lost;
    return Promise.resolve(
      'kind' in file ? err(file as Problem) : ok({ kind: 'file', bytes: part10Bytes(file) }),
    );
  },
});

const given = (archives: readonly Archive[], more: Partial<StoredObjects> = {}): StoredObjects => ({
  kind: 'dicom',
  study: studyUid('1.2'),
  match: { kind: 'same' },
  name: 'study.zip',
  patient,
  archives,
  known: [],
  readme: (here, missing) => `${here} here, ${missing} missing`,
  ...more,
});

async function all(wanted: StoredObjects, frames: Pick<FrameSource, 'object'>, signal = never) {
  const told: number[] = [];
  const files = objectFiles(wanted, frames, (here) => told.push(here), signal);
  const entries: [string, unknown][] = [];
  let failed: unknown;
  try {
    for await (const { name, input } of files.entries)
      entries.push([name, typeof input === 'string' ? input : input.byteLength > 132]);
  } catch (error) {
    failed = error;
  }
  return { entries, told, failed, count: files.count() };
}
const never = new AbortController().signal;

describe('the stored objects as files', () => {
  it('have numbers for names, a folder for each series, and a README that counts them', async () => {
    const archive = archiveWith({ '1.1': [instance('5'), instance('6')], '1.2': [instance('7')] });
    const frames = framesOf({ 5: fileOf('5'), 6: fileOf('6'), 7: fileOf('7') });
    const { entries, told } = await all(given([archive]), frames);
    expect(entries).toEqual([
      ['series-001/00001.dcm', true],
      ['series-001/00002.dcm', true],
      ['series-002/00001.dcm', true],
      ['README.txt', '3 here, 0 missing'],
    ]);
    expect(told).toEqual([1, 2, 3]);
  });

  it.each<[string, Readonly<Record<string, WrittenDataset | Problem>>]>([
    ['did not come', { 6: lost }],
    ['is of another person by its own file', { 6: fileOf('6', '9990123457', 'Jones^Bob') }],
    ['says nothing of whose it is', { 6: fileOf('6', '', '') }],
    ['is another object than was asked for', { 6: fileOf('66') }],
  ])('leave out and count one that %s', async (_why, files) => {
    const archive = archiveWith({ '1.1': [instance('5'), instance('6'), instance('7')] });
    const { entries, count } = await all(
      given([archive]),
      framesOf({ 5: fileOf('5'), 7: fileOf('7'), ...files }),
    );
    expect(entries.map(([name]) => name)).toEqual([
      'series-001/00001.dcm',
      'series-001/00003.dcm',
      'README.txt',
    ]);
    expect(entries.at(-1)?.[1]).toBe('2 here, 1 missing');
    expect(count.missing).toBe(1);
  });

  it('ask for none that the archive lists as another person’s', async () => {
    const archive = archiveWith({
      '1.1': [
        instance('5'),
        instance('6', { person: { patientId: { system: NHS, value: '1' }, otherIds: [] } }),
      ],
    });
    const frames = { object: vi.fn(framesOf({ 5: fileOf('5'), 6: fileOf('6') }).object) };
    const { entries } = await all(given([archive]), frames);
    expect(entries.at(-1)?.[1]).toBe('1 here, 1 missing');
    expect(frames.object.mock.calls.map(([{ uid }]) => uid)).toEqual(['5']);
  });

  it('come from the next archive where one does not list them', async () => {
    const second = archiveWith({ '1.1': [instance('5')] });
    const { entries } = await all(given([archiveWith({}, lost), second]), framesOf({ 5: fileOf('5') }));
    expect(entries).toHaveLength(2);
  });

  it('count a series that nobody lists, and a study whose series nobody lists', async () => {
    const archive = archiveWith({ '1.1': [instance('5')], '1.3': lost }, lost);
    const wanted = given([archive], { known: [seriesUid('1.1'), seriesUid('1.3')] });
    const { entries } = await all(wanted, framesOf({ 5: fileOf('5') }));
    expect(entries.at(-1)?.[1]).toBe('1 here, 2 missing');
  });

  it('end in a failure where none came', async () => {
    const { failed, count } = await all(given([archiveWith({ '1.1': [instance('5')] })]), framesOf({}));
    expect(failed).toBeInstanceOf(Error);
    expect(count.problem).toEqual(lost);
  });

  it('ask no longer once nothing comes', async () => {
    const many = Array.from({ length: 100 }, (_, at) => instance(`9${at}`));
    const frames = { object: vi.fn(framesOf({}).object) };
    const { failed } = await all(given([archiveWith({ '1.1': many })]), frames);
    expect(failed).toBeInstanceOf(Error);
    expect(frames.object.mock.calls.length).toBeLessThan(40);
  });

  it('stop where the person stops them', async () => {
    const stop = new AbortController();
    stop.abort();
    const archive = archiveWith({ '1.1': [instance('5')] });
    expect((await all(given([archive]), framesOf({ 5: fileOf('5') }), stop.signal)).entries).toEqual([]);
  });
});

describe('where a file goes', () => {
  afterEach(() => vi.unstubAllGlobals());
  const stream = (...sizes: readonly number[]) =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = sizes[at++];
        if (next === undefined) controller.close();
        else controller.enqueue(new Uint8Array(next));
      },
    });
  let at = 0;

  it('a browser that has to hold it holds no more than it may', async () => {
    at = 0;
    expect(await held('x.zip', 2_000_000).write(stream(1_500_000, 1_500_000), never)).toEqual({
      kind: 'too-large',
      megabytes: 2,
    });
  });

  it('a disk that is full is said, and leaves nothing', async () => {
    at = 0;
    const aborted = vi.fn();
    const createWritable = () =>
      Promise.resolve(
        new WritableStream({
          write: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
          abort: aborted,
        }),
      );
    vi.stubGlobal('window', { showSaveFilePicker: () => Promise.resolve({ createWritable }) });
    const place = await chosenPlace('x.zip');
    expect(await place?.write(stream(10, 10), never)).toEqual({ kind: 'not-written' });
  });

  it('a place that may not be written to is said, and nothing more is asked for', async () => {
    const createWritable = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    vi.stubGlobal('window', { showSaveFilePicker: () => Promise.resolve({ createWritable }) });
    const cancel = vi.fn();
    const place = await chosenPlace('x.zip');
    expect(await place?.write(new ReadableStream({ cancel }), never)).toEqual({ kind: 'not-written' });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('a person who chooses no place has changed their mind', async () => {
    vi.stubGlobal('window', {
      showSaveFilePicker: () => Promise.reject(new DOMException('', 'AbortError')),
    });
    expect(await chosenPlace('x.zip')).toBeUndefined();
  });

  it.each(['SecurityError', 'NotAllowedError'])(
    'a frame that may not ask (%s) lets the browser hold it',
    async (name) => {
      vi.stubGlobal('window', { showSaveFilePicker: () => Promise.reject(new DOMException('', name)) });
      expect(await chosenPlace('x.zip')).toBeDefined();
    },
  );

  it('a series of 5,000 on a disk that fills up ends in what it is, without asking for the rest', async () => {
    const instances = Array.from({ length: 5_000 }, (_, number) => instance(String(number + 1)));
    let asked = 0;
    const frames: Pick<FrameSource, 'object'> = {
      object: ({ uid }) => {
        asked += 1;
        return Promise.resolve(ok({ kind: 'file', bytes: part10Bytes(fileOf(uid)) }));
      },
    };
    let room = 50_000;
    const aborted = vi.fn();
    const write = (part: Uint8Array) => {
      room -= part.byteLength;
      return room < 0 ? Promise.reject(new DOMException('', 'QuotaExceededError')) : Promise.resolve();
    };
    vi.stubGlobal('window', {
      frameElement: null,
      showSaveFilePicker: () =>
        Promise.resolve({
          createWritable: () => Promise.resolve(new WritableStream({ write, abort: aborted })),
        }),
    });
    const audit = { record: vi.fn() };
    const exports = openExports({
      ...{ policy: { dicom: 'everyone' }, user: undefined, scope: '', frames, audit },
      pictures: () => Promise.reject(new Error('nobody asks')),
    });
    const archive = archiveWith({ '1.1': instances });
    expect(await exports?.saveObjects(given([archive]), () => undefined, never)).toEqual({
      kind: 'not-written',
    });
    expect(asked).toBeLessThan(500);
    expect(audit.record).not.toHaveBeenCalled();
  });

  it('an archive that gives out half-way is named, not the disk', async () => {
    const instances = Array.from({ length: 60 }, (_, number) => instance(String(number + 1)));
    const frames: Pick<FrameSource, 'object'> = {
      object: ({ uid }) =>
        Promise.resolve(Number(uid) > 5 ? err(lost) : ok({ kind: 'file', bytes: part10Bytes(fileOf(uid)) })),
    };
    vi.stubGlobal('window', {
      frameElement: null,
      showSaveFilePicker: () =>
        Promise.resolve({ createWritable: () => Promise.resolve(new WritableStream()) }),
    });
    const exports = openExports({
      ...{ policy: { dicom: 'everyone' }, user: undefined, scope: '', frames, audit: { record: vi.fn() } },
      pictures: () => Promise.reject(new Error('nobody asks')),
    });
    expect(
      await exports?.saveObjects(given([archiveWith({ '1.1': instances })]), () => undefined, never),
    ).toEqual({
      kind: 'failed',
      problem: lost,
    });
  });
});

describe('a zip of stored objects', () => {
  it.each([
    [65_534, false],
    [65_535, true],
    [65_536, true],
  ])('of %i entries is read as ZIP64: %s', async (count, isZip64) => {
    function* entries() {
      for (let at = 0; at < count; at += 1) yield { name: `${at}`, input: new Uint8Array(1) };
    }
    const zip = Buffer.from(await new Response(await zipStream(entries())).arrayBuffer());
    const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    const end64 = zip.lastIndexOf('PK\x06\x06', undefined, 'latin1');
    expect(end64 >= 0).toBe(isZip64);
    const said = isZip64 ? Number(zip.readBigUInt64LE(end64 + 32)) : zip.readUInt16LE(end + 10);
    expect(said).toBe(count);
    if (isZip64) expect(zip.readUInt16LE(end + 10)).toBe(0xffff);
  });
});
