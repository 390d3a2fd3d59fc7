import { beforeAll, describe, expect, it } from 'vitest';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import { ok } from '../../src/domain/problem';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import { asBeginning, halvedAtFirst } from '../../src/rendering/decode/first-resolution';
import { beginsSmall, decompositionLevels, isCut } from '../../src/rendering/decode/jpeg-2000-header';
import type { EncodedPixels } from '../../src/rendering/decode/pixels';
import { frameDecodes } from '../../src/rendering/frames/frame-decodes';
import { nodeCodecs } from './node-codecs';
import { aFrame, anImage, NATIVE } from './pictures';

/* A slope is the same in every resolution: what a small picture holds is known of each of its pixels. */
const [COLUMNS, ROWS] = [1301, 1603];
const slope = (x: number, y: number) => (x * 2 + y) % 4096;
const KINDS = [
  ['JPEG 2000', '1.2.840.10008.1.2.4.90'],
  ['HTJ2K', '1.2.840.10008.1.2.4.201'],
] as const;
const image = anImage({ rows: ROWS, columns: COLUMNS, bitsStored: 12, highBit: 11 });
const codecs = nodeCodecs();
const streams = new Map<string, Uint8Array<ArrayBuffer>>();
const encodedBy = (transferSyntax: string): EncodedPixels => ({
  bytes: streams.get(transferSyntax) ?? new Uint8Array(),
  transferSyntax,
  image,
});

beforeAll(async () => {
  const samples = new Uint16Array(ROWS * COLUMNS);
  for (let y = 0; y < ROWS; y++) for (let x = 0; x < COLUMNS; x++) samples[y * COLUMNS + x] = slope(x, y);
  const picture = { columns: COLUMNS, rows: ROWS, bitsStored: 12, samplesPerPixel: 1 as const, samples };
  const made = createCodecs();
  for (const [, syntax] of KINDS) streams.set(syntax, Uint8Array.from(await made.encode(picture, syntax)));
});

describe.each(KINDS)('a large frame of %s', (_, transferSyntax) => {
  const encoded = () => encodedBy(transferSyntax);

  it('is halved for a first look until it is about as large as a view', () => {
    expect(decompositionLevels(encoded().bytes)).toBe(5);
    expect(halvedAtFirst(encoded())).toBe(1);
    expect(halvedAtFirst({ ...encoded(), image: { ...image, rows: 2048, columns: 2048 } })).toBe(2);
    expect(halvedAtFirst({ ...encoded(), image: { ...image, rows: 900, columns: 900 } })).toBe(0);
  });

  it.each([1, 2, 3])(
    'halved %i times has the values of its places, and says its own size',
    async (halved) => {
      const result = await decodeFrame({ ...encoded(), halved }, codecs);
      if (!result.ok) throw new Error(JSON.stringify(result.problem));
      const { rows, columns, pixels } = result.value;
      const side = 2 ** halved;
      expect([columns, rows]).toEqual([Math.ceil(COLUMNS / side), Math.ceil(ROWS / side)]);
      let worst = 0;
      for (let y = 1; y < rows - 1; y++)
        for (let x = 1; x < columns - 1; x++) {
          const expected = slope(x * side, y * side);
          // Where the slope begins anew, both sides of the step are in a pixel.
          if (expected < 64 * side || expected > 4095 - 64 * side) continue;
          worst = Math.max(worst, Math.abs((pixels[y * columns + x] ?? 0) - expected));
        }
      expect(worst).toBeLessThanOrEqual(2 * side);
    },
  );

  it('is decoded whole afterwards, small picture first', async () => {
    const given: (number | undefined)[] = [];
    const told: string[] = [];
    const pool = {
      decode: (pixels: EncodedPixels) => {
        given.push(pixels.halved);
        return decodeFrame(pixels, codecs);
      },
    };
    await new Promise<void>((resolve) => {
      const decodes = frameDecodes(
        [aFrame(image)],
        { ...pool, warm: () => undefined, prepare: () => undefined, dispose: () => undefined },
        () => 0,
        (_at, result) => {
          told.push(result.ok ? `whole ${result.value.frame.columns}` : 'failed');
          resolve();
        },
      );
      decodes.decode(0, encoded(), true, ({ columns }) => told.push(`early ${columns}`));
    });
    expect(given).toEqual([1, undefined]);
    expect(told).toEqual(['early 651', 'whole 1301']);
  });

  it.each([
    ['says more resolutions than it has', (bytes: Uint8Array, cod: number) => (bytes[cod + 9] = 9)],
    ['is cut in its beginning', (bytes: Uint8Array, cod: number) => bytes.fill(0, cod + 40)],
    ['has no coding style at all', (bytes: Uint8Array, cod: number) => bytes.fill(0, cod, cod + 12)],
  ])('that %s gives no small picture of another size', async (_words, spoil) => {
    const bytes = encoded().bytes.slice();
    const cod = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0x52);
    spoil(bytes, cod);
    const spoilt = { ...encoded(), bytes };
    const result = await decodeFrame({ ...spoilt, halved: Math.max(1, halvedAtFirst(spoilt)) }, codecs);
    const size = result.ok ? [result.value.columns, result.value.rows] : undefined;
    const halved = Math.max(1, halvedAtFirst(spoilt));
    const fits = [Math.ceil(COLUMNS / 2 ** halved), Math.ceil(ROWS / 2 ** halved)];
    expect([undefined, fits]).toContainEqual(size);
  });
});

describe('the first bytes of an HTJ2K frame', () => {
  const whole = () => encodedBy('1.2.840.10008.1.2.4.201');
  const first = (bytes: number): EncodedPixels => ({ ...whole(), bytes: whole().bytes.slice(0, bytes) });
  const change = (bytes: Uint8Array<ArrayBuffer>, marker: number, at: number, value: number) => {
    const changed = bytes.slice();
    changed[changed.findIndex((byte, n) => byte === 0xff && changed[n + 1] === marker) + at] = value;
    return changed;
  };

  it.each([8, 16, 32])('are a small picture of all of it: %i kB', async (kB) => {
    const beginning = asBeginning(first(kB * 1024));
    if (!beginning) throw new Error('no picture in it');
    const result = await decodeFrame(beginning, codecs);
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    const { rows, columns, pixels } = result.value;
    expect([columns, rows]).toEqual([651, 802]);
    let squares = 0;
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++)
        squares +=
          ((pixels[y * columns + x] ?? 0) - slope(Math.min(COLUMNS, x * 2), Math.min(ROWS, y * 2))) ** 2;
    // Of 4095: what is missing is detail at the steps of the slope.
    expect(Math.sqrt(squares / (rows * columns))).toBeLessThan(400);
  });

  it('cut at every kilobyte are a picture of the right size, or none', async () => {
    for (let bytes = 1; bytes < 40 * 1024; bytes += 1024) {
      const beginning = asBeginning(first(bytes));
      const result = beginning && (await decodeFrame(beginning, codecs));
      const size = result?.ok ? [result.value.columns, result.value.rows] : undefined;
      expect([undefined, [651, 802]]).toContainEqual(size);
    }
  });

  it.each([
    ['several tiles', 0x51, 24, 2],
    ['packets from place to place', 0x52, 4, 1],
    ['no resolutions', 0x52, 9, 0],
  ])('are no picture of all of it where there are %s', (words, marker, at, value) => {
    const spoilt = change(whole().bytes, marker, at, value);
    const placed = words.startsWith('packets') ? change(spoilt, 0x52, 5, 3) : spoilt;
    expect(beginsSmall(whole().bytes)).toBe(true);
    expect(beginsSmall(placed)).toBe(false);
  });

  it('are never taken for the whole: the codec would not say what is missing', async () => {
    expect(isCut(whole().bytes)).toBe(false);
    for (const missing of [1, 3, 1000, whole().bytes.byteLength / 2]) {
      const cut = first(whole().bytes.byteLength - 2 - Math.floor(missing));
      expect(isCut(cut.bytes)).toBe(true);
      expect(await decodeFrame(cut, codecs)).toMatchObject({ ok: false, problem: { kind: 'undecodable' } });
    }
  });
});

describe('a large frame of another coding', () => {
  it.each([NATIVE, '1.2.840.10008.1.2.4.70', '1.2.840.10008.1.2.4.80', '1.2.3'])(
    'has no first resolution: %s',
    (syntax) => {
      expect(halvedAtFirst({ ...encodedBy('1.2.840.10008.1.2.4.90'), transferSyntax: syntax })).toBe(0);
    },
  );
});

// An abort, or a frame that is left, tells nobody anything.
describe('a small picture of a frame that is left', () => {
  it('is not told', async () => {
    const told: string[] = [];
    let settle: (value: Awaited<ReturnType<typeof decodeFrame>>) => void = () => undefined;
    const decodes = frameDecodes(
      [aFrame(image)],
      {
        decode: () => new Promise((resolve) => (settle = resolve)),
        warm: () => undefined,
        prepare: () => undefined,
        dispose: () => undefined,
      },
      () => 0,
      () => told.push('whole'),
    );
    decodes.decode(0, encodedBy('1.2.840.10008.1.2.4.90'), true, () => told.push('early'));
    decodes.dispose();
    settle(
      ok({
        kind: 'grey',
        rows: 1,
        columns: 1,
        pixels: new Uint8Array(1),
        min: 0,
        max: 0,
        range: [0, 0],
        lossy: false,
      }),
    );
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual([]);
  });
});
