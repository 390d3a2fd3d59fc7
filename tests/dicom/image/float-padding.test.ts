import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { pixelFrom } from '../../../src/dicom/image/image-pixel';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import { nodeCodecs } from '../../rendering/node-codecs';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const picture = (tag: string, bits: number, change: Dataset): Dataset => ({
  '00280002': element('US', 1),
  '00280004': element('CS', 'MONOCHROME2'),
  '00280010': element('US', 1),
  '00280011': element('US', 4),
  '00280100': element('US', bits),
  [tag]: { vr: 'OF' },
  ...change,
});
/** As archives round it */
const LEAST = -3.4028235e38;

describe('padding among numbers that are not integers', () => {
  it.each<[string, Dataset, { from: number; to: number } | undefined]>([
    [
      'of 32 bits',
      picture('7FE00008', 32, { '00280122': element('FL', 0.1) }),
      { from: Math.fround(0.1), to: Math.fround(0.1) },
    ],
    [
      'of 32 bits, a range',
      picture('7FE00008', 32, { '00280122': element('FL', -5), '00280124': element('FL', LEAST) }),
      { from: Math.fround(LEAST), to: -5 },
    ],
    [
      'of 64 bits',
      picture('7FE00009', 64, { '00280123': element('FD', 0.1), '00280125': element('FD', 0.2) }),
      { from: 0.1, to: 0.2 },
    ],
    ['that integers would have', picture('7FE00008', 32, { '00280120': element('US', 7) }), undefined],
    ['of 64 bits in a picture of 32', picture('7FE00008', 32, { '00280123': element('FD', 1) }), undefined],
  ])('%s', (_, dataset, padding) => {
    expect(pixelFrom(dataset, new Map())?.padding).toEqual(padding);
  });

  it('is no part of the range that a window is made of', async () => {
    const image = pixelFrom(picture('7FE00008', 32, { '00280122': element('FL', LEAST) }), new Map());
    if (!image) throw new Error('no picture');
    const bytes = new Uint8Array(Float32Array.of(LEAST, 0.25, 0.75, LEAST).buffer);
    const result = await decodeFrame({ bytes, transferSyntax: '1.2.840.10008.1.2.1', image }, nodeCodecs());
    expect(result.ok && result.value.kind === 'grey' && result.value.range).toEqual([0.25, 0.75]);
  });
});
