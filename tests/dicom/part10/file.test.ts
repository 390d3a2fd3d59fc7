import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { bytesOf, itemOf, numbersOf, textOf, valuesOf } from '../../../src/dicom/dataset';
import { readPart10 } from '../../../src/dicom/part10/file';
import * as Tag from '../../../src/dicom/tags';
import { READ_TAGS, tagText } from '../../../src/dicom/read-tags';
import { archiveId } from '../../../src/domain/ids';
import {
  aFile,
  encapsulated,
  header,
  imageElements,
  PIXELS,
  raw,
  sequence,
  SYNTAX,
  tagBytes,
  text,
  us,
  words,
  type Written,
} from '../../dicomweb/part10-file';
import { concat, INSTANCE } from '../../dicomweb/wire';

const EXPLICIT = { explicit: true, littleEndian: true };
const jpeg = (at: number, length = 8) =>
  Uint8Array.from({ length }, (_, byte) => [0xff, 0xd8, 0xff, 0xf7, at][byte] ?? 1);
const frames = (count: number) => ({ '00280008': text('00280008', 'IS', String(count)) });

const nested = sequence(
  '52009230',
  [
    [sequence('00209113', [[text('00200032', 'DS', '1\\2\\3')]], true)],
    [sequence('00209113', [[text('00200032', 'DS', '4\\5\\6')]])],
  ],
  true,
);

/** The sources of these readers, and of all that they import from the readers of objects and of the web */
function readersFrom(...files: readonly string[]): readonly string[] {
  const sources = new Map<string, string>();
  const waiting = files.map((file) => new URL(`../../../src/${file}.ts`, import.meta.url).href);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (sources.has(at) || !/\/src\/(dicom|dicomweb)\//.test(at)) continue;
    const source = readFileSync(fileURLToPath(at), 'utf8');
    sources.set(at, source);
    for (const [, next = ''] of source.matchAll(/from '(\.[^']+)'/g))
      waiting.push(new URL(`${next}.ts`, at).href);
  }
  // The list itself asks for nothing.
  return [...sources].filter(([at]) => !/\/dicom\/(read-)?tags\.ts$/.test(at)).map(([, source]) => source);
}

describe('a DICOM file', () => {
  it.each([
    ['implicit', us('00280009', 0x0018, 0x1065)],
    ['explicit', raw('00280009', 'AT', Uint8Array.of(0x18, 0, 0x65, 0x10))],
    ['big', raw('00280009', 'AT', Uint8Array.of(0, 0x18, 0x10, 0x65))],
  ] as const)('says in %s which element its frames go by', async (name, pointer) => {
    const { dataset } = await readPart10(aFile([...imageElements({ '00280009': pointer })], SYNTAX[name]));
    expect(valuesOf(dataset, '00280009')).toEqual(['00181065']);
  });

  it.each(['implicit', 'explicit', 'big', 'deflated'] as const)('is read the same in %s', async (name) => {
    const palette = Uint8Array.of(1, 2, 3, 4);
    const elements = [
      ...imageElements({
        '00281050': text('00281050', 'DS', '40\\400'),
        '00281101': us('00281101', 2, 0, 16),
        '00281201': words('00281201', palette),
        '52009230': nested,
      }),
      words('7FE00010', PIXELS),
    ];
    const { dataset, frame, frameCount, transferSyntax } = await readPart10(aFile(elements, SYNTAX[name]));
    expect(textOf(dataset, '00080018')).toBe(INSTANCE);
    expect(valuesOf(dataset, '00100010')).toEqual([{ Alphabetic: 'Sample^Ada' }]);
    expect(numbersOf(dataset, '00281050')).toEqual([40, 400]);
    expect(numbersOf(dataset, '00281101')).toEqual([2, 0, 16]);
    expect(dataset['00281201']).toEqual({ vr: 'OW', InlineBinary: palette });
    expect(bytesOf(dataset, '00281201', new Map())).toEqual(palette);
    const positions = valuesOf(dataset, '52009230').map((item) =>
      numbersOf(itemOf(item as object as Record<string, unknown>, '00209113') ?? {}, '00200032'),
    );
    expect(positions).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(dataset['00091001']).toBeUndefined();
    expect([frameCount, transferSyntax]).toEqual([1, SYNTAX.explicit]);
    expect(frame(1)).toEqual(PIXELS);
  });

  it('becomes an instance by the same reader as metadata', async () => {
    const { dataset } = await readPart10(aFile());
    const instance = instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
    expect(instance).toMatchObject({
      uid: INSTANCE,
      modality: 'CT',
      image: { rows: 4, columns: 2, bitsAllocated: 16, bitsStored: 12, transferSyntax: SYNTAX.explicit },
      person: { name: { family: 'Sample', given: ['Ada'] } },
    });
    expect(instance.frames).toHaveLength(1);
  });

  it.each([
    ['images and series', ['dicom/image/instance', 'dicom/study'], 90],
    ['structured reports', ['dicom/sr/document'], 60],
    ['key objects', ['dicom/sr/key-object'], 30],
    ['presentation states', ['dicom/presentation-state/presentation-state'], 70],
    ['encapsulated documents', ['dicomweb/objects/encapsulated'], 30],
    ['whatever a study holds', ['dicomweb/objects/read-objects', 'dicomweb/archive'], 200],
  ])('is read for every element that the readers of %s ask for', (_, readers, least) => {
    const asked = new Set(
      readersFrom(...readers).flatMap((source) =>
        [...source.matchAll(/\bTag\.(\w+)/g)].map(([, keyword = '']) => Tag[keyword as keyof typeof Tag]),
      ),
    );
    // What a file says of itself (group 2) is read before its dataset, and given out with it.
    const known = new Set([...READ_TAGS.keys()].map(tagText).concat(Tag.TransferSyntaxUID));
    expect(asked.size).toBeGreaterThan(least);
    expect([...asked].filter((tag) => !known.has(tag))).toEqual([]);
  });

  it('has the elements that a writer did not know (UN) by their own representation', async () => {
    const implicit = { explicit: false, littleEndian: true };
    const item = text('00200032', 'DS', '7\\8\\9')(implicit);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, item.byteLength, true);
    const unknown = raw('00209113', 'UN', concat([tagBytes('FFFEE000'), length, item]));
    const { dataset } = await readPart10(aFile([unknown, raw('00280010', 'UN', Uint8Array.of(4, 0))]));
    expect(numbersOf(itemOf(dataset, '00209113') ?? {}, '00200032')).toEqual([7, 8, 9]);
    expect(numbersOf(dataset, '00280010')).toEqual([4]);
  });

  it('may carry a document of any length, which is a view of the file and no copy', async () => {
    const scan = new Uint8Array(6 * 1024 * 1024).fill(7);
    const file = aFile([...imageElements(), raw('00420011', 'OB', scan)]);
    const document = bytesOf((await readPart10(file)).dataset, '00420011', new Map());
    expect(document?.byteLength).toBe(scan.byteLength);
    expect(document?.buffer).toBe(file.buffer);
  });

  it('may carry an icon with compressed pixels of its own', async () => {
    const icon = sequence('00880200', [[us('00280010', 99), encapsulated([jpeg(1)])]], true);
    const { dataset, frame } = await readPart10(aFile([...imageElements(), icon, words('7FE00010', PIXELS)]));
    expect(numbersOf(dataset, '00280010')).toEqual([4]);
    expect(frame(1)).toEqual(PIXELS);
  });

  it.each([
    ['Latin 1', 'ISO_IR 100', [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72], 'Müller'],
    ['Greek', 'ISO_IR 126', [0xc4, 0xe9], 'Δι'],
    ['Cyrillic', 'ISO_IR 144', [0xbb, 0xee], 'Лю'],
    ['UTF-8', 'ISO_IR 192', [0xe7, 0x8e, 0x8b], '王'],
    ['GB18030', 'GB18030', [0xcd, 0xf5], '王'],
    ['Korean by escape', '\\ISO 2022 IR 149', [0x1b, 0x24, 0x29, 0x43, 0xb1, 0xe8], '김'],
    ['Japanese by escape', '\\ISO 2022 IR 87', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42, 0x41], '山A'],
    ['Chinese by escape', '\\ISO 2022 IR 58', [0x1b, 0x24, 0x29, 0x41, 0xcd, 0xf5], '王'],
    ['letters without a repertoire', '', [0x4d, 0xfc], 'Mü'],
    ['a repertoire that nobody knows', 'ISO_IR 999', [0x41], 'A'],
  ])('has names in %s', async (_, set, bytes, name) => {
    const characterSet = { '00080005': text('00080005', 'CS', set) };
    const elements = imageElements({
      ...characterSet,
      '00100010': text('00100010', 'PN', Uint8Array.from(bytes)),
    });
    const { dataset } = await readPart10(aFile(elements));
    expect(valuesOf(dataset, '00100010')).toEqual([{ Alphabetic: name }]);
  });

  it('is read by the transfer syntax that came with it where it names none', async () => {
    expect(textOf((await readPart10(aFile(undefined, null), SYNTAX.explicit)).dataset, '00080060')).toBe(
      'CT',
    );
  });
});

describe('frames', () => {
  const read = async (elements: readonly Written[], syntax: string = SYNTAX.jpegLs) =>
    readPart10(aFile(elements, syntax));

  it('of plain samples follow each other', async () => {
    const { frame, frameCount } = await read(
      [
        ...imageElements(frames(3)),
        words('7FE00010', concat([PIXELS, PIXELS.map((byte) => byte + 1), PIXELS])),
      ],
      SYNTAX.explicit,
    );
    expect(frameCount).toBe(3);
    expect(frame(2)).toEqual(PIXELS.map((byte) => byte + 1));
    expect(() => frame(4)).toThrow('no such frame');
  });

  it.each([
    ['YBR_FULL_422', 4],
    ['YBR_FULL_422', 6],
    ['YBR_FULL', 4],
    ['YBR_FULL', 6],
  ])('of %s are as long as all of them together say: %i bytes', async (photometric, length) => {
    const bytes = Uint8Array.from({ length: length * 3 }, (_, at) => at);
    const size = {
      '00280002': us('00280002', 3),
      '00280004': text('00280004', 'CS', photometric),
      '00280010': us('00280010', 1),
      '00280011': us('00280011', 2),
      '00280100': us('00280100', 8),
    };
    const { frame } = await read(
      [...imageElements({ ...frames(3), ...size }), raw('7FE00010', 'OB', bytes)],
      SYNTAX.explicit,
    );
    expect([1, 2, 3].map((at) => [...frame(at)])).toEqual(
      [0, 1, 2].map((at) => [...bytes.subarray(at * length, (at + 1) * length)]),
    );
  });

  it('of single bits may begin within a byte', async () => {
    const size = {
      '00280010': us('00280010', 1),
      '00280011': us('00280011', 3),
      '00280100': us('00280100', 1),
    };
    const { frame } = await read(
      [...imageElements({ ...frames(3), ...size }), raw('7FE00010', 'OB', Uint8Array.of(0b11_101_010, 0b0))],
      SYNTAX.explicit,
    );
    expect([1, 2, 3].map((at) => (frame(at)[0] ?? 0) & 0b111)).toEqual([0b010, 0b101, 0b011]);
  });

  it('of single bits in big-endian words have the bits that they would have in bytes', async () => {
    const bytes = Uint8Array.of(0b11_101_010, 0b0000_0001, 0b1010_1010, 0b0101_0101);
    const size = {
      '00280010': us('00280010', 1),
      '00280011': us('00280011', 10),
      '00280100': us('00280100', 1),
    };
    const elements = imageElements({ ...frames(3), ...size });
    const little = await read([...elements, words('7FE00010', bytes)], SYNTAX.explicit);
    const big = await read([...elements, words('7FE00010', bytes)], SYNTAX.big);
    expect([1, 2, 3].map((at) => big.frame(at))).toEqual([1, 2, 3].map((at) => little.frame(at)));
  });

  it('of 8 bits in big-endian words are turned, also where one begins within a word', async () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const size = {
      '00280010': us('00280010', 1),
      '00280011': us('00280011', 3),
      '00280100': us('00280100', 8),
    };
    const { frame } = await read(
      [...imageElements({ ...frames(2), ...size }), words('7FE00010', bytes)],
      SYNTAX.big,
    );
    expect([...frame(1), ...frame(2)]).toEqual([...bytes]);
  });

  const two = [jpeg(1), jpeg(2, 6)] as const;
  const split = [jpeg(1), Uint8Array.of(5, 5), jpeg(2), Uint8Array.of(6, 6, 6, 6)] as const;
  it.each([
    ['one fragment each', encapsulated(two), two],
    [
      'a basic offset table',
      encapsulated(split, { offsets: [0, 26] }),
      [concat(split.slice(0, 2)), concat(split.slice(2))],
    ],
    ['how they begin', encapsulated(split), [concat(split.slice(0, 2)), concat(split.slice(2))]],
    ['one fragment each, whatever a false table says', encapsulated(two, { offsets: [0, 3] }), two],
  ])('in fragments are told apart by %s', async (_, pixels, expected) => {
    const { frame } = await read([...imageElements(frames(2)), pixels]);
    expect([frame(1), frame(2)]).toEqual(expected);
  });

  it('in fragments have the lengths of an extended offset table', async () => {
    const table = (...values: readonly bigint[]) => new Uint8Array(BigUint64Array.from(values).buffer);
    const { frame } = await read([
      ...imageElements(frames(2)),
      raw('7FE00001', 'OV', table(0n, 16n)),
      raw('7FE00002', 'OV', table(7n, 6n)),
      encapsulated([jpeg(1, 7), jpeg(2, 6)]),
    ]);
    expect([frame(1), frame(2)]).toEqual([jpeg(1, 7), jpeg(2, 6)]);
  });

  it.each([
    [
      'fragments that cannot be told apart',
      encapsulated([jpeg(1), Uint8Array.of(1, 2)]),
      3,
      'frames that cannot be told apart',
    ],
    ['no fragments', encapsulated([]), 1, 'no such frame'],
    [
      'plain samples under a compressed syntax',
      words('7FE00010', PIXELS),
      1,
      'compressed pixel data without items',
    ],
  ])(
    'are refused, with the rest of the file readable, where there are %s',
    async (_, pixels, count, what) => {
      const { dataset, frame } = await read([...imageElements(frames(count)), pixels]);
      expect(textOf(dataset, '00080018')).toBe(INSTANCE);
      expect(() => frame(1)).toThrow(what);
    },
  );

  it.each([
    ['plain', words('7FE00010', PIXELS), SYNTAX.explicit],
    ['compressed', encapsulated([jpeg(1)], { open: true }), SYNTAX.jpegLs],
  ])('that are %s and cut off are refused', async (_, pixels, syntax) => {
    const { dataset, frame } = await readPart10(aFile([...imageElements(), pixels], syntax).slice(0, -1));
    expect(textOf(dataset, '00080018')).toBe(INSTANCE);
    expect(() => frame(1)).toThrow('truncated');
  });
});

describe('what is no DICOM file', () => {
  const deep = (depth: number): Written => sequence('52009230', depth === 0 ? [] : [[deep(depth - 1)]], true);
  const lie =
    (length: number): Written =>
    () =>
      header('00281201', 'OW', length, EXPLICIT);

  it.each([
    ['nothing', new Uint8Array(), 'no DICOM file'],
    ['a page', new TextEncoder().encode(`<html>${' '.repeat(200)}`), 'no DICOM file'],
    ['a file without a transfer syntax', aFile(undefined, null), 'without a transfer syntax'],
    ['cut in an element', aFile(imageElements()).slice(0, -1), 'truncated'],
    ['cut in a sequence', aFile([nested]).slice(0, -8), 'truncated'],
    ['a length beyond the end', aFile([lie(0xfffffff0)]), 'truncated'],
    [
      'an item longer than its sequence',
      aFile([
        raw('52009230', 'SQ', concat([tagBytes('FFFEE000'), Uint8Array.of(99, 0, 0, 0)])),
        ...imageElements(),
      ]),
      'longer than its item',
    ],
    [
      'a sequence of something else',
      aFile([raw('52009230', 'SQ', new Uint8Array(16)), ...imageElements()]),
      'without items',
    ],
    ['sequences without bottom', aFile([deep(100)]), 'nested too deeply'],
    [
      'no value representation',
      aFile([() => Uint8Array.of(8, 0, 0x60, 0, 1, 2, 3, 4)]),
      'value representation',
    ],
    [
      'a text beyond measure',
      aFile([raw('00400032', 'UT', new Uint8Array(5 * 1024 * 1024))]),
      'a UT value of more than 4 MB',
    ],
    [
      'a bad stream',
      concat([aFile([], SYNTAX.deflated).slice(0, -2), new Uint8Array(40).fill(0xff)]),
      'cannot be inflated',
    ],
    [
      'frames beyond measure',
      aFile([...imageElements(frames(2_000_000)), words('7FE00010', PIXELS)]),
      '2000000 frames cannot be',
    ],
  ])('is refused: %s', async (_, bytes, what) => {
    await expect(readPart10(bytes)).rejects.toMatchObject({
      name: 'Part10Error',
      message: expect.stringContaining(what),
    });
  });
});
