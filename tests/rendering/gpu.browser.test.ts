import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RenderingEvent } from '../../src/domain/ports/rendering-event';
import type { Presentation } from '../../src/domain/presentation/view-state';
import type { FrameAttributes, ImagePixel } from '../../src/domain/study/study';
import { renderingEngine, type Backend } from '../../src/rendering/engine';
import { webglRenderer } from '../../src/rendering/paint/hardware';
import { aState } from './softcopy/states';
import { aDisplaySet, aFrame, bytesOfValues, NATIVE, sourceOf } from './pictures';

const hasWebgl = webglRenderer() !== undefined;
if (!hasWebgl) console.info('No WebGL 2 here: the graphics painter is not compared with the canvas.');

const mounted: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of mounted.splice(0)) one.dispose();
  document.body.replaceChildren();
});

/** A development server takes its time to bundle it for the first time. */
beforeAll(() => import('../../src/rendering/paint/cornerstone-painter'), 60_000);

const SIDE = 96;
/** A slope with a step in it, unlike its mirror images and turns. */
const values = Uint16Array.from({ length: SIDE * SIDE }, (_, at) => {
  const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
  return x * 30 + y * 7 + (x > 60 && y < 20 ? 900 : 0);
});

async function painted(
  backend: Backend,
  presentation: Partial<Presentation>,
  image: Partial<ImagePixel> = {},
  described: Partial<FrameAttributes> = {},
) {
  const element = document.createElement('div');
  element.style.cssText = 'width:160px;height:120px';
  document.body.append(element);
  const events: RenderingEvent[] = [];
  const frames = sourceOf(() => ({ bytes: bytesOfValues(values), transferSyntax: NATIVE }));
  const engine = renderingEngine({ frames, backend });
  const handle = engine.mount(element, 'stack', (event) => events.push(event));
  mounted.push({ dispose: () => (handle.dispose(), engine.dispose()) });
  handle.show(aDisplaySet([aFrame({ rows: SIDE, columns: SIDE, ...image }, described)]), 0, presentation);
  await vi.waitFor(() => expect(events.some(({ type }) => type === 'frame.shown')).toBe(true));
  handle.oneToOne();
  if (backend === 'gpu')
    await vi.waitFor(
      () => expect(events).toContainEqual({ type: 'backend.changed', backend: 'gpu' }),
      15_000,
    );
  await twoFrames();
  return { element, events, handle, engine, pixels: pixelsOf(element) };
}

const twoFrames = () =>
  new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );

function pixelsOf(element: HTMLElement): Uint8ClampedArray {
  const context = element.querySelector<HTMLCanvasElement>(':scope > canvas')?.getContext('2d');
  if (!context) throw new Error('no canvas');
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height).data;
}

const farthest = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (b[at] ?? 0))), 0);

describe.skipIf(!hasWebgl)('hardware and canvas', () => {
  it.each<[string, Partial<Presentation>, Partial<ImagePixel>?, Partial<FrameAttributes>?]>([
    ['its own range', {}],
    ['a window', { window: { center: 1500, width: 1200 } }],
    ['an exact window', { window: { center: 1500, width: 1200 } }, {}, { voiFunction: 'LINEAR_EXACT' }],
    ['an inversion', { invert: true, window: { center: 900, width: 3000 } }],
    ['MONOCHROME1', {}, { photometric: 'MONOCHROME1' }, { inverse: true }],
    [
      'a rescale',
      { window: { center: 40, width: 400 } },
      {},
      { modalityLut: { kind: 'rescale', slope: 1, intercept: -1024 } },
    ],
    ['a falling rescale', {}, {}, { modalityLut: { kind: 'rescale', slope: -0.5, intercept: 300 } }],
    ['signed values', { window: { center: 1000, width: 2000 } }, { signed: true }],
    ['a quarter turn', { rotation: 90 }],
    ['three quarters of a turn', { rotation: 270 }],
    ['a horizontal flip', { flipHorizontal: true }],
    ['a vertical flip and a turn', { flipVertical: true, rotation: 90 }],
    // Whole pixels at 1:1: between pixels the two soften edges each in its way.
    ['a pan', { pan: [15, -10] }],
  ])('paint the same grey within one step: %s', async (_, presentation, image, described) => {
    const hardware = await painted('gpu', presentation, image, described);
    const software = await painted('software', presentation, image, described);
    expect(new Set(software.pixels).size).toBeGreaterThan(50);
    expect(farthest(hardware.pixels, software.pixels)).toBeLessThanOrEqual(1);
  });

  it('leave a presentation state to the canvas, which draws all of it', async () => {
    const softcopy = aState({
      voi: [{ images: [], window: { center: 1500, width: 1200 } }],
      rotation: 90,
      flipHorizontal: true,
      shutters: [{ shape: 'circle', center: [48, 48], radius: 30 }],
      annotations: [
        {
          images: [],
          layer: 'A',
          units: 'pixel',
          shape: { kind: 'circle', center: [48, 48], onCircle: [60, 48], filled: true },
        },
      ],
    });
    const plain = await painted('gpu', {});
    const hardware = await painted('gpu', { softcopy });
    const software = await painted('software', { softcopy });
    expect(farthest(hardware.pixels, software.pixels)).toBe(0);
    expect(farthest(hardware.pixels, plain.pixels)).toBeGreaterThan(100);
    hardware.handle.apply({ softcopy: undefined });
    await twoFrames();
    expect(farthest(pixelsOf(hardware.element), plain.pixels)).toBe(0);
  });

  it('change places without a request, when the context is lost and when it comes back', async () => {
    const { element, events, pixels, handle } = await painted('gpu', {
      window: { center: 1500, width: 1200 },
    });
    const contexts = [...lostContexts];
    expect(contexts.length).toBeGreaterThan(0);
    for (const context of contexts) context.loseContext();
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({ type: 'backend.changed', backend: 'software' }),
    );
    await twoFrames();
    expect(farthest(pixelsOf(element), pixels)).toBeLessThanOrEqual(1);
    expect(handle.presentation()?.presentation.window).toEqual({ center: 1500, width: 1200 });
    for (const context of contexts) context.restoreContext();
    await vi.waitFor(
      () => expect(events.at(-1)).toMatchObject({ type: 'backend.changed', backend: 'gpu' }),
      10_000,
    );
    await twoFrames();
    expect(farthest(pixelsOf(element), pixels)).toBeLessThanOrEqual(1);
  });
});

/** Ways to lose every WebGL context that is made from here on. */
const lostContexts = new Set<WEBGL_lose_context>();
const getContext = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (
  this: HTMLCanvasElement,
  ...wanted: [string, ...unknown[]]
) {
  const context = getContext.apply(this, wanted as Parameters<typeof getContext>);
  if (context instanceof WebGL2RenderingContext) {
    const way = context.getExtension('WEBGL_lose_context');
    if (way) lostContexts.add(way);
  }
  return context;
} as typeof getContext;
