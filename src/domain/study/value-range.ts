import type { ImagePixel, Lut, ModalityLut } from './study';

/** Least and greatest value that there can be at a stage of the grey pipeline. */
export type ValueRange = readonly [least: number, greatest: number];

/** What can be stored (PS3.3 C.7.6.3.1): by Bits Stored and Pixel Representation. */
export function storedRange({ bitsStored, signed }: Pick<ImagePixel, 'bitsStored' | 'signed'>): ValueRange {
  const least = signed ? -(2 ** (bitsStored - 1)) : 0;
  return [least, least + 2 ** bitsStored - 1];
}

/** What can come out of the modality stage (PS3.3 C.11.1.1): a table's entries are never negative. */
export function modalityRange(stored: ValueRange, lut: ModalityLut): ValueRange {
  if (lut.kind === 'lut') return [0, 2 ** lut.lut.bits - 1];
  const ends = stored.map((value) => value * lut.slope + lut.intercept);
  return [Math.min(...ends), Math.max(...ends)];
}

/**
 * A table whose first mapped value is read by what goes into it. It is signed where values below 0 do (PS3.3 C.11.1.1.1,
 * C.11.2.1.1: "US or SS"), which is not said in files without value representations, and lost by archives that guess it
 * from the pixels: for a VOI LUT it is the modality stage that decides.
 */
export function tableFor(lut: Lut, [least, greatest]: ValueRange): Lut {
  const { firstMapped } = lut;
  const below = firstMapped - 65_536;
  const isNegative = least < 0 && firstMapped > 32_767 && (firstMapped > greatest || below >= least);
  return isNegative ? { ...lut, firstMapped: below } : lut;
}
