import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { catalogueFromFolder } from '../../../sandbox/imaging/folder';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { isDicomFile } from '../../../src/dicom/codestream/signature';
import {
  aFile,
  header,
  imageElements,
  PIXELS,
  raw,
  SYNTAX,
  tagBytes,
  text,
  us,
  words,
  type Written,
} from '../../dicomweb/part10-file';
import { concat } from '../../dicomweb/wire';
import { decoded, readKind } from './read-kind';

const folder = await mkdtemp(join(tmpdir(), 'plainfilm-'));
afterAll(() => rm(folder, { recursive: true }));

const IMPLICIT = { explicit: false, littleEndian: true };
const BIG = { explicit: true, littleEndian: false };
const uid = text('00020010', 'UI', SYNTAX.implicit);

/** File meta information in implicit VR, without preamble and prefix or behind them. */
function implicitMeta(prefix: boolean): Uint8Array<ArrayBuffer> {
  const meta = concat([
    text('00020002', 'UI', '1.2.840.10008.5.1.4.1.1.2')(IMPLICIT),
    text('00020003', 'UI', '1.2.3.4')(IMPLICIT),
    uid(IMPLICIT),
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, meta.byteLength, true);
  const before = prefix ? [new Uint8Array(128), new TextEncoder().encode('DICM')] : [];
  const dataset = [...imageElements(), words('7FE00010', PIXELS)].map((element) => element(IMPLICIT));
  return concat([...before, raw('00020000', 'UL', length)(IMPLICIT), meta, ...dataset]);
}

/** Pixel data without a length, and trailing padding (PS3.10 §7.2) after it. */
const endless: Written = (writing) =>
  concat([
    header('7FE00010', 'OW', 0xffffffff, writing),
    words('7FE00010', PIXELS)(writing).subarray(writing.explicit ? 12 : 8),
    raw('FFFCFFFC', 'OB', new Uint8Array(10))(writing),
  ]);
/** The same in an item, or behind an empty offset table. */
const inItems =
  (table: boolean): Written =>
  (writing) => {
    const length = (value: number) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, value, writing.littleEndian);
      return bytes;
    };
    const tag = (name: string) => tagBytes(name, writing.littleEndian);
    const samples = words('7FE00010', PIXELS)(writing).subarray(writing.explicit ? 12 : 8);
    return concat([
      header('7FE00010', 'OW', 0xffffffff, writing),
      ...(table ? [tag('FFFEE000'), length(0)] : []),
      tag('FFFEE000'),
      length(samples.byteLength),
      samples,
      tag('FFFEE0DD'),
      length(0),
    ]);
  };

/** 12 bits of what PIXELS hold, little endian, as the plain file has them */
const RIGHT = Array.from(new Uint16Array(PIXELS.slice().buffer), (value) => value & 0xfff);

describe('files that are written oddly', () => {
  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['meta information in implicit VR, no prefix', implicitMeta(false)],
    ['meta information in implicit VR behind a prefix', implicitMeta(true)],
    ['big endian, pixel data without a length, padding', aFile([...imageElements(), endless], SYNTAX.big)],
    ['explicit, pixel data without a length, padding', aFile([...imageElements(), endless])],
    ['implicit, pixel data without a length, padding', aFile([...imageElements(), endless], SYNTAX.implicit)],
    ['big endian samples in items', aFile([...imageElements(), inItems(true)], SYNTAX.big)],
    ['samples in one item, no table', aFile([...imageElements(), inItems(false)])],
    [
      'padding alone behind the pixels',
      concat([aFile(), raw('FFFCFFFC', 'OB', new Uint8Array(6))({ explicit: true, littleEndian: true })]),
    ],
    [
      'big endian padding behind them',
      concat([aFile(undefined, SYNTAX.big), raw('FFFCFFFC', 'OB', new Uint8Array(6))(BIG)]),
    ],
  ])('are read by the viewer and by the demonstration: %s', async (_, file) => {
    expect(isDicomFile(file)).toBe(true);
    expect(Array.from((await decoded(await readKind(file))).pixels)).toEqual(RIGHT);
    const read = readDicomFile(file);
    expect(read.numberOfFrames).toBe(1);
    const bytes = Uint8Array.from(read.frame(0));
    expect(Array.from(new Uint16Array(bytes.buffer), (value) => value & 0xfff)).toEqual(RIGHT);
  });

  it.each([SYNTAX.explicit, SYNTAX.implicit])('YBR_PARTIAL_422 in %s', async (syntax) => {
    // Y Y Cb Cr for two pixels: white and black without colour
    const bytes = Uint8Array.from({ length: 16 }, (_, at) => (at % 4 > 1 ? 128 : at % 4 === 0 ? 235 : 16));
    const file = aFile(
      [
        ...imageElements({
          '00280002': us('00280002', 3),
          '00280004': text('00280004', 'CS', 'YBR_PARTIAL_422'),
          '00280006': us('00280006', 0),
          '00280100': us('00280100', 8),
          '00280101': us('00280101', 8),
          '00280102': us('00280102', 7),
        }),
        words('7FE00010', bytes),
      ],
      syntax,
    );
    const { pixels } = await decoded(await readKind(file));
    expect(Array.from(pixels.subarray(0, 8))).toEqual([255, 255, 255, 255, 0, 0, 0, 255]);
    expect(readDicomFile(file)).toMatchObject({ numberOfFrames: 1 });
    expect(readDicomFile(file).frame(0)).toEqual(bytes);
  });

  it('one that cannot be read never ends the demonstration: it is named, and the others are served', async () => {
    const files: readonly (readonly [string, Uint8Array])[] = [
      ['a.dcm', implicitMeta(false)],
      ['b.dcm', new TextEncoder().encode('not DICOM at all')],
      ['c.dcm', aFile([...imageElements({ '00280010': undefined }), words('7FE00010', PIXELS)])],
      ['d.dcm', aFile([...imageElements()].slice(0, 3)).subarray(0, 170)],
      [
        'e.dcm',
        aFile([...imageElements({ '00080018': text('00080018', 'UI', '1.2.9') }), endless], SYNTAX.big),
      ],
      ['f.dcm', new Uint8Array()],
    ];
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
    const { catalogue, unreadable } = await catalogueFromFolder(folder);
    const instances = catalogue.studies.flatMap(({ series }) => series.flatMap((one) => one.instances));
    expect(instances).toHaveLength(2);
    expect(unreadable.map(({ file }) => file).sort()).toEqual(['b.dcm', 'c.dcm', 'd.dcm', 'f.dcm']);
    for (const { why } of unreadable) expect(why).toMatch(/^[^[{]+$/);
    for (const instance of instances) expect((await instance.frame(0)).byteLength).toBe(16);
  });
});
