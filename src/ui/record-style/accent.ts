/** Red, green and blue, each from 0 to 255 */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What a colour of the record has to get on with, as the screen has it in its present theme */
export interface Surroundings {
  /** On which it is read, or which is read on it */
  readonly grounds: readonly Rgb[];
  /** That mean something else: careful, stop, an earlier study */
  readonly taken: readonly Rgb[];
}

/** WCAG 2.2, 1.4.3: text */
const CONTRAST = 4.5;
/** Degrees of hue that tell it from what means something else */
const APART = 25;
/** Below it is grey, which does not say "can be pressed" */
const LEAST_SATURATION = 0.25;

/**
 * The record's highlight colour as a colour of ours: its hue, as light or dark as text on every ground needs to be.
 * @returns `undefined` where it is grey, could be taken for a warning or an earlier study, or cannot be read on all grounds
 */
export function accentFrom(highlight: Rgb, { grounds, taken }: Surroundings): Rgb | undefined {
  const [hue, saturation, lightness] = hslOf(highlight);
  if (saturation < LEAST_SATURATION) return undefined;
  if (taken.some((other) => hueDistance(hue, hslOf(other)[0]) < APART)) return undefined;
  const isReadable = (colour: Rgb) => grounds.every((ground) => contrast(colour, ground) >= CONTRAST);
  const percents = Array.from({ length: 101 }, (_, percent) => percent / 100);
  // Nearest to the record's own first.
  percents.sort((a, b) => Math.abs(a - lightness) - Math.abs(b - lightness));
  return [highlight, ...percents.map((light) => rgbOf(hue, saturation, light))].find(isReadable);
}

/** WCAG 2.2, "contrast ratio": from 1 to 21 */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const hueDistance = (one: number, other: number) => {
  const apart = Math.abs(one - other) % 360;
  return Math.min(apart, 360 - apart);
};

/** @returns hue in degrees, saturation and lightness from 0 to 1 (CSS Color 4, 7.1) */
function hslOf(colour: Rgb): readonly [hue: number, saturation: number, lightness: number] {
  const [red, green, blue] = colour.map((part) => part / 255) as unknown as Rgb;
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const span = most - least;
  const lightness = (most + least) / 2;
  if (span === 0) return [0, 0, lightness];
  const sixth =
    most === red
      ? (green - blue) / span
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return [(sixth * 60 + 360) % 360, span / (1 - Math.abs(2 * lightness - 1)), lightness];
}

/** CSS Color 4, 7.1 */
function rgbOf(hue: number, saturation: number, lightness: number): Rgb {
  const part = (from: number) => {
    const at = (from + hue / 30) % 12;
    const reach = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return [part(0), part(8), part(4)];
}
