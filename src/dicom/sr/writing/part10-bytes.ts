import { concatenated } from '../../../domain/bytes';
import { padded, tagBytes, unsigned } from './bytes';
import type { WrittenDataset, WrittenElement } from './element';
import * as Tag from '../../tags';

/** This software, in the meta information of files that it writes (PS3.10 §7.1). */
const IMPLEMENTATION = '2.25.188449318772155392752283619632511896530';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/**
 * A dataset as a DICOM file (PS3.10 §7) in Explicit VR Little Endian, as STOW-RS takes it. Text is UTF-8: the dataset has
 * to say ISO_IR 192.
 *
 * @throws RangeError for a VR that no document here has
 */
export function part10Bytes(dataset: WrittenDataset): Uint8Array<ArrayBuffer> {
  const uid = (tag: string) => String(dataset[tag]?.Value?.[0] ?? '');
  const meta = concatenated([
    elementBytes(Tag.FileMetaInformationVersion, { vr: 'OB', Value: [0, 1] }),
    elementBytes(Tag.MediaStorageSOPClassUID, { vr: 'UI', Value: [uid(Tag.SOPClassUID)] }),
    elementBytes(Tag.MediaStorageSOPInstanceUID, { vr: 'UI', Value: [uid(Tag.SOPInstanceUID)] }),
    elementBytes(Tag.TransferSyntaxUID, { vr: 'UI', Value: [EXPLICIT_LITTLE_ENDIAN] }),
    elementBytes(Tag.ImplementationClassUID, { vr: 'UI', Value: [IMPLEMENTATION] }),
    elementBytes(Tag.ImplementationVersionName, { vr: 'SH', Value: ['PLAINFILM'] }),
  ]);
  const length = elementBytes(Tag.FileMetaInformationGroupLength, { vr: 'UL', Value: [meta.byteLength] });
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode('DICM'), 128);
  return concatenated([preamble, length, meta, datasetBytes(dataset)]);
}

/** Elements in the order of their tags (PS3.5 §7.1). */
function datasetBytes(dataset: WrittenDataset): Uint8Array<ArrayBuffer> {
  const tags = Object.keys(dataset).sort();
  return concatenated(
    tags.flatMap((tag) => {
      const written = dataset[tag];
      return written ? [elementBytes(tag, written)] : [];
    }),
  );
}

/** VRs whose length has 32 bits (PS3.5 table 7.1-1) */
const LONG = new Set(['OB', 'OW', 'SQ', 'UT', 'UC', 'UR']);

function elementBytes(tag: string, { vr, Value = [] }: WrittenElement): Uint8Array<ArrayBuffer> {
  const value = valueBytes(vr, Value);
  const name = new TextEncoder().encode(vr);
  const size = value.byteLength;
  if (LONG.has(vr)) return concatenated([tagBytes(tag), name, new Uint8Array(2), unsigned(4, size), value]);
  if (size > 0xffff) throw new RangeError(`a ${vr} value of ${size} bytes`);
  return concatenated([tagBytes(tag), name, unsigned(2, size), value]);
}

const TEXT = new Set(['AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'PN', 'SH', 'ST', 'TM', 'UI', 'UT']);

type Write = (view: DataView, at: number, value: number) => void;
/** Little endian, one number behind the other */
const NUMBERS: Readonly<Record<string, { readonly size: number; readonly write: Write }>> = {
  FD: { size: 8, write: (view, at, value) => view.setFloat64(at, value, true) },
  FL: { size: 4, write: (view, at, value) => view.setFloat32(at, value, true) },
  OW: { size: 2, write: (view, at, value) => view.setUint16(at, value, true) },
  SL: { size: 4, write: (view, at, value) => view.setInt32(at, value, true) },
  SS: { size: 2, write: (view, at, value) => view.setInt16(at, value, true) },
  UL: { size: 4, write: (view, at, value) => view.setUint32(at, value, true) },
  US: { size: 2, write: (view, at, value) => view.setUint16(at, value, true) },
};

function valueBytes(vr: string, values: readonly unknown[]): Uint8Array<ArrayBuffer> {
  if (vr === 'SQ') return concatenated(values.map(itemBytes));
  if (TEXT.has(vr)) {
    const bytes = new TextEncoder().encode(values.map(textOf).join('\\'));
    return padded(bytes, vr === 'UI' ? 0 : 0x20);
  }
  if (vr === 'AT') return concatenated(values.map((tag) => tagBytes(String(tag))));
  const numbers = values.map(Number);
  if (vr === 'OB') return padded(Uint8Array.from(numbers), 0);
  const number = NUMBERS[vr];
  if (!number) throw new RangeError(`nothing is written with the VR ${vr}`);
  const view = new DataView(new ArrayBuffer(numbers.length * number.size));
  for (const [at, value] of numbers.entries()) number.write(view, at * number.size, value);
  return new Uint8Array(view.buffer);
}

const textOf = (value: unknown) => (isRecord(value) ? String(value['Alphabetic'] ?? '') : String(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function itemBytes(item: unknown): Uint8Array<ArrayBuffer> {
  const body = isRecord(item) ? datasetBytes(item as WrittenDataset) : new Uint8Array();
  return concatenated([tagBytes(Tag.Item), unsigned(4, body.byteLength), body]);
}
