import { isWhite, withoutTrailing } from '../../domain/text';
import { decodeDefault, type Decode } from './character-set';
import { Part10Error } from './failure';

/** An element of the DICOM JSON model (PS3.18 F.2.2), with its bytes as they are instead of in base64 */
export interface JsonElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  readonly InlineBinary?: Uint8Array;
}

/**
 * Longer than any text or list of numbers that a display needs: frame times of 100,000 frames are less. Bytes have no
 * limit of their own: they are a view of the file, which is in memory already, and a scanned report has many.
 */
const MOST_MB = 4;

const INTERNATIONAL = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
/** One value, backslashes and all */
const FREE = new Set(['LT', 'ST', 'UR', 'UT']);
const TEXT = new Set([...INTERNATIONAL, ...FREE, ...['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI']]);

type Read = (view: DataView, at: number, littleEndian: boolean) => number;
const NUMBERS: Readonly<Record<string, { readonly size: number; readonly read: Read }>> = {
  FD: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  FL: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  SL: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  SS: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  UL: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  US: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
};

const WORD: Readonly<Record<string, number>> = { OW: 2, OL: 4, OF: 4, OD: 8, OV: 8 };

/** The value of an element as DICOM JSON has it. Throws a Part10Error where it is too long for what it is. */
export function valueOf(vr: string, bytes: Uint8Array, littleEndian: boolean, decode: Decode): JsonElement {
  if (bytes.byteLength === 0) return { vr };
  const number = NUMBERS[vr];
  if ((number !== undefined || TEXT.has(vr)) && bytes.byteLength > MOST_MB * 1024 * 1024)
    throw new Part10Error(`a ${vr} value of more than ${MOST_MB} MB`);
  if (number) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = Math.floor(bytes.byteLength / number.size);
    return {
      vr,
      Value: Array.from({ length: count }, (_, at) => number.read(view, at * number.size, littleEndian)),
    };
  }
  if (vr === 'AT') return { vr, Value: attributeTags(bytes, littleEndian) };
  if (TEXT.has(vr)) {
    const text = (INTERNATIONAL.has(vr) ? decode : decodeDefault)(bytes);
    const values = (FREE.has(vr) ? [text] : text.split('\\')).map(trimmed);
    return { vr, Value: vr === 'PN' ? values.map(personName) : values };
  }
  // InlineBinary is little endian whatever the file is (PS3.18 F.2.7).
  return { vr, InlineBinary: littleEndian ? bytes : swapped(bytes, WORD[vr] ?? 1) };
}

/** Group and element, as DICOM JSON writes them (PS3.18 F.2.3) */
function attributeTags(bytes: Uint8Array, littleEndian: boolean): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => view.getUint16(at, littleEndian).toString(16).toUpperCase().padStart(4, '0');
  return Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, at) => word(at * 4) + word(at * 4 + 2));
}

/** UIDs are padded with NUL. */
const trimmed = (text: string) => withoutTrailing(text, (unit) => unit === 0 || isWhite(unit));

/** Component groups, in the order of PS3.5 §6.2.1 */
function personName(text: string): Readonly<Record<string, string>> {
  const [Alphabetic = '', Ideographic = '', Phonetic = ''] = text.split('=');
  return { Alphabetic, ...(Ideographic && { Ideographic }), ...(Phonetic && { Phonetic }) };
}

/** A copy with the bytes of each word turned round; what is left at the end stays as it is. */
export function swapped(bytes: Uint8Array, word: number): Uint8Array {
  const out = bytes.slice();
  for (let at = 0; word > 1 && at + word <= out.byteLength; at += word) out.subarray(at, at + word).reverse();
  return out;
}
