import { cursorOver, EXPLICIT, IMPLICIT, readHeader, take, type Cursor } from './element-header';
import { Part10Error } from './failure';

export interface Meta {
  /** (0002,0010) */
  readonly transferSyntax?: string;
  /** Where the dataset begins */
  readonly end: number;
}

const TRANSFER_SYNTAX = 0x00020010;

/**
 * Preamble, prefix and File Meta Information (PS3.10 §7.1), explicit little endian, and in old files implicit. It is read
 * for as long as the group lasts: the length that it gives is wrong in real files. Throws a Part10Error where it is none.
 */
export function metaOf(bytes: Uint8Array): Meta {
  const cursor = cursorOver(bytes, startOf(bytes));
  let transferSyntax: string | undefined;
  while (bytes[cursor.at] === 2 && bytes[cursor.at + 1] === 0) {
    const encoding = namesItsVr(cursor) ? EXPLICIT : IMPLICIT;
    const { tag, length } = readHeader(cursor, encoding, bytes.byteLength);
    if (length === undefined) throw new Part10Error('file meta information without end');
    const at = take(cursor, length, bytes.byteLength);
    if (tag !== TRANSFER_SYNTAX || length > 66) continue;
    // Padded with NUL, or with a space by some writers.
    const text = String.fromCharCode(...bytes.subarray(at, at + length));
    transferSyntax = /^[\d.]+/.exec(text)?.[0];
  }
  return { transferSyntax, end: cursor.at };
}

const namesItsVr = ({ bytes, at }: Cursor) =>
  /^[A-Z]{2}$/.test(String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0));

function startOf(bytes: Uint8Array): number {
  if (String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM') return 132;
  // Without a preamble, but with the meta information that says how to read the rest.
  if (bytes[0] === 2 && bytes[1] === 0) return 0;
  throw new Part10Error('no DICOM file');
}
