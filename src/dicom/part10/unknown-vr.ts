import { concatenated } from '../../domain/bytes';
import { bytesOf, isDataset, type Dataset } from '../dataset';
import { readDataset } from './dataset';
import { IMPLICIT } from './element-header';
import { Part10Error } from './failure';
import { READ_TAGS, tagText } from '../read-tags';
import * as Tag from '../tags';

const CHARACTER_SET = Tag.SpecificCharacterSet;
/** As deep as a file may be */
const MOST_DEPTH = 24;
const NO_BULK = new Map<string, Uint8Array>();

/**
 * A dataset in which elements that the archive sent as UN, because it does not know them, are what the data dictionary
 * says they are: their bytes are implicit little endian (PS3.5 §6.2.2), sequences and all. What cannot be read, or is
 * only referred to, stays as it is.
 */
export function withKnownVrs(
  dataset: Dataset,
  depth = 0,
  charset: unknown = dataset[CHARACTER_SET],
): Dataset {
  let known: Record<string, unknown> | undefined;
  for (const [tag, element] of Object.entries(dataset)) {
    const read = isDataset(element) ? readable(tag, element, dataset, depth, charset) : undefined;
    if (read !== undefined) (known ??= { ...dataset })[tag.toUpperCase()] = read;
  }
  return known ?? dataset;
}

/** The element as it is to be read; `undefined` where it is so already. */
function readable(tag: string, element: Dataset, dataset: Dataset, depth: number, charset: unknown): unknown {
  if (element['vr'] === 'UN') return fromBytes(tag, bytesOf(dataset, tag, NO_BULK), charset);
  const items = element['Value'];
  if (element['vr'] !== 'SQ' || !Array.isArray(items) || depth >= MOST_DEPTH) return undefined;
  const read = items.map((item: unknown) =>
    isDataset(item) ? withKnownVrs(item, depth + 1, charset) : item,
  );
  return read.some((item, at) => item !== items[at]) ? { ...element, Value: read } : undefined;
}

/** Some archives keep the delimiter that a sequence of undefined length ended with. */
const DELIMITER = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];

const isDelimited = (bytes: Uint8Array) =>
  DELIMITER.every((byte, at) => bytes[bytes.byteLength - DELIMITER.length + at] === byte);

function fromBytes(tag: string, bytes: Uint8Array | undefined, charset: unknown): unknown {
  const number = parseInt(tag, 16);
  if (!bytes || !READ_TAGS.has(number)) return undefined;
  return (
    elementFrom(number, bytes, charset) ??
    (isDelimited(bytes) ? elementFrom(number, bytes.subarray(0, -DELIMITER.length), charset) : undefined)
  );
}

/** The same reader as files have, over a file of nothing but this. */
function elementFrom(tag: number, bytes: Uint8Array, charset: unknown): unknown {
  try {
    const written = concatenated([...characterSet(charset), implicitElement(tag, bytes)]);
    return readDataset(written, 0, IMPLICIT).dataset[tagText(tag)];
  } catch (error) {
    if (error instanceof Part10Error) return undefined;
    throw error;
  }
}

function characterSet(charset: unknown): readonly Uint8Array[] {
  const values = isDataset(charset) ? charset['Value'] : undefined;
  if (!Array.isArray(values) || !values.every((one) => typeof one === 'string')) return [];
  return [implicitElement(parseInt(CHARACTER_SET, 16), new TextEncoder().encode(values.join('\\')))];
}

function implicitElement(tag: number, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + value.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint32(4, value.byteLength, true);
  bytes.set(value, 8);
  return bytes;
}
