import { describe, expect, it } from 'vitest';
import { accentFrom, contrast, type Rgb, type Surroundings } from '../../../src/ui/record-style/accent';

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const AMBER: Rgb = [255, 196, 99];
const RED: Rgb = [255, 141, 133];
const VIOLET: Rgb = [200, 168, 255];

const light: Surroundings = { grounds: [WHITE, [241, 243, 245]], taken: [AMBER, RED, VIOLET] };
const dark: Surroundings = {
  grounds: [
    [12, 13, 15],
    [40, 45, 51],
  ],
  taken: [AMBER, RED, VIOLET],
};

describe('the record’s highlight colour', () => {
  it.each<[Rgb, Rgb, number]>([
    [BLACK, WHITE, 21],
    [WHITE, WHITE, 1],
    // Published: #767676 is the lightest grey that can be read on white.
    [[118, 118, 118], WHITE, 4.54],
  ])('contrast of %s and %s is %s', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBeCloseTo(ratio, 2);
  });

  it('stays as it is where it can be read', () => {
    expect(accentFrom([0, 94, 184], light)).toEqual([0, 94, 184]);
  });

  it.each<[string, Rgb]>([
    ['a blue', [0, 94, 184]],
    ['a pale blue', [180, 215, 250]],
    ['a green', [0, 127, 59]],
    ['a lime', [140, 230, 20]],
    ['a teal', [0, 60, 60]],
  ])('%s becomes as light or dark as text on every ground has to be, in its own hue', (_, colour) => {
    for (const surroundings of [light, dark]) {
      const accent = accentFrom(colour, surroundings);
      expect(accent).toBeDefined();
      for (const ground of surroundings.grounds)
        expect(contrast(accent ?? BLACK, ground)).toBeGreaterThanOrEqual(4.5);
      const strongest = (of: Rgb) => of.indexOf(Math.max(...of));
      expect(strongest(accent ?? BLACK)).toBe(strongest(colour));
    }
  });

  it.each<[string, Rgb]>([
    ['a red, which says stop', [213, 40, 27]],
    ['an orange, which says careful', [250, 150, 30]],
    ['a violet, which is an earlier study’s', [120, 60, 220]],
    ['a grey, which does not look as if it could be pressed', [118, 120, 122]],
    ['black', BLACK],
    ['white', WHITE],
  ])('is not taken where it is %s', (_, colour) => {
    expect(accentFrom(colour, light)).toBeUndefined();
    expect(accentFrom(colour, dark)).toBeUndefined();
  });

  it('is not taken where no lightness of it can be read on every ground', () => {
    expect(accentFrom([0, 94, 184], { grounds: [WHITE, BLACK, [128, 128, 128]], taken: [] })).toBeUndefined();
  });
});
