import type { Palette } from '../../domain/study/study';
import { bulkUriOf, bytesOf, numbersOf, type BulkData, type Dataset } from '../dataset';
import { descriptorFrom, lutValues, words, type LutDescriptor } from './lut';
import * as Tag from '../tags';

const CHANNELS = [
  {
    descriptor: Tag.RedPaletteColorLookupTableDescriptor,
    data: Tag.RedPaletteColorLookupTableData,
    segmented: Tag.SegmentedRedPaletteColorLookupTableData,
  },
  {
    descriptor: Tag.GreenPaletteColorLookupTableDescriptor,
    data: Tag.GreenPaletteColorLookupTableData,
    segmented: Tag.SegmentedGreenPaletteColorLookupTableData,
  },
  {
    descriptor: Tag.BluePaletteColorLookupTableDescriptor,
    data: Tag.BluePaletteColorLookupTableData,
    segmented: Tag.SegmentedBluePaletteColorLookupTableData,
  },
] as const;

/** Palette Color Lookup Table module (PS3.3 C.7.9), plain or segmented. Throws where a table cannot be read. */
export function paletteFrom(dataset: Dataset, signed: boolean, bulk: BulkData): Palette {
  const [red, green, blue] = CHANNELS.map((tags) => {
    const descriptor = descriptorFrom(dataset, tags.descriptor, signed);
    const values =
      descriptor &&
      (lutValues(dataset, tags.data, descriptor, bulk) ??
        segmented(dataset, tags.segmented, descriptor, bulk));
    return values && { descriptor, values };
  });
  if (!red || !green || !blue) {
    const isElsewhere = CHANNELS.some(({ data, segmented: other }) =>
      [data, other].some((tag) => isMissing(dataset, tag, bulk)),
    );
    throw new Error(isElsewhere ? COLOURS_NOT_FETCHED : 'its palette cannot be read');
  }
  const all = [red, green, blue].map(({ descriptor }) => descriptor);
  const first = Math.min(...all.map(({ firstMapped }) => firstMapped));
  const last = Math.max(...all.map(({ firstMapped, entries }) => firstMapped + entries - 1));
  // Descriptors of one image reach over 16 bits at most; others are damaged, and would ask for any amount of memory.
  if (!(last - first < MOST_ENTRIES)) throw new Error('its palette cannot be read');
  const common = {
    firstMapped: first,
    entries: last - first + 1,
    bits: Math.max(...all.map(({ bits }) => bits)),
  };
  return {
    firstMapped: first,
    bits: common.bits,
    red: alike(red, common),
    green: alike(green, common),
    blue: alike(blue, common),
  };
}

/** From the least signed to the largest unsigned value that 16 bits can begin with */
const MOST_ENTRIES = 3 * 2 ** 15 + 2 ** 16;

interface Channel {
  readonly descriptor: LutDescriptor;
  readonly values: ArrayLike<number>;
}

/** A channel as the others have it. Each should be (C.7.6.3.1.5); where one is not, its own descriptor tells what is in it. */
function alike({ descriptor, values }: Channel, common: LutDescriptor): ArrayLike<number> {
  const { firstMapped, entries, bits } = descriptor;
  if (firstMapped === common.firstMapped && entries === common.entries && bits === common.bits) return values;
  const largest = 2 ** bits - 1;
  // What is beyond its bits was not written by them.
  const isOfBits = Array.from(values).every((value) => value <= largest);
  const scale = isOfBits ? (2 ** common.bits - 1) / largest : 1;
  return Uint16Array.from({ length: common.entries }, (_, at) => {
    const own = Math.max(0, Math.min(entries - 1, at + common.firstMapped - firstMapped));
    return Math.round((values[own] ?? 0) * scale);
  });
}

/** Why a picture whose tables are kept elsewhere, and did not come, cannot be shown. */
export const COLOURS_NOT_FETCHED = 'its colours could not be fetched';

function isMissing(dataset: Dataset, tag: string, bulk: BulkData): boolean {
  const uri = bulkUriOf(dataset, tag);
  return uri !== undefined && !bulk.has(uri);
}

function segmented(
  dataset: Dataset,
  tag: string,
  descriptor: LutDescriptor,
  bulk: BulkData,
): ArrayLike<number> | undefined {
  const bytes = bytesOf(dataset, tag, bulk);
  const numbers = numbersOf(dataset, tag).map((value) => value ?? 0);
  if (!bytes) return numbers.length > 0 ? expanded(numbers, 2, descriptor.entries) : undefined;
  // Segments are words when entries are, and bytes when entries are 8 bits (PS3.3 C.7.9.2), which some write as words all the same.
  const asWords = () => expanded(words(bytes, Math.floor(bytes.byteLength / 2)), 2, descriptor.entries);
  return descriptor.bits > 8 ? asWords() : (expanded(bytes, 1, descriptor.entries) ?? asWords());
}

type CodeSize = 1 | 2;

/** Codes of an indirect segment: its kind, how many segments, and an offset of 32 bits */
const indirectLength = (size: CodeSize) => 2 + 4 / size;

/** Where segments begin. */
function segmentStarts(codes: ArrayLike<number>, size: CodeSize): ReadonlySet<number> {
  const starts = new Set<number>();
  for (let at = 0; at < codes.length;) {
    const kind = codes[at] ?? NaN;
    if (!(kind <= 2)) break;
    starts.add(at);
    at += kind === 0 ? 2 + (codes[at + 1] ?? 0) : kind === 1 ? 3 : indirectLength(size);
  }
  return starts;
}

/**
 * Segments: 0 discrete, 1 linear, 2 indirect (PS3.3 C.7.9.2.1-3). `undefined` where they do not make the entries.
 * @param size bytes a code has
 */
function expanded(codes: ArrayLike<number>, size: CodeSize, entries: number): Uint16Array | undefined {
  const starts = segmentStarts(codes, size);
  const out = new Uint16Array(entries);
  let filled = 0;
  const put = (value: number) => {
    if (filled < entries) out[filled++] = value;
  };
  const code = (at: number) => codes[at] ?? NaN;

  /** One segment; the position after it, NaN when it is none. An indirect segment may not name another. */
  function segment(at: number, nested: boolean): number {
    const [kind, length] = [code(at), code(at + 1)];
    if (kind === 0) {
      for (let offset = 0; offset < length; offset++) put(code(at + 2 + offset));
      return at + 2 + length;
    }
    if (kind === 1 && filled > 0) {
      const from = out[filled - 1] ?? 0;
      const step = (code(at + 2) - from) / length;
      for (let offset = 1; offset <= length; offset++) put(Math.round(from + step * offset));
      return at + 3;
    }
    if (kind === 2 && !nested) {
      const end = at + indirectLength(size);
      // The offset counts bytes from the beginning, the least significant first; some writers count codes.
      const offset = Array.from({ length: end - at - 2 }, (_, byte) => code(at + 2 + byte)).reduceRight(
        (sum, part) => sum * 256 ** size + part,
        0,
      );
      let target = [offset / size, offset].find((one) => starts.has(one)) ?? NaN;
      for (let count = 0; count < length && filled < entries; count++) target = segment(target, true);
      return Number.isNaN(target) ? NaN : end;
    }
    return NaN;
  }

  for (let at = 0; at < codes.length && filled < entries;) {
    at = segment(at, false);
    if (Number.isNaN(at)) break;
  }
  return filled === entries ? out : undefined;
}
