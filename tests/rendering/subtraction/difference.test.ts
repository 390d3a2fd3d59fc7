import { describe, expect, it } from 'vitest';
import type { Lut } from '../../../src/domain/study/study';
import { extremes } from '../../../src/rendering/decode/stored-values';
import type { GreyFrame } from '../../../src/rendering/decode/pixels';
import { difference } from '../../../src/rendering/subtraction/difference';
import { attributesOfPicture } from '../../../src/rendering/paint/attributes';
import { aFrame, attributes } from '../pictures';

function grey(values: readonly number[], columns = 4): GreyFrame {
  const pixels = Uint16Array.from(values);
  const [min, max] = extremes(pixels);
  return {
    kind: 'grey',
    rows: values.length / columns,
    columns,
    pixels,
    min,
    max,
    range: [min, max],
    lossy: false,
  };
}
const none = attributes();
const made = (frame: GreyFrame) => Array.from(frame.pixels);
const STILL = [0, 0] as const;

describe('a frame less its mask', () => {
  it('is below zero where the mask is brighter, in whole numbers', () => {
    const { pixels, min, max, range } = difference(
      [grey([10, 20, 30, 65_535])],
      [grey([20, 20, 20, 0])],
      STILL,
      none,
    );
    expect(pixels).toBeInstanceOf(Int32Array);
    expect(Array.from(pixels)).toEqual([-10, 0, 10, 65_535]);
    expect([min, max, range]).toEqual([-10, 65_535, [-10, 65_535]]);
  });

  it('is of means on both sides, with their fractions', () => {
    const contrast = [grey([10, 20, 30, 40]), grey([11, 20, 31, 40])];
    const masks = [grey([1, 2, 3, 4]), grey([1, 3, 3, 4]), grey([1, 4, 3, 4])];
    expect(made(difference(contrast, masks, STILL, none))).toEqual([9.5, 17, 27.5, 36]);
  });

  it.each<[string, readonly [number, number], readonly number[]]>([
    ['down by a row, going on above as it ends', [1, 0], [0, 9, 0, 0, 0, 9, 0, 0]],
    ['up by a row', [-1, 0], [0, 0, 0, 0, 0, 0, 0, 0]],
    ['left by a column', [0, 1], [9, 0, 0, 0, 0, 0, 0, 0]],
    ['right by a column', [0, -1], [0, 0, 9, 0, 0, 0, 0, 0]],
    ['left by half a column', [0, 0.5], [4.5, 4.5, 0, 0, 0, 0, 0, 0]],
    ['down by a quarter of a row', [0.25, 0], [0, 9, 0, 0, 0, 2.25, 0, 0]],
  ])('has its mask moved %s', (_, shift, mask) => {
    const spot = grey([0, 9, 0, 0, 0, 0, 0, 0]);
    // Towards the upper row a spot of the first leaves the picture, and what is below it comes.
    expect(made(difference([grey(new Array(8).fill(100))], [spot], shift, none))).toEqual(
      mask.map((value) => 100 - value),
    );
  });

  it('goes through the table to logarithms, or the modality table, before it is one', () => {
    const lut: Lut = {
      firstMapped: 0,
      bits: 16,
      values: Array.from({ length: 256 }, (_, value) => value * value),
    };
    const log = attributes({ subtractionLut: lut });
    expect(made(difference([grey([3, 4, 5, 6])], [grey([1, 1, 1, 1])], STILL, log))).toEqual([8, 15, 24, 35]);
    const modality = attributes({ modalityLut: { kind: 'lut', lut } });
    expect(made(difference([grey([3, 4, 5, 6])], [grey([1, 1, 1, 1])], STILL, modality))).toEqual([
      8, 15, 24, 35,
    ]);
  });

  it('is rescaled by the slope alone, and has no window of the object', () => {
    const frame = aFrame(
      {},
      { modalityLut: { kind: 'rescale', slope: 2, intercept: -1000 }, windows: [{ center: 1, width: 2 }] },
    );
    const shown = attributesOfPicture({ frame, subtraction: { masks: [1], contrast: [2], shift: [0, 0] } });
    expect(shown).toMatchObject({ modalityLut: { slope: 2, intercept: 0 }, windows: [], voiLuts: [] });
  });
});
