import type { ImagePixel } from '../../domain/study/study';
import { numberOf, textOf, type Dataset } from '../dataset';
import { Part10Error } from './failure';
import * as Tag from '../tags';

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
    rows: count(Tag.Rows, 65_535),
    columns: count(Tag.Columns, 65_535),
    samplesPerPixel: count(Tag.SamplesPerPixel, 4, 1),
    bitsAllocated: count(Tag.BitsAllocated, 64, fallbackBits),
    photometric: textOf(dataset, Tag.PhotometricInterpretation) ?? '',
  };
}
