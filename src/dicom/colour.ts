import type { Rgb } from '../domain/presentation/presentation-state';
import { numberOf, vectorOf, type Dataset } from './dataset';

/** A colour: in CIELab where the state has it, else in grey, as a screen of colour is to show it (PS3.3 C.7.6.11, C.10.7). */
export function colourAt(
  dataset: Dataset,
  tags: { readonly lab: string; readonly rgb?: string; readonly grey?: string },
): Rgb | undefined {
  return labAt(dataset, tags.lab) ?? rgbAt(dataset, tags.rgb) ?? greyAt(dataset, tags.grey);
}

const byte = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 255);

/** A P-Value: 0 is black, 65,535 is white */
function greyAt(dataset: Dataset, tag: string | undefined): Rgb | undefined {
  const value = tag === undefined ? undefined : numberOf(dataset, tag);
  if (value === undefined) return undefined;
  const grey = byte(value / 65_535);
  return [grey, grey, grey];
}

/** Graphic Layer Recommended Display RGB Value (0070,0067): retired, and still written. Of 8 bits by most writers, of 16 by some */
function rgbAt(dataset: Dataset, tag: string | undefined): Rgb | undefined {
  const [red, green, blue] = (tag === undefined ? undefined : vectorOf(dataset, tag, 3)) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  const most = Math.max(red, green, blue) > 255 ? 65_535 : 255;
  return [byte(red / most), byte(green / most), byte(blue / most)];
}

/** PCS-values of CIELab as PS3.3 C.10.7.1.1 encodes them: L* 0 to 100, a* and b* -128 to 127, each over 0 to 65,535 */
function labAt(dataset: Dataset, tag: string): Rgb | undefined {
  const [l, a, b] = vectorOf(dataset, tag, 3) ?? [];
  if (l === undefined || a === undefined || b === undefined) return undefined;
  return sRgbOf((l * 100) / 65_535, (a * 255) / 65_535 - 128, (b * 255) / 65_535 - 128);
}

/** White of the profile connection space, D50 (ICC.1) */
const WHITE = [0.9642, 1, 0.8249] as const;

/** CIELab under D50 to sRGB (IEC 61966-2-1), the white points adapted by Bradford's method as ICC profiles have it. */
function sRgbOf(l: number, a: number, b: number): Rgb {
  const fy = (l + 16) / 116;
  const x = WHITE[0] * inverse(fy + a / 500);
  const y = WHITE[1] * inverse(fy);
  const z = WHITE[2] * inverse(fy - b / 200);
  return [
    byte(encoded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z)),
    byte(encoded(-0.9787684 * x + 1.9161415 * y + 0.033454 * z)),
    byte(encoded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z)),
  ];
}

const inverse = (f: number) => (f > 6 / 29 ? f ** 3 : 3 * (6 / 29) ** 2 * (f - 4 / 29));

const encoded = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
