import type { Lut, ModalityLut } from '../../domain/study/study';
import { tableFor, type ValueRange } from '../../domain/study/value-range';
import {
  bulkUriOf,
  bytesOf,
  has,
  itemOf,
  itemsOf,
  numberOf,
  numbersOf,
  textOf,
  vectorOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import * as Tag from '../tags';

/** What a LUT Descriptor says (PS3.3 C.11.1.1.1) */
export interface LutDescriptor {
  readonly entries: number;
  readonly firstMapped: number;
  readonly bits: number;
}

/**
 * Entries, first mapped value and bits; 0 entries are 65,536. The first mapped value of a signed image is signed, which
 * archives lose when they do not know whether "US or SS" was meant.
 */
export function descriptorFrom(dataset: Dataset, tag: string, signed: boolean): LutDescriptor | undefined {
  const [entries, first, bits] = vectorOf(dataset, tag, 3) ?? [];
  if (entries === undefined || first === undefined || bits === undefined) return undefined;
  // The number of entries is never signed, and is written so where the value after it is.
  const count = entries > 0 ? entries : entries + 65_536;
  if (!Number.isInteger(count) || count < 1 || count > 65_536 || bits < 1 || bits > 16) return undefined;
  return { entries: count, firstMapped: signed && first > 32_767 ? first - 65_536 : first, bits };
}

/** LUT Data as numbers: a list, or bytes of 8 or 16 bits an entry. `undefined` where there are too few of them. */
export function lutValues(
  dataset: Dataset,
  tag: string,
  { entries, bits }: LutDescriptor,
  bulk: BulkData,
): ArrayLike<number> | undefined {
  const bytes = bytesOf(dataset, tag, bulk);
  if (bytes) return fromBytes(bytes, entries, bits);
  const numbers = numbersOf(dataset, tag).map((value) => (value ?? 0) & 0xffff);
  if (numbers.length >= entries) return Uint16Array.from(numbers.slice(0, entries));
  // Two entries of 8 bits share a word (PS3.5 §8.2), the first in the low byte, whatever the descriptor says of their bits.
  const packed = numbers.length > 0 && numbers.length === Math.ceil(entries / 2);
  return packed
    ? Uint16Array.from(numbers.flatMap((word) => [word & 0xff, word >> 8]).slice(0, entries))
    : undefined;
}

function fromBytes(bytes: Uint8Array, entries: number, bits: number): ArrayLike<number> | undefined {
  if (bytes.byteLength >= entries * 2) return words(bytes, entries);
  // Entries of 8 bits may be packed; those of more may not, so that as many bytes as entries are not of more.
  const isPacked = bits <= 8 ? bytes.byteLength >= entries : bytes.byteLength === entries + (entries % 2);
  return isPacked ? Uint16Array.from(bytes.subarray(0, entries)) : undefined;
}

/** 16-bit little endian, wherever in its buffer the array begins */
export function words(bytes: Uint8Array, count: number): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: count }, (_, at) => view.getUint16(at * 2, true));
}

/** A table of an item of a LUT sequence; `undefined` where it cannot be read. @param input what goes into it */
export function lutFrom(item: Dataset, input: ValueRange, bulk: BulkData): Lut | undefined {
  const descriptor = descriptorFrom(item, Tag.LUTDescriptor, false);
  const values = descriptor && lutValues(item, Tag.LUTData, descriptor, bulk);
  if (!descriptor || !values) return undefined;
  const explanation = textOf(item, Tag.LUTExplanation);
  const table: Lut = {
    firstMapped: descriptor.firstMapped,
    bits: bitsOf(values, descriptor.bits),
    values,
    ...(explanation && { explanation }),
  };
  return tableFor(table, input);
}

/**
 * Bits an entry has, by what the entries are where the descriptor cannot be right: entries beyond its bits are wider, and
 * a table of 16 bits that never leaves the first 8 was written as one of 8.
 */
function bitsOf(values: ArrayLike<number>, told: number): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, values[at] ?? 0);
  if (largest >= 2 ** told) return Math.ceil(Math.log2(largest + 1));
  return told > 8 && largest > 0 && largest < 2 ** 8 ? 8 : told;
}

/** VOI LUT Sequence (PS3.3 C.11.2). A table that cannot be read is left out: the windows are still there. */
export function voiLutsFrom(dataset: Dataset, input: ValueRange, bulk: BulkData): readonly Lut[] {
  return itemsOf(dataset, Tag.VOILUTSequence).flatMap((item) => lutFrom(item, input, bulk) ?? []);
}

/**
 * Modality LUT Sequence, or rescale slope and intercept (PS3.3 C.11.1), or `undefined` where the dataset has neither.
 * Throws where there is a table that cannot be read: without it every value shown and measured would be wrong.
 */
export function modalityLutFrom(
  dataset: Dataset,
  stored: ValueRange,
  bulk: BulkData,
): ModalityLut | undefined {
  const item = itemOf(dataset, Tag.ModalityLUTSequence);
  // An item whose descriptor and data are both empty is no table; some writers leave one behind.
  if (item && !(isEmpty(item, Tag.LUTDescriptor) && isEmpty(item, Tag.LUTData))) {
    const lut = lutFrom(item, stored, bulk);
    if (!lut) throw new Error('its modality LUT cannot be read');
    return { kind: 'lut', lut, type: textOf(item, Tag.ModalityLUTType) };
  }
  const slope = numberOf(dataset, Tag.RescaleSlope);
  const intercept = numberOf(dataset, Tag.RescaleIntercept);
  if (slope === undefined && intercept === undefined) return undefined;
  // A slope of 0 would make every pixel the same: no object means it.
  return {
    kind: 'rescale',
    slope: slope || 1,
    intercept: intercept ?? 0,
    type: textOf(dataset, Tag.RescaleType),
  };
}

/** There, and without a value: what is missing altogether is a mistake. */
const isEmpty = (dataset: Dataset, tag: string) =>
  has(dataset, tag) &&
  numbersOf(dataset, tag).length === 0 &&
  bulkUriOf(dataset, tag) === undefined &&
  (bytesOf(dataset, tag, new Map())?.byteLength ?? 0) === 0;
