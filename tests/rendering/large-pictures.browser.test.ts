import { afterEach, describe, expect, it, vi } from 'vitest';
import { back } from '../../src/domain/geometry/picture-matrix';
import { asStored, type Presentation } from '../../src/domain/presentation/view-state';
import type { DecodedFrame } from '../../src/rendering/decode/pixels';
import { canvasPainter } from '../../src/rendering/paint/canvas-painter';
import { aFrame } from './pictures';

const sides = { rows: 2048, columns: 2560 };
const size = { width: 320, height: 256 };
/** Picture pixels a screen pixel, when the picture fits */
const STEP = 8;
const oneToOne = STEP;

afterEach(() => vi.restoreAllMocks());

function aPainter() {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('there is no canvas');
  const painter = canvasPainter({ canvas, context });
  painter.resize(size, 1);
  const seen = () => context.getImageData(0, 0, size.width, size.height).data;
  const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)];
  const paint = (decoded: DecodedFrame, change: Partial<Presentation> = {}, moving = false) =>
    painter.paint({ frame: aFrame(sides), decoded }, { ...asStored, ...change }, moving);
  return { painter, paint, seen, at };
}

function grey(of: (x: number, y: number) => number): DecodedFrame {
  const pixels = new Uint16Array(sides.rows * sides.columns);
  for (let y = 0, to = 0; y < sides.rows; y++)
    for (let x = 0; x < sides.columns; x++, to++) pixels[to] = of(x, y);
  return { kind: 'grey', ...sides, pixels, min: 0, max: 1000, range: [0, 1000], lossy: false };
}

function colour(of: (x: number, y: number) => readonly [number, number, number]): DecodedFrame {
  const pixels = new Uint8ClampedArray(sides.rows * sides.columns * 4);
  for (let y = 0, to = 0; y < sides.rows; y++)
    for (let x = 0; x < sides.columns; x++, to += 4) pixels.set([...of(x, y), 255], to);
  return { kind: 'colour', ...sides, pixels, min: 0, max: 255, lossy: false };
}

/** One pixel of 64 is white: the first of each 8 by 8. */
const sparks = grey((x, y) => (x % STEP === 0 && y % STEP === 0 ? 1000 : 0));
/** Another grey at each place of the picture */
const slope = grey((x, y) => ((x * 7 + y * 13) % 997) + 1);
const isAll = (data: Uint8ClampedArray, value: number, within = 0) =>
  data.every((sample, at) => at % 4 === 3 || Math.abs(sample - value) <= within);

/** The greys of the screen are those of the pixels that lie there, one for one. */
function expectStored(
  { paint, seen }: ReturnType<typeof aPainter>,
  change: Partial<Presentation>,
  moving = false,
): void {
  const { matrix } = paint(slope, { ...change, window: { center: 500.5, width: 1001 } }, moving);
  const data = seen();
  for (let y = 0; y < size.height; y += 5)
    for (let x = 0; x < size.width; x += 5) {
      const [column, row] = back(matrix, [x + 0.5, y + 0.5]).map(Math.floor);
      if (column === undefined || row === undefined) continue;
      const isPicture = column >= 0 && row >= 0 && column < sides.columns && row < sides.rows;
      const stored = isPicture ? slope.pixels[row * sides.columns + column] : 0;
      const shown = data[(y * size.width + x) * 4] ?? -1;
      expect(Math.abs(shown - Math.round(((stored ?? 0) * 255) / 1000))).toBeLessThanOrEqual(1);
    }
}

describe('a picture larger than the screen', () => {
  it('shows something of all its pixels at rest, and of some of them while a hand is on it', () => {
    const { paint, seen } = aPainter();
    paint(sparks, {}, true);
    expect(isAll(seen(), 255)).toBe(true);
    paint(sparks);
    expect(isAll(seen(), 4)).toBe(true);
    // What is fine already stays so when a hand takes it up.
    paint(sparks, {}, true);
    expect(isAll(seen(), 4)).toBe(true);
  });

  it('shows what is stored, pixel for pixel, wherever a hand moves it', () => {
    const one = aPainter();
    for (const pan of [
      [0, 0],
      [30, -20],
      [400, 100],
      [-1000, -800],
      [1120, 896],
      [1300, 1000],
    ] as const) {
      expectStored(one, { zoom: oneToOne, pan }, true);
      expectStored(one, { zoom: oneToOne, pan });
    }
  });

  it('shows what is stored through turns and flips', () => {
    const one = aPainter();
    const fitted = sides.columns / size.height;
    for (const [rotation, zoom] of [
      [90, fitted],
      [180, oneToOne],
      [270, fitted],
    ] as const)
      for (const flipHorizontal of [false, true])
        expectStored(one, { zoom, rotation, flipHorizontal, pan: [123, -77] });
  });

  it('shows a new window, a new frame or an inversion alone, in the same turn', () => {
    const { paint, seen } = aPainter();
    const [dark, bright] = [grey(() => 200), grey(() => 800)];
    const window = { center: 500.5, width: 1001 };
    paint(dark, { window });
    expect(isAll(seen(), 51)).toBe(true);
    paint(dark, { window: { center: 200.5, width: 401 } });
    expect(isAll(seen(), 128, 1)).toBe(true);
    paint(bright, { window });
    expect(isAll(seen(), 204)).toBe(true);
    paint(bright, { window, invert: true }, true);
    expect(isAll(seen(), 51)).toBe(true);
    paint(dark, { window, zoom: oneToOne, invert: true });
    expect(isAll(seen(), 204)).toBe(true);
  });

  it('is never in memory a second time', () => {
    const made: number[] = [];
    const Canvas = OffscreenCanvas;
    vi.stubGlobal(
      'OffscreenCanvas',
      class extends Canvas {
        constructor(width: number, height: number) {
          super(width, height);
          made.push(width * height);
        }
      },
    );
    const { paint } = aPainter();
    for (const zoom of [1, 1.5, 3, oneToOne, 20])
      for (const moving of [true, false])
        for (const x of [0, 700]) paint(slope, { zoom, pan: [x, 0] }, moving);
    vi.unstubAllGlobals();
    expect(made.length).toBeGreaterThan(3);
    expect(Math.max(...made)).toBeLessThan(2 ** 21);
    expect(Math.max(...made)).toBeLessThan((sides.rows * sides.columns) / 2);
  });

  it('keeps its colours, counts all of its pixels, and inverts each colour', () => {
    const { paint, at } = aPainter();
    const picture = colour((x, y) => (x % 2 === 0 ? [200, 40, 0] : [100, y % 2 === 0 ? 60 : 20, 250]));
    paint(picture);
    expect(at(160, 128)).toEqual([150, 40, 125]);
    paint(picture, { invert: true });
    expect(at(160, 128)).toEqual([105, 215, 130]);
    paint(picture, { zoom: oneToOne });
    expect(at(160, 128)).toEqual([200, 40, 0]);
    expect(at(161, 128)).toEqual([100, 60, 250]);
  });

  it('is all there after the browser took its canvases away', () => {
    const { painter, paint, seen } = aPainter();
    const window = { center: 500.5, width: 1001 };
    const picture = grey(() => 600);
    paint(picture, { window });
    painter.clear();
    paint(picture, { window });
    expect(isAll(seen(), 153)).toBe(true);
  });
});
