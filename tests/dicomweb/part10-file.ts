import { deflateRawSync } from 'node:zlib';
import { INSTANCE, NUMBER, SERIES, STUDY, concat } from './wire';

/** A DICOM file as an archive would send it, written element by element. */

export const SYNTAX = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  big: '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
  jpegLs: '1.2.840.10008.1.2.4.80',
  rle: '1.2.840.10008.1.2.5',
} as const;

export interface Writing {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

type Item = readonly Written[];
export type Written = (writing: Writing) => Uint8Array;

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
/** Of 32 bits in explicit files (PS3.5 §7.1.2) */
export const hasLongLength = (vr: string) => LONG.has(vr);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const even = (bytes: Uint8Array, pad: number) =>
  bytes.byteLength % 2 === 0 ? bytes : concat([bytes, Uint8Array.of(pad)]);

function number(size: 2 | 4, value: number, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  if (size === 2) view.setUint16(0, value, littleEndian);
  else view.setUint32(0, value, littleEndian);
  return new Uint8Array(view.buffer);
}

export function tagBytes(tag: string, littleEndian = true): Uint8Array {
  const value = parseInt(tag, 16);
  return concat([number(2, value >>> 16, littleEndian), number(2, value & 0xffff, littleEndian)]);
}

/** Tag, VR and length, whatever the value is: also lengths that lie. */
export function header(tag: string, vr: string, length: number, writing: Writing): Uint8Array {
  const { explicit, littleEndian } = writing;
  const long = number(4, length, littleEndian);
  if (!explicit) return concat([tagBytes(tag, littleEndian), long]);
  return concat([
    tagBytes(tag, littleEndian),
    bytesOf(vr),
    ...(hasLongLength(vr) ? [new Uint8Array(2), long] : [number(2, length, littleEndian)]),
  ]);
}

export const raw =
  (tag: string, vr: string, value: Uint8Array): Written =>
  (writing) =>
    concat([header(tag, vr, value.byteLength, writing), value]);

export const text = (tag: string, vr: string, value: string | Uint8Array): Written =>
  raw(tag, vr, even(typeof value === 'string' ? bytesOf(value) : value, vr === 'UI' ? 0 : 0x20));

export const us =
  (tag: string, ...values: readonly number[]): Written =>
  (writing) =>
    raw(tag, 'US', concat(values.map((value) => number(2, value, writing.littleEndian))))(writing);

/** OW given in little endian, written in the file's order */
export const words =
  (tag: string, value: Uint8Array, vr = 'OW'): Written =>
  (writing) =>
    raw(tag, vr, writing.littleEndian ? value : turned(value))(writing);

const turned = (value: Uint8Array) => value.map((_, at) => value[at ^ 1] ?? 0);

export function sequence(tag: string, items: readonly Item[], undefinedLength = false): Written {
  return (writing) => {
    const { littleEndian } = writing;
    const delimiter = (tag: string) => concat([tagBytes(tag, littleEndian), new Uint8Array(4)]);
    const written = items.map((item) => {
      const body = concat(item.map((element) => element(writing)));
      const length = number(4, undefinedLength ? 0xffffffff : body.byteLength, littleEndian);
      const end = undefinedLength ? [delimiter('FFFEE00D')] : [];
      return concat([tagBytes('FFFEE000', littleEndian), length, body, ...end]);
    });
    const body = concat(written);
    const length = undefinedLength ? 0xffffffff : body.byteLength;
    return concat([
      header(tag, 'SQ', length, writing),
      body,
      ...(undefinedLength ? [delimiter('FFFEE0DD')] : []),
    ]);
  };
}

export interface Encapsulation {
  /** Offsets of the basic table; none where it is left empty */
  readonly offsets?: readonly number[];
  /** Without the delimiter at the end */
  readonly open?: true;
}

export function encapsulated(
  fragments: readonly Uint8Array[],
  { offsets = [], open }: Encapsulation = {},
): Written {
  const item = (bytes: Uint8Array) =>
    concat([tagBytes('FFFEE000'), number(4, bytes.byteLength, true), bytes]);
  return (writing) =>
    concat([
      header('7FE00010', 'OB', 0xffffffff, writing),
      item(concat(offsets.map((offset) => number(4, offset, true)))),
      ...fragments.map((fragment) => item(even(fragment, 0))),
      ...(open ? [] : [tagBytes('FFFEE0DD'), new Uint8Array(4)]),
    ]);
}

/** Elements of an 4 × 2 image of 16 bits, without its pixel data, by tag: to be changed, or left out with `undefined`. */
export function imageElements(
  change: Readonly<Record<string, Written | undefined>> = {},
): readonly Written[] {
  const elements: Record<string, Written | undefined> = {
    '00080016': text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    '00080018': text('00080018', 'UI', INSTANCE),
    '00080060': text('00080060', 'CS', 'CT'),
    '0008103E': text('0008103E', 'LO', 'Thorax'),
    '00091001': text('00091001', 'LO', 'a private element'),
    '00100010': text('00100010', 'PN', 'Sample^Ada'),
    '00100020': text('00100020', 'LO', NUMBER),
    '0020000D': text('0020000D', 'UI', STUDY),
    '0020000E': text('0020000E', 'UI', SERIES),
    '00200013': text('00200013', 'IS', '1'),
    '00280002': us('00280002', 1),
    '00280004': text('00280004', 'CS', 'MONOCHROME2'),
    '00280010': us('00280010', 4),
    '00280011': us('00280011', 2),
    '00280100': us('00280100', 16),
    '00280101': us('00280101', 12),
    '00280102': us('00280102', 11),
    '00280103': us('00280103', 0),
    ...change,
  };
  return Object.entries(elements)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, element]) => element ?? []);
}

export const PIXELS = Uint8Array.from({ length: 16 }, (_, at) => at * 7);

/** A whole file: preamble, meta information and the elements in the order given. */
export function aFile(
  elements: readonly Written[] = [...imageElements(), words('7FE00010', PIXELS)],
  transferSyntax: string | null = SYNTAX.explicit,
  name: string = INSTANCE,
): Uint8Array<ArrayBuffer> {
  const meta = { explicit: true, littleEndian: true };
  const writing = {
    explicit: transferSyntax !== SYNTAX.implicit,
    littleEndian: transferSyntax !== SYNTAX.big,
  };
  const dataset = concat(elements.map((element) => element(writing)));
  return concat([
    new Uint8Array(128),
    bytesOf('DICM'),
    text('00020003', 'UI', name)(meta),
    ...(transferSyntax === null ? [] : [text('00020010', 'UI', transferSyntax)(meta)]),
    transferSyntax === SYNTAX.deflated ? even(deflateRawSync(dataset), 0) : dataset,
  ]);
}
