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
const LONG = new Set(['OB', 'SQ', 'UT', 'UC', 'UR']);

function elementBytes(tag: string, { vr, Value = [] }: WrittenElement): Uint8Array<ArrayBuffer> {
  const value = valueBytes(vr, Value);
  const name = new TextEncoder().encode(vr);
  const size = value.byteLength;
  if (LONG.has(vr)) return concatenated([tagBytes(tag), name, new Uint8Array(2), unsigned(4, size), value]);
  if (size > 0xffff) throw new RangeError(`a ${vr} value of ${size} bytes`);
  return concatenated([tagBytes(tag), name, unsigned(2, size), value]);
}

const TEXT = new Set(['CS', 'DA', 'DS', 'IS', 'LO', 'PN', 'SH', 'ST', 'TM', 'UI', 'UT']);

function valueBytes(vr: string, values: readonly unknown[]): Uint8Array<ArrayBuffer> {
  if (vr === 'SQ') return concatenated(values.map(itemBytes));
  if (TEXT.has(vr)) {
    const bytes = new TextEncoder().encode(values.map(textOf).join('\\'));
    return padded(bytes, vr === 'UI' ? 0 : 0x20);
  }
  const numbers = values.map(Number);
  switch (vr) {
    case 'OB':
      return padded(Uint8Array.from(numbers), 0);
    case 'UL':
      return concatenated(numbers.map((number) => unsigned(4, number)));
    case 'FL': {
      const view = new DataView(new ArrayBuffer(numbers.length * 4));
      numbers.forEach((number, at) => view.setFloat32(at * 4, number, true));
      return new Uint8Array(view.buffer);
    }
    default:
      throw new RangeError(`nothing is written with the VR ${vr}`);
  }
}

const textOf = (value: unknown) => (isRecord(value) ? String(value['Alphabetic'] ?? '') : String(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function itemBytes(item: unknown): Uint8Array<ArrayBuffer> {
  const body = isRecord(item) ? datasetBytes(item as WrittenDataset) : new Uint8Array();
  return concatenated([tagBytes(Tag.Item), unsigned(4, body.byteLength), body]);
}
