import type { DataSet, Element } from 'dicom-parser';
import { concatenated } from '../dicom/bytes';
import { swapped } from './read-elements';

/** Where each frame's bytes are; several pieces where a frame is in several fragments. */
export type FramePieces = readonly (readonly Uint8Array[])[];

/** The pixel data element, whichever of the three kinds it is; `undefined` where there is none. */
export function pixelElement(dataSet: DataSet): Element | undefined {
  return dataSet.elements['x7fe00010'] ?? dataSet.elements['x7fe00008'] ?? dataSet.elements['x7fe00009'];
}

/** The frames of an encapsulated element (PS3.5 A.4), by the extended or basic offset table, or by counting fragments. */
export function encapsulatedFrames(dataSet: DataSet, element: Element, count: number): FramePieces {
  const fragments = element.fragments ?? [];
  const piece = ({ position, length }: { position: number; length: number }) =>
    dataSet.byteArray.subarray(position, position + length);
  if (fragments.length === count) return fragments.map((fragment) => [piece(fragment)]);
  if (count <= 1) return [fragments.map(piece)];
  const stated = offsets(dataSet, element, count);
  const starts = isTable(stated, fragments) ? stated : guessedStarts(fragments.map(piece), fragments);
  if (starts.length < count)
    throw new RangeError(`${fragments.length} fragments for ${count} frames, and no offset table`);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? Infinity;
    return fragments.filter(({ offset }) => offset >= start && offset < end).map(piece);
  });
}

function offsets(dataSet: DataSet, element: Element, count: number): number[] | undefined {
  const extended = dataSet.elements['x7fe00001'];
  if (extended && extended.length >= count * 8) {
    const view = new DataView(
      dataSet.byteArray.buffer,
      dataSet.byteArray.byteOffset + extended.dataOffset,
      count * 8,
    );
    return Array.from({ length: count }, (_, index) => Number(view.getBigUint64(index * 8, true)));
  }
  const basic = element.basicOffsetTable;
  return basic && basic.length === count ? basic : undefined;
}

/** Whether offsets are those of fragments, one behind the other: tables of zeros, or of another count, are met. */
function isTable(
  offsets: readonly number[] | undefined,
  fragments: readonly { offset: number }[],
): offsets is readonly number[] {
  const known = new Set(fragments.map(({ offset }) => offset));
  return offsets?.every((one, at) => known.has(one) && one > (offsets[at - 1] ?? -1)) ?? false;
}

/** Without a table: a frame begins where a fragment begins with a start marker of JPEG, JPEG-LS or JPEG 2000. */
function guessedStarts(pieces: readonly Uint8Array[], fragments: readonly { offset: number }[]): number[] {
  return pieces.flatMap((bytes, index) => {
    const isStart = bytes[0] === 0xff && (bytes[1] === 0xd8 || bytes[1] === 0x4f);
    const offset = fragments[index]?.offset;
    return isStart && offset !== undefined ? [offset] : [];
  });
}

/** The frames of native pixel data, cut by size; words swapped where they are big endian. @throws RangeError where the data are too short */
export function nativeFrames(
  dataSet: DataSet,
  element: Element,
  count: number,
  littleEndian: boolean,
): FramePieces {
  const number = (tag: string, absent: number) =>
    (dataSet.elements[tag] ? dataSet.uint16(tag) : undefined) ?? absent;
  const allocated =
    element.tag === 'x7fe00009' ? 64 : element.tag === 'x7fe00008' ? 32 : number('x00280100', 16);
  const isSubsampled = /^YBR_(FULL|PARTIAL)_422$/.test(dataSet.string('x00280004') ?? '');
  const pixels = number('x00280010', 0) * number('x00280011', 0);
  const whole = pixels * number('x00280002', 1) * allocated;
  if (whole === 0) throw new RangeError('Rows, Columns or Bits Allocated are 0 or missing');
  const all = nativeBytes(dataSet, element, littleEndian);
  // What was decoded and kept its label has all of its samples.
  const bits = isSubsampled && all.length * 8 < whole * count ? pixels * 2 * allocated : whole;
  if (Math.ceil((bits * count) / 8) > all.length)
    throw new RangeError(`${all.length} bytes of pixels where ${Math.ceil((bits * count) / 8)} are needed`);
  // Bytes and bits in words stand in swapped pairs (PS3.5 §7.3), those of OB as they are.
  const word = allocated > 8 ? allocated / 8 : element.vr === 'OW' ? 2 : 1;
  const ordered = littleEndian ? all : swapped(all, word);
  if (bits % 8 !== 0) return bitPackedFrames(ordered, bits, count);
  return Array.from({ length: count }, (_, index) => [
    ordered.subarray((index * bits) / 8, ((index + 1) * bits) / 8),
  ]);
}

/** The samples as they lie in the file; those that were put into items, one behind the other. */
function nativeBytes({ byteArray }: DataSet, element: Element, littleEndian: boolean): Uint8Array {
  const { fragments = [], dataOffset, length } = element;
  if (!element.encapsulatedPixelData) return byteArray.subarray(dataOffset, dataOffset + length);
  if (fragments.length === 0) {
    // Without a table their only item stands in its place.
    const view = new DataView(byteArray.buffer, byteArray.byteOffset, byteArray.byteLength);
    return byteArray.subarray(dataOffset + 8, dataOffset + 8 + view.getUint32(dataOffset + 4, littleEndian));
  }
  return concatenated(
    fragments.map(({ position, length: piece }) => byteArray.subarray(position, position + piece)),
  );
}

/** Frames of single bits that do not end on a byte (PS3.5 8.1.1): each shifted to begin on one. */
function bitPackedFrames(all: Uint8Array, bits: number, count: number): FramePieces {
  return Array.from({ length: count }, (_, index) => {
    const frame = new Uint8Array(Math.ceil(bits / 8));
    for (let bit = 0; bit < bits; bit += 1) {
      const from = index * bits + bit;
      if (((all[from >> 3] ?? 0) >> (from & 7)) & 1)
        frame[bit >> 3] = (frame[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
    return [frame];
  });
}

/** One frame's bytes. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? (pieces[0] ?? new Uint8Array()) : concatenated(pieces);
}
