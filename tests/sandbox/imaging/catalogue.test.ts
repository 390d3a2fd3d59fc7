import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildCatalogue } from '../../../sandbox/imaging/catalogue';
import { textOf } from '../../../sandbox/imaging/dicom/dataset';
import { catalogueFromFolder } from '../../../sandbox/imaging/folder';
import { nhsCheckDigit } from '../../../sandbox/imaging/identifiers';
import { writePart10Files } from '../../../sandbox/imaging/part10';

// Drawing a chest takes seconds on a busy machine
vi.setConfig({ testTimeout: 120_000 });

const options = { scale: 'small', today: '2026-11-21', cacheDir: false } as const;
const catalogue = await buildCatalogue(options);
const instances = catalogue.studies.flatMap(({ series }) => series.flatMap((each) => each.instances));
const studiesOf = (personId: string) => catalogue.studies.filter((study) => study.personId === personId);

describe('people', () => {
  it('have valid NHS numbers of the test range, where they have one', () => {
    const numbers = catalogue.people.flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(numbers.length).toBeGreaterThan(8);
    for (const number of numbers) {
      expect(number).toMatch(/^999\d{7}$/);
      expect(nhsCheckDigit(number.slice(0, 9))).toBe(Number(number[9]));
    }
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('keep their ages whatever the day is', async () => {
    const later = await buildCatalogue({ ...options, today: '2031-03-01' });
    expect(later.people[0]?.birthDate).toBe('1989-07-14');
    expect(catalogue.people[0]?.birthDate).toBe('1985-07-14');
  });
});

describe('identifiers', () => {
  it('are the same for the same seed and others for another', async () => {
    const again = await buildCatalogue(options);
    const other = await buildCatalogue({ ...options, seed: 'another' });
    const uids = (of: typeof catalogue) => of.studies.map(({ studyInstanceUid }) => studyInstanceUid);
    expect(uids(again)).toEqual(uids(catalogue));
    expect(uids(other).some((uid) => uids(catalogue).includes(uid))).toBe(false);
  });

  it('are UIDs under 2.25, and unique but for the study held twice', () => {
    for (const { sopInstanceUid } of instances) expect(sopInstanceUid).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
    expect(instances.length - new Set(instances.map((each) => each.sopInstanceUid)).size).toBe(1);
  });
});

describe('what is there to be caught', () => {
  it('has a study whose images are somebody else’s by number, name and birth date', async () => {
    const lena = catalogue.people.find(({ id }) => id === 'lena-marshwiggle');
    const [wrong] = studiesOf('lena-marshwiggle');
    const dataset = (await wrong?.series[0]?.instances[0]?.dataset()) ?? {};
    expect(textOf(dataset, '00100010')).toBe('Tanglewood^Greta^^Mrs');
    expect(textOf(dataset, '00100020')).not.toBe(lena?.hospitalNumbers['bolton']);
    expect(textOf(dataset, '00100030')).not.toBe(lena?.birthDate.replaceAll('-', ''));
  });

  it('has one study that only the record knows, one that only an archive knows, and one in two archives', () => {
    const studies = studiesOf('noor-ashgrove');
    expect(studies.filter(({ missingInArchive }) => missingInArchive)).toHaveLength(1);
    const uids = studies.map(({ studyInstanceUid }) => studyInstanceUid);
    const twice = studies.filter(
      ({ studyInstanceUid }) => uids.indexOf(studyInstanceUid) !== uids.lastIndexOf(studyInstanceUid),
    );
    expect(twice.map(({ hospital, inRecord }) => [hospital, inRecord])).toEqual([
      ['salford', undefined],
      ['bolton', false],
    ]);
  });

  it('has nobody’s imaging for one person', () => {
    expect(studiesOf('sable-winterbourne')).toEqual([]);
  });
});

describe('a long history', () => {
  const studies = studiesOf('bram-oakfield');
  it('spans fifteen years in 400 studies over three hospitals', () => {
    expect(studies).toHaveLength(400);
    expect(new Set(studies.map(({ hospital }) => hospital)).size).toBe(3);
    const days = studies.map(({ started = '' }) => started.slice(0, 10)).sort();
    expect(Number(days.at(-1)?.slice(0, 4)) - Number(days[0]?.slice(0, 4))).toBe(15);
  });
});

describe('pictures', () => {
  it('are the same for the same seed', async () => {
    const again = await buildCatalogue(options);
    const first = (of: typeof catalogue) => of.studies[0]?.series[0]?.instances[0]?.frame(0);
    expect(await first(again)).toEqual(await first(catalogue));
  });

  it('share the CT’s contrast between air, lung and heart: the projection is of a chest', async () => {
    const film = studiesOf('osric-vane')[0]?.series[0]?.instances[0];
    const bytes = (await film?.frame(0)) ?? new Uint8Array();
    const samples = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const mean = (x: number, y: number) => {
      let sum = 0;
      for (let v = -3; v <= 3; v += 1)
        for (let u = -3; u <= 3; u += 1) sum += samples[(y + v) * 128 + x + u] ?? 0;
      return sum / 49;
    };
    // Right lung, heart left of the middle, liver, all of a 128 × 156 picture
    expect(mean(38, 66)).toBeLessThan(mean(74, 88) * 0.8);
    expect(mean(38, 66)).toBeLessThan(mean(40, 120) * 0.7);
  });

  it('say of a lossy cine that it is lossy, and how much', async () => {
    const cine = studiesOf('tomas-fennimore')[0]?.series[0]?.instances[0];
    const dataset = (await cine?.dataset()) ?? {};
    expect(textOf(dataset, '00282110')).toBe('01');
    expect(Number(textOf(dataset, '00282112'))).toBeGreaterThan(2);
    expect(textOf(dataset, '00280004')).toBe('YBR_FULL_422');
  });
});

describe('written as files and read again', () => {
  const place = { folder: '' };
  beforeAll(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'plainfilm-part10-'));
  });
  afterAll(() => rm(place.folder, { recursive: true }));

  it('is the same catalogue: data sets and frames', async () => {
    const studies = catalogue.studies.filter(
      ({ personId }) => !['bram-oakfield', 'noor-ashgrove'].includes(personId),
    );
    await writePart10Files({ ...catalogue, studies }, place.folder);
    const { catalogue: read, unreadable, adjusted } = await catalogueFromFolder(place.folder);
    expect(unreadable).toEqual([]);
    expect(adjusted).toEqual([]);
    const readInstances = read.studies.flatMap(({ series }) => series.flatMap((each) => each.instances));
    const written = studies.flatMap(({ series }) => series.flatMap((each) => each.instances));
    expect(readInstances).toHaveLength(written.length);
    for (const instance of written) {
      const same = readInstances.find(({ sopInstanceUid }) => sopInstanceUid === instance.sopInstanceUid);
      const trimmed = (bytes: Uint8Array | undefined, length: number) =>
        Buffer.from(bytes?.subarray(0, length) ?? []);
      const last = instance.numberOfFrames - 1;
      const frame = last < 0 ? new Uint8Array() : await instance.frame(last);
      const again = last < 0 ? frame : await same?.frame(last);
      // An odd frame is padded to an even fragment
      expect(trimmed(again, frame.length).equals(Buffer.from(frame))).toBe(true);
      expect(same?.transferSyntaxUid).toBe(instance.transferSyntaxUid);
      expect(Object.keys((await same?.dataset()) ?? {}).sort()).toEqual(
        Object.keys(await instance.dataset()).sort(),
      );
    }
  });
});
