import { describe, expect, it } from 'vitest';
import { tableUris } from '../../../src/dicomweb/requests/bulk-data';
import { overlayBitsOf, overlaysAbsent, overlaysFrom } from '../../../src/dicom/image/overlay-planes';

const us = (...Value: number[]) => ({ vr: 'US', Value });
const image = { bitsAllocated: 16, bitsStored: 12, highBit: 11 };
const none = new Map<string, Uint8Array>();
const size = { '60000010': us(2), '60000011': us(4), '60000050': { vr: 'SS', Value: [3, -1] } };
const data = { vr: 'OW', InlineBinary: btoa('\u0081\u0000') };

describe('overlays', () => {
  it('have their size, place and bits, in whichever of the sixteen groups', () => {
    const last = Object.fromEntries(
      Object.entries({ ...size, '60003000': data }).map(([tag, element]) => [
        tag.replace('6000', '601E'),
        element,
      ]),
    );
    expect(overlaysFrom({ ...size, '60003000': data, ...last }, image, none)).toEqual([
      { rows: 2, columns: 4, origin: [3, -1], bits: Uint8Array.of(0x81, 0) },
      { rows: 2, columns: 4, origin: [3, -1], bits: Uint8Array.of(0x81, 0) },
    ]);
  });

  it('say which frames they are for', () => {
    const dataset = { ...size, '60000015': { vr: 'IS', Value: [2] }, '60000051': us(4), '60003000': data };
    expect(overlaysFrom(dataset, image, none)[0]?.frames).toEqual({ first: 4, count: 2 });
    const fromZero = { ...dataset, '60000051': us(0) };
    expect(overlaysFrom(fromZero, image, none)[0]?.frames).toEqual({ first: 1, count: 2 });
  });

  it('are found in bits of the cells that the stored values leave free, and nowhere else', () => {
    const at = (bit: number) =>
      overlayBitsOf(overlaysFrom({ ...size, '60000100': us(16), '60000102': us(bit) }, image, none));
    expect(at(15)).toEqual([15]);
    expect(at(12)).toEqual([12]);
    expect(at(11)).toEqual([]);
    expect(at(16)).toEqual([]);
  });

  it('are left out where there are fewer bits than pixels, or no size', () => {
    const short = { ...size, '60000011': us(400), '60003000': data };
    expect(overlaysFrom(short, image, none)).toEqual([]);
    expect(overlaysFrom({ '60003000': data }, image, none)).toEqual([]);
  });

  it('are fetched where they are few, and hold up no stack that has one in each slice', () => {
    const slices = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ '60003000': { vr: 'OW', BulkDataURI: `overlay/${at}` } }));
    expect(tableUris(slices(32))).toHaveLength(32);
    expect(tableUris(slices(33))).toEqual([]);
  });

  it('are counted where they were not fetched, so that it can be said', () => {
    const dataset = {
      '60003000': { vr: 'OW', BulkDataURI: 'overlay/1' },
      '60023000': { vr: 'OW', BulkDataURI: 'overlay/2' },
      '60043000': data,
    };
    expect(overlaysAbsent(dataset, none)).toBe(2);
    expect(overlaysAbsent(dataset, new Map([['overlay/1', new Uint8Array(1)]]))).toBe(1);
  });
});
