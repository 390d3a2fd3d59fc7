import { afterEach, describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { displaySetsOf, type DisplaySet } from '../../src/domain/study/display-set';
import { instanceUid, studyUid } from '../../src/domain/ids';
import type { SoftcopyPresentation } from '../../src/domain/presentation/presentation-state';
import { viewportMachine, type ViewportActor } from '../../src/workflow/viewport/viewport.machine';
import { fakeEngine, type FakeEngine } from '../fake-engine';
import { aSeries, ctSlices } from '../fakes';
import { settles } from './actors';

let viewport: ViewportActor | undefined;
afterEach(() => viewport?.stop());

const element = () => ({}) as HTMLElement;

function ct(slices = 10): DisplaySet {
  const [set] = displaySetsOf(aSeries({ modality: 'CT' }), ctSlices(slices));
  if (!set) throw new Error('no display set');
  return set;
}

function empty(engine: FakeEngine = fakeEngine()): ViewportActor {
  viewport = createActor(viewportMachine, { input: { engine, tool: 'window' } }).start();
  return viewport;
}

async function showing(engine = fakeEngine(), displaySet = ct()) {
  const actor = empty(engine);
  actor.send({ type: 'displaySet.show', displaySet });
  actor.send({ type: 'element.attached', element: element() });
  await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
  const [handle] = engine.living();
  if (!handle) throw new Error('nothing is mounted');
  return { actor, engine, handle };
}

describe('a viewport', () => {
  it('draws once it has both a display set and a place, in whichever order they come', async () => {
    const engine = fakeEngine();
    const actor = empty(engine);
    actor.send({ type: 'element.attached', element: element() });
    expect(engine.mounted).toEqual([]);
    actor.send({ type: 'displaySet.show', displaySet: ct(), at: 3 });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
    expect(actor.getSnapshot().context.shown).toEqual({ at: 3, quality: 'final', lossy: false });
  });

  it('stays mounted, at the same picture, when more of its display set arrives', async () => {
    const whole = ct(10);
    const sixth = whole.frames.slice(5, 6);
    const { actor, engine, handle } = await showing(fakeEngine(), { ...whole, frames: sixth, partial: true });
    actor.send({ type: 'displaySet.show', displaySet: whole });
    await settles(actor, ({ context }) => context.shown?.at === 5);
    expect(engine.mounted).toHaveLength(1);
    expect(handle.told.at(-1)).toBe(`grow ${whole.id} 5`);
  });

  it('says what cannot be drawn without mounting anything', () => {
    const engine = fakeEngine();
    const actor = empty(engine);
    const report: DisplaySet = {
      ...ct(),
      kind: 'unsupported',
      frames: [],
    };
    actor.send({ type: 'element.attached', element: element() });
    actor.send({ type: 'displaySet.show', displaySet: report });
    expect(actor.getSnapshot().matches('failed')).toBe(true);
    expect(actor.getSnapshot().context.problem).toEqual({
      kind: 'unsupported',
      what: 'no-picture',
    });
    expect(engine.mounted).toEqual([]);
  });

  it('disposes of its handle when its place goes, and draws again where it comes back', async () => {
    const { actor, engine, handle } = await showing();
    actor.send({ type: 'frame.goTo', at: 7 });
    actor.send({ type: 'element.detached' });
    expect(handle.told.at(-1)).toBe('dispose');
    actor.send({ type: 'element.attached', element: element() });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
    expect(engine.living()).toHaveLength(1);
    expect(actor.getSnapshot().context.shown?.at).toBe(7);
  });

  it('forgets what was shown when another display set comes', async () => {
    const { actor, engine } = await showing();
    const next = { ...ct(3), id: 'another' };
    actor.send({ type: 'displaySet.show', displaySet: next });
    expect(actor.getSnapshot().context.shown).toBeUndefined();
    expect(engine.living()).toHaveLength(1);
    expect(engine.living()[0]?.told).toContain('show another 0');
  });

  it('steps within the stack and stops at its ends', async () => {
    const { actor, handle } = await showing();
    actor.send({ type: 'frame.step', by: -1 });
    expect(actor.getSnapshot().context.at).toBe(0);
    actor.send({ type: 'frame.step', by: 100 });
    expect(actor.getSnapshot().context.at).toBe(9);
    expect(handle.told.at(-1)).toBe('goTo 9');
  });

  it('loses no step of a fast scroll', async () => {
    const { actor } = await showing(fakeEngine(), ct(300));
    for (let step = 0; step < 250; step += 1) actor.send({ type: 'frame.step', by: 1 });
    await settles(actor, (snapshot) => snapshot.context.shown?.at === 250);
  });

  it('says that it is loading while the wanted frame is not here, though an older one is on the screen', async () => {
    const { actor, handle } = await showing();
    handle.emit({ type: 'frame.awaited', at: 5 });
    const snapshot = actor.getSnapshot();
    expect(snapshot.matches({ mounted: 'loading' })).toBe(true);
    expect([snapshot.context.at, snapshot.context.shown?.at]).toEqual([5, 0]);
  });

  it('says why one frame cannot be shown, and shows the next', async () => {
    const { actor, handle } = await showing();
    handle.emit({ type: 'frame.failed', at: 4, problem: { kind: 'undecodable', what: 'HTJ2K' } });
    expect(actor.getSnapshot().matches({ mounted: 'broken' })).toBe(true);
    expect(actor.getSnapshot().context).toMatchObject({ at: 4, problem: { kind: 'undecodable' } });
    expect(actor.getSnapshot().context.shown).toBeUndefined();
    actor.send({ type: 'frame.step', by: 1 });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
    expect(actor.getSnapshot().context).toMatchObject({ at: 5, problem: undefined });
  });

  it('asks again for a frame that failed', async () => {
    const { actor, handle } = await showing();
    handle.emit({ type: 'frame.failed', at: 4, problem: { kind: 'busy', where: 'Salford' } });
    actor.send({ type: 'frame.retry' });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
    expect(actor.getSnapshot().context.shown?.at).toBe(4);
  });

  it('plays at the object’s own rate, and pauses', async () => {
    const { actor, handle } = await showing(fakeEngine(), { ...ct(), frameRate: 25 });
    actor.send({ type: 'playback.toggle' });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: { showing: 'playing' } }));
    expect(handle.told).toContain('play 25');
    handle.emit({ type: 'frame.shown', at: 2, quality: 'final', lossy: false });
    expect(actor.getSnapshot().matches({ mounted: { showing: 'playing' } })).toBe(true);
    actor.send({ type: 'playback.toggle' });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: { showing: 'still' } }));
  });

  it('remembers how many frames are here for the scroll track', async () => {
    const { actor, handle } = await showing();
    handle.emit({ type: 'frames.arrived', arrived: [true, false, true], failed: 1 });
    expect(actor.getSnapshot().context).toMatchObject({ arrived: [true, false, true], failedFrames: 1 });
  });

  it('passes tools and presentation on to the engine', async () => {
    const { actor, handle } = await showing();
    actor.send({ type: 'tool.use', tool: 'pan' });
    actor.send({ type: 'presentation.apply', change: { invert: true } });
    actor.send({ type: 'picture.oneToOne' });
    actor.send({ type: 'presentation.reset' });
    expect(handle.told.slice(-4)).toEqual(['use pan', 'apply {"invert":true}', 'oneToOne', 'reset']);
    await settles(actor, (snapshot) => snapshot.context.state?.presentation.invert === false);
  });
});

describe('a viewport with presentation states', () => {
  const state = (id: string): SoftcopyPresentation => ({
    id: instanceUid(id),
    study: studyUid('2.25.1'),
    label: id,
    applies: ct().frames.map(({ instance }) => ({ instance: instance.uid })),
    voi: [],
    rotation: 0,
    flipHorizontal: false,
    areas: [],
    shutters: [],
    annotations: [],
    notApplied: [],
  });
  const one = state('9.1');
  const other = state('9.2');
  const inForce = (actor: ViewportActor) => actor.getSnapshot().context.state?.softcopyInForce?.label;
  const becomes = (actor: ViewportActor, label: string | undefined) =>
    settles(actor, () => inForce(actor) === label);

  async function keyImages(engine = fakeEngine()) {
    const actor = empty(engine);
    const displaySet = ct(3);
    actor.send({ type: 'displaySet.show', displaySet, softcopies: [one, other, undefined] });
    actor.send({ type: 'element.attached', element: element() });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
    return { actor, engine, displaySet };
  }

  it('shows each picture with the state that goes with it, and without one where none does', async () => {
    const { actor } = await keyImages();
    expect(inForce(actor)).toBe('9.1');
    actor.send({ type: 'frame.goTo', at: 1 });
    await becomes(actor, '9.2');
    actor.send({ type: 'frame.goTo', at: 2 });
    await becomes(actor, undefined);
    actor.send({ type: 'frame.goTo', at: 0 });
    await becomes(actor, '9.1');
  });

  it('keeps what was turned by hand while the state stays the same', async () => {
    const { actor, engine } = await keyImages();
    actor.send({ type: 'displaySet.show', displaySet: { ...ct(), id: 'more' }, softcopies: [one, one] });
    await settles(actor, (snapshot) => snapshot.matches({ mounted: 'showing' }));
    actor.send({ type: 'presentation.apply', change: { rotation: 90 } });
    actor.send({ type: 'frame.goTo', at: 1 });
    await settles(actor, ({ context }) => context.shown?.at === 1);
    expect(engine.living()[0]?.told.filter((told) => told.startsWith('apply'))).toEqual([
      'apply {"rotation":90}',
    ]);
  });

  it('keeps a choice through another place on the page and through more pictures of the same pile', async () => {
    const { actor } = await keyImages();
    actor.send({ type: 'frame.goTo', at: 1 });
    await becomes(actor, '9.2');
    actor.send({ type: 'softcopy.choose', softcopy: undefined });
    await becomes(actor, undefined);
    actor.send({ type: 'element.detached' });
    actor.send({ type: 'element.attached', element: element() });
    await settles(actor, ({ context }) => context.shown?.at === 1);
    expect(inForce(actor)).toBeUndefined();

    const [first, second, third] = ct(3).frames;
    if (!first || !second || !third) throw new Error('three slices have three frames');
    const grown = { ...ct(3), frames: [third, first, second] };
    actor.send({ type: 'displaySet.show', displaySet: grown, softcopies: [undefined, one, other] });
    await settles(actor, ({ context }) => context.shown?.at === 2);
    expect(actor.getSnapshot().context.shown?.at).toBe(2);
    expect(inForce(actor)).toBeUndefined();
  });

  it('follows each picture’s own again once its own is chosen again', async () => {
    const { actor } = await keyImages();
    actor.send({ type: 'softcopy.choose', softcopy: other });
    await becomes(actor, '9.2');
    actor.send({ type: 'softcopy.choose', softcopy: one });
    await becomes(actor, '9.1');
    actor.send({ type: 'frame.goTo', at: 1 });
    await becomes(actor, '9.2');
  });

  it('forgets a choice with the pictures it was made for', async () => {
    const { actor } = await keyImages();
    actor.send({ type: 'softcopy.choose', softcopy: undefined });
    await becomes(actor, undefined);
    actor.send({ type: 'displaySet.show', displaySet: { ...ct(3), id: 'next' }, softcopies: [one] });
    await becomes(actor, '9.1');
  });
});
