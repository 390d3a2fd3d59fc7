import type { ImagePixel, NotApplied } from '../../domain/study/study';
import { bulkUriOf, bytesOf, numbersOf, textOf, type BulkData, type Dataset } from '../dataset';
import * as Tag from '../tags';

const RED = [Tag.RedPaletteColorLookupTableData, Tag.SegmentedRedPaletteColorLookupTableData];

/**
 * What an object says of its own display and the viewer does not do, beside masks: colours laid over grey values by a
 * Supplemental Palette Color Lookup Table (C.7.6.19, C.7.6.23).
 */
export function notAppliedFrom(dataset: Dataset, image: ImagePixel, bulk: BulkData): readonly NotApplied[] {
  const isColoured =
    image.photometric.startsWith('MONOCHROME') &&
    /^(COLOR|MIXED)$/.test(textOf(dataset, Tag.PixelPresentation) ?? 'COLOR') &&
    RED.some((tag) => isThere(dataset, tag, bulk));
  return isColoured ? ['colour map'] : [];
}

const isThere = (dataset: Dataset, tag: string, bulk: BulkData) =>
  bulkUriOf(dataset, tag) !== undefined ||
  (bytesOf(dataset, tag, bulk)?.byteLength ?? 0) > 0 ||
  numbersOf(dataset, tag).length > 0;
