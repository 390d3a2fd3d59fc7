import { describe, expect, it } from 'vitest';
import { instanceUid } from '../../../src/domain/ids';
import type { SoftcopyPresentation } from '../../../src/domain/presentation/presentation-state';
import type { FrameAttributes, ImagePixel, Lut } from '../../../src/domain/study/study';
import { greyScale } from '../../../src/rendering/paint/grey';
import { softcopyAttributes } from '../../../src/rendering/softcopy/grey-attributes';
import { aFrame } from '../pictures';
import { aState } from './states';

const EIGHT: Partial<ImagePixel> = { bitsAllocated: 8, bitsStored: 8, highBit: 7 };
const table = (of: (value: number) => number, change: Partial<Lut> = {}): Lut => ({
  firstMapped: 0,
  bits: 8,
  values: Array.from({ length: 256 }, (_, value) => of(value)),
  ...change,
});

function greyOf(
  state: Partial<SoftcopyPresentation>,
  described: Partial<FrameAttributes> = {},
  image: Partial<ImagePixel> = EIGHT,
  presentation: { invert?: boolean; window?: { center: number; width: number } } = {},
) {
  const frame = aFrame(image, described);
  const [own] = frame.instance.frames;
  if (!own || !frame.instance.image) throw new Error('no frame');
  const attributes = softcopyAttributes(own, aState(state), frame);
  return greyScale({ range: [0, 255] }, attributes, frame.instance.image, { invert: false, ...presentation });
}

describe('the grey of a presentation state', () => {
  it('goes through its modality, VOI and presentation tables in that order', () => {
    // No two of these commute: another order gives another grey.
    const modality = (value: number) => (value * 7 + 3) % 256;
    const voi = (value: number) => (value * 5 + 11) % 256;
    const seen = (value: number) => (value * 3 + 29) % 256;
    const { grey } = greyOf({
      modalityLut: { kind: 'lut', lut: table(modality) },
      voi: [{ images: [], lut: table(voi) }],
      presentationLut: { lut: table(seen) },
    });
    for (let value = 0; value < 256; value++) expect(grey(value)).toBe(seen(voi(modality(value))));
  });

  it.each<[string, Partial<ImagePixel>, Partial<SoftcopyPresentation>, number]>([
    [
      'a VOI LUT after a rescaling to values below 0',
      { bitsAllocated: 16, bitsStored: 12, highBit: 11 },
      { modalityLut: { kind: 'rescale', slope: 1, intercept: -1024 } },
      24,
    ],
    [
      'a VOI LUT of signed pixels',
      { bitsAllocated: 16, bitsStored: 12, highBit: 11, signed: true },
      {},
      -1000,
    ],
  ])('finds where a table begins by the picture: %s', (_, image, state, stored) => {
    // -1000, as it is read where nothing says that it is signed
    const lut = table((value) => value, { firstMapped: 64_536 });
    const { grey } = greyOf({ ...state, voi: [{ images: [], lut }] }, {}, image);
    expect([stored, stored + 100, stored + 255].map(grey)).toEqual([0, 100, 255]);
  });

  it('finds where a modality table begins by the picture', () => {
    const lut = table((value) => value, { firstMapped: 65_526 });
    const image = { bitsAllocated: 16, bitsStored: 12, highBit: 11, signed: true };
    const { grey } = greyOf({ modalityLut: { kind: 'lut', lut } }, {}, image);
    expect([-10, 90, 245].map(grey)).toEqual([0, 100, 255]);
  });

  it('leaves out what the object had: its window, its modality stage and its polarity', () => {
    const { grey } = greyOf(
      {},
      {
        windows: [{ center: 10, width: 2 }],
        modalityLut: { kind: 'rescale', slope: 3, intercept: -500 },
        inverse: true,
      },
    );
    for (const value of [0, 1, 100, 254, 255]) expect(grey(value)).toBe(value);
  });

  it('spans all stored values, signed ones too, where it has no VOI', () => {
    const { grey, window } = greyOf(
      { modalityLut: { kind: 'rescale', slope: 2, intercept: 10 } },
      {},
      { bitsStored: 12, highBit: 11, signed: true },
    );
    expect([grey(-2048), grey(2047)]).toEqual([0, 255]);
    expect(grey(0)).toBe(128);
    expect(window).toEqual({ center: -4086 + 8191 / 2, width: 8191 });
  });

  it('takes its own window and function, and a window chosen by hand before it', () => {
    const window = { center: 100, width: 100 };
    const voi = [{ images: [], window, function: 'LINEAR_EXACT' as const }];
    expect(greyOf({ voi }).grey(75)).toBe(Math.round(255 * 0.25));
    expect(greyOf({ voi }).window).toEqual(window);
    const byHand = greyOf({ voi }, {}, EIGHT, { window: { center: 50, width: 100 } });
    expect(byHand.grey(75)).toBe(Math.round(255 * 0.75));
    expect(byHand.window).toEqual({ center: 50, width: 100 });
  });

  it('takes the window that names this picture before one for all, and none of another picture', () => {
    const voi = [
      { images: [{ instance: instanceUid('2.25.9') }], window: { center: 1, width: 1 } },
      { images: [], window: { center: 2, width: 2 } },
      { images: [{ instance: instanceUid('2.25.1') }], window: { center: 3, width: 3 } },
    ];
    expect(greyOf({ voi }).window).toEqual({ center: 3, width: 3 });
    expect(greyOf({ voi: voi.slice(0, 2) }).window).toEqual({ center: 2, width: 2 });
    expect(greyOf({ voi: voi.slice(0, 1) }).window).toEqual({ center: 128, width: 256 });
  });

  it('inverts by its shape, whatever the photometric interpretation, and the viewer inverts that', () => {
    const inverse: Partial<SoftcopyPresentation> = { presentationLut: { shape: 'INVERSE' } };
    expect(greyOf(inverse, { inverse: true }).grey(10)).toBe(245);
    expect(greyOf(inverse).grey(10)).toBe(245);
    expect(greyOf(inverse, {}, EIGHT, { invert: true }).grey(10)).toBe(10);
    expect(greyOf({}, { inverse: true }).grey(10)).toBe(10);
  });

  it('spreads a short presentation table over the whole output of the VOI stage', () => {
    const lut = { firstMapped: 0, bits: 10, values: [0, 1023, 512] };
    const { grey } = greyOf({ presentationLut: { lut } });
    expect([grey(0), grey(128), grey(255)]).toEqual([0, 255, 128]);
  });

  it('keeps the object’s own stage where a table could not be read', () => {
    const own: Partial<FrameAttributes> = {
      modalityLut: { kind: 'rescale', slope: 1, intercept: -100 },
      windows: [{ center: 0, width: 101 }],
    };
    const { grey, window } = greyOf({ notApplied: ['modality LUT', 'VOI LUT'] }, own);
    expect(window).toEqual({ center: 0, width: 101 });
    expect([grey(49), grey(150)]).toEqual([0, 255]);
  });
});
