import { describe, expect, it } from 'vitest';
import { greyScale, greyTable, windowed } from '../../../src/rendering/paint/grey';
import type { FrameAttributes } from '../../../src/domain/study/study';

const plain = {
  modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
  windows: [],
  voiLuts: [],
  voiFunction: 'LINEAR',
  inverse: false,
} satisfies Partial<FrameAttributes> as Pick<
  FrameAttributes,
  'modalityLut' | 'windows' | 'voiLuts' | 'voiFunction' | 'inverse'
>;
const frame = { range: [0, 4095] as const, min: 0, max: 4095, pixels: new Uint16Array(1) };
const greyOf = (
  attributes: Partial<typeof plain>,
  presentation = {},
  padding?: { from: number; to: number },
) => greyScale(frame, { ...plain, ...attributes }, { padding }, { invert: false, ...presentation });

describe('windows', () => {
  // PS3.3 C.11.2.1.2.1: the standard's own example, c = 2048, w = 4096, is y = x over 12 bits.
  it.each([
    [2048, 4096, 0, 0],
    [2048, 4096, 4095, 1],
    [2048, 4096, 2047.5, 0.5],
    [2048, 1, 2047, 0],
    [2048, 1, 2048, 1],
    [0, 100, -50, 0],
    [0, 100, 49, 1],
    [0, 100, -0.5, 0.5],
  ])('are linear as the standard counts: c %d, w %d takes %d to %d', (center, width, value, share) => {
    expect(windowed('LINEAR', { center, width })(value)).toBeCloseTo(share, 6);
  });

  it.each([
    [2048, 4096, 0, 0],
    [2048, 4096, 4096, 1],
    [2048, 1, 2047.5, 0],
    [2048, 1, 2048.5, 1],
    [0, 100, -50, 0],
    [0, 100, 50, 1],
    [0, 100, 25, 0.75],
  ])(
    'are exact where the object says LINEAR_EXACT: c %d, w %d takes %d to %d',
    (center, width, value, share) => {
      expect(windowed('LINEAR_EXACT', { center, width })(value)).toBeCloseTo(share, 6);
    },
  );

  it('bend where the object says SIGMOID, and reach half at the centre', () => {
    const share = windowed('SIGMOID', { center: 100, width: 200 });
    expect(share(100)).toBe(0.5);
    expect(share(200)).toBeCloseTo(1 / (1 + Math.exp(-2)), 9);
    expect(share(0)).toBeCloseTo(1 - share(200), 9);
  });

  it('take a chosen one before the first of the object, and skip an impossible one', () => {
    const windows = [
      { center: 1, width: 0 },
      { center: 40, width: 400 },
    ];
    expect(greyOf({ windows }).window).toEqual({ center: 40, width: 400 });
    expect(greyOf({ windows }, { window: { center: 7, width: 9 } }).window).toEqual({ center: 7, width: 9 });
  });

  it('span the range of values where the object gives none', () => {
    const { grey, window } = greyOf({ modalityLut: { kind: 'rescale', slope: 2, intercept: -1000 } });
    expect(window).toEqual({ center: 3095, width: 8190 });
    expect([grey(0), grey(4095)]).toEqual([0, 255]);
  });

  it('keep apart values far smaller than one', () => {
    const { grey } = greyOf(
      { modalityLut: { kind: 'rescale', slope: 1e-7, intercept: 0 } },
      { window: { center: 2e-4, width: 4e-4 } },
    );
    expect([grey(0), grey(1000), grey(3000), grey(4000)]).toEqual([0, 64, 191, 255]);
  });
});

describe('polarity', () => {
  it('is inverted by the object, by the viewer, and by both not at all', () => {
    expect(greyOf({ inverse: true }).grey(0)).toBe(255);
    expect(greyOf({}, { invert: true }).grey(0)).toBe(255);
    expect(greyOf({ inverse: true }, { invert: true }).grey(0)).toBe(0);
  });

  it('leaves padding darkest either way', () => {
    for (const inverse of [false, true])
      expect(greyOf({ inverse }, {}, { from: 4000, to: 3900 }).grey(3950)).toBe(0);
  });
});

describe('tables', () => {
  it('map modality values by the sequence, and clamp outside it', () => {
    const lut = { firstMapped: 10, bits: 8, values: [0, 50, 100] };
    const { grey } = greyOf({ modalityLut: { kind: 'lut', lut }, windows: [{ center: 50.5, width: 101 }] });
    expect([grey(0), grey(11), grey(12), grey(99)]).toEqual([0, 128, 255, 255]);
  });

  it('map VOI values by the sequence over its own depth', () => {
    const voiLuts = [{ firstMapped: 100, bits: 12, values: [0, 2048, 4095] }];
    const { grey, window, voi } = greyOf({ voiLuts });
    expect([grey(0), grey(101), grey(500)]).toEqual([0, 128, 255]);
    // The window that passes through the table's middle as steeply as the table does
    expect(window.center).toBeCloseTo(101, 2);
    expect(window.width).toBeCloseTo(2, 2);
    expect(voi).toBeUndefined();
  });

  it('agree with the pipeline for every stored value, negative ones too', () => {
    const signed = { range: [-2000, 2000] as const, min: -2000, max: 2000, pixels: new Int16Array(1) };
    const scale = greyScale(
      signed,
      { ...plain, windows: [{ center: 40, width: 400 }] },
      {},
      { invert: false },
    );
    const table = greyTable(signed, scale);
    expect(table).toHaveLength(4001);
    for (let value = -2000; value <= 2000; value++) expect(table?.[value + 2000]).toBe(scale.grey(value));
  });

  it('are not built for ranges that would not fit, nor for fractions', () => {
    const scale = greyOf({});
    expect(greyTable({ min: 0, max: 65536, pixels: new Uint32Array(1) }, scale)).toBeUndefined();
    expect(greyTable({ min: 0, max: 1, pixels: new Float32Array(1) }, scale)).toBeUndefined();
  });
});

describe('a frame without a window', () => {
  const flat = (value: number) =>
    greyScale({ range: [value, value] }, plain, {}, { invert: false }).grey(value);

  it('of one value is black where that is nothing or less, else white: it has no contrast to show', () => {
    expect([flat(0), flat(-1000), flat(1), flat(4095)]).toEqual([0, 0, 255, 255]);
  });
});

describe('a linear window of width 1', () => {
  const window = { windows: [{ center: 0.5, width: 1 }] };
  const greys = (range: readonly [number, number]) => {
    const { grey } = greyScale({ range }, { ...plain, ...window }, {}, { invert: false });
    return [0, 0.25, 0.75, 1].map(grey);
  };

  it('is black and white for whole numbers, as the standard counts', () => {
    expect(greys([0, 1])).toEqual([0, 255, 255, 255]);
  });

  it('is the exact one for fractions, which have all of theirs between 0 and 1', () => {
    expect(greys([0, 0.94])).toEqual([0, 64, 191, 255]);
  });
});

describe('without window and VOI LUT', () => {
  const attributes = { windows: [], voiLuts: [], voiFunction: 'LINEAR', inverse: false } as const;
  const plain = { ...attributes, modalityLut: { kind: 'rescale', slope: 1, intercept: 0 } } as const;

  it.each<readonly [string, Parameters<typeof greyScale>[0], Parameters<typeof greyScale>[1], number]>([
    ['the frame’s own values, alone', { range: [0, 100] }, plain, 102],
    ['those of its run', { range: [0, 100], ownRange: [0, 200] }, plain, 51],
    ['P-Values as they are', { range: [0, 100], ownRange: [0, 200] }, { ...plain, pValues: [0, 255] }, 40],
    ['P-Values of 16 bits as they are', { range: [0, 100] }, { ...plain, pValues: [0, 65_535] }, 0],
    [
      'a window that a hand has chosen first',
      { range: [0, 100], ownRange: [0, 200] },
      { ...plain, windows: [{ center: 50.5, width: 101 }] },
      102,
    ],
  ])('40 is grey by %s', (_, frame, given, grey) => {
    expect(greyScale(frame, given, {}, { invert: false }).grey(40)).toBe(grey);
  });
});
