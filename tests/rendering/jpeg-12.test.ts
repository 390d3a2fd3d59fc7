import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../src/rendering/decode/pixels';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import { decodeJpeg12 } from '../../src/rendering/decode/jpeg/jpeg-12';
import { enlarged } from '../../src/rendering/decode/jpeg/jpeg-upsampling';
import { fuzzed, FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST, mutatedBytes } from '../fuzz/fuzz';
import { nodeCodecs } from './node-codecs';
import { anImage } from './pictures';

const segment = (marker: number, ...content: readonly number[]) => [
  ...[0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255],
  ...content,
];
const bytesOf = (bits: string) => {
  const padded = bits.replaceAll(' ', '').padEnd(Math.ceil(bits.replaceAll(' ', '').length / 8) * 8, '1');
  return (padded.match(/.{8}/g) ?? []).flatMap((byte) => {
    const value = Number.parseInt(byte, 2);
    return value === 0xff ? [255, 0] : [value];
  });
};

/** DC codes: 00 for no difference, 01 for one of 10 bits; AC: 0 for nothing more. */
const TABLES = [
  ...segment(0xdb, 0, ...new Array<number>(64).fill(1)),
  ...segment(0xc4, 0x00, 0, 2, ...new Array<number>(14).fill(0), 0, 10),
  ...segment(0xc4, 0x10, 1, ...new Array<number>(15).fill(0), 0),
];
/** 100 above the middle, in every sample of a block: its DC is eight times that */
const HIGHER = '01 1100100000 0';
const SAME = '00 0';

interface Stream {
  readonly process?: number;
  readonly sampling?: number;
  readonly columns?: number;
  readonly app?: readonly number[];
  readonly scans: readonly (readonly [components: readonly number[], bits: string])[];
}

/** A stream of 12 bits and three components, its colour at full size or as `sampling` of the first says. */
function aStream({ process = 0xc1, sampling = 0x11, columns = 8, app = [], scans }: Stream): Uint8Array {
  const frame = segment(process, 12, 0, 8, 0, columns, 3, 1, sampling, 0, 2, 0x11, 0, 3, 0x11, 0);
  const coded = scans.flatMap(([components, bits]) => [
    ...segment(
      0xda,
      components.length,
      ...components.flatMap((id) => [id, 0]),
      0,
      process === 0xc2 ? 0 : 63,
      0,
    ),
    ...bytesOf(bits),
  ]);
  return Uint8Array.of(0xff, 0xd8, ...app, ...TABLES, ...frame, ...coded, 0xff, 0xd9);
}

const first = (bytes: Uint8Array, photometric = 'YBR_FULL') => [
  ...decodeJpeg12(bytes, photometric).pixels.slice(0, 3),
];
/** y 2148, Cb 2048, Cr 2148 by the equations of JFIF */
const CONVERTED = [2288, 2077, 2148];
const together = [[[1, 2, 3], HIGHER + SAME + HIGHER]] as const;

describe('JPEG of 12 bits in colour', () => {
  it('is RGB by the equations of its standard, at 12 bits', () => {
    expect(decodeJpeg12(aStream({ scans: together }), 'YBR_FULL')).toMatchObject({
      rgb: true,
      samplesPerPixel: 3,
      pixels: { length: 192 },
    });
    expect(first(aStream({ scans: together }))).toEqual(CONVERTED);
  });

  it('is taken as it stands where the object, or the stream itself, says that it is RGB', () => {
    const asStored = [2148, 2048, 2148];
    expect(first(aStream({ scans: together }), 'RGB')).toEqual(asStored);
    const adobe = segment(0xee, ...[...'Adobe'].map((letter) => letter.charCodeAt(0)), 0, 100, 0, 0, 0, 0, 0);
    expect(first(aStream({ app: adobe, scans: together }))).toEqual(asStored);
  });

  it('may have a scan for each component', () => {
    const scans = [
      [[1], HIGHER],
      [[2], SAME],
      [[3], HIGHER],
    ] as const;
    expect(first(aStream({ scans }))).toEqual(CONVERTED);
  });

  it('may be progressive', () => {
    // The scan of DC coefficients alone
    const bits = '01 1100100000 00 01 1100100000';
    expect(first(aStream({ process: 0xc2, scans: [[[1, 2, 3], bits]] }))).toEqual(CONVERTED);
  });

  it('may have colour of half the size, in turns of two blocks and one of each colour', () => {
    const bits = HIGHER + SAME + SAME + HIGHER;
    const { pixels } = decodeJpeg12(
      aStream({ sampling: 0x21, columns: 16, scans: [[[1, 2, 3], bits]] }),
      'YBR_FULL_422',
    );
    expect([...pixels.slice(0, 3), ...pixels.slice(-3)]).toEqual([...CONVERTED, ...CONVERTED]);
  });

  it.each([
    ['of a component that is not there', { scans: [[[1, 2, 9], HIGHER]] }],
    ['of sampling that cannot be', { sampling: 0x31, scans: together }],
    ['that ends early', { columns: 800, scans: together }],
  ] as const)('%s is refused', (_, stream) => {
    expect(() => decodeJpeg12(aStream(stream), 'YBR_FULL')).toThrow(DecodeError);
  });
});

describe(`${FUZZ_RUNS} mutated streams of 12 bits`, { timeout: FUZZ_TIMEOUT }, () => {
  it('are each decoded, or refused in words', async () => {
    const next = seeded(12);
    // A mutated header may name another process: here every one is read by the decoder that is tested.
    const usual = nodeCodecs();
    const decode12 = await usual.jpeg12();
    const jpegLossless = async () => (bytes: Uint8Array<ArrayBuffer>) => decode12(bytes, 'YBR_FULL_422');
    const codecs = { ...usual, jpeg8: usual.jpeg12, jpegLossless };
    const seeds = [
      aStream({ sampling: 0x21, columns: 16, scans: [[[1, 2, 3], HIGHER + SAME + SAME + HIGHER]] }),
      aStream({ process: 0xc2, columns: 16, scans: [[[1, 2, 3], '01 1100100000 00 01 1100100000 000000']] }),
    ];
    const image = anImage({
      ...{ rows: 8, columns: 16, samplesPerPixel: 3, photometric: 'YBR_FULL_422' },
      ...{ bitsStored: 12, highBit: 11 },
    });
    const { slowest, outcomes } = await fuzzed(async (run) => {
      const bytes = Uint8Array.from(mutatedBytes(seeds[run % seeds.length] ?? new Uint8Array(), next));
      const result = await decodeFrame({ bytes, transferSyntax: '1.2.840.10008.1.2.4.51', image }, codecs);
      if (result.ok) return 'decoded';
      const { problem } = result;
      if (problem.kind === 'undecodable' && problem.what === 'decoder-gave-up')
        throw new Error(`run ${run}: a defect that was caught`);
      return problem.kind;
    });
    expect(Math.min(outcomes['decoded'] ?? 0, outcomes['undecodable'] ?? 0)).toBeGreaterThan(FUZZ_RUNS / 100);
    expect(slowest).toBeLessThan(LONGEST);
  });
});

describe('colour of half the size', () => {
  const plane = { pixels: Uint16Array.of(0, 400, 800, 400, 800, 1200), rows: 2, columns: 3 };

  it('has three quarters of the nearer sample and one of the farther', () => {
    const { pixels } = enlarged({ ...plane, rows: 1, pixels: Uint16Array.of(0, 400, 800) }, 2, 1, 1, 6);
    expect([...pixels]).toEqual([0, 100, 300, 500, 700, 800]);
  });

  it('has it in both directions', () => {
    const { pixels } = enlarged(plane, 2, 2, 4, 6);
    expect([...pixels.slice(0, 6)]).toEqual([0, 100, 300, 500, 700, 800]);
    expect([...pixels.slice(6, 12)]).toEqual([100, 200, 400, 600, 800, 900]);
    expect([...pixels.slice(18)]).toEqual([400, 500, 700, 900, 1100, 1200]);
  });

  it('is cut where the picture has an odd number of columns', () => {
    expect(enlarged(plane, 2, 2, 3, 5)).toMatchObject({ rows: 3, columns: 5, pixels: { length: 15 } });
  });

  it('is repeated where it is a quarter', () => {
    const { pixels } = enlarged({ pixels: Uint16Array.of(7, 9), rows: 1, columns: 2 }, 4, 1, 1, 8);
    expect([...pixels]).toEqual([7, 7, 7, 7, 9, 9, 9, 9]);
  });
});
