import { concatenated } from '../../../domain/bytes';

/** Little endian. */
export function unsigned(size: 2 | 4, value: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(size));
  if (size === 2) view.setUint16(0, value, true);
  else view.setUint32(0, value, true);
  return new Uint8Array(view.buffer);
}

/** Group, then element. */
export function tagBytes(tag: string): Uint8Array<ArrayBuffer> {
  const value = parseInt(tag, 16);
  return concatenated([unsigned(2, value >>> 16), unsigned(2, value & 0xffff)]);
}

/** To an even length (PS3.5 §7.1). */
export const padded = (bytes: Uint8Array, pad: number): Uint8Array<ArrayBuffer> =>
  bytes.byteLength % 2 === 0 ? concatenated([bytes]) : concatenated([bytes, Uint8Array.of(pad)]);
