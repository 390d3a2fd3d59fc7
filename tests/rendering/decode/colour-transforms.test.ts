import { describe, expect, it } from 'vitest';
import { encodeWith, loadCodec, type FrameInfo } from '../../../sandbox/imaging/codecs/emscripten';
import type { ImagePixel } from '../../../src/domain/study/study';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import { nodeCodecs } from '../node-codecs';
import { anImage, NATIVE } from '../pictures';

/* Eight bars of two columns and four rows, whichever way they are stored. */
type Colour = readonly [number, number, number];
const BARS: readonly Colour[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [200, 120, 60],
  [30, 80, 160],
];
const [ROWS, COLUMNS] = [4, 16];
const barsOf = (make: (colour: Colour) => readonly number[]) =>
  Array.from({ length: ROWS }, () => BARS.flatMap((bar) => [...make(bar), ...make(bar)])).flat();
const byte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
/** PS3.3 C.7.6.3.1.2, YBR_FULL */
const ybr = ([r, g, b]: Colour) =>
  [
    0.299 * r + 0.587 * g + 0.114 * b,
    128 - 0.168736 * r - 0.331264 * g + 0.5 * b,
    128 + 0.5 * r - 0.418688 * g - 0.081312 * b,
  ].map(byte);
/** The same within 16 to 235 and 240 */
const partial = ([r, g, b]: Colour) =>
  [
    16 + 0.257 * r + 0.504 * g + 0.098 * b,
    128 - 0.148 * r - 0.291 * g + 0.439 * b,
    128 + 0.439 * r - 0.368 * g - 0.071 * b,
  ].map(byte);
const planes = (pixels: readonly number[]) =>
  [0, 1, 2].flatMap((sample) => pixels.filter((_, at) => at % 3 === sample));
const pairs = (pixels: readonly number[]) =>
  pixels.flatMap((_, at) => (at % 6 === 0 ? [0, 3, 1, 2].map((from) => pixels[at + from] ?? 0) : []));

const RGB = barsOf((bar) => bar);
const YBR = barsOf(ybr);
const codecs = nodeCodecs();

/** How far the picture is from the bars, at most. */
async function error(bytes: ArrayLike<number>, syntax: string, image: Partial<ImagePixel>): Promise<number> {
  const result = await decodeFrame(
    {
      bytes: Uint8Array.from(bytes),
      transferSyntax: syntax,
      image: anImage({
        rows: ROWS,
        columns: COLUMNS,
        samplesPerPixel: 3,
        bitsAllocated: 8,
        bitsStored: 8,
        highBit: 7,
        ...image,
      }),
    },
    codecs,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  const { pixels } = result.value;
  return Math.max(
    ...RGB.map((value, at) => Math.abs(value - (pixels[Math.floor(at / 3) * 4 + (at % 3)] ?? 0))),
  );
}

/** Written by OpenJPEG with and without its multiple component transform; the fourth lossily */
const J2K = {
  rct: '/0//UQAvAAAAAAAQAAAABAAAAAAAAAAAAAAAEAAAAAQAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEBAQQEAAH/XAAHQEBISFD/kAAKAAAAAAB3AAH/k9+AkBV49BukNVVj3+NIh3PvbODpP/8YiA4IXtlIj9YSFBiF8If36PWP/xh4AoGc4Dh3fpVKoiw2LH2iz8AsFXj0lfFbtfs4t1/PwDgBaGlorgb345p5SLCX3c/AMAKBYgNl0j1N8tGZb//Z',
  ict: '/0//UQAvAAAAAAAQAAAABAAAAAAAAAAAAAAAEAAAAAQAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEBAQQEAAD/XAALQkgkV9NX01di/5AACgAAAAAAggAB/5PPvEgI9c5k1nhl7aXz0i+oEM3NQUvPsDwN5j1HMaVjY3KlxOHaqpffkIgCgZPsTbTJwTeSy9Xt831I48fYIAASKFRU/3FhGL6qQItly7i/x94cAA4IXuaPOWEC2baZg3arw+wPAAKBXmI1XfKVMaNtzcANz//Z',
  ybr: '/0//UQAvAAAAAAAQAAAABAAAAAAAAAAAAAAAEAAAAAQAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEAAQQEAAH/XAAHQEBISFD/kAAKAAAAAAB5AAH/k9+AiBV49BuctQjhcm8c8n0jo3s/z7Q8DeZGfIeI2O6p7JhvYqAP34B4AoGT7Ewnmgr8mNInjiB/z8A8FXj0le/TsECNaz8qJ5G3x9oaAA3mQYepIxbB1/Qc8Q/H2hgAAoFiA0ts4o0FHwa//9k=',
  rgb: '/0//UQAvAAAAAAAQAAAABAAAAAAAAAAAAAAAEAAAAAQAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEAAQQEAAH/XAAHQEBISFD/kAAKAAAAAACEAAH/k9+AmAI7ISREwAvqf1BnPPkedndzSVvfgJAI99J9y3TVIpFF7LkPIajpuZffgJgIe7LvmJuGheSfd0SJ9h9jBOTzz8A8AlC3KrynH9HpQ7rvqPNrz8BADPGEpOm0YrsrkHBW9nUVn8/ANBV/IDhnUNyJ/0hIYXn/2Q==',
} as const;
const base64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const INFO: FrameInfo = {
  width: COLUMNS,
  height: ROWS,
  bitsPerSample: 8,
  componentCount: 3,
  isSigned: false,
};
const htj2k = async (pixels: readonly number[], isUsingColorTransform: boolean) =>
  encodeWith(
    await loadCodec('codec-openjph'),
    'HTJ2KEncoder',
    { ...INFO, isUsingColorTransform },
    Uint8Array.from(pixels),
    (encoder) => encoder.setQuality(true, 0),
  );
/** @param interleave 0 planes, 1 lines, 2 samples */
const jpegLs = async (pixels: readonly number[], interleave = 2) =>
  encodeWith(await loadCodec('codec-charls'), 'JpegLSEncoder', INFO, Uint8Array.from(pixels), (encoder) => {
    encoder.setNearLossless(0);
    encoder.setInterleaveMode(interleave);
  });
/** HP1 of what was written, as the code that writes them names it: R − G, G, B − G, each about the middle */
const hp1 = async () => {
  const stream = await jpegLs(barsOf(([r, g, b]) => [(r - g + 128) & 255, g, (b - g + 128) & 255]));
  return [
    ...stream.subarray(0, 2),
    0xff,
    0xe8,
    0,
    7,
    ...new TextEncoder().encode('mrfx'),
    1,
    ...stream.subarray(2),
  ];
};

describe('a stream says itself whether its colours were transformed, whatever its label says', () => {
  const LABELS = ['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_RCT', 'YBR_ICT'];
  const UNTRANSFORMED = ['YBR_FULL', 'YBR_FULL_422'];
  const rows: readonly [string, string, () => Promise<ArrayLike<number>>, readonly string[]][] = [
    ['JPEG 2000 by RCT', '1.2.840.10008.1.2.4.90', () => Promise.resolve(base64(J2K.rct)), LABELS],
    ['JPEG 2000 by ICT', '1.2.840.10008.1.2.4.91', () => Promise.resolve(base64(J2K.ict)), LABELS],
    ['JPEG 2000 of YBR', '1.2.840.10008.1.2.4.90', () => Promise.resolve(base64(J2K.ybr)), UNTRANSFORMED],
    [
      'JPEG 2000 of RGB',
      '1.2.840.10008.1.2.4.90',
      () => Promise.resolve(base64(J2K.rgb)),
      ['RGB', 'YBR_RCT', 'YBR_ICT'],
    ],
    ['HTJ2K by RCT', '1.2.840.10008.1.2.4.201', () => htj2k(RGB, true), LABELS],
    ['HTJ2K of YBR', '1.2.840.10008.1.2.4.201', () => htj2k(YBR, false), UNTRANSFORMED],
    ['HTJ2K of RGB', '1.2.840.10008.1.2.4.202', () => htj2k(RGB, false), ['RGB', 'YBR_RCT']],
    ['JPEG-LS of YBR', '1.2.840.10008.1.2.4.80', () => jpegLs(YBR), UNTRANSFORMED],
    ['JPEG-LS of RGB', '1.2.840.10008.1.2.4.80', () => jpegLs(RGB), ['RGB']],
    ['JPEG-LS by HP1', '1.2.840.10008.1.2.4.80', hp1, ['RGB', 'YBR_FULL']],
  ];
  it.each(
    rows.flatMap(([name, syntax, make, labels]) =>
      labels.map((label) => [name, label, syntax, make] as const),
    ),
  )('%s under %s', async (_, photometric, syntax, make) => {
    const most = syntax.endsWith('91') ? 4 : 2;
    expect(await error(await make(), syntax, { photometric })).toBeLessThanOrEqual(most);
    // After a codec no rule for native cells: planes are the codec's own matter.
    expect(await error(await make(), syntax, { photometric, planarConfiguration: 1 })).toBeLessThanOrEqual(
      most,
    );
  });
});

describe('JPEG XL', () => {
  /** As its codec hands samples over: those of the stream, or RGB where the stream has a transform of its own */
  const handing = (pixels: readonly number[]) => ({
    ...nodeCodecs(),
    jpegXl: () =>
      Promise.resolve(() => ({
        pixels: Uint8Array.from(pixels),
        interleaved: true,
        rgb: true,
        precision: 8,
      })),
  });
  it.each<[string, string, string, readonly number[]]>([
    ['lossless, of YBR', '110', 'YBR_FULL', YBR],
    ['lossless, of RGB', '110', 'RGB', RGB],
    ['recompressed, whose codec makes RGB', '111', 'YBR_FULL_422', RGB],
    ['recompressed, and called lossless', '110', 'YBR_FULL_422', RGB],
    ['lossy, whose codec makes RGB', '112', 'RGB', RGB],
    ['lossy, its label kept', '112', 'YBR_FULL', RGB],
  ])('%s', async (_, syntax, photometric, pixels) => {
    const image = anImage({
      ...{ rows: ROWS, columns: COLUMNS, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, highBit: 7 },
      photometric,
    });
    const decoded = await decodeFrame(
      { bytes: new Uint8Array(9), transferSyntax: `1.2.840.10008.1.2.4.${syntax}`, image },
      handing(pixels),
    );
    if (!decoded.ok || decoded.value.kind !== 'colour') throw new Error('no colours');
    const shown = decoded.value.pixels.filter((_value, at) => at % 4 < 3);
    expect(Math.max(...RGB.map((value, at) => Math.abs(value - (shown[at] ?? NaN))))).toBeLessThanOrEqual(2);
  });
});

describe('plain YBR lies as its length says', () => {
  it.each<[string, readonly number[], string, 0 | 1]>([
    ['all samples by pixel', YBR, 'YBR_FULL', 0],
    ['all samples by plane', planes(YBR), 'YBR_FULL', 1],
    ['pairs', pairs(YBR), 'YBR_FULL_422', 0],
    ['pairs, with planes said', pairs(YBR), 'YBR_FULL_422', 1],
    ['all samples by pixel, with pairs said', YBR, 'YBR_FULL_422', 0],
    ['all samples by plane, with pairs said', planes(YBR), 'YBR_FULL_422', 1],
    ['pairs, with all samples said', pairs(YBR), 'YBR_FULL', 0],
    ['partial pairs', pairs(barsOf(partial)), 'YBR_PARTIAL_422', 0],
    ['partial, all samples', barsOf(partial), 'YBR_PARTIAL_422', 0],
    ['partial, all samples by plane', planes(barsOf(partial)), 'YBR_PARTIAL_422', 1],
    ['partial of four, all samples', barsOf(partial), 'YBR_PARTIAL_420', 0],
    ['decoded from JPEG 2000, its label kept', RGB, 'YBR_RCT', 0],
    ['decoded from JPEG 2000 by plane, its label kept', planes(RGB), 'YBR_ICT', 1],
  ])('%s', async (_, bytes, photometric, planarConfiguration) => {
    expect(await error(bytes, NATIVE, { photometric, planarConfiguration })).toBeLessThanOrEqual(3);
  });

  const ODD = { rows: 2, columns: 3, samplesPerPixel: 3, bitsAllocated: 8 } as const;
  const LUMA = [10, 60, 110, 160, 210, 250];
  // Chroma of the pairs: by row (0 and 1, 2; 3 and 4, 5), or as one run (0 and 1, 2 and 3, 4 and 5).
  const GREY = 128;
  it.each<[string, string, readonly number[], readonly number[]]>([
    [
      'each row filled',
      'YBR_FULL_422',
      [10, 60, 128, 228, 110, 0, 128, 28, 160, 210, 128, 128, 250, 0, 128, 128],
      [228, 228, 28, 128, 128, 128],
    ],
    [
      'one run of pairs',
      'YBR_FULL_422',
      [10, 60, 128, 228, 110, 160, 128, 28, 210, 250, 128, 128],
      [228, 228, 28, 28, 128, 128],
    ],
    [
      'one run of pairs, with all samples said',
      'YBR_FULL',
      [10, 60, 128, 228, 110, 160, 128, 28, 210, 250, 128, 128],
      [228, 228, 28, 28, 128, 128],
    ],
  ])('in rows of odd length: %s', async (_, photometric, bytes, red) => {
    const image = anImage({ ...ODD, photometric, bitsStored: 8, highBit: 7 });
    const decoded = await decodeFrame(
      { bytes: Uint8Array.from(bytes), transferSyntax: NATIVE, image },
      nodeCodecs(),
    );
    if (!decoded.ok || decoded.value.kind !== 'colour') throw new Error('no colours');
    const shown = LUMA.map((_, at) => decoded.ok && decoded.value.pixels[at * 4]);
    const clamped = Uint8ClampedArray.from(LUMA, (y, at) => y + 1.402 * ((red[at] ?? GREY) - GREY));
    expect(shown).toEqual([...clamped]);
  });

  it.each([1, 85, 127])('and never of fewer bytes than pairs have: %i', async (bytes) => {
    await expect(error(new Uint8Array(bytes), NATIVE, { photometric: 'YBR_FULL_422' })).rejects.toThrow(
      /undecodable/,
    );
  });
});
