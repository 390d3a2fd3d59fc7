import type { ImagePixel, NotApplied } from '../../domain/study/study';
import { bulkUriOf, bytesOf, has, numbersOf, type BulkData, type Dataset } from '../dataset';
import * as Tag from '../tags';

const RED = [Tag.RedPaletteColorLookupTableData, Tag.SegmentedRedPaletteColorLookupTableData];

/**
 * What an object says of its own display and the viewer does not do, beside masks: colours of grey values that could not be
 * read, or that nothing says are to be shown (PS3.3 C.7.6.19), and colours blended from several data paths (C.7.6.23).
 */
export function notAppliedFrom(dataset: Dataset, image: ImagePixel, bulk: BulkData): readonly NotApplied[] {
  if (!image.photometric.startsWith('MONOCHROME')) return [];
  const hasColours = image.supplement === undefined && RED.some((tag) => isThere(dataset, tag, bulk));
  return hasColours || has(dataset, Tag.EnhancedPaletteColorLookupTableSequence) ? ['colour map'] : [];
}

const isThere = (dataset: Dataset, tag: string, bulk: BulkData) =>
  bulkUriOf(dataset, tag) !== undefined ||
  (bytesOf(dataset, tag, bulk)?.byteLength ?? 0) > 0 ||
  numbersOf(dataset, tag).length > 0;
