import type { ImagePixel } from '../../domain/study/study';
import { numberOf, textOf, type Dataset } from '../dataset';
import { Part10Error } from './failure';

/** What the length of a frame is reckoned from. */
export type PixelSize = Pick<
  ImagePixel,
  'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated' | 'photometric'
>;

/** Of a dataset. Throws a Part10Error where it is not one that a picture can have. */
export function pixelSizeOf(dataset: Dataset, fallbackBits: number | undefined): PixelSize {
  const count = (tag: string, most: number, fallback?: number) => {
    const value = numberOf(dataset, tag) ?? fallback;
    if (value === undefined || !Number.isInteger(value) || value < 1 || value > most)
      throw new Part10Error('a picture without a size');
    return value;
  };
  return {
    rows: count('00280010', 65_535),
    columns: count('00280011', 65_535),
    samplesPerPixel: count('00280002', 4, 1),
    bitsAllocated: count('00280100', 64, fallbackBits),
    photometric: textOf(dataset, '00280004') ?? '',
  };
}
