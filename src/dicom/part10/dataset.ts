import type { Dataset } from '../dataset';
import { decodeDefault, decoderFor, type Decode } from './character-set';
import {
  cursorOver,
  IMPLICIT,
  readHeader,
  readLength,
  readTag,
  take,
  type ElementHeader,
  type Encoding,
} from './element-header';
import { valueOf, type JsonElement } from './element-value';
import { Part10Error } from './failure';
import { fragmentsAt, skipFragments } from './fragments';
import type { PixelElement } from './pixel-element';
import { AS_BYTES, READ_TAGS, tagText } from '../read-tags';

const CHARACTER_SET = 0x00080005;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXELS = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);
const EXTENDED_OFFSETS = 0x7fe00001;
const EXTENDED_LENGTHS = 0x7fe00002;
/** Sequences within sequences: functional groups need 3, nothing sensible needs this many */
const MOST_DEPTH = 24;

export interface ReadDataset {
  readonly dataset: Dataset;
  readonly pixels?: PixelElement;
}

interface Scope {
  readonly encoding: Encoding;
  readonly end: number;
  readonly depth: number;
  readonly decode: Decode;
  /** An item of undefined length, which ends with a delimiter */
  readonly delimited: boolean;
}

/**
 * Reads a dataset (PS3.5 §7) from a position on: the elements that the readers ask for as DICOM JSON, and where its
 * pixel data is. Reading stops there: what follows pixel data is padding and signatures. Throws a Part10Error for
 * anything that is not well formed; pixel data that is cut off is no reason, because its frames say so themselves.
 * @param tags what is asked for, and its VR
 */
export function readDataset(
  bytes: Uint8Array,
  at: number,
  encoding: Encoding,
  tags: ReadonlyMap<number, string> = READ_TAGS,
): ReadDataset {
  const cursor = cursorOver(bytes, at);
  const tables: { offsets?: Uint8Array; lengths?: Uint8Array } = {};
  let pixels: PixelElement | undefined;

  function readElements(scope: Scope): Dataset {
    const dataset: Record<string, JsonElement> = {};
    let decode = scope.decode;
    const { encoding, end, depth } = scope;
    // Fewer bytes than an element has are padding at the end of a file; within an item they are a fault.
    while (cursor.at < end && !(depth === 0 && end - cursor.at < 8)) {
      const header = readHeader(cursor, encoding, end, tags);
      if (header.tag === ITEM_END && scope.delimited) return dataset;
      if (header.tag >>> 16 === 0xfffe) throw new Part10Error('a delimiter out of place');
      // Zeros at the end of a file are padding too.
      if (header.tag === 0 && depth === 0) break;
      if (depth === 0 && PIXELS.has(header.tag)) {
        pixels = pixelElement(header, encoding);
        dataset[tagText(header.tag)] = { vr: header.vr };
        break;
      }
      const element = readElement(header, { ...scope, decode });
      if (element === undefined) continue;
      if (header.tag === CHARACTER_SET) decode = decoderFor((element.Value ?? []).map(String));
      dataset[tagText(header.tag)] = element;
    }
    if (scope.delimited) throw new Part10Error('truncated');
    return dataset;
  }

  /** `undefined` for an element that nobody asks for. */
  function readElement(header: ElementHeader, scope: Scope): JsonElement | undefined {
    const { tag, length } = header;
    const { encoding, end } = scope;
    const known = tags.get(tag);
    // UN holds what a writer did not know, always as implicit little endian (PS3.5 §6.2.2).
    const unknown = encoding.explicit && header.vr === 'UN';
    const vr = unknown && known !== undefined ? known : header.vr;
    const inner = unknown ? IMPLICIT : encoding;
    if (vr === 'SQ' || (length === undefined && !isBinary(vr)) || (unknown && length === undefined)) {
      const items = readSequence(length, { ...scope, encoding: inner }, known !== undefined);
      return known === undefined ? undefined : { vr: 'SQ', Value: items };
    }
    if (length === undefined) {
      skipFragments(cursor, encoding.littleEndian, end);
      return undefined;
    }
    const from = take(cursor, length, end);
    const value = bytes.subarray(from, from + length);
    if (scope.depth === 0 && tag === EXTENDED_OFFSETS) tables.offsets = value;
    if (scope.depth === 0 && tag === EXTENDED_LENGTHS) tables.lengths = value;
    return known === undefined || tag >>> 16 === 0x7fe0
      ? undefined
      : valueOf(known === AS_BYTES ? known : vr, value, inner.littleEndian, scope.decode);
  }

  function readSequence(length: number | undefined, scope: Scope, wanted: boolean): readonly Dataset[] {
    if (scope.depth >= MOST_DEPTH) throw new Part10Error('sequences nested too deeply');
    const from = cursor.at;
    const end = length === undefined ? scope.end : take(cursor, length, scope.end) + length;
    // Nobody looks into it, and its length says where it ends.
    if (length !== undefined && !wanted) return [];
    cursor.at = from;
    const items: Dataset[] = [];
    const { littleEndian } = scope.encoding;
    while (length === undefined || cursor.at < end) {
      const tag = readTag(cursor, littleEndian, end);
      const itemLength = readLength(cursor, littleEndian, end);
      if (tag === SEQUENCE_END && length === undefined) return items;
      if (tag !== ITEM) throw new Part10Error('a sequence without items');
      const inItem = { ...scope, depth: scope.depth + 1 };
      if (itemLength === undefined) {
        items.push(readElements({ ...inItem, end, delimited: true }));
        continue;
      }
      const itemEnd = take(cursor, itemLength, end) + itemLength;
      cursor.at = itemEnd - itemLength;
      if (wanted) items.push(readElements({ ...inItem, end: itemEnd, delimited: false }));
      cursor.at = itemEnd;
    }
    return items;
  }

  function pixelElement({ tag, vr, length }: ElementHeader, { littleEndian }: Encoding): PixelElement {
    const sample = tag === 0x7fe00010 ? 'integer' : tag === 0x7fe00008 ? 'float' : 'double';
    // Without a length and without items it is plain samples up to the end of the file, and padding behind them.
    if (length !== undefined || !isItem(littleEndian)) {
      const value = bytes.subarray(cursor.at, length === undefined ? undefined : cursor.at + length);
      return { kind: 'native', vr, sample, littleEndian, value };
    }
    return { kind: 'encapsulated', ...fragmentsAt(cursor, littleEndian), ...tables };
  }

  const isItem = (littleEndian: boolean) =>
    bytes.byteLength - cursor.at >= 4 &&
    cursor.view.getUint16(cursor.at, littleEndian) === 0xfffe &&
    cursor.view.getUint16(cursor.at + 2, littleEndian) === 0xe000;

  const dataset = readElements({
    encoding,
    end: bytes.byteLength,
    depth: 0,
    decode: decodeDefault,
    delimited: false,
  });
  return { dataset, pixels };
}

const isBinary = (vr: string) => /^O[BDFLVW]$/.test(vr);
