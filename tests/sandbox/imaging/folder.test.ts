import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetOf, textOf } from '../../../sandbox/imaging/dicom/dataset';
import type { Elements } from '../../../sandbox/imaging/dicom/dataset';
import { transferSyntaxes as ts } from '../../../sandbox/imaging/dicom/transfer-syntaxes';
import { datasetBytes, elementBytes, itemBytes } from '../../../sandbox/imaging/dicom/write-dataset';
import { catalogueFromFolder } from '../../../sandbox/imaging/folder';
import { part10File } from '../../../sandbox/imaging/part10';
import { textDecoding } from '../../../sandbox/imaging/reading/character-set';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { greyPixels } from '../../../sandbox/imaging/studies/pixel-elements';

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';
const pixels = Uint8Array.from({ length: 32 }, (_, at) => at);

function elements(uid: string, more: Elements = {}): Elements {
  return {
    SOPClassUID: secondaryCapture,
    SOPInstanceUID: uid,
    StudyInstanceUID: '2.25.10',
    SeriesInstanceUID: '2.25.11',
    Modality: 'OT',
    PatientName: 'Reed^Juniper',
    PatientID: 'A1',
    PatientBirthDate: '19800229',
    ...greyPixels(4, 4, 12),
    ...more,
  };
}

function file(
  uid: string,
  more: Elements = {},
  transferSyntaxUid: string = ts.explicitLittleEndian,
  frames = [pixels],
) {
  const dataset = datasetOf(elements(uid, more));
  return part10File({
    sopClassUid: secondaryCapture,
    sopInstanceUid: uid,
    transferSyntaxUid,
    dataset,
    frames,
  });
}

const dataOnly = (uid: string) =>
  Buffer.concat([datasetBytes(datasetOf(elements(uid))), elementBytes('7FE00010', 'OW', pixels)]);

/** The same bytes up to the data set, with another transfer syntax of the same length written over it. */
function deflated(uid: string): Buffer {
  const whole = Buffer.from(file(uid));
  const body = dataOnly(uid);
  const head = whole.subarray(0, whole.length - body.length);
  const meta = Buffer.from(head);
  const at = meta.indexOf(Buffer.from(ts.explicitLittleEndian));
  const value = Buffer.from('1.2.840.10008.1.2.1.99');
  const longer = Buffer.concat([meta.subarray(0, at), value, meta.subarray(at + 20)]);
  longer.writeUInt16LE(value.length, at - 2);
  longer.writeUInt32LE(longer.readUInt32LE(140) + value.length - 20, 140);
  return Buffer.concat([longer, deflateRawSync(body)]);
}

const place = { folder: '' };
beforeAll(async () => {
  place.folder = await mkdtemp(join(tmpdir(), 'plainfilm-folder-'));
});
afterAll(() => rm(place.folder, { recursive: true }));

async function folderOf(name: string, files: Record<string, Uint8Array>): Promise<string> {
  const folder = join(place.folder, name);
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

describe('a file', () => {
  it.each([
    ['with preamble and meta information', () => file('2.25.1')],
    ['that is only a data set', () => dataOnly('2.25.1')],
    ['without its preamble', () => file('2.25.1').subarray(132)],
    ['that is deflated', () => deflated('2.25.1')],
  ])('%s is read', (_, bytes) => {
    const read = readDicomFile(bytes());
    expect(textOf(read.dataset, '00100010')).toBe('Reed^Juniper');
    expect(read.numberOfFrames).toBe(1);
    expect(Buffer.from(read.frame(0)).equals(Buffer.from(pixels))).toBe(true);
    expect(read.transferSyntaxUid).toBe(ts.explicitLittleEndian);
  });

  it('says how many bytes of pixels are missing', () => {
    expect(() => readDicomFile(file('2.25.1', { Rows: 400 }))).toThrow(
      '32 bytes of pixels where 3200 are needed',
    );
  });

  it('of several frames in several fragments is put together by its offset table', () => {
    const head = Buffer.from(file('2.25.1', { NumberOfFrames: '2' }, ts.jpegBaseline, []));
    const offsets = Buffer.alloc(8);
    offsets.writeUInt32LE(20, 4);
    const fragment = (value: number) => itemBytes(new Uint8Array(2).fill(value));
    const pixelData = Buffer.concat([
      Buffer.from([0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 255, 255, 255, 255]),
      itemBytes(offsets),
      ...[1, 2, 3].map(fragment),
      Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
    ]);
    const read = readDicomFile(Buffer.concat([head, pixelData]));
    expect([...read.frame(0)]).toEqual([1, 1, 2, 2]);
    expect([...read.frame(1)]).toEqual([3, 3]);
  });
});

describe('text', () => {
  const decode = (terms: string[], hex: string) =>
    textDecoding(terms)(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
  it.each([
    ['Latin-1', ['ISO_IR 100'], '42 75 63 5e 4a e9 72 f4 6d 65', 'Buc^Jérôme'],
    ['Cyrillic', ['ISO_IR 144'], 'bb ee 63', 'Люc'],
    ['Greek', ['ISO_IR 126'], 'c4 e9', 'Δι'],
    ['UTF-8', ['ISO_IR 192'], 'e7 8e 8b', '王'],
    ['GB18030', ['GB18030'], 'cd f5', '王'],
    // PS3.5 H.3.1
    [
      'Japanese with escapes',
      ['', 'ISO 2022 IR 87'],
      '59 61 3d 1b 24 42 3b 33 45 44 1b 28 42 5e 1b 24 42 42 40 4f 3a 1b 28 42',
      'Ya=山田^太郎',
    ],
    // PS3.5 I.2
    [
      'Korean with escapes',
      ['', 'ISO 2022 IR 149'],
      '48 3d 1b 24 29 43 fb f3 5e 1b 24 29 43 d1 ce d4 d7',
      'H=洪^吉洞',
    ],
    ['no character set', [], '41 42', 'AB'],
    ['a set that nobody knows', ['ISO_IR 999'], 'e9', 'é'],
  ])('in %s', (_, terms, hex, text) => {
    expect(decode(terms, hex)).toBe(text);
  });
});

describe('a folder', () => {
  it('is read recursively, and what cannot be read is named and passed over', async () => {
    const folder = await folderOf('mixed', {
      'a/b/one.dcm': file('2.25.1', { InstanceNumber: '2' }),
      'two.dcm': file('2.25.2', { InstanceNumber: '1' }),
      'notes.txt': Buffer.from('not an image'),
      'cut.dcm': file('2.25.3').subarray(0, 300),
    });
    const { catalogue, unreadable } = await catalogueFromFolder(folder);
    expect(catalogue.studies).toHaveLength(1);
    expect(catalogue.studies[0]?.series[0]?.instances.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual([
      '2.25.2',
      '2.25.1',
    ]);
    expect(unreadable.map((each) => each.file).sort()).toEqual(['cut.dcm', 'notes.txt']);
    for (const { why } of unreadable) expect(why.length).toBeGreaterThan(8);
  });

  it('keeps two people apart even within one study', async () => {
    const folder = await folderOf('two people', {
      'one.dcm': file('2.25.1'),
      'two.dcm': file('2.25.2', { PatientName: 'Other^Person', PatientBirthDate: [], PatientID: 'A2' }),
    });
    const { catalogue } = await catalogueFromFolder(folder);
    expect(catalogue.people.map(({ family, birthDate }) => [family, birthDate])).toEqual([
      ['Reed', '1980-02-29'],
      ['Other', ''],
    ]);
    expect(catalogue.studies.map(({ series }) => series.length)).toEqual([1, 1]);
  });

  it('serves a second file of the same UID beside the first, and says so', async () => {
    const folder = await folderOf('same uid', {
      'a.dcm': file('2.25.1'),
      'b.dcm': file('2.25.1', { ImageComments: 'changed' }),
      'c.dcm': file('2.25.1'),
    });
    const { catalogue, unreadable, adjusted } = await catalogueFromFolder(folder);
    const uids = catalogue.studies.flatMap(({ series }) =>
      series.flatMap(({ instances }) => instances.map((each) => each.sopInstanceUid)),
    );
    expect(uids).toHaveLength(2);
    expect(new Set(uids).size).toBe(2);
    expect(adjusted.map((each) => each.file)).toEqual(['b.dcm']);
    expect(unreadable.map((each) => each.file)).toEqual(['c.dcm']);
  });

  it('gives long values by reference and finds them again', async () => {
    const folder = await folderOf('bulk', { 'a.dcm': bulky() });
    const { catalogue } = await catalogueFromFolder(folder);
    const instance = catalogue.studies[0]?.series[0]?.instances[0];
    const dataset = (await instance?.dataset()) ?? {};
    const path = dataset['00420011']?.BulkDataURI ?? '';
    expect(path).toBe('00420011');
    expect(await instance?.bulkdata?.(path)).toHaveLength(3000);
    expect(await instance?.bulkdata?.('nothing')).toBeUndefined();
    expect(Buffer.from((await instance?.part10()) ?? []).includes(Buffer.alloc(3000, 65))).toBe(true);
  });
});

function bulky(): Uint8Array {
  const dataset = datasetOf(elements('2.25.1'));
  const document = { vr: 'OB', InlineBinary: Buffer.alloc(3000, 65).toString('base64') };
  return part10File({
    sopClassUid: secondaryCapture,
    sopInstanceUid: '2.25.1',
    transferSyntaxUid: ts.explicitLittleEndian,
    dataset: { ...dataset, '00420011': document },
    frames: [],
  });
}

const realFolder = process.env['PLAINFILM_REAL_DICOM'] ?? join('..', 'shared', 'data', 'dicom');
describe.runIf(existsSync(realFolder))('a folder of real files of every kind', () => {
  it('serves nearly all of them and accounts for the rest', { timeout: 60_000 }, async () => {
    const { catalogue, unreadable } = await catalogueFromFolder(realFolder);
    const instances = catalogue.studies.flatMap(({ series }) => series.flatMap((each) => each.instances));
    const entries = await readdir(realFolder, { recursive: true, withFileTypes: true });
    expect(instances.length + unreadable.length).toBe(entries.filter((entry) => entry.isFile()).length);
    expect(instances.length / (instances.length + unreadable.length)).toBeGreaterThan(0.95);
    for (const { why } of unreadable) expect(why).not.toBe('');
    for (const instance of instances.slice(0, 60)) {
      if (instance.numberOfFrames > 0) expect((await instance.frame(0)).length).toBeGreaterThan(0);
      expect(() => JSON.stringify(instance)).not.toThrow();
    }
  });
});
if (!existsSync(realFolder)) console.info(`Skipped: there is no folder of real files at ${realFolder}.`);
