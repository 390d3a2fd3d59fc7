import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWith, loadCodec } from '../../../sandbox/imaging/codecs/emscripten';
import { afterAll, describe, expect, it } from 'vitest';
import { streamValues } from '../../../src/rendering/decode/stored-values';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import { nodeCodecs } from '../../rendering/node-codecs';
import { aPixel } from '../../dicomweb/wire';

const isHere = (command: string) => spawnSync(command, ['-h'], { stdio: 'ignore' }).error === undefined;
const has = { opj_compress: isHere('opj_compress'), cjxl: isHere('cjxl') };
for (const [command, is] of Object.entries(has))
  if (!is) console.warn(`Skipped: ${command} is not here to write a stream with.`);
const folder = mkdtempSync(join(tmpdir(), 'plainfilm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SIDE = 32;
/** 12 bits stored, and a stream that goes to 4170 where the codec overshot. */
const VALUES = Uint16Array.from({ length: SIDE * SIDE }, (_, at) =>
  Math.round((at / (SIDE * SIDE - 1)) * 4170),
);

function pgm(values: Uint16Array, most: number): Buffer {
  const body = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => body.writeUInt16BE(value, at * 2));
  return Buffer.concat([Buffer.from(`P5\n${SIDE} ${SIDE}\n${most}\n`), body]);
}

/** @param words how the command is told its input and output */
function encoded(command: string, ending: string, words: (from: string, to: string) => readonly string[]) {
  const [from, to] = [join(folder, 'in.pgm'), join(folder, `out.${ending}`)];
  writeFileSync(from, pgm(VALUES, 65_535));
  execFileSync(command, words(from, to), { stdio: 'ignore' });
  return new Uint8Array(readFileSync(to));
}

async function decodedAs(
  bytes: Uint8Array<ArrayBuffer>,
  transferSyntax: string,
  change: Parameters<typeof aPixel>[0] = {},
) {
  const image = aPixel({ rows: SIDE, columns: SIDE, ...change });
  const result = await decodeFrame({ bytes, transferSyntax, image }, nodeCodecs());
  if (!result.ok || result.value.kind !== 'grey') throw new Error(JSON.stringify(result));
  return result.value;
}

/** Never a bright pixel that turned dark: what is beyond is the brightest there is. */
const CLAMPED = Array.from(VALUES, (value) => Math.min(value, 4095));

describe('values that a codec made beyond Bits Stored', () => {
  it.each<
    [
      string,
      Int16Array | Uint16Array | Int8Array | Uint8Array,
      Parameters<typeof aPixel>[0],
      number,
      readonly number[],
    ]
  >([
    ['unsigned, 16 bits in the stream', Uint16Array.of(0, 4095, 4096, 4170), {}, 16, [0, 4095, 4095, 4095]],
    ['unsigned, signed stream', Int16Array.of(-3, 0, 4096, 4170), {}, 16, [0, 0, 4095, 4095]],
    ['signed', Int16Array.of(-2100, -2048, 2047, 2100), { signed: true }, 16, [-2048, -2048, 2047, 2047]],
    ['signed as patterns', Uint16Array.of(0, 2047, 2048, 4095), { signed: true }, 12, [0, 2047, -2048, -1]],
    [
      'of 10 bits, High Bit beyond them',
      Uint16Array.of(0, 1023, 1024, 1500),
      { bitsStored: 10, highBit: 11 },
      16,
      [0, 1023, 1023, 1023],
    ],
    [
      'of 7 bits in 8',
      Uint8Array.of(0, 127, 128, 140),
      { bitsAllocated: 8, bitsStored: 7, highBit: 6 },
      8,
      [0, 127, 127, 127],
    ],
    [
      'of 7 bits in 8, signed',
      Int8Array.of(-70, -64, 63, 70),
      { bitsAllocated: 8, bitsStored: 7, highBit: 6, signed: true },
      8,
      [-64, -64, 63, 63],
    ],
  ])('are clamped, never wrapped: %s', (_, values, change, precision, right) => {
    expect(Array.from(streamValues(values.slice(), aPixel(change), precision))).toEqual(right);
  });

  it.each<
    [
      string,
      Int16Array | Uint16Array,
      Parameters<typeof aPixel>[0],
      number,
      readonly number[],
      readonly number[],
    ]
  >([
    [
      'signed, with nothing above the bits stored',
      Uint16Array.of(0, 2047, 2048, 4095),
      { signed: true },
      16,
      [0, 2047, -2048, -1],
      [0, 2047, 2047, 2047],
    ],
    [
      'signed, with the sign above the bits stored',
      Uint16Array.of(0, 2047, 0xf800, 0xffff),
      { signed: true },
      16,
      [0, 2047, -2048, -1],
      [0, 2047, -2048, -1],
    ],
    [
      'signed, with the sign in a sample of 14 bits',
      Uint16Array.of(0, 2047, 0x3800, 0x3fff),
      { signed: true },
      14,
      [0, 2047, -2048, -1],
      [0, 2047, -2048, -1],
    ],
    [
      'left aligned',
      Uint16Array.of(0, 0x0010, 0x7ff0, 0xfff0),
      { highBit: 15 },
      16,
      [0, 1, 2047, 4095],
      [0, 16, 4095, 4095],
    ],
    [
      'left aligned and signed',
      Uint16Array.of(0, 0x0010, 0x8000, 0xfff0),
      { highBit: 15, signed: true },
      16,
      [0, 1, -2048, -1],
      [0, 16, -2048, -16],
    ],
    [
      'not left aligned, whatever High Bit says',
      Uint16Array.of(0, 16, 4080, 4095),
      { highBit: 15 },
      16,
      [0, 16, 4080, 4095],
      [0, 16, 4080, 4095],
    ],
    [
      'of a few round values that need no room above',
      Uint16Array.of(0, 16, 32, 4080),
      { highBit: 15 },
      16,
      [0, 16, 32, 4080],
      [0, 16, 32, 4080],
    ],
  ])('are cells where a lossless stream holds cells: %s', (_, values, change, precision, exact, lossy) => {
    const image = aPixel(change);
    expect(Array.from(streamValues(values.slice(), image, precision, true))).toEqual(exact);
    expect(Array.from(streamValues(values.slice(), image, precision, false))).toEqual(lossy);
  });

  it.runIf(has.opj_compress).each(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91'])(
    'are clamped out of a real JPEG 2000 stream under %s',
    async (syntax) => {
      const bytes = encoded('opj_compress', 'j2k', (from, to) => ['-i', from, '-o', to]);
      const { pixels, max } = await decodedAs(bytes, syntax);
      expect(Array.from(pixels)).toEqual(CLAMPED);
      expect(max).toBe(4095);
    },
  );

  it.runIf(has.opj_compress)(
    'are clamped out of a lossy JPEG 2000 stream, whatever it overshoots by',
    async () => {
      const bytes = encoded('opj_compress', 'j2k', (from, to) => ['-i', from, '-o', to, '-I', '-r', '8']);
      const { pixels } = await decodedAs(bytes, '1.2.840.10008.1.2.4.91');
      const off = Array.from(pixels, (value, at) => Math.abs(value - (CLAMPED[at] ?? 0)));
      expect(Math.max(...off)).toBeLessThan(400);
      expect(Math.max(...pixels)).toBe(4095);
    },
  );

  it.runIf(has.cjxl).each(['1.2.840.10008.1.2.4.110', '1.2.840.10008.1.2.4.112'])(
    'are clamped out of a real JPEG XL stream under %s',
    async (syntax) => {
      const bytes = encoded('cjxl', 'jxl', (from, to) => [from, to, '-d', '0']);
      const { pixels } = await decodedAs(bytes, syntax);
      expect(Array.from(pixels)).toEqual(CLAMPED);
    },
  );

  it.each<[string, string, string, boolean]>([
    ['codec-openjpeg', 'J2KEncoder', '1.2.840.10008.1.2.4.91', true],
    ['codec-openjph', 'HTJ2KEncoder', '1.2.840.10008.1.2.4.203', false],
    ['codec-openjph', 'HTJ2KEncoder', '1.2.840.10008.1.2.4.203', true],
    ['codec-charls', 'JpegLSEncoder', '1.2.840.10008.1.2.4.81', false],
  ])('are clamped out of a stream of %s (%s) under %s, signed: %s', async (name, encoder, said, isSigned) => {
    const stored = isSigned ? Int16Array.from(VALUES, (value) => value - 2100) : VALUES;
    const info = {
      width: SIDE,
      height: SIDE,
      bitsPerSample: 16,
      componentCount: 1,
      isSigned,
      isUsingColorTransform: false,
    } as const;
    const bytes = encodeWith(await loadCodec(name), encoder, info, new Uint8Array(stored.buffer), (one) => {
      if (name === 'codec-charls') one.setNearLossless(0);
      else one.setQuality(true, 0);
    });
    const { pixels } = await decodedAs(new Uint8Array(bytes), said, { signed: isSigned });
    const [least, most] = isSigned ? [-2048, 2047] : [0, 4095];
    expect(Array.from(pixels)).toEqual(Array.from(stored, (value) => Math.min(most, Math.max(least, value))));
  });
});
