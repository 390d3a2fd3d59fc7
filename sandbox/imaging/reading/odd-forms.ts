import { concatenated } from '../dicom/bytes';
import { elementBytes } from '../dicom/write-dataset';

/*
 * Forms of files that the standard does not have and folders do: they are brought into one that the parser reads.
 */

const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const TRANSFER_SYNTAX = 0x0010;

/** File meta information in implicit VR, with or without a preamble, as explicit; anything else as it is. */
export function withExplicitMeta(bytes: Uint8Array): Uint8Array {
  const start = ascii(bytes, 128, 4) === 'DICM' ? 132 : 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isMeta = (at: number) => at + 8 <= bytes.byteLength && view.getUint16(at, true) === 2;
  if (!isMeta(start) || /^[A-Z]{2}$/.test(ascii(bytes, start + 4, 2))) return bytes;
  let at = start;
  let syntax: Uint8Array | undefined;
  while (isMeta(at)) {
    const length = view.getUint32(at + 4, true);
    const value = bytes.subarray(at + 8, at + 8 + length);
    if (view.getUint16(at + 2, true) === TRANSFER_SYNTAX) syntax = value;
    at += 8 + length;
  }
  if (!syntax) return bytes;
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  return concatenated([preamble, elementBytes('00020010', 'UI', syntax), bytes.subarray(at)]);
}

/** Pixel data without a length, by byte order and with or without a VR, and the item that it would begin with in fragments */
const FORMS = [
  { head: '7fe000104f570000ffffffff', item: 'fffee000', littleEndian: false },
  { head: '7fe000104f420000ffffffff', item: 'fffee000', littleEndian: false },
  { head: 'e07f10004f570000ffffffff', item: 'feff00e0', littleEndian: true },
  { head: 'e07f10004f420000ffffffff', item: 'feff00e0', littleEndian: true },
  { head: 'e07f1000ffffffff', item: 'feff00e0', littleEndian: true },
].map(({ head, item, ...form }) => ({
  ...form,
  head: Buffer.from(head, 'hex'),
  item: Buffer.from(item, 'hex'),
}));

/** Plain pixel data of undefined length that are in no items end with the file. What is behind them is padding. */
export function withPixelLength(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { head, item, littleEndian } of FORMS) {
    const at = file.lastIndexOf(head);
    const begin = at + head.length;
    if (at < 0 || file.subarray(begin, begin + 4).equals(item)) continue;
    const copy = Uint8Array.from(bytes);
    new DataView(copy.buffer).setUint32(begin - 4, bytes.byteLength - begin, littleEndian);
    return copy;
  }
  return bytes;
}
