import type { DicomJson } from '../../catalogue';
import { concatenated } from './bytes';

const long = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const sizes: Record<string, number> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, AT: 4, UV: 8, SV: 8 };

/** Explicit VR Little Endian bytes of a data set (PS3.5 7.1), elements in ascending order. */
export function datasetBytes(dataset: DicomJson): Uint8Array {
  const tags = Object.keys(dataset).sort();
  return concatenated(
    tags.map((tag) => {
      const element = dataset[tag];
      return element ? elementBytes(tag, element.vr, valueBytes(element)) : new Uint8Array();
    }),
  );
}

/** One element: tag, VR, length, value padded to even length. @throws RangeError where a short VR cannot hold the value */
export function elementBytes(tag: string, vr: string, value: Uint8Array): Uint8Array {
  const length = value.length + (value.length % 2);
  const header = long.has(vr) ? 12 : 8;
  const bytes = new Uint8Array(header + length);
  const view = new DataView(bytes.buffer);
  writeTag(view, 0, tag);
  bytes[4] = vr.charCodeAt(0);
  bytes[5] = vr.charCodeAt(1);
  if (header === 12) view.setUint32(8, length, true);
  else if (length <= 0xffff) view.setUint16(6, length, true);
  else throw new RangeError(`${tag} ${vr}: ${length} bytes do not fit`);
  bytes.set(value, header);
  // PS3.5 6.2: UIDs and binary values are padded with NUL, text with a space
  if (length !== value.length) bytes[header + value.length] = padding(vr);
  return bytes;
}

function padding(vr: string): number {
  return vr === 'UI' || vr.startsWith('O') || vr === 'UN' ? 0 : 0x20;
}

function writeTag(view: DataView, at: number, tag: string): void {
  view.setUint16(at, Number.parseInt(tag.slice(0, 4), 16), true);
  view.setUint16(at + 2, Number.parseInt(tag.slice(4), 16), true);
}

function valueBytes(element: DicomJson[string]): Uint8Array {
  const values = element.Value ?? [];
  if (element.InlineBinary !== undefined) return Buffer.from(element.InlineBinary, 'base64');
  if (element.vr === 'SQ')
    return concatenated(values.map((item) => itemBytes(datasetBytes(item as DicomJson))));
  const size = sizes[element.vr];
  if (size !== undefined) return binaryBytes(element.vr, size, values);
  return new TextEncoder().encode(values.map(textOfValue).join('\\'));
}

/** A sequence item of known length (PS3.5 7.5). */
export function itemBytes(value: Uint8Array): Uint8Array {
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  writeTag(view, 0, 'FFFEE000');
  view.setUint32(4, value.length, true);
  return concatenated([head, value]);
}

function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const name = value as { Alphabetic?: string; Ideographic?: string; Phonetic?: string };
  return [name.Alphabetic ?? '', name.Ideographic ?? '', name.Phonetic ?? ''].join('=').replace(/=+$/, '');
}

function binaryBytes(vr: string, size: number, values: readonly unknown[]): Uint8Array {
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => writeNumber(view, index * size, vr, value));
  return bytes;
}

function writeNumber(view: DataView, at: number, vr: string, value: unknown): void {
  if (vr === 'AT') writeTag(view, at, String(value));
  else if (vr === 'US') view.setUint16(at, Number(value), true);
  else if (vr === 'SS') view.setInt16(at, Number(value), true);
  else if (vr === 'UL') view.setUint32(at, Number(value), true);
  else if (vr === 'SL') view.setInt32(at, Number(value), true);
  else if (vr === 'FL') view.setFloat32(at, Number(value), true);
  else if (vr === 'FD') view.setFloat64(at, Number(value), true);
  else if (vr === 'UV') view.setBigUint64(at, BigInt(String(value)), true);
  else view.setBigInt64(at, BigInt(String(value)), true);
}
