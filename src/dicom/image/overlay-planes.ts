import type { ImagePixel, OverlayPlane } from '../../domain/study/study';
import { bulkUriOf, bytesOf, numberOf, vectorOf, type BulkData, type Dataset } from '../dataset';

/** The sixteen groups of overlays (PS3.5 §7.6): 6000, 6002 … 601E */
const GROUPS = Array.from({ length: 16 }, (_, at) => (0x6000 + at * 2).toString(16).toUpperCase());

export const OVERLAY_DATA = GROUPS.map((group) => `${group}3000`);

/**
 * The overlay planes of an image (PS3.3 C.9.2). One that cannot be read is left out: the picture under it is right
 * without it.
 */
export function overlaysFrom(
  dataset: Dataset,
  image: Pick<ImagePixel, 'bitsAllocated' | 'bitsStored' | 'highBit'>,
  bulk: BulkData,
): readonly OverlayPlane[] {
  return GROUPS.flatMap((group) => overlayFrom(dataset, group, image, bulk) ?? []);
}

/** Overlays whose data are outside the metadata and were not fetched. */
export const overlaysAbsent = (dataset: Dataset, bulk: BulkData): number =>
  OVERLAY_DATA.filter((tag) => {
    const uri = bulkUriOf(dataset, tag);
    return uri !== undefined && !bulk.has(uri);
  }).length;

/** Bits of the pixels' own cells that hold overlays: read before they are left out of the stored values. */
export const overlayBitsOf = (overlays: readonly OverlayPlane[]): readonly number[] =>
  overlays.flatMap(({ bits }) => (typeof bits === 'number' ? [bits] : []));

function overlayFrom(
  dataset: Dataset,
  group: string,
  image: Pick<ImagePixel, 'bitsAllocated' | 'bitsStored' | 'highBit'>,
  bulk: BulkData,
): OverlayPlane | undefined {
  const [rows, columns] = [numberOf(dataset, `${group}0010`), numberOf(dataset, `${group}0011`)];
  if (!isCount(rows) || !isCount(columns)) return undefined;
  const [row = 1, column = 1] = vectorOf(dataset, `${group}0050`, 2) ?? [];
  const count = numberOf(dataset, `${group}0015`);
  // Counted from 1: some writers begin with 0.
  const first = Math.max(1, numberOf(dataset, `${group}0051`) ?? 1);
  const frames = isCount(count) ? { first, count } : undefined;
  const bits = bitsFrom(dataset, group, image, bulk);
  if (bits === undefined) return undefined;
  const planes = frames?.count ?? 1;
  if (typeof bits !== 'number' && bits.byteLength * 8 < rows * columns * planes) return undefined;
  return { rows, columns, origin: [row, column], bits, ...(frames && { frames }) };
}

/** Its own data, or else a bit of the cells that stored values leave free. */
function bitsFrom(
  dataset: Dataset,
  group: string,
  { bitsAllocated, bitsStored, highBit }: Pick<ImagePixel, 'bitsAllocated' | 'bitsStored' | 'highBit'>,
  bulk: BulkData,
): OverlayPlane['bits'] | undefined {
  const data = bytesOf(dataset, `${group}3000`, bulk);
  if (data && data.byteLength > 0) return data;
  const [allocated, position] = [numberOf(dataset, `${group}0100`), numberOf(dataset, `${group}0102`)];
  const isFree =
    position !== undefined &&
    Number.isInteger(position) &&
    position < bitsAllocated &&
    (position > highBit || (position >= 0 && position <= highBit - bitsStored));
  return allocated === bitsAllocated && isFree ? position : undefined;
}

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value > 0 && value <= 65_535;
