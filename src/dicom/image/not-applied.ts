import type { ImagePixel, NotApplied } from '../../domain/study/study';
import { bulkUriOf, bytesOf, itemsOf, numbersOf, textOf, type BulkData, type Dataset } from '../dataset';
import * as Tag from '../tags';

const RED = [Tag.RedPaletteColorLookupTableData, Tag.SegmentedRedPaletteColorLookupTableData];

/**
 * What an object says of its own display and the viewer does not do: a run that is meant to be looked at subtracted (PS3.3
 * C.7.6.10), and colours laid over grey values by a Supplemental Palette Color Lookup Table (C.7.6.19, C.7.6.23).
 */
export function notAppliedFrom(dataset: Dataset, image: ImagePixel, bulk: BulkData): readonly NotApplied[] {
  const isColoured =
    image.photometric.startsWith('MONOCHROME') &&
    /^(COLOR|MIXED)$/.test(textOf(dataset, Tag.PixelPresentation) ?? 'COLOR') &&
    RED.some((tag) => isThere(dataset, tag, bulk));
  return [
    ...(isMeantSubtracted(dataset) ? (['mask subtraction'] as const) : []),
    ...(isColoured ? (['colour map'] as const) : []),
  ];
}

/** NAT says that the run is to be seen as it is, whatever masks it could have; NONE is the mask that is none. */
function isMeantSubtracted(dataset: Dataset): boolean {
  const mode = textOf(dataset, Tag.RecommendedViewingMode);
  if (mode === 'SUB' || mode === 'NAT') return mode === 'SUB';
  return itemsOf(dataset, Tag.MaskSubtractionSequence).some(
    (item) => item !== undefined && textOf(item, Tag.MaskOperation) !== 'NONE',
  );
}

const isThere = (dataset: Dataset, tag: string, bulk: BulkData) =>
  bulkUriOf(dataset, tag) !== undefined ||
  (bytesOf(dataset, tag, bulk)?.byteLength ?? 0) > 0 ||
  numbersOf(dataset, tag).length > 0;
