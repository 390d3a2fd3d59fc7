import { readLength, readTag, take, type Cursor } from './element-header';
import { Part10Error } from './failure';

const ITEM = 0xfffee000;
const SEQUENCE_END = 0xfffee0dd;

export interface Fragment {
  /** Of its item tag, from the first item after the basic offset table (PS3.5 A.4) */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** The file ended within it */
  readonly cut: boolean;
}

export interface Fragments {
  /** Of the Basic Offset Table, 32 bits an entry; empty where there is none */
  readonly basicOffsets: Uint8Array;
  readonly fragments: readonly Fragment[];
}

/** Reads encapsulated pixel data up to its delimiter, or up to the end of a file that was cut off. */
export function fragmentsAt(cursor: Cursor, littleEndian: boolean): Fragments {
  const { bytes } = cursor;
  const end = bytes.byteLength;
  const fragments: Fragment[] = [];
  let basicOffsets: Uint8Array | undefined;
  let start = cursor.at;
  while (end - cursor.at >= 8) {
    const offset = cursor.at - start;
    const tag = readTag(cursor, littleEndian, end);
    const length = readLength(cursor, littleEndian, end);
    if (tag === SEQUENCE_END) break;
    if (tag !== ITEM || length === undefined) throw new Part10Error('pixel data without items');
    const value = bytes.subarray(cursor.at, cursor.at + length);
    cursor.at += value.byteLength;
    if (basicOffsets === undefined) {
      basicOffsets = value;
      start = cursor.at;
    } else {
      fragments.push({ offset, bytes: value, cut: value.byteLength < length });
    }
  }
  return { basicOffsets: basicOffsets ?? new Uint8Array(), fragments };
}

/** Passes over encapsulated data that nobody asks for, an icon's. */
export function skipFragments(cursor: Cursor, littleEndian: boolean, end: number): void {
  for (;;) {
    const tag = readTag(cursor, littleEndian, end);
    const length = readLength(cursor, littleEndian, end);
    if (tag === SEQUENCE_END) return;
    if (tag !== ITEM || length === undefined) throw new Part10Error('pixel data without items');
    take(cursor, length, end);
  }
}
