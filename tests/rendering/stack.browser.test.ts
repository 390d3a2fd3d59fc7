import { afterEach, expect, it, vi } from 'vitest';
import { instanceUid } from '../../src/domain/ids';
import type { FrameSource } from '../../src/domain/ports/frames';
import type { Milestone } from '../../src/domain/ports/milestone';
import type { ViewportHandle } from '../../src/domain/ports/rendering';
import type { RenderingEvent } from '../../src/domain/ports/rendering-event';
import { ok } from '../../src/domain/problem';
import type { Frame } from '../../src/domain/study/study';
import { decodePool, type DecodePool } from '../../src/rendering/decode/pool';
import { workerStarter } from '../../src/rendering/decode/start-worker';
import { renderingEngine, type EngineOptions } from '../../src/rendering/engine';
import { aDisplaySet, flat, frames, heldSource, sourceOf } from './pictures';

const mounted: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of mounted.splice(0)) one.dispose();
  document.body.replaceChildren();
});

function mount(source: FrameSource, options: Partial<EngineOptions> = {}) {
  const element = document.createElement('div');
  element.style.cssText = 'width:256px;height:256px';
  document.body.append(element);
  const events: RenderingEvent[] = [];
  const marks: Milestone[] = [];
  const engine = renderingEngine({
    frames: source,
    backend: 'software',
    mark: (m) => marks.push(m),
    ...options,
  });
  const handle: ViewportHandle = engine.mount(element, 'stack', (event) => events.push(event));
  mounted.push({
    dispose: () => {
      handle.dispose();
      engine.dispose();
    },
  });
  const of = <T extends RenderingEvent['type']>(type: T) =>
    events.filter((event): event is Extract<RenderingEvent, { type: T }> => event.type === type);
  return { element, events, marks, handle, of };
}

/** Grey in the middle of the screen. */
function middle(element: HTMLElement): number | undefined {
  const context = element.querySelector('canvas')?.getContext('2d');
  return context?.getImageData(context.canvas.width / 2, context.canvas.height / 2, 1, 1).data[0];
}

const byPosition = (pile: readonly Frame[]) => (frame: Frame) => flat(frame, pile.indexOf(frame) * 10);

it('paints the wanted frame by its values, and tells so once', async () => {
  const pile = frames(3);
  const { handle, element, of, marks } = mount(sourceOf((frame) => flat(frame, pile.indexOf(frame) * 500)));
  handle.show(aDisplaySet(pile), 1);
  await vi.waitFor(() =>
    expect(of('frame.shown')).toMatchObject([{ at: 1, quality: 'final', lossy: false }]),
  );
  expect(middle(element)).toBe(128);
  await vi.waitFor(() => expect(marks).toEqual(['first-preview', 'first-image', 'stack-complete']));
  expect(of('frames.arrived').at(-1)).toEqual({
    type: 'frames.arrived',
    arrived: [true, true, true],
    failed: 0,
  });
});

it('says that a frame is awaited while an earlier one stays on the screen', async () => {
  const pile = frames(5);
  const source = heldSource();
  const { handle, of } = mount(source);
  handle.show(aDisplaySet(pile), 0);
  source.asked[0]?.answer(ok(flat(pile[0] as Frame, 10)));
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  handle.goTo(4);
  await vi.waitFor(() => expect(of('frame.awaited').at(-1)).toEqual({ type: 'frame.awaited', at: 4 }));
  expect(handle.presentation()?.view.at).toBe(0);
  source
    .open()
    .filter(({ frame }) => frame === pile[4])
    .at(-1)
    ?.answer(ok(flat(pile[4] as Frame, 10)));
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.at).toBe(4));
});

it('loses no wheel event: the last position is the sum of all', async () => {
  const pile = frames(300);
  const { handle, element, of } = mount(sourceOf(byPosition(pile)));
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  for (let n = 0; n < 250; n++)
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, cancelable: true }));
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.at).toBe(250));
});

it('paints no frame of the display set before, and asks no more for it', async () => {
  const [before, after] = [frames(40), frames(2)];
  const source = heldSource();
  const { handle, of, element } = mount(source);
  handle.show(aDisplaySet(before, 'before'), 0);
  const late = source.asked.find(({ frame }) => frame === before[0]);
  handle.show(aDisplaySet(after, 'after'), 0);
  expect(
    source.asked.filter(({ frame }) => before.includes(frame)).every(({ signal }) => signal.aborted),
  ).toBe(true);
  late?.answer(ok(flat(before[0] as Frame, 900)));
  source
    .open()
    .find(({ frame }) => frame === after[0])
    ?.answer(ok(flat(after[0] as Frame, 200)));
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  expect(handle.presentation()?.view).toEqual({ displaySet: 'after', at: 0 });
  expect(middle(element)).toBe(51);
});

it('names a bad frame, shows nothing in its place, and goes on with the others', async () => {
  const pile = frames(3);
  const { handle, of, element } = mount(
    sourceOf((frame) => (frame === pile[1] ? { kind: 'not-found', where: 'Salford' } : flat(frame, 1000))),
  );
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  handle.goTo(1);
  await vi.waitFor(() => expect(middle(element)).toBe(0));
  expect(of('frame.failed').at(-1)).toEqual({
    type: 'frame.failed',
    at: 1,
    problem: { kind: 'not-found', where: 'Salford' },
  });
  expect(handle.presentation()).toBeUndefined();
  handle.goTo(2);
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.at).toBe(2));
  expect(middle(element)).toBe(255);
  expect(of('frames.arrived').at(-1)).toMatchObject({ arrived: [true, false, true], failed: 1 });
});

it('says that there was no memory to draw with, and draws as soon as there is', async () => {
  const pile = frames(2);
  const { handle, element, of } = mount(sourceOf((frame) => flat(frame, 500)));
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  const canvas = element.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context) throw new Error('there is no canvas');
  const lost = vi.spyOn(context, 'isContextLost').mockReturnValue(true);
  canvas.dispatchEvent(new Event('contextlost'));
  await vi.waitFor(() =>
    expect(of('frame.failed')).toEqual([{ type: 'frame.failed', at: 0, problem: { kind: 'no-memory' } }]),
  );
  expect(handle.presentation()).toBeUndefined();
  lost.mockRestore();
  canvas.dispatchEvent(new Event('contextrestored'));
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(2));
  expect(middle(element)).toBe(128);
});

it('brings each picture back right with room for a few only, and says that it does not keep them all', async () => {
  const pile = frames(200);
  const one = 64 * 64 * 2;
  const { handle, element, of } = mount(sourceOf(byPosition(pile)), {
    memory: { decoded: 12 * one, encoded: 30 * one },
  });
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(of('frames.arrived').at(-1)).toMatchObject({ kept: 'around' }));
  for (const at of [60, 20, 90, 0, 45]) {
    handle.goTo(at);
    await vi.waitFor(() => expect(of('frame.shown').at(-1)?.at).toBe(at));
    expect(middle(element)).toBe(Math.round((at * 10 * 255) / 1000));
  }
  expect(of('frame.failed')).toEqual([]);
  await vi.waitFor(() => {
    const here = of('frames.arrived').at(-1)?.arrived.filter(Boolean).length ?? 0;
    expect(here).toBeLessThanOrEqual(42);
  });
});

it('says that an object without a picture is none', () => {
  const { handle, of } = mount(sourceOf(() => ({ kind: 'offline', where: '' })));
  handle.show({ ...aDisplaySet([]), kind: 'unsupported' }, 0);
  expect(of('frame.failed')).toEqual([
    { type: 'frame.failed', at: 0, problem: { kind: 'unsupported', what: 'no-picture' } },
  ]);
});

it('applies a window, an inversion and a reset, and tells the state once a frame', async () => {
  const pile = frames(1);
  const { handle, of, element } = mount(sourceOf((frame) => flat(frame, 250)));
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(middle(element)).toBe(64));
  handle.apply({ window: { center: 250.5, width: 501 } });
  handle.apply({ invert: true });
  const told = of('presentation.changed').length;
  await vi.waitFor(() => expect(middle(element)).toBe(128 - 1));
  expect(of('presentation.changed')).toHaveLength(told + 1);
  expect(handle.presentation()).toMatchObject({ windowInForce: { center: 250.5, width: 501 } });
  handle.reset();
  await vi.waitFor(() => expect(middle(element)).toBe(64));
});

it('plays in order and by the clock, and stops when told', async () => {
  const pile = frames(8);
  const { handle, of } = mount(sourceOf(byPosition(pile)));
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  handle.play(30);
  await vi.waitFor(() => expect(of('frame.shown').length).toBeGreaterThan(9), 3000);
  handle.pause();
  const steps = of('frame.shown').map(({ at }) => at);
  for (const [n, at] of steps.slice(1).entries())
    expect((at - (steps[n] ?? 0) + 8) % 8).toBeLessThanOrEqual(3);
  expect(of('playback.changed')).toEqual([
    { type: 'playback.changed', playing: true },
    { type: 'playback.changed', playing: false },
  ]);
});

it('puts one picture pixel on one device pixel', async () => {
  const { handle, of } = mount(sourceOf((frame) => flat(frame, 250)));
  handle.show(aDisplaySet(frames(1)), 0);
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  handle.oneToOne();
  await vi.waitFor(() => expect(handle.presentation()?.scale).toBeCloseTo(1 / devicePixelRatio, 6));
});

it('stops every request when it is disposed', async () => {
  const source = heldSource();
  const { handle } = mount(source);
  handle.show(aDisplaySet(frames(200)), 100);
  // The others come when it can be painted.
  expect(source.open()).toHaveLength(1);
  handle.dispose();
  expect(source.open()).toHaveLength(0);
});

/** Frames that can be told apart by name. */
const named = (count: number) =>
  frames(count).map((frame, at) => ({
    ...frame,
    instance: { ...frame.instance, uid: instanceUid(`2.25.${at + 1}`) },
  }));
const isSame = (one: Frame, other: Frame | undefined) =>
  one.number === other?.number && one.instance.uid === other.instance.uid;

it('keeps the picture that came first, and its window, when the rest of its series arrives', async () => {
  const pile = named(5);
  const source = heldSource();
  const { handle, of, element, marks } = mount(source);
  const third = pile[2] as Frame;
  // Read again with its series, it is another object of the same picture.
  handle.show({ ...aDisplaySet([{ ...third }]), partial: true }, 0);
  source.open()[0]?.answer(ok(flat(third, 200)));
  await vi.waitFor(() => expect(of('frame.shown')).toHaveLength(1));
  handle.apply({ window: { center: 400, width: 800 } });
  await vi.waitFor(() => expect(middle(element)).toBe(64));
  expect(marks).not.toContain('stack-complete');

  handle.grow(aDisplaySet(pile), 2);
  expect(middle(element)).toBe(64);
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.at).toBe(2));
  expect(source.asked.filter(({ frame }) => isSame(frame, third))).toHaveLength(1);
  handle.goTo(3);
  for (const { frame, answer } of source.open()) answer(ok(flat(frame, 600)));
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.at).toBe(3));
  expect(middle(element)).toBe(191);
});

it('plays on, and through all of it, when more of the series arrives while it plays', async () => {
  const pile = named(6);
  const { handle, of } = mount(sourceOf((frame) => flat(frame, 100)));
  handle.show({ ...aDisplaySet(pile.slice(0, 2)), partial: true }, 0);
  await vi.waitFor(() => expect(of('frame.shown').length).toBeGreaterThan(0));
  handle.play(60);
  await vi.waitFor(() => expect(of('frame.shown').some(({ at }) => at === 1)).toBe(true));
  handle.grow(aDisplaySet(pile.map((frame) => ({ ...frame }))), 0);
  await vi.waitFor(() => expect(of('frame.shown').some(({ at }) => at === 5)).toBe(true), { timeout: 5000 });
  expect(of('playback.changed').map(({ playing }) => playing)).toEqual([true]);
});

it('waits with the rest of a series until its first picture is on the screen', async () => {
  const pile = named(3);
  const source = heldSource();
  const { handle, of } = mount(source);
  handle.show({ ...aDisplaySet([{ ...(pile[0] as Frame) }]), partial: true }, 0);
  handle.grow(aDisplaySet(pile), 0);
  expect(source.asked).toHaveLength(1);
  source.open()[0]?.answer(ok(flat(pile[0] as Frame, 200)));
  await vi.waitFor(() => expect(source.asked.length).toBeGreaterThan(1));
  expect(of('frame.failed')).toEqual([]);
  expect(source.asked.filter(({ frame }) => isSame(frame, pile[0]))).toHaveLength(1);
});

/** A grey picture of these sides, as an archive would render one. */
async function rendered(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context) context.fillStyle = 'rgb(90 90 90)';
  context?.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** A source whose pixels take as long as the test likes, at an archive that renders. */
function renderingSource(answer: () => Promise<Blob>) {
  const source = heldSource();
  const asked: AbortSignal[] = [];
  const preview: FrameSource['preview'] = async (_frame, _longest, signal) => {
    asked.push(signal);
    return ok(await answer());
  };
  return { source, previews: asked, whole: { frame: source.frame, preview } };
}

const large = { rows: 1600, columns: 1200 };

it('shows the archive’s own picture, called a preview, until the pixels of a large one are here', async () => {
  const pile = frames(1, large);
  const { source, whole } = renderingSource(() => rendered(600, 800));
  const { handle, of, element, marks } = mount(whole);
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(of('frame.shown').map(({ quality }) => quality)).toEqual(['preview']));
  expect(middle(element)).toBe(90);
  expect([marks, handle.presentation()]).toEqual([['first-preview'], undefined]);
  source.open()[0]?.answer(ok(flat(pile[0] as Frame, 200)));
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.quality).toBe('final'));
  expect(middle(element)).toBe(51);
  expect(marks).toContain('first-image');
});

/** JPEG 2000 of 1200 × 1600 pixels of 200, but for one of 0 and one of 1000 in the corners */
const JPEG_2000 =
  '/0//UQApAAAAAASwAAAGQAAAAAAAAAAAAAAEsAAABkAAAAAAAAAAAAABCwEB/1IADAACAAEABQQEAAH/XAATQGBoaHBoaHBoaHBoaHBoaHD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjT/kAAKAAAAAAEYAAH/k8/k3BFQVK//ffnCWSWAAAAAAAAYSEv/cGFAAAAAAAAAGEhL/3Bh0GhZkEkCIQAAAwkJf/Z5lh4JZH/AA6JAB8IsAD4RQBTowBMU6MHrXxLQN/9/4AfkCjAD8gUYAPyBQBTowdkdFOjB38cS0Df0f/AH84YFDFwB/OFBQxcAP5woKPQgFOjBYIAfmF8U6MFjUJhfEtA3+1+YZfgH+oGALP5AngH+oGALP5AngD/UCgF/1AgU6MFggA/ZSWWfFOjBY1C/2UllnxLQN/aX2UkmJ/wL/aDAAt/4AvwL/aDAAt/4AvwQ/ygUAFv/MCAU6MHxdx3djWnNPxTowfI3l92Nac0/EtA39h/djSY5/9k=';

it('shows a smaller resolution of a large JPEG 2000 frame, called a preview, while all of it is decoded', async () => {
  const image = { ...large, bitsStored: 12, highBit: 11 };
  const encoded = {
    bytes: Uint8Array.from(atob(JPEG_2000), (letter) => letter.charCodeAt(0)),
    transferSyntax: '1.2.840.10008.1.2.4.90',
  };
  const pile = frames(1, image);
  const decoders = decodePool({ workers: 1, start: workerStarter() });
  let seen: () => void = () => undefined;
  const previewed = new Promise<void>((resolve) => (seen = resolve));
  const pool: DecodePool = {
    ...decoders,
    // However quick the machine is: all of it is decoded when the small one has been seen.
    decode: async (pixels, urgency, signal) => {
      if (pixels.halved === undefined) await previewed;
      return decoders.decode(pixels, urgency, signal);
    },
  };
  const { handle, of, element } = mount(
    sourceOf(() => encoded),
    { pool },
  );
  const qualities = () => of('frame.shown').map(({ quality }) => quality);
  handle.show(aDisplaySet(pile), 0);
  await vi.waitFor(() => expect(qualities()).toEqual(['preview']), { timeout: 20_000 });
  // By its own range of values, in which the corners are averaged.
  expect(middle(element)).toBeGreaterThan(100);
  seen();
  await vi.waitFor(() => expect(qualities()).toEqual(['preview', 'final']), { timeout: 20_000 });
  expect(middle(element)).toBe(51);
});

it('asks for no preview where the pixels are there at once, nor of a small picture', async () => {
  const pile = frames(1, large);
  const quick = renderingSource(() => rendered(600, 800));
  const { handle, of } = mount(quick.whole);
  handle.show(aDisplaySet(pile), 0);
  quick.source.open()[0]?.answer(ok(flat(pile[0] as Frame, 200)));
  await vi.waitFor(() => expect(of('frame.shown').at(-1)?.quality).toBe('final'));
  const slow = renderingSource(() => rendered(16, 16));
  const small = mount(slow.whole);
  small.handle.show(aDisplaySet(frames(1)), 0);
  // By the time a later one has been asked for, these would have been.
  const later = renderingSource(() => rendered(600, 800));
  mount(later.whole).handle.show(aDisplaySet(frames(1, large)), 0);
  await vi.waitFor(() => expect(later.previews).toHaveLength(1));
  expect([quick.previews.length, slow.previews.length]).toEqual([0, 0]);
});

it('takes no preview of other proportions for the picture', async () => {
  const pile = frames(1, large);
  const { source, whole, previews } = renderingSource(() => rendered(800, 600));
  const { handle, of } = mount(whole);
  handle.show(aDisplaySet(pile), 0);
  const other = renderingSource(() => rendered(600, 800));
  const beside = mount(other.whole);
  beside.handle.show(aDisplaySet(frames(1, large)), 0);
  // The one beside it asked later, and has its preview.
  await vi.waitFor(() => expect(beside.of('frame.shown')).toHaveLength(1));
  expect(previews).toHaveLength(1);
  source.open()[0]?.answer(ok(flat(pile[0] as Frame, 200)));
  await vi.waitFor(() => expect(of('frame.shown').map(({ quality }) => quality)).toEqual(['final']));
});

it('stops asking for a preview when another display set is shown', async () => {
  const { whole, previews } = renderingSource(() => new Promise(() => undefined));
  const { handle } = mount(whole);
  handle.show(aDisplaySet(frames(1, large)), 0);
  await vi.waitFor(() => expect(previews).toHaveLength(1));
  handle.show(aDisplaySet(frames(1), 'other'), 0);
  expect(previews[0]?.aborted).toBe(true);
});
