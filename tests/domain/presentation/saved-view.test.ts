import { describe, expect, it } from 'vitest';
import { savedView, turnedThenFlipped } from '../../../src/domain/presentation/saved-view';
import { asStored, type ViewState } from '../../../src/domain/presentation/view-state';
import { orientationOf } from '../../../src/rendering/softcopy/orientation';
import { placement, shapeOf } from '../../../src/rendering/viewport/placement';
import type { FrameAttributes } from '../../../src/domain/study/study';
import { anInstance, aPixel } from '../instances';

const SIZE = { width: 300, height: 200 };
const TURNS = [0, 90, 180, 270] as const;
const BOOL = [false, true];

function seen(
  presentation: Partial<ViewState['presentation']> = {},
  own: Partial<FrameAttributes> = {},
  more: Partial<ViewState> = {},
) {
  const instance = anInstance({ image: aPixel({ rows: 100, columns: 200 }), frame: own });
  const frame = { instance, number: 1 };
  const whole = { ...asStored, ...presentation };
  const state: ViewState = {
    view: { displaySet: 'one', at: 0 },
    presentation: whole,
    windowInForce: whole.window ?? { center: 50, width: 350 },
    ...placement(shapeOf(frame, 100, 200), whole, SIZE),
    ...more,
  };
  return savedView(frame, state, SIZE);
}

describe('a view that is saved', () => {
  it.each(
    TURNS.flatMap((rotation) =>
      BOOL.flatMap((flipHorizontal) =>
        BOOL.map((flipVertical) => ({ rotation, flipHorizontal, flipVertical })),
      ),
    ),
  )('lies as it did when it is read back: %o', (lies) => {
    const saved = turnedThenFlipped(lies);
    const back = orientationOf({ ...saved } as Parameters<typeof orientationOf>[0]);
    // Two flips are half a turn: it is where the pixels land that has to be the same.
    const land = ({ rotation, flipHorizontal, flipVertical }: typeof lies) => {
      const { matrix } = placement(
        { rows: 100, columns: 200, pixel: [1, 1] },
        { ...asStored, rotation, flipHorizontal, flipVertical },
        SIZE,
      );
      return matrix.map((part) => Math.round(part * 1000) / 1000 + 0);
    };
    expect(land(back as typeof lies)).toEqual(land(lies));
  });

  it('has the window in force, whoever chose it, and no more of the picture than is seen', () => {
    const whole = seen();
    expect(whole?.notKept).toEqual([]);
    expect(whole?.view).toMatchObject({
      voi: { center: 50, width: 350, function: 'LINEAR' },
      area: { topLeft: [1, 1], bottomRight: [200, 100] },
      aspect: [1, 1],
      inverse: false,
    });
    const half = seen({ zoom: 2, window: { center: 40, width: 80 }, invert: true })?.view;
    expect(half).toMatchObject({
      voi: { center: 40, width: 80 },
      inverse: true,
      area: { topLeft: [51, 18], bottomRight: [150, 83] },
    });
  });

  it.each([
    [0, [1, 1], [200, 100]],
    [90, [1, 100], [200, 1]],
    [180, [200, 100], [1, 1]],
    [270, [200, 1], [1, 100]],
  ] as const)('names the pixel at the upper left of the screen when turned by %i', (rotation, from, to) => {
    expect(seen({ rotation })?.view.area).toEqual({ topLeft: from, bottomRight: to });
  });

  it.each<[string, Partial<ViewState['presentation']>, Partial<FrameAttributes>, object]>([
    [
      'a table of the object where that is in force',
      {},
      { voiLuts: [{ firstMapped: 0, bits: 8, values: [0, 255] }] },
      { lut: { firstMapped: 0, bits: 8, values: [0, 255] } },
    ],
    [
      'a window that was chosen in its place',
      { window: { center: 1, width: 2 } },
      { voiLuts: [{ firstMapped: 0, bits: 8, values: [0, 255] }] },
      { center: 1, width: 2, function: 'LINEAR' },
    ],
    ['a sigmoid', {}, { voiFunction: 'SIGMOID' }, { center: 50, width: 350, function: 'SIGMOID' }],
  ])('keeps %s', (_, presentation, own, voi) => {
    expect(seen(presentation, own)?.view.voi).toEqual(voi);
  });

  it('says what it does not keep', () => {
    const palette = { name: 'hot-iron', colours: [] } as unknown as ViewState['presentation']['palette'];
    const subtraction = { masks: [1], contrast: [2], shift: [0, 0] } as unknown as ViewState['subtraction'];
    expect(seen({ palette }, {}, subtraction ? { subtraction } : {})?.notKept).toEqual([
      'palette',
      'subtraction',
    ]);
  });

  it('is none for a picture in colour', () => {
    const instance = anInstance({ image: aPixel({ samplesPerPixel: 3, photometric: 'RGB' }) });
    const state: ViewState = {
      view: { displaySet: 'one', at: 0 },
      presentation: asStored,
      scale: 1,
      matrix: [1, 0, 0, 1, 0, 0],
    };
    expect(savedView({ instance, number: 1 }, state, SIZE)).toBeUndefined();
  });
});
