import { describe, expect, it } from 'vitest';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import type { ImagePixel } from '../../src/domain/study/study';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import { sizeProblem } from '../../src/rendering/decode/limits';
import { nodeCodecs } from './node-codecs';
import { anImage, NATIVE } from './pictures';

const codecs = nodeCodecs();
const decode = async (bytes: ArrayLike<number>, image: Partial<ImagePixel>, transferSyntax = NATIVE) => {
  const encoded = {
    bytes: Uint8Array.from(bytes),
    transferSyntax,
    image: anImage({ rows: 1, columns: 2, ...image }),
  };
  const result = await decodeFrame(encoded, codecs);
  return result.ok ? { ...result.value, values: [...result.value.pixels] } : result.problem;
};

const RGB = { samplesPerPixel: 3, photometric: 'RGB', bitsAllocated: 8, bitsStored: 8, highBit: 7 } as const;
const EIGHT = { bitsAllocated: 8, bitsStored: 8, highBit: 7 } as const;

describe('stored values', () => {
  it.each<[string, readonly number[], Partial<ImagePixel>, readonly number[]]>([
    ['unsigned 16 bit', [1, 2, 255, 255], {}, [513, 65535]],
    ['signed 16 bit', [255, 255, 0, 128], { signed: true }, [-1, -32768]],
    ['12 bit with an overlay above', [255, 0x8f, 1, 0x10], { bitsStored: 12, highBit: 11 }, [4095, 1]],
    ['signed 12 bit', [0, 8, 255, 7], { bitsStored: 12, highBit: 11, signed: true }, [-2048, 2047]],
    ['12 bit, left aligned', [0xf0, 0xff, 0x10, 0], { bitsStored: 12, highBit: 15 }, [4095, 1]],
    ['1 bit', [0b10], { bitsAllocated: 1, bitsStored: 1, highBit: 0 }, [0, 1]],
    [
      '32 bit',
      [0, 0, 0, 255, 1, 0, 0, 0],
      { bitsAllocated: 32, bitsStored: 32, highBit: 31 },
      [4278190080, 1],
    ],
    [
      'float',
      [0, 0, 0x80, 0x3f, 0, 0, 0, 0xbf],
      { sample: 'float', bitsAllocated: 32, bitsStored: 32 },
      [1, -0.5],
    ],
  ])('come out of %s', async (_, bytes, image, values) => {
    expect(await decode(bytes, image)).toMatchObject({ kind: 'grey', values });
  });

  it('come out of big endian', async () => {
    expect(await decode([2, 1, 0, 9], {}, '1.2.840.10008.1.2.2')).toMatchObject({ values: [513, 9] });
  });

  it('leave padding out of the range that a window is made from', async () => {
    const image = { rows: 1, columns: 3, padding: { from: 0, to: 0 } };
    expect(await decode([0, 0, 5, 0, 9, 0], image)).toMatchObject({ min: 0, max: 9, range: [5, 9] });
  });

  it.each<[string, readonly number[], readonly number[], Partial<ImagePixel>]>([
    ['all', [NaN, Infinity, -2, 3, -Infinity], [-2, 3], {}],
    ['what is no padding', [Infinity, -2, 3, -9], [-2, 3], { padding: { from: -9, to: -9 } }],
    ['none', [Infinity, -Infinity], [0, 0], {}],
  ])('that are infinite are no end of the range of %s', async (_, values, range, change) => {
    const image = { sample: 'float', bitsAllocated: 32, rows: 1, columns: values.length, ...change } as const;
    const bytes = [...new Uint8Array(Float32Array.from(values).buffer)];
    expect(await decode(bytes, image)).toMatchObject({ range });
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['reach white', [0, 127, 64, 1, 0, 127], [0, 255, 129, 255, 2, 0, 255, 255]],
    ['are of 8 where they go beyond 7', [0, 200, 64, 1, 0, 127], [0, 200, 64, 255, 1, 0, 127, 255]],
  ])('of 7 bits in colour %s', async (_, bytes, values) => {
    expect(await decode(bytes, { ...RGB, bitsStored: 7, highBit: 6 })).toMatchObject({ values });
  });

  it('have their overlays beside them where a palette makes colours of them', async () => {
    const table = Uint8Array.of(10, 20);
    const palette = { firstMapped: 0, bits: 8, red: table, green: table, blue: table };
    const image = { rows: 1, columns: 2, bitsStored: 8, highBit: 7, overlayBits: [8] };
    const decoded = await decode([0, 1, 1, 0], { ...image, photometric: 'PALETTE COLOR', palette });
    expect(decoded).toMatchObject({ kind: 'colour', overlays: [Uint8Array.of(1, 0)] });
  });
});

describe('RLE', () => {
  const header = (...starts: number[]) => {
    const bytes = new Uint8Array(64);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, starts.length, true);
    starts.forEach((start, at) => view.setUint32(4 + at * 4, start, true));
    return [...bytes];
  };
  const syntax = '1.2.840.10008.1.2.5';

  it('puts the most significant byte of 16 bits first', async () => {
    const bytes = [...header(64, 68), 1, 1, 2, 0, 255, 7];
    expect(await decode(bytes, {}, syntax)).toMatchObject({ values: [263, 519] });
  });

  it.each(['YBR_FULL', 'YBR_FULL_422'])('has every sample of each plane: %s', async (photometric) => {
    const bytes = [...header(64, 67, 70), 1, 76, 29, 1, 85, 255, 1, 255, 107];
    const image = { ...RGB, photometric };
    expect(await decode(bytes, image, syntax)).toMatchObject({ values: [254, 0, 0, 255, 0, 0, 254, 255] });
  });

  it('is refused where a segment ends early, stands outside, or one is missing', async () => {
    for (const bytes of [
      [...header(64, 66), 255, 1, 0, 1],
      [...header(64, 4000), 255, 1],
      [...header(64), 255, 1],
      [1],
    ])
      expect(await decode(bytes, {}, syntax)).toMatchObject({ kind: 'undecodable' });
  });
});

describe('colour', () => {
  it.each<[string, readonly number[], Partial<ImagePixel>, readonly number[]]>([
    ['by pixel', [1, 2, 3, 4, 5, 6], RGB, [1, 2, 3, 255, 4, 5, 6, 255]],
    ['by plane', [1, 4, 2, 5, 3, 6], { ...RGB, planarConfiguration: 1 }, [1, 2, 3, 255, 4, 5, 6, 255]],
    [
      'YBR_FULL',
      [76, 85, 255, 29, 255, 107],
      { ...RGB, photometric: 'YBR_FULL' },
      [254, 0, 0, 255, 0, 0, 254, 255],
    ],
    [
      'YBR_FULL_422',
      [76, 29, 85, 255],
      { ...RGB, photometric: 'YBR_FULL_422' },
      [254, 0, 0, 255, 207, 0, 0, 255],
    ],
    [
      'YBR_FULL_422, which has no planes whatever is said of them',
      [76, 29, 85, 255],
      { ...RGB, photometric: 'YBR_FULL_422', planarConfiguration: 1 },
      [254, 0, 0, 255, 207, 0, 0, 255],
    ],
    [
      '16 bit',
      [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6],
      { samplesPerPixel: 3, photometric: 'RGB' },
      [1, 2, 3, 255, 4, 5, 6, 255],
    ],
  ])('is RGBA whatever it was: %s', async (_, bytes, image, values) => {
    expect(await decode(bytes, image)).toMatchObject({ kind: 'colour', values });
  });

  it.each([
    ['8 bit entries', 8, [10, 20, 30]],
    ['16 bit entries', 16, [10 << 8, 20 << 8, 30 << 8]],
    ['8 bit entries declared as 16', 16, [10, 20, 30]],
    ['12 bit entries', 12, [10 << 4, 20 << 4, 30 << 4]],
    ['16 bit entries declared as 8', 8, [10 << 8, 20 << 8, 30 << 8]],
  ])('goes through a palette of %s and clamps outside it', async (_, bits, red) => {
    const palette = { firstMapped: 5, bits, red, green: red, blue: red };
    const image = { ...EIGHT, rows: 1, columns: 3, photometric: 'PALETTE COLOR', palette };
    expect(await decode([0, 6, 200], image)).toMatchObject({
      values: [10, 10, 10, 255, 20, 20, 20, 255, 30, 30, 30, 255],
      min: 0,
      max: 200,
    });
  });
});

describe('what cannot be shown', () => {
  it('is refused before memory is taken where the size is impossible', async () => {
    for (const image of [
      { rows: 0 },
      { rows: 65535, columns: 65535 },
      { columns: NaN },
      { samplesPerPixel: 200 },
    ])
      expect(await decode([0], image)).toMatchObject({ kind: 'impossible-size' });
    expect(sizeProblem(anImage({ rows: 16384, columns: 16384 }))).toBeUndefined();
  });

  it('is named where no decoder knows the syntax', async () => {
    expect(await decode([0], {}, '1.2.840.10008.1.2.4.103')).toEqual({
      kind: 'unsupported',
      what: 'MPEG-4 AVC (H.264) video',
    });
    expect(await decode([0], {}, '1.2.3')).toEqual({ kind: 'unsupported', what: 'transfer syntax 1.2.3' });
  });

  it.each(['HSV', 'ARGB', 'CMYK'])('is colour that would be another as RGB: %s', async (photometric) => {
    const image = { ...RGB, samplesPerPixel: photometric === 'HSV' ? 3 : 4, photometric };
    expect(await decode([1, 2, 3, 4, 5, 6, 7, 8], image)).toEqual({
      kind: 'unsupported',
      what: `colours as ${photometric}`,
    });
  });

  it('is JPEG 2000 part 2 that uses its extensions; without any it is as part 1', async () => {
    const [rows, columns] = [64, 64];
    const samples = Uint8Array.from({ length: rows * columns }, (_, at) => at);
    const raw = { rows, columns, bitsStored: 8, samplesPerPixel: 1, samples } as const;
    const stream = await createCodecs().encode(raw, '1.2.840.10008.1.2.4.90');
    const image = { ...EIGHT, rows, columns };
    const part2 = '1.2.840.10008.1.2.4.92';
    expect(await decode(stream, image, part2)).toMatchObject({ values: [...samples] });
    // Rsiz, behind SOC, SIZ and its length
    const extended = stream.with(6, 0x81);
    for (const [bytes, change] of [
      [extended, {}],
      [stream, RGB],
    ] as const)
      expect(await decode(bytes, { ...image, ...change }, part2)).toEqual({
        kind: 'unsupported',
        what: 'JPEG 2000 part 2, with extensions that no codec here knows',
      });
  });

  it('is JPEG of four components and 12 bits, named as that', async () => {
    const component = (id: number) => [id, 0x11, 0];
    const frame = [0xff, 0xc1, 0, 20, 12, 0, 1, 0, 2, 4, ...[1, 2, 3, 4].flatMap(component)];
    const image = { ...RGB, samplesPerPixel: 4, bitsAllocated: 16, bitsStored: 12, highBit: 11 };
    expect(await decode([0xff, 0xd8, ...frame, 0xff, 0xd9], image, '1.2.840.10008.1.2.4.51')).toEqual({
      kind: 'unsupported',
      what: 'JPEG of 4 components',
    });
  });

  it('is undecodable where bytes are missing or are not what they are said to be', async () => {
    expect(await decode([1, 2, 3], {})).toMatchObject({
      kind: 'undecodable',
      what: '3 of 4 bytes for 1 × 2 × 1',
    });
    const html = [...'<!doctype html><p>Sign in'].map((letter) => letter.charCodeAt(0));
    for (const syntax of ['50', '51', '57', '70', '80', '81', '90', '91', '92', '110', '201', '202', '203'])
      expect(await decode(html, EIGHT, `1.2.840.10008.1.2.4.${syntax}`)).toMatchObject({
        kind: 'undecodable',
      });
  });
});
