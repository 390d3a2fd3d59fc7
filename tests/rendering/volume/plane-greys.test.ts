import { describe, expect, it } from 'vitest';
import type { PlanesRequest } from '../../../src/domain/ports/planes';
import { asStored, type Presentation } from '../../../src/domain/presentation/view-state';
import type { FrameAttributes, Lut } from '../../../src/domain/study/study';
import { HERE } from '../../../src/domain/volume/voxels';
import { volumeOf } from '../../../src/domain/volume/volume';
import { greyScale, modalityOf } from '../../../src/rendering/paint/grey';
import { softcopyOf } from '../../../src/rendering/softcopy/applies';
import { softcopyAttributes } from '../../../src/rendering/softcopy/grey-attributes';
import { paintPlane } from '../../../src/rendering/volume/paint-plane';
import { greysLike } from '../../../src/rendering/volume/plane-greys';
import { aState } from '../softcopy/states';
import { aFrame, anImage, attributes } from '../pictures';

const STORED = Array.from({ length: 4096 }, (_, at) => at);
const table = (make: (at: number) => number, change: Partial<Lut> = {}): Lut => ({
  firstMapped: 0,
  bits: 12,
  values: Uint16Array.from({ length: 4096 }, (_, at) => make(at)),
  ...change,
});
const GAMMA = table((at) => Math.round(4095 * (at / 4095) ** 2.2));
const FALLING = table((at) => 4095 - at, { bits: 12 });
const HU = { kind: 'rescale', slope: 1, intercept: -1024 } as const;

/** Greys of the picture in its stack, and of a plane that lies in it: values of a volume are modality values. */
function bothOf(
  described: Partial<FrameAttributes>,
  presentation: Partial<Presentation>,
  sample: 'integer' | 'float',
) {
  const frame = aFrame({ bitsStored: 12, highBit: 11, sample }, described);
  const own = attributes(described);
  const shown = { ...asStored, ...presentation };
  const state = softcopyOf(shown.softcopy, frame);
  const softcopy = state && softcopyAttributes(own, state, frame);
  const pixels = sample === 'float' ? Float32Array.from(STORED) : Uint16Array.from(STORED);
  const scale = greyScale({ range: [0, 4095], pixels }, softcopy ?? own, {}, shown);
  const request: PlanesRequest = {
    window: scale.window,
    invert: false,
    like: { frame, presentation: shown },
    views: [],
    at: [0, 0, 0],
    moving: false,
  };
  const modality = modalityOf(own.modalityLut);
  const values = Float32Array.from(STORED, modality);
  const painted = paintPlane(
    { values, states: new Uint8Array(values.length).fill(HERE) },
    values.length,
    greysLike(structuredClone(request)),
  );
  return {
    stack: STORED.map((stored) => scale.grey(stored)),
    plane: STORED.map((_, at) => painted[at * 4] ?? 0),
  };
}

describe('a plane that lies in a slice has the greys of its picture', () => {
  it.each<[string, Partial<FrameAttributes>, Partial<Presentation>?, ('float' | 'integer')?]>([
    ['by a window', { windows: [{ center: 40, width: 400 }], modalityLut: HU }],
    ['by a window that is exact', { windows: [{ center: 300, width: 17 }], voiFunction: 'LINEAR_EXACT' }],
    ['by a sigmoid', { windows: [{ center: 2048, width: 900 }], voiFunction: 'SIGMOID' }],
    [
      'by a sigmoid that a hand has moved',
      { windows: [], voiFunction: 'SIGMOID' },
      { window: { center: 900, width: 50 } },
    ],
    ['by a window of 1', { windows: [{ center: 2000, width: 1 }] }],
    [
      'by a window of less',
      {
        windows: [{ center: 0.0015, width: 0.003 }],
        modalityLut: { kind: 'rescale', slope: 1e-6, intercept: 0 },
      },
    ],
    [
      'by a window of 1 over fractions',
      { windows: [{ center: 0.5, width: 1 }], modalityLut: { kind: 'rescale', slope: 0.0005, intercept: 0 } },
    ],
    ['of numbers that are not whole', { windows: [{ center: 500, width: 1 }] }, {}, 'float'],
    ['by a VOI LUT', { voiLuts: [GAMMA] }],
    [
      'by a VOI LUT of fewer values',
      { voiLuts: [table((at) => at, { firstMapped: 1000, values: Uint16Array.of(0, 2000, 4095) })] },
    ],
    [
      'by the second VOI LUT',
      { voiLuts: [FALLING, GAMMA], windows: [{ center: 1, width: 2 }] },
      { voiLut: 1 },
    ],
    [
      'by a window that takes the place of a VOI LUT',
      { voiLuts: [GAMMA] },
      { window: { center: 100, width: 200 } },
    ],
    ['by what its pixels are', {}],
    ['as they are stored', { pValues: [0, 4095] }],
    ['inverted by its object', { windows: [{ center: 2000, width: 3000 }], inverse: true }],
    ['inverted by a hand', { windows: [{ center: 2000, width: 3000 }] }, { invert: true }],
    ['inverted twice', { voiLuts: [GAMMA], inverse: true }, { invert: true }],
    [
      'through a modality table',
      { modalityLut: { kind: 'lut', lut: GAMMA }, windows: [{ center: 2000, width: 900 }] },
    ],
    [
      'by a saved view’s window',
      { windows: [{ center: 1, width: 2 }], modalityLut: HU },
      { softcopy: aState({ modalityLut: HU, voi: [{ images: [], window: { center: 30, width: 300 } }] }) },
    ],
    [
      'by a saved view without a rescaling',
      { windows: [{ center: 1, width: 2 }], modalityLut: HU },
      { softcopy: aState({ voi: [{ images: [], window: { center: 1000, width: 700 } }] }) },
    ],
    [
      'by a saved view’s own rescaling',
      { modalityLut: HU },
      {
        softcopy: aState({
          modalityLut: { kind: 'rescale', slope: 2, intercept: -500 },
          voi: [{ images: [], lut: GAMMA }],
        }),
      },
    ],
    [
      'through a saved view’s presentation LUT',
      { modalityLut: HU, inverse: true },
      {
        softcopy: aState({
          modalityLut: HU,
          voi: [{ images: [], window: { center: 30, width: 300 }, function: 'SIGMOID' }],
          presentationLut: { lut: GAMMA },
        }),
      },
    ],
    [
      'inverted by a saved view',
      { modalityLut: HU },
      { softcopy: aState({ modalityLut: HU, presentationLut: { shape: 'INVERSE' } }) },
    ],
    [
      'of a saved view of another picture, which has no say',
      { windows: [{ center: 2000, width: 900 }] },
      { softcopy: aState({ applies: [], presentationLut: { shape: 'INVERSE' } }) },
    ],
  ])('%s', (_, described, presentation = {}, sample = 'integer') => {
    const { stack, plane } = bothOf(described, presentation, sample);
    expect(new Set(stack).size).toBeGreaterThan(1);
    // Values of a volume have 32 bits: of fractions one may lie at the other side of the border between two greys.
    const { modalityLut = HU } = described;
    const isFraction = modalityLut.kind === 'rescale' && !Number.isInteger(modalityLut.slope);
    const off = plane.map((grey, at) => Math.abs(grey - (stack[at] ?? NaN)));
    expect(Math.max(...off)).toBeLessThanOrEqual(isFraction ? 1 : 0);
    expect(off.filter((by) => by > 0).length).toBeLessThan(20);
  });

  it('is not made where colours stand for numbers: between a grey and a colour lies neither', () => {
    const plane = (at: number) => ({
      position: [0, 0, at] as const,
      row: [1, 0, 0] as const,
      column: [0, 1, 0] as const,
      spacing: [1, 1] as const,
    });
    const supplement = { firstMapped: 1000, bits: 8, red: [1], green: [1], blue: [1] };
    const frames = (isMonochrome?: true) =>
      [0, 1, 2, 3].map((at) => {
        const frame = aFrame({}, { plane: plane(at), ...(isMonochrome && { isMonochrome }) });
        return { ...frame, instance: { ...frame.instance, image: anImage({ supplement }) } };
      });
    expect(volumeOf(frames())).toMatchObject({ ok: false, why: { kind: 'colour' } });
    expect(volumeOf(frames(true))).not.toMatchObject({ why: { kind: 'colour' } });
  });
});
