import { describe, expect, it } from 'vitest';
import { asStored, type Presentation } from '../../../src/domain/presentation/view-state';
import { instanceUid } from '../../../src/domain/ids';
import type { DisplayedArea } from '../../../src/domain/presentation/presentation-state';
import type { GreyFrame } from '../../../src/rendering/decode/pixels';
import { at } from '../../../src/domain/geometry/picture-matrix';
import { viewOf } from '../../../src/rendering/softcopy/view';
import { aFrame } from '../pictures';
import { aState } from './states';

const SIZE = { width: 300, height: 200 };
const decoded = { kind: 'grey', rows: 100, columns: 80 } as GreyFrame;
const picture = { frame: aFrame({ rows: 100, columns: 80 }), decoded };
const anArea = (change: Partial<DisplayedArea> = {}): DisplayedArea => ({
  images: [],
  topLeft: [11, 21],
  bottomRight: [40, 40],
  size: 'SCALE TO FIT',
  ...change,
});

function viewed(area: DisplayedArea, presentation: Partial<Presentation> = {}, ratio = 1, state = {}) {
  const softcopy = aState({ areas: [area], ...state });
  const view = viewOf(picture, { ...asStored, softcopy, ...presentation }, SIZE, ratio);
  return { ...view, onScreen: (x: number, y: number) => at(view.place.matrix, [x, y]) };
}

describe('a displayed area', () => {
  it('fits the viewport from the outer edge of its first pixel to that of its last', () => {
    const { onScreen, place } = viewed(anArea());
    expect(place.scale).toBe(10);
    expect(onScreen(10, 20)).toEqual([0, 0]);
    expect(onScreen(40, 40)).toEqual([300, 200]);
  });

  it('fits as it lies: a quarter turn changes its width and height', () => {
    const { onScreen, place } = viewed(anArea(), {}, 1, { rotation: 90 });
    expect(place.scale).toBeCloseTo(200 / 30, 9);
    const [x, y] = onScreen(25, 30);
    expect([x, y]).toEqual([150, 100]);
  });

  it('is magnified and moved by the viewer from where it fits', () => {
    const { onScreen, place } = viewed(anArea(), { zoom: 2, pan: [7, -3] });
    expect(place.scale).toBe(20);
    expect(place.fit).toBe(10);
    expect(onScreen(25, 30)).toEqual([157, 97]);
  });

  it('may reach beyond the picture', () => {
    const { onScreen } = viewed(anArea({ topLeft: [-29, 1], bottomRight: [120, 100] }));
    expect(onScreen(45, 50)).toEqual([150, 100]);
    expect(onScreen(-30, 0)).toEqual([0, 0]);
  });

  it('of MAGNIFY counts device pixels', () => {
    expect(viewed(anArea({ size: 'MAGNIFY', magnification: 3 }), {}, 2).place.scale).toBe(1.5);
    expect(viewed(anArea({ size: 'MAGNIFY', magnification: 3 }), { zoom: 2 }, 2).place.scale).toBe(3);
  });

  it('of TRUE SIZE takes an inch for 96 CSS pixels', () => {
    const { place } = viewed(anArea({ size: 'TRUE SIZE', spacing: [0.254, 0.254] }));
    expect(place.scale).toBeCloseTo(0.96, 9);
  });

  it.each(['TRUE SIZE', 'MAGNIFY'] as const)('of %s without its number fits', (size) => {
    expect(viewed(anArea({ size })).place.scale).toBe(10);
  });

  it('gives pixels the shape that it says', () => {
    const { shape } = viewed(anArea({ aspect: [2, 1] }));
    expect(shape.pixel).toEqual([1, 2]);
    expect(viewed(anArea({ spacing: [0.5, 1], aspect: [2, 1] })).shape.pixel).toEqual([2, 1]);
  });

  it('that names this picture goes before one for all, and one for another picture is no concern', () => {
    const own = anArea({ images: [{ instance: instanceUid('2.25.1') }] });
    const other = anArea({ images: [{ instance: instanceUid('2.25.9') }], bottomRight: [12, 22] });
    const all = anArea({ bottomRight: [80, 100] });
    const softcopy = aState({ areas: [other, all, own] });
    const view = viewOf(picture, { ...asStored, softcopy }, SIZE, 1);
    expect(view.area).toEqual({ left: 10, top: 20, right: 40, bottom: 40 });
  });
});
