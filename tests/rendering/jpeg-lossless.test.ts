import { describe, expect, it } from 'vitest';
import { decodeJpegLossless } from '../../src/rendering/decode/jpeg/jpeg-lossless';
import { DecodeError } from '../../src/rendering/decode/pixels';
import { seeded } from '../builders/random';

interface Form {
  readonly precision: number;
  readonly components?: 1 | 3;
  readonly predictor?: number;
  readonly shift?: number;
  /** Rows between restarts */
  readonly every?: number;
  /** Each component in a scan of its own */
  readonly apart?: boolean;
  /** How many codes there are of each length, for the 17 sizes of differences */
  readonly counts?: readonly number[];
}

const [COLUMNS, ROWS] = [23, 17];
/** All of 5 bits; one of each length, the last two of 16 */
const [EVEN, LONG] = [
  [0, 0, 0, 0, 17],
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2],
];

/** Smooth with edges, extremes among them, so that every size of difference and every predictor has something to do. */
function samplesOf({ precision, components = 1, shift = 0 }: Form, seed: number): number[] {
  const random = seeded(seed);
  const most = 2 ** precision - 1;
  return Array.from({ length: ROWS * COLUMNS * components }, (_, at) => {
    const kind = random();
    const value = kind < 0.1 ? random() * most : kind < 0.13 ? most : kind < 0.16 ? 0 : (at * 7) % most;
    return (Math.floor(value) >> shift) << shift;
  });
}

/** T.81 process 14, written from the standard's figures with no thought of speed. */
function encoded(samples: readonly number[], form: Form): Uint8Array<ArrayBuffer> {
  const { precision, components = 1, predictor = 1, shift = 0, every = 0, apart = false } = form;
  const counts = [...(form.counts ?? EVEN), ...new Array<number>(16).fill(0)].slice(0, 16);
  const codes: string[] = [];
  let next = 0;
  counts.forEach((count, at) => {
    for (let n = 0; n < count; n++) codes.push((next++).toString(2).padStart(at + 1, '0'));
    next *= 2;
  });
  const word = (value: number) => [value >> 8, value & 255];
  const segment = (marker: number, content: readonly number[]) => [
    0xff,
    marker,
    ...word(content.length + 2),
    ...content,
  ];
  const each = Array.from({ length: components }, (_, at) => at);
  const at = (row: number, column: number, component: number) =>
    (samples[(row * COLUMNS + column) * components + component] ?? 0) >> shift;

  function predicted(row: number, column: number, component: number): number {
    const isFirst = every > 0 ? row % every === 0 : row === 0;
    if (column === 0) return isFirst ? 2 ** (precision - shift - 1) : at(row - 1, 0, component);
    const a = at(row, column - 1, component);
    if (isFirst || predictor === 1) return a;
    const b = at(row - 1, column, component);
    const c = at(row - 1, column - 1, component);
    return [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor] ?? 0;
  }

  function scan(parts: readonly number[]): number[] {
    const bytes: number[] = [];
    let bits = '';
    const flush = () => {
      for (; bits.length >= 8; bits = bits.slice(8)) {
        const byte = parseInt(bits.slice(0, 8), 2);
        bytes.push(byte, ...(byte === 255 ? [0] : []));
      }
    };
    const pad = () => {
      bits += '1'.repeat((8 - (bits.length % 8)) % 8);
      flush();
    };
    for (let row = 0; row < ROWS; row++) {
      if (every > 0 && row > 0 && row % every === 0) {
        pad();
        bytes.push(0xff, 0xd0 + ((row / every - 1) % 8));
      }
      for (let column = 0; column < COLUMNS; column++)
        for (const part of parts) {
          let difference = (at(row, column, part) - predicted(row, column, part)) & 0xffff;
          if (difference > 32768) difference -= 65536;
          const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
          const low = difference < 0 ? difference + 2 ** size - 1 : difference;
          bits +=
            (codes[size] ?? '') + (size === 0 || size === 16 ? '' : low.toString(2).padStart(size, '0'));
          flush();
        }
    }
    pad();
    return [
      ...segment(0xda, [parts.length, ...parts.flatMap((part) => [part + 1, 0]), predictor, 0, shift]),
      ...bytes,
    ];
  }

  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xc3, [
      precision,
      ...word(ROWS),
      ...word(COLUMNS),
      components,
      ...each.flatMap((one) => [one + 1, 0x11, 0]),
    ]),
    ...segment(0xc4, [0, ...counts, ...codes.map((_, size) => size)]),
    ...(every > 0 ? segment(0xdd, word(every * COLUMNS)) : []),
    ...(apart ? each.flatMap((one) => scan([one])) : scan(each)),
    ...[0xff, 0xd9],
  ]);
}

const FORMS: readonly Form[] = [
  ...[2, 8, 9, 12, 15, 16].flatMap((precision) =>
    [1, 2, 3, 4, 5, 6, 7].map((predictor): Form => ({ precision, predictor })),
  ),
  { precision: 16, counts: LONG },
  { precision: 12, counts: LONG, predictor: 7 },
  { precision: 12, shift: 3, predictor: 4 },
  { precision: 16, shift: 4, every: 1 },
  { precision: 12, every: 4, predictor: 6 },
  { precision: 8, every: 17 },
  { precision: 8, components: 3 },
  { precision: 8, components: 3, predictor: 7, every: 5 },
  { precision: 8, components: 3, apart: true, predictor: 5 },
  { precision: 8, components: 3, apart: true, every: 2, counts: LONG },
];
const nameOf = (form: Form) =>
  Object.entries(form)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');

describe('JPEG lossless', () => {
  it.each(FORMS.map((form) => [nameOf(form), form] as const))('of %s is what was written', (_, form) => {
    const samples = samplesOf(form, 5);
    const decoded = decodeJpegLossless(encoded(samples, form));
    expect(decoded).toMatchObject({
      rows: ROWS,
      columns: COLUMNS,
      precision: form.precision,
      interleaved: true,
    });
    expect([...decoded.pixels]).toEqual(samples);
  });

  it.each(FORMS.filter(({ predictor = 1 }) => predictor === 1).map((form) => [nameOf(form), form] as const))(
    'of %s that is cut anywhere is refused, and never a picture',
    (_, form) => {
      const whole = encoded(samplesOf(form, 6), form);
      for (let length = 0; length < whole.length - 3; length += 7)
        expect(() => decodeJpegLossless(whole.slice(0, length)), String(length)).toThrow(DecodeError);
    },
  );

  it('whose end marker is missing is whole', () => {
    const samples = samplesOf({ precision: 12 }, 7);
    const bytes = encoded(samples, { precision: 12 });
    expect([...decodeJpegLossless(bytes.slice(0, -2)).pixels]).toEqual(samples);
  });

  it('of two frames is refused: only the first one’s size was looked at', () => {
    const bytes = encoded(samplesOf({ precision: 8 }, 8), { precision: 8 });
    const second = Uint8Array.of(0xff, 0xc3, 0, 11, 8, 0, 200, 0, 200, 1, 1, 0x11, 0);
    const both = Uint8Array.from([...bytes.subarray(0, 15), ...second, ...bytes.subarray(15)]);
    expect(() => decodeJpegLossless(both)).toThrow(
      expect.objectContaining({ problem: { kind: 'undecodable', what: 'a JPEG stream of two frames' } }),
    );
  });

  it.each([
    ['another process', { 3: 0xc1 }, 'unsupported'],
    ['two components', { 11: 2 }, 'unsupported'],
    ['no rows', { 7: 0, 8: 0 }, 'undecodable'],
    ['17 bits', { 6: 17 }, 'undecodable'],
  ] as const)('of %s is told as that', (_, changes, kind) => {
    const bytes = encoded(samplesOf({ precision: 8 }, 8), { precision: 8 });
    for (const [at, byte] of Object.entries(changes)) bytes[Number(at)] = byte;
    expect(() => decodeJpegLossless(bytes)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ kind }) }),
    );
  });
});
