import { afterEach, expect, it, vi } from 'vitest';
import type { RenderingEvent } from '../../../src/domain/ports/rendering-event';
import { err, ok } from '../../../src/domain/problem';
import type { FrameSource } from '../../../src/domain/ports/frames';
import type { Frame } from '../../../src/domain/study/study';
import { renderingEngine } from '../../../src/rendering/engine';
import type { MaskOperation } from '../../../src/domain/study/mask-operation';
import { aState } from '../softcopy/states';
import { aDisplaySet, anImage, anInstance, attributes, flat } from '../pictures';

const mounted: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of mounted.splice(0)) one.dispose();
  document.body.replaceChildren();
});

/** Stored values of a run's four frames: the first is the mask of the others */
const VALUES = [1000, 900, 800, 1100];

function aRun(isMaskHere: boolean) {
  const instance = anInstance({
    modality: 'XA',
    image: anImage({ padding: { from: 0, to: 0 } }),
    frames: VALUES.map(() => attributes({ windows: [{ center: 1000, width: 2000 }] })),
    masks: [{ kind: 'AVG_SUB', masks: [1], ranges: [[2, 4]], offset: 1, averaged: 1, shift: [0, 0] }],
    subtracted: true,
  });
  const frames: Frame[] = VALUES.map((_, at) => ({ instance, number: at + 1 }));
  const source: FrameSource = {
    frame: async (frame) =>
      frame.number > 1 || isMaskHere
        ? ok(flat(frame, VALUES[frame.number - 1] ?? 0))
        : err({ kind: 'not-found', where: '' }),
  };
  const element = document.createElement('div');
  element.style.cssText = 'width:128px;height:128px';
  document.body.append(element);
  const events: RenderingEvent[] = [];
  const engine = renderingEngine({ frames: source, backend: 'software' });
  const handle = engine.mount(element, 'stack', (event) => events.push(event));
  mounted.push(handle, engine);
  const value = () => {
    const shown = events.findLast((event) => event.type === 'frame.shown');
    return shown?.type === 'frame.shown' ? shown.values?.stored[100] : undefined;
  };
  const middle = () => {
    const context = element.querySelector('canvas')?.getContext('2d');
    return context?.getImageData(context.canvas.width / 2, context.canvas.height / 2, 1, 1).data[0];
  };
  return { handle, displaySet: aDisplaySet(frames), value, middle, state: () => handle.presentation() };
}

it('shows a run subtracted, its values and window being those of the differences, and as it is where that is wanted', async () => {
  const { handle, displaySet, value, middle, state } = aRun(true);
  handle.show(displaySet, 1);
  await vi.waitFor(() => expect(value()).toBe(-100));
  expect(state()).toMatchObject({ subtraction: { masks: [1], contrast: [2] }, isOwnRange: true });
  expect(state()?.windowInForce?.center).not.toBe(1000);

  handle.goTo(2);
  await vi.waitFor(() => expect(value()).toBe(-200));
  // The one mask that is no other's contrast is shown as it is, by the object's own window.
  handle.goTo(0);
  await vi.waitFor(() => expect(value()).toBe(1000));
  expect(state()?.subtraction).toBeUndefined();
  expect(state()?.windowInForce).toEqual({ center: 1000, width: 2000 });
  expect(middle()).toBe(128);

  handle.goTo(3);
  await vi.waitFor(() => expect(value()).toBe(100));
  handle.apply({ subtraction: false });
  await vi.waitFor(() => expect(value()).toBe(1100));
  expect(state()).toMatchObject({ windowInForce: { center: 1000, width: 2000 } });
  expect(state()?.subtraction).toBeUndefined();
  handle.reset();
  await vi.waitFor(() => expect(value()).toBe(100));
});

it('shows a frame as it is where its mask does not come', async () => {
  const { handle, displaySet, value, state } = aRun(false);
  handle.show(displaySet, 2);
  await vi.waitFor(() => expect(value()).toBe(800));
  expect(state()?.subtraction).toBeUndefined();
});

it('is subtracted by a saved view’s own masks and window, whatever the object and the hand say, and not by one without', async () => {
  const { handle, displaySet, value, middle, state } = aRun(true);
  const masks: MaskOperation = { kind: 'AVG_SUB', masks: [3], offset: 1, averaged: 1, shift: [0, 0] };
  const window = { center: 0, width: 800 };
  const voi = [{ images: [], window, function: 'LINEAR_EXACT' as const }];
  handle.show(displaySet, 3);
  handle.apply({ subtraction: false, softcopy: aState({ masks: [masks], voi }) });
  await vi.waitFor(() => expect(value()).toBe(300));
  expect(state()).toMatchObject({ subtraction: { masks: [3], contrast: [4] }, windowInForce: window });
  expect(Math.abs((middle() ?? NaN) - 255 * (300 / 800 + 0.5))).toBeLessThanOrEqual(1);
  handle.apply({ subtraction: true, softcopy: aState() });
  await vi.waitFor(() => expect(value()).toBe(1100));
  expect(state()?.subtraction).toBeUndefined();
});
