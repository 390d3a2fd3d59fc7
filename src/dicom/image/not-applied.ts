import type { ImagePixel, NotApplied } from '../../domain/study/study';
import {
  bulkUriOf,
  bytesOf,
  has,
  itemOf,
  itemsOf,
  numbersOf,
  valuesOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { voiLutsFrom } from './lut';
import { windowsFrom } from './voi';
import * as Tag from '../tags';

const RED = [Tag.RedPaletteColorLookupTableData, Tag.SegmentedRedPaletteColorLookupTableData];

/**
 * What an object says of its own display and the viewer does not do, beside masks: the only table of greys that it gives, where
 * that could not be had (C.11.2); colours of grey values that could not be read, or that nothing says are to be shown (PS3.3
 * C.7.6.19), and colours blended from several data paths (C.7.6.23).
 */
export function notAppliedFrom(dataset: Dataset, image: ImagePixel, bulk: BulkData): readonly NotApplied[] {
  const guessed = isGuessed(dataset, image) ? ['guessed' as const] : [];
  if (!image.photometric.startsWith('MONOCHROME')) return guessed;
  const hasColours = image.supplement === undefined && RED.some((tag) => isThere(dataset, tag, bulk));
  const isColoured = hasColours || has(dataset, Tag.EnhancedPaletteColorLookupTableSequence);
  return [
    ...guessed,
    ...(isColoured ? ['colour map' as const] : []),
    ...(lacksTable(dataset, bulk) ? ['table' as const] : []),
  ];
}

/** Without these a picture may be drawn inverted, or with values that are not its own (C.7.6.3). */
const isGuessed = (dataset: Dataset, { sample }: ImagePixel): boolean =>
  !isSaid(dataset, Tag.PhotometricInterpretation) ||
  (sample === 'integer' && !isSaid(dataset, Tag.PixelRepresentation));

const isSaid = (dataset: Dataset, tag: string) => valuesOf(dataset, tag).length > 0;

/** Of any of its frames. A window would do as well; where there is none, a table that is not there leaves greys that are nobody's. */
function lacksTable(dataset: Dataset, bulk: BulkData): boolean {
  const shared = itemOf(dataset, Tag.SharedFunctionalGroupsSequence) ?? {};
  const perFrame = itemsOf(dataset, Tag.PerFrameFunctionalGroupsSequence);
  const own = perFrame
    .map((groups) => itemOf(groups, Tag.FrameVOILUTSequence))
    .filter((voi) => voi !== undefined);
  const common =
    own.length < Math.max(1, perFrame.length) ? [itemOf(shared, Tag.FrameVOILUTSequence) ?? dataset] : [];
  return [...common, ...own].some((voi) => hasUnreadTable(voi, bulk));
}

function hasUnreadTable(voi: Dataset, bulk: BulkData): boolean {
  const hasTable = itemsOf(voi, Tag.VOILUTSequence).some(
    (item) => numbersOf(item, Tag.LUTDescriptor).length > 0,
  );
  return hasTable && windowsFrom(voi).length === 0 && voiLutsFrom(voi, ANY, bulk).length === 0;
}

/** What goes into a table, where only that it can be read is asked */
const ANY = [0, 65_535] as const;

const isThere = (dataset: Dataset, tag: string, bulk: BulkData) =>
  bulkUriOf(dataset, tag) !== undefined ||
  (bytesOf(dataset, tag, bulk)?.byteLength ?? 0) > 0 ||
  numbersOf(dataset, tag).length > 0;
