import { Part10Error } from './failure';
import { READ_TAGS } from '../read-tags';

export interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

export const IMPLICIT: Encoding = { explicit: false, littleEndian: true };
export const EXPLICIT: Encoding = { explicit: true, littleEndian: true };

/** A file that is being read, and how far. */
export interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  /** Elements and items that may still be read: bounds the time that any file takes */
  left: number;
}

export interface ElementHeader {
  readonly tag: number;
  readonly vr: string;
  /** `undefined`: up to its delimiter */
  readonly length: number | undefined;
}

const UNDEFINED = 0xffffffff;
/** An element takes at least 8 bytes; a file of 10,000 frames in functional groups has some 400,000 */
const MOST_ELEMENTS = 4_000_000;

export function cursorOver(bytes: Uint8Array, at: number): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, view, at, left: MOST_ELEMENTS };
}

/** Moves on by `count` bytes and gives where it stood. Throws where there are not so many before `end`. */
export function take(cursor: Cursor, count: number, end: number): number {
  const { at } = cursor;
  if (count > end - at) {
    throw new Part10Error(end >= cursor.bytes.byteLength ? 'truncated' : 'an element longer than its item');
  }
  cursor.at = at + count;
  return at;
}

/** Tag of the next element or item. */
export function readTag(cursor: Cursor, littleEndian: boolean, end: number): number {
  if (cursor.left-- <= 0) throw new Part10Error('too many elements');
  const at = take(cursor, 4, end);
  return cursor.view.getUint16(at, littleEndian) * 65_536 + cursor.view.getUint16(at + 2, littleEndian);
}

/** A length of 32 bits. */
export function readLength(cursor: Cursor, littleEndian: boolean, end: number): number | undefined {
  const length = cursor.view.getUint32(take(cursor, 4, end), littleEndian);
  return length === UNDEFINED ? undefined : length;
}

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** Tag, VR and length (PS3.5 §7.1). Delimiters and items have no VR, in explicit files neither. */
export function readHeader(
  cursor: Cursor,
  { explicit, littleEndian }: Encoding,
  end: number,
  tags: ReadonlyMap<number, string> = READ_TAGS,
): ElementHeader {
  const tag = readTag(cursor, littleEndian, end);
  if (!explicit || tag >>> 16 === 0xfffe) {
    return { tag, vr: tags.get(tag) ?? 'UN', length: readLength(cursor, littleEndian, end) };
  }
  const at = take(cursor, 2, end);
  const vr = String.fromCharCode(cursor.bytes[at] ?? 0, cursor.bytes[at + 1] ?? 0);
  if (!/^[A-Z]{2}$/.test(vr)) throw new Part10Error('an element without a value representation');
  if (!LONG.has(vr)) {
    return { tag, vr, length: cursor.view.getUint16(take(cursor, 2, end), littleEndian) };
  }
  take(cursor, 2, end);
  return { tag, vr, length: readLength(cursor, littleEndian, end) };
}
