import type { DataSet, Element } from 'dicom-parser';
import type { DicomJson } from '../../catalogue';
import { vrOfTag } from '../dicom/dictionary';
import { textDecoding } from './character-set';
import type { TextDecoding } from './character-set';

/** Values longer than this are given by reference (PS3.18 F.2.6). */
const inlineLimit = 1024;
const textual = new Set([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'LO',
  'LT',
  'PN',
  'SH',
  'ST',
  'TM',
  'UC',
  'UI',
  'UR',
  'UT',
]);
/** What the character set applies to (PS3.5 6.1.2.3); the others are ASCII */
const charactered = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const single = new Set(['LT', 'ST', 'UT', 'UR']);
const sizes: Readonly<Record<string, number>> = {
  US: 2,
  SS: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  FD: 8,
  AT: 4,
  UV: 8,
  SV: 8,
};

/** Bulk values by the path that the JSON refers to them with. */
export type BulkValues = Map<string, Uint8Array>;

interface Reading {
  readonly decode: TextDecoding;
  readonly littleEndian: boolean;
  readonly isSigned: boolean;
  readonly bulk: BulkValues;
  /** `00081115/0/` for an item's elements */
  readonly path: string;
}

const groups = { meta: '0002', pixelData: new Set(['7FE00008', '7FE00009', '7FE00010']) };

/** A parsed data set as DICOM JSON; group 2, group lengths and pixel data stay out. */
export function readElements(dataSet: DataSet, littleEndian: boolean, bulk: BulkValues): DicomJson {
  const isSigned = dataSet.elements['x00280103'] !== undefined && dataSet.uint16('x00280103') === 1;
  const reading = { decode: textDecoding([]), littleEndian, isSigned, bulk, path: '' };
  const dataset = readDataSet(dataSet, reading);
  // All text is UTF-8 from here on, and says so
  return dataset['00080005'] ? { ...dataset, '00080005': { vr: 'CS', Value: ['ISO_IR 192'] } } : dataset;
}

function readDataSet(dataSet: DataSet, outer: Reading): DicomJson {
  const terms = dataSet.elements['x00080005'] && dataSet.string('x00080005');
  // Items without a set of their own have their parent's (PS3.5 7.5.3)
  const reading = terms === undefined ? outer : { ...outer, decode: textDecoding(terms.split('\\')) };
  const found: [string, DicomJson[string]][] = [];
  for (const element of Object.values(dataSet.elements)) {
    const tag = element.tag.slice(1).toUpperCase();
    const isLeft =
      tag.startsWith(groups.meta) ||
      tag.endsWith('0000') ||
      tag.startsWith('FFFE') ||
      groups.pixelData.has(tag);
    if (!isLeft) found.push([tag, readElement(dataSet, element, tag, reading)]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readElement(dataSet: DataSet, element: Element, tag: string, reading: Reading): DicomJson[string] {
  if (element.items) {
    const items = element.items.map(({ dataSet: item }, index) =>
      item ? readDataSet(item, { ...reading, path: `${reading.path}${tag}/${index}/` }) : {},
    );
    return items.length > 0 ? { vr: 'SQ', Value: items } : { vr: 'SQ' };
  }
  const known = element.vr === 'UN' ? vrOfTag(tag) : undefined;
  // What a writer did not know is little endian whatever the file is (PS3.5 6.2.2); sequences stay for who asks for them.
  if (known !== undefined && known !== 'SQ')
    return readElement(dataSet, { ...element, vr: undefined }, tag, { ...reading, littleEndian: true });
  const vr = settledVr(element.vr ?? vrOfTag(tag), element, reading);
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  if (element.length === 0) return { vr };
  if (textual.has(vr)) return { vr, Value: textValues(vr, bytes, reading) };
  const size = sizes[vr];
  if (size === undefined || bytes.length > inlineLimit)
    return binaryElement(vr, tag, bytes, size ?? wordSize(vr), reading);
  return { vr, Value: numberValues(vr, size, bytes, reading.littleEndian) };
}

/** Implicit VR by the dictionary; what depends on Pixel Representation by that; unknown as UN. */
function settledVr(vr: string | undefined, element: Element, { isSigned }: Reading): string {
  if (vr === undefined) return 'UN';
  if (vr === 'xs') return isSigned ? 'SS' : 'US';
  if (vr === 'lt') return element.length > 6 ? 'OW' : 'US';
  if (vr === 'ox') return 'OW';
  return vr === 'up' || vr === 'na' ? 'UL' : vr;
}

function textValues(vr: string, bytes: Uint8Array, { decode }: Reading): unknown[] {
  const text = charactered.has(vr) ? decode(bytes) : new TextDecoder('latin1').decode(bytes);
  const values = single.has(vr)
    ? [text.replace(/[ \0]+$/, '')]
    : text.split('\\').map((value) => value.replace(/^ +|[ \0]+$/g, ''));
  return values.map((value) => jsonValue(vr, value));
}

/** Numbers are JSON numbers where they are numbers (PS3.18 F.2.3); names have their component groups. */
function jsonValue(vr: string, value: string): unknown {
  if (vr === 'PN') return personName(value);
  if (value === '') return null;
  if (vr === 'DS' || vr === 'IS') return Number.isFinite(Number(value)) ? Number(value) : value;
  return value;
}

function personName(value: string): unknown {
  const [alphabetic, ideographic, phonetic] = value.split('=');
  if (value === '') return null;
  return {
    ...(alphabetic ? { Alphabetic: alphabetic } : {}),
    ...(ideographic ? { Ideographic: ideographic } : {}),
    ...(phonetic ? { Phonetic: phonetic } : {}),
  };
}

function binaryElement(
  vr: string,
  tag: string,
  bytes: Uint8Array,
  size: number,
  reading: Reading,
): DicomJson[string] {
  const ordered = reading.littleEndian || size === 1 ? bytes : swapped(bytes, size);
  if (bytes.length <= inlineLimit) return { vr, InlineBinary: Buffer.from(ordered).toString('base64') };
  const path = `${reading.path}${tag}`;
  reading.bulk.set(path, ordered);
  return { vr, BulkDataURI: path };
}

function wordSize(vr: string): number {
  return vr === 'OW' ? 2 : vr === 'OF' || vr === 'OL' ? 4 : vr === 'OD' || vr === 'OV' ? 8 : 1;
}

/** Big-endian words as little-endian ones. */
export function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let at = 0; at + size <= out.length; at += size) out.subarray(at, at + size).reverse();
  return out;
}

function numberValues(vr: string, size: number, bytes: Uint8Array, little: boolean): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    numberAt(view, index * size, vr, little),
  );
}

function numberAt(view: DataView, at: number, vr: string, little: boolean): unknown {
  const hex = (value: number) => value.toString(16).padStart(4, '0').toUpperCase();
  if (vr === 'AT') return hex(view.getUint16(at, little)) + hex(view.getUint16(at + 2, little));
  if (vr === 'US') return view.getUint16(at, little);
  if (vr === 'SS') return view.getInt16(at, little);
  if (vr === 'UL') return view.getUint32(at, little);
  if (vr === 'SL') return view.getInt32(at, little);
  if (vr === 'FL') return finite(view.getFloat32(at, little));
  if (vr === 'FD') return finite(view.getFloat64(at, little));
  return (vr === 'UV' ? view.getBigUint64(at, little) : view.getBigInt64(at, little)).toString();
}

/** JSON has no NaN and no infinities. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
