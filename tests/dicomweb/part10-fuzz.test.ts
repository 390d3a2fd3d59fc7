import { seeded } from '../builders/random';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Part10Error } from '../../src/dicom/part10/failure';
import { readPart10 } from '../../src/dicom/part10/file';
import { inflated } from '../../src/dicom/part10/inflate';
import { breath, FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST, stopwatch } from '../fuzz/fuzz';
import { aFile, encapsulated, imageElements, PIXELS, sequence, SYNTAX, text, words } from './part10-file';
import { filesAbsent, readReal, realFiles } from './real-files';
import { concat } from './wire';

const INTERESTING = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff];

/** One to eight changes: bytes, lengths, cuts, repeats, pieces from elsewhere. */
function mutated(original: Uint8Array, next: () => number): Uint8Array {
  const below = (limit: number) => Math.floor(next() * limit);
  let bytes = original.slice();
  for (let change = below(8); change >= 0; change--) {
    // The preamble means nothing: changes there would prove nothing.
    const at = 128 + below(Math.max(1, bytes.byteLength - 128));
    const kind = below(6);
    if (kind === 0) bytes[at] = below(256);
    else if (kind === 1) bytes[at] = INTERESTING[below(INTERESTING.length)] ?? 0;
    else if (kind === 2) bytes.fill(0xff, at, at + 4);
    else if (kind === 3) bytes = bytes.slice(0, at);
    else if (kind === 4)
      bytes.copyWithin(at, 132 + below(Math.max(1, bytes.byteLength - 132)), bytes.byteLength);
    else bytes = concat([bytes.subarray(0, at), bytes.subarray(at - below(64))]);
  }
  return bytes;
}

/** Reads it and every frame of it; anything but a Part10Error is thrown on. */
async function outcomeOf(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    const { frame, frameCount } = await readPart10(bytes);
    for (let number = 1; number <= Math.min(frameCount, 20); number++) frame(number);
    return 'read';
  } catch (error) {
    if (error instanceof Part10Error) return 'refused';
    throw error;
  }
}

async function fuzz(original: Uint8Array, times: number, seed: number) {
  const next = seeded(seed);
  const counts = { read: 0, refused: 0 };
  let slowest = 0;
  for (let time = 0; time < times; time++) {
    if (time % 1000 === 0) await breath();
    const bytes = mutated(original, next);
    const took = stopwatch();
    counts[await outcomeOf(bytes)]++;
    slowest = Math.max(slowest, took());
  }
  return { ...counts, slowest };
}

const groups = sequence(
  '52009230',
  [[sequence('00209113', [[text('00200032', 'DS', '1\\2\\3')]], true)]],
  true,
);
const elements = imageElements({
  '00080005': text('00080005', 'CS', '\\ISO 2022 IR 87'),
  '52009230': groups,
});
const fragments = encapsulated([PIXELS, PIXELS, PIXELS], { offsets: [0, 24, 48] });
const three = { '00280008': text('00280008', 'IS', '3') };

describe(`${FUZZ_RUNS} mutated files`, { timeout: FUZZ_TIMEOUT }, () => {
  it.each([
    ['explicit', aFile([...elements, words('7FE00010', PIXELS)]), 6000],
    ['implicit', aFile([...elements, words('7FE00010', PIXELS)], SYNTAX.implicit), 5000],
    ['big endian', aFile([...elements, words('7FE00010', PIXELS)], SYNTAX.big), 3000],
    ['encapsulated', aFile([...imageElements(three), fragments], SYNTAX.jpegLs), 5000],
    ['deflated', aFile([...elements, words('7FE00010', PIXELS)], SYNTAX.deflated), 1000],
  ])('in %s are read or refused, never more, in bounded time', async (_, original, of20000) => {
    const times = Math.round((FUZZ_RUNS * of20000) / 20_000);
    expect(await outcomeOf(original)).toBe('read');
    const { read, refused, slowest } = await fuzz(original, times, of20000);
    // Mutations that never, or always, break a file would test nothing.
    expect(Math.min(read, refused)).toBeGreaterThan(times / 100);
    expect(read + refused).toBe(times);
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('that inflate to more than may be held are refused before they are held', async () => {
    const bomb = deflateRawSync(new Uint8Array(64 * 1024 * 1024));
    await expect(inflated(bomb, 1024 * 1024)).rejects.toThrow('too large');
  });
});

describe.skipIf(filesAbsent())('mutated real files', () => {
  const small = realFiles()
    .filter(
      ({ transferSyntax }, at, all) => all.findIndex((one) => one.transferSyntax === transferSyntax) === at,
    )
    .filter((file) => readReal(file).byteLength < 300_000);

  it('are read or refused, never more, in bounded time', { timeout: 60_000 }, async () => {
    expect(small.length).toBeGreaterThan(5);
    for (const [at, file] of small.entries()) {
      const { slowest } = await fuzz(readReal(file), 200, at + 1);
      expect(slowest, file.path).toBeLessThan(LONGEST);
    }
  });
});
