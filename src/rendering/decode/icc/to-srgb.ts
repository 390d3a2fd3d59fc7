import { lightnessOf, profileFrom, WHITE, xyzOf, type Profile } from './profile';
import { multiplied, writeInGrid, type Grid, type Triple } from './table';

/** Changes RGBA in place. */
export type Calibrate = (rgba: Uint8ClampedArray) => void;

/** XYZ under D50 to linear sRGB, white points adapted by Bradford's method */
const TO_LINEAR = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427,
];

/** Entries of the curve back from linear light: a step of the darkest colours is a fifth of a level */
const STEPS = 16_384;
const encode = (linear: number) =>
  255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);
const ENCODED = Float32Array.from({ length: STEPS + 1 }, (_, at) => encode(at / STEPS));
const encoded = (linear: number) =>
  linear <= 0 ? 0 : linear >= 1 ? 255 : (ENCODED[Math.round(linear * STEPS)] ?? 0);

/** The same in whole levels, for what is worked out for each pixel */
const LEVELS = Uint8Array.from(ENCODED, Math.round);
const levelOf = (linear: number) =>
  linear <= 0 ? 0 : linear >= 1 ? 255 : (LEVELS[(linear * STEPS + 0.5) | 0] ?? 0);

/** Points to a side of the grid that a profile's table is worked out on once, as colour engines have it at their finest */
const SIDE = 49;
/** Black is never taken for more than this (L*) */
const LIGHTEST_BLACK = 50;

/**
 * What makes sRGB of a profile's colours, as littlecms does for perceptual rendering to a display, its compensation of
 * black with it. `unusable` where the profile is not sound; `undefined` where it changes nothing.
 */
export function toSrgb(bytes: Uint8Array): Calibrate | 'unusable' | undefined {
  const profile = profileFrom(bytes);
  if (!profile) return 'unusable';
  const whole = compensated(profile);
  const asSeen = (colour: Triple) => seen(multiplied(whole, profile.toXyz(colour)));
  if (isIdentity(asSeen)) return undefined;
  return profile.shaper ? byShaper(profile.shaper, whole) : byGrid(asSeen);
}

const seen = ([r, g, b]: Triple): Triple => [encoded(r), encoded(g), encoded(b)];

/** From XYZ to linear sRGB, the profile's own black at 0. */
function compensated({ toXyz, black: known }: Profile): readonly number[] {
  const lightness = Math.min(LIGHTEST_BLACK, lightnessOf(toXyz([0, 0, 0])[1]));
  if (!known && !(lightness > 0)) return [...TO_LINEAR, 0, 0, 0];
  const black = known ?? xyzOf([lightness, 0, 0]);
  const scale = WHITE.map((white, n) => white / (white - (black[n] ?? 0)));
  const added = WHITE.map((white, n) => white * (1 - (scale[n] ?? 1))) as unknown as Triple;
  const scaled = TO_LINEAR.map((number, at) => number * (scale[at % 3] ?? 1));
  return [...scaled, ...multiplied(TO_LINEAR, added)];
}

/** Within a level at every eighth of each colour: then the stored colours stay as they are. */
function isIdentity(asSeen: (colour: Triple) => Triple): boolean {
  const eighths = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => Math.round((n * 255) / 8));
  return eighths.every((r) =>
    eighths.every((g) =>
      eighths.every((b) =>
        asSeen([r / 255, g / 255, b / 255]).every((part, n) => Math.abs(part - ([r, g, b][n] ?? 0)) <= 0.75),
      ),
    ),
  );
}

function byShaper({ curves, matrix }: NonNullable<Profile['shaper']>, whole: readonly number[]): Calibrate {
  const [red, green, blue] = curves.map((curve) =>
    Float64Array.from({ length: 256 }, (_, n) => curve(n / 255)),
  );
  const column = (n: number) =>
    multiplied(whole.slice(0, 9), [matrix[n] ?? 0, matrix[3 + n] ?? 0, matrix[6 + n] ?? 0]);
  const [[a, d, g], [b, e, h], [c, f, i]] = [column(0), column(1), column(2)];
  const [x = 0, y = 0, z = 0] = whole.slice(9);
  return (rgba) => {
    for (let at = 0; at < rgba.length; at += 4) {
      const r = red?.[rgba[at] ?? 0] ?? 0;
      const s = green?.[rgba[at + 1] ?? 0] ?? 0;
      const t = blue?.[rgba[at + 2] ?? 0] ?? 0;
      rgba[at] = levelOf(a * r + b * s + c * t + x);
      rgba[at + 1] = levelOf(d * r + e * s + f * t + y);
      rgba[at + 2] = levelOf(g * r + h * s + i * t + z);
    }
  };
}

function byGrid(asSeen: (colour: Triple) => Triple): Calibrate {
  const values = new Float32Array(SIDE ** 3 * 3);
  let at = 0;
  const part = (n: number) => n / (SIDE - 1);
  for (let r = 0; r < SIDE; r++)
    for (let g = 0; g < SIDE; g++)
      for (let b = 0; b < SIDE; b++) {
        values.set(asSeen([part(r), part(g), part(b)]), at);
        at += 3;
      }
  const grid: Grid = { points: [SIDE, SIDE, SIDE], values };
  return (rgba) => {
    for (let pixel = 0; pixel < rgba.length; pixel += 4)
      writeInGrid(
        grid,
        (rgba[pixel] ?? 0) / 255,
        (rgba[pixel + 1] ?? 0) / 255,
        (rgba[pixel + 2] ?? 0) / 255,
        rgba,
        pixel,
      );
  };
}
