import { afterEach, describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { displaySetsOf } from '../../src/domain/display-set';
import { instanceUid, seriesUid } from '../../src/domain/ids';
import type { KeyObject } from '../../src/domain/key-object';
import type { SoftcopyPresentation } from '../../src/domain/presentation-state';
import type { StudyObjects } from '../../src/domain/study-objects';
import {
  displaySetsIn,
  identityIn,
  keyImagesIn,
  softcopiesIn,
  viewerMachine,
  type ViewerActor,
  type ViewerInput,
} from '../../src/workflow/viewer.machine';
import { fakeEngine, type FakeEngine } from '../fake-engine';
import {
  aPatient,
  aSeries,
  aStudy,
  anArchive,
  anInstance,
  ctSlices,
  nothingBeside,
  personOf,
  type GivenArchive,
} from '../fakes';
import { settles } from './actors';

const aSoftcopy = (parts: Partial<SoftcopyPresentation> = {}): SoftcopyPresentation => ({
  id: instanceUid('2.25.78'),
  study: aStudy().uid,
  label: 'LUNG',
  applies: [{ series: seriesUid('1.1') }],
  voi: [],
  rotation: 0,
  flipHorizontal: false,
  areas: [],
  shutters: [],
  annotations: [],
  notApplied: [],
  ...parts,
});

let viewer: ViewerActor | undefined;
afterEach(() => viewer?.stop());

const ct = [
  aSeries({ uid: '1.1', number: 1, modality: 'CT' }),
  aSeries({ uid: '1.2', number: 2, modality: 'CT' }),
];
const slices = (series: string) => ctSlices(5, { series });

interface Given {
  readonly engine?: FakeEngine;
  readonly archive?: GivenArchive;
  readonly series?: ViewerInput['series'];
  readonly first?: ReturnType<typeof anInstance>[];
  readonly objects?: StudyObjects;
}

function opened({
  engine = fakeEngine(),
  archive = {},
  series = ct,
  first = slices('1.1'),
  objects,
}: Given = {}): ViewerActor {
  const [one] = series;
  if (!one) throw new Error('a study has a series');
  const input: ViewerInput = {
    study: aStudy({ modalities: ['CT'] }),
    patient: aPatient(),
    archives: [anArchive('Salford Royal', { instances: { '1.2': slices('1.2') }, ...archive })],
    engine,
    series,
    objects,
    first: {
      uid: one.uid,
      checked: { displaySets: displaySetsOf(one, first), match: { kind: 'same' }, unreadable: 0 },
    },
  };
  viewer = createActor(viewerMachine, { input }).start();
  return viewer;
}

const progress = (actor: ViewerActor) =>
  actor.getSnapshot().context.entries.map((entry) => entry.progress.kind);
const shown = (actor: ViewerActor) =>
  actor.getSnapshot().context.viewports.map((viewport) => viewport.getSnapshot().context.displaySet?.series);
const settled = (actor: ViewerActor) => settles(actor, () => !progress(actor).includes('retrieving'));

describe('the viewer', () => {
  it('shows the first series at once and retrieves the others behind it', async () => {
    const actor = opened();
    expect(progress(actor)).toEqual(['retrieved', 'retrieving']);
    expect(shown(actor)).toEqual(['1.1']);
    await settled(actor);
    expect(displaySetsIn(actor.getSnapshot().context)).toHaveLength(2);
    expect(shown(actor)).toEqual(['1.1']);
  });

  it('opens the four views of a mammogram side by side as they come', async () => {
    const series = ['1.1', '1.2', '1.3', '1.4'].map((uid) => aSeries({ uid, modality: 'MG' }));
    const view = (uid: string) => [anInstance({ series: uid, uid: `${uid}.1`, modality: 'MG' })];
    const instances = { '1.2': view('1.2'), '1.3': view('1.3'), '1.4': view('1.4') };
    const actor = opened({ series, first: view('1.1'), archive: { instances } });
    await settled(actor);
    expect(actor.getSnapshot().context.layout).toBe('2x2');
    expect(shown(actor)).toEqual(['1.1', '1.2', '1.3', '1.4']);
  });

  it('keeps a layout chosen by hand, whatever arrives later', async () => {
    const series = ['1.1', '1.2'].map((uid) => aSeries({ uid }));
    const archive = { instances: { '1.2': [anInstance({ series: '1.2', uid: '1.2.1' })] } };
    const actor = opened({ series, first: [anInstance({ series: '1.1' })], archive });
    actor.send({ type: 'layout.set', layout: '1x1' });
    await settled(actor);
    expect(actor.getSnapshot().context.layout).toBe('1x1');
  });

  it('fills a second slot with the next series, and stops its viewport when the slot goes', async () => {
    const engine = fakeEngine();
    const actor = opened({ engine });
    await settled(actor);
    actor.send({ type: 'layout.set', layout: '1x2' });
    expect(shown(actor)).toEqual(['1.1', '1.2']);
    const [, second] = actor.getSnapshot().context.viewports;
    second?.send({ type: 'element.attached', element: {} as HTMLElement });
    expect(engine.living()).toHaveLength(1);
    actor.send({ type: 'layout.set', layout: '1x1' });
    expect(engine.living()).toEqual([]);
    expect(shown(actor)).toEqual(['1.1']);
  });

  it('hangs a series where it is asked to and makes that slot the active one', async () => {
    const actor = opened();
    await settled(actor);
    actor.send({ type: 'layout.set', layout: '1x2' });
    const [first] = displaySetsIn(actor.getSnapshot().context);
    actor.send({ type: 'displaySet.hang', id: first?.id ?? '', slot: 1 });
    expect(shown(actor)).toEqual(['1.1', '1.1']);
    expect(actor.getSnapshot().context.active).toBe(1);
  });

  it('keeps the active slot within the layout', async () => {
    const actor = opened();
    actor.send({ type: 'layout.set', layout: '2x2' });
    actor.send({ type: 'slot.activate', slot: 3 });
    actor.send({ type: 'slot.activate', slot: 4 });
    expect(actor.getSnapshot().context.active).toBe(3);
    actor.send({ type: 'layout.set', layout: '1x1' });
    expect(actor.getSnapshot().context.active).toBe(0);
  });

  it('gives every viewport the chosen tool, those that come later too', async () => {
    const actor = opened();
    actor.send({ type: 'tool.use', tool: 'zoom' });
    actor.send({ type: 'layout.set', layout: '1x2' });
    const tools = actor
      .getSnapshot()
      .context.viewports.map((viewport) => viewport.getSnapshot().context.tool);
    expect(tools).toEqual(['zoom', 'zoom']);
  });

  it('goes on with the other series when one fails, and asks for it again on request', async () => {
    const series = [...ct, aSeries({ uid: '1.3', number: 3, modality: 'CT' })];
    const actor = opened({ series, archive: { instances: { '1.3': slices('1.3') } } });
    await settled(actor);
    expect(progress(actor)).toEqual(['retrieved', 'failed', 'retrieved']);
    actor.send({ type: 'series.ask', uid: seriesUid('1.2') });
    expect(progress(actor)).toEqual(['retrieved', 'retrieving', 'retrieved']);
    await settled(actor);
    expect(progress(actor)[1]).toBe('failed');
  });

  it('shows nothing of a later series that is of somebody else, and does not ask for it again', async () => {
    const foreign = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    const actor = opened({
      archive: { instances: { '1.2': [anInstance({ series: '1.2', person: foreign })] } },
    });
    await settled(actor);
    const [, second] = actor.getSnapshot().context.entries;
    expect(second?.progress).toMatchObject({ kind: 'failed', problem: { kind: 'different-person' } });
    actor.send({ type: 'failures.ask' });
    expect(progress(actor)[1]).toBe('failed');
    expect(displaySetsIn(actor.getSnapshot().context).map(({ series }) => series)).toEqual(['1.1']);
  });

  it('says that the identity is unconfirmed as soon as one series does not confirm it', async () => {
    const half = { otherIds: [], name: { family: 'Smith', given: [] } };
    const actor = opened({
      archive: { instances: { '1.2': [anInstance({ series: '1.2', person: half })] } },
    });
    expect(identityIn(actor.getSnapshot().context)).toEqual({ kind: 'same' });
    await settled(actor);
    expect(identityIn(actor.getSnapshot().context)).toMatchObject({
      kind: 'unconfirmed',
      absent: ['identifier', 'given name', 'date of birth'],
    });
  });

  it('aborts the retrieval of series when it is left', () => {
    const signals: AbortSignal[] = [];
    const archive = anArchive('Salford Royal', { instances: { '1.2': 'silent' } });
    const watched = {
      ...archive,
      instancesOf: (...[study, series, signal]: Parameters<typeof archive.instancesOf>) => {
        signals.push(signal);
        return archive.instancesOf(study, series, signal);
      },
    };
    const input = opened().getSnapshot().context;
    viewer?.stop();
    viewer = createActor(viewerMachine, { input: { ...input, archives: [watched] } }).start();
    viewer.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('key images', () => {
  const keyObject = (parts: Partial<KeyObject> = {}): KeyObject => ({
    id: '2.25.77',
    study: aStudy().uid,
    series: seriesUid('1.9'),
    title: 'Of Interest',
    images: [4, 2].map((number) => ({ reference: { instance: instanceUid(`1.1.${number}`) } })),
    ...parts,
  });
  const withKeys = (keyObjects: readonly KeyObject[], presentations: StudyObjects['presentations'] = []) =>
    ({ ...nothingBeside, keyObjects, presentations }) satisfies StudyObjects;
  const at = (actor: ViewerActor, slot = 0) =>
    actor.getSnapshot().context.viewports[slot]?.getSnapshot().context;

  it('open first, in their own order, with the whole study one key away', () => {
    const actor = opened({ objects: withKeys([keyObject()]) });
    expect(at(actor)?.displaySet).toMatchObject({ id: 'key/2.25.77', label: 'Of Interest' });
    expect(at(actor)?.displaySet?.frames.map(({ instance }) => instance.instanceNumber)).toEqual([4, 2]);
    actor.send({ type: 'keyImages.toggle' });
    expect(at(actor)?.displaySet?.frames).toHaveLength(5);
    actor.send({ type: 'keyImages.toggle' });
    expect(at(actor)?.displaySet?.id).toBe('key/2.25.77');
  });

  it('keep the place: the whole study opens at the picture that was looked at, and so do they', () => {
    const actor = opened({ objects: withKeys([keyObject()]) });
    const instance = () => {
      const { displaySet, at: position = 0 } = at(actor) ?? {};
      return displaySet?.frames[position]?.instance.instanceNumber;
    };
    actor.getSnapshot().context.viewports[0]?.send({ type: 'element.attached', element: {} as HTMLElement });
    expect(instance()).toBe(4);
    actor.send({ type: 'keyImages.toggle' });
    expect(instance()).toBe(4);
    const whole = at(actor)?.displaySet?.frames.findIndex((frame) => frame.instance.instanceNumber === 2);
    actor.getSnapshot().context.viewports[0]?.send({ type: 'frame.goTo', at: whole ?? -1 });
    actor.send({ type: 'keyImages.toggle' });
    expect([at(actor)?.displaySet?.id, instance()]).toEqual(['key/2.25.77', 2]);
  });

  it('open at their first from a picture that is none of them', () => {
    const actor = opened({ objects: withKeys([keyObject()]) });
    actor.getSnapshot().context.viewports[0]?.send({ type: 'element.attached', element: {} as HTMLElement });
    actor.send({ type: 'keyImages.toggle' });
    actor.getSnapshot().context.viewports[0]?.send({ type: 'frame.goTo', at: 0 });
    actor.send({ type: 'keyImages.toggle' });
    expect(at(actor)).toMatchObject({ displaySet: { id: 'key/2.25.77' }, at: 0 });
  });

  it('bring the series that they were chosen from onto the screen, and not the study’s first', async () => {
    const other = slices('1.2').map((each) => ({ ...each, uid: instanceUid(`1.2.${each.uid}`) }));
    const [chosen] = other.slice(2);
    if (chosen === undefined) throw new Error('no slice to choose');
    const archive = { instances: { '1.1': slices('1.1'), '1.2': other } };
    const actor = opened({
      archive,
      objects: withKeys([keyObject({ images: [{ reference: { instance: chosen.uid } }] })]),
    });
    await settles(actor, ({ context }) => displaySetsIn(context).length === 2);
    actor.send({ type: 'keyImages.toggle' });
    expect(at(actor)?.displaySet?.id).toBe('key/2.25.77');
    actor.send({ type: 'keyImages.toggle' });
    const { displaySet, at: position = 0 } = at(actor) ?? {};
    expect(displaySet?.series).toBe('1.2');
    expect(displaySet?.frames[position]?.instance.uid).toBe(chosen.uid);
  });

  it('are shown as the presentation state that goes with them has them', () => {
    const one = aSoftcopy({ id: instanceUid('2.25.78') });
    const other = aSoftcopy({ id: instanceUid('2.25.79') });
    const images = [
      { reference: { instance: instanceUid('1.1.4') }, presentationState: '2.25.79' },
      { reference: { instance: instanceUid('1.1.2') }, presentationState: '2.25.78' },
      { reference: { instance: instanceUid('1.1.1') } },
    ];
    const actor = opened({ objects: withKeys([keyObject({ images })], [one, other]) });
    expect(at(actor)?.softcopies.map((each) => each?.id)).toEqual(['2.25.79', '2.25.78', undefined]);
  });

  it('go with the state that the document names for all of them, where an image has none of its own', () => {
    const own = aSoftcopy({ id: instanceUid('2.25.78') });
    const all = aSoftcopy({
      id: instanceUid('2.25.79'),
      applies: [{ instance: instanceUid('1.1.4') }, { instance: instanceUid('1.1.2') }],
    });
    const images = [
      { reference: { instance: instanceUid('1.1.4') }, presentationState: '2.25.78' },
      { reference: { instance: instanceUid('1.1.2') } },
      { reference: { instance: instanceUid('1.1.1') } },
    ];
    const object = keyObject({ images, presentationStates: ['2.25.79'] });
    const actor = opened({ objects: withKeys([object], [own, all]) });
    expect(at(actor)?.softcopies.map((each) => each?.id)).toEqual(['2.25.78', '2.25.79', undefined]);
  });

  it('know of each picture whether a state that goes with it, or may, is not here', () => {
    const own = aSoftcopy({ id: instanceUid('2.25.78'), applies: [{ instance: instanceUid('1.1.4') }] });
    const image = (number: number, presentationState?: string) => ({
      reference: { instance: instanceUid(`1.1.${number}`) },
      ...(presentationState !== undefined && { presentationState }),
    });
    const unfetched = (object: KeyObject) =>
      keyImagesIn(opened({ objects: withKeys([object], [own]) }).getSnapshot().context)[0]?.unfetched;
    const images = [image(4, '2.25.78'), image(2, '2.25.99'), image(1)];
    expect(unfetched(keyObject({ images }))).toEqual([false, true, false]);
    expect(unfetched(keyObject({ images, presentationStates: ['2.25.98'] }))).toEqual([false, true, true]);
    expect(unfetched(keyObject({ images, presentationStates: ['2.25.78'] }))).toEqual([false, true, false]);
  });

  it('do not take the place of what somebody is looking at when they come late', () => {
    const actor = opened();
    actor.send({ type: 'objects.found', objects: withKeys([keyObject()]) });
    expect(at(actor)?.displaySet?.frames).toHaveLength(5);
    actor.send({ type: 'keyImages.toggle' });
    expect(at(actor)?.displaySet?.id).toBe('key/2.25.77');
  });

  it.each([
    ['a manifest', keyObject({ manifest: true })],
    [
      'one of pictures that are not here',
      keyObject({ images: [{ reference: { instance: instanceUid('9.9') } }] }),
    ],
    [
      'one of another person',
      keyObject({
        person: personOf(
          aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
        ),
      }),
    ],
  ])('are none in %s', (_, object) => {
    const actor = opened({ objects: withKeys([object]) });
    expect(at(actor)?.displaySet?.frames).toHaveLength(5);
    actor.send({ type: 'keyImages.toggle' });
    expect(at(actor)?.displaySet?.frames).toHaveLength(5);
  });
});

describe('presentation states', () => {
  const states = [
    aSoftcopy({ id: instanceUid('2.25.78'), label: 'LUNG', made: '2026-03-12T18:00:00' }),
    aSoftcopy({ id: instanceUid('2.25.79'), label: 'BONE', made: '2026-03-12T18:05:00' }),
    aSoftcopy({ id: instanceUid('2.25.80'), label: 'OTHER', applies: [{ series: seriesUid('1.2') }] }),
  ];

  async function shownWith(presentations: StudyObjects['presentations'] = states) {
    const engine = fakeEngine();
    const actor = opened({ engine, objects: { ...nothingBeside, presentations } });
    const [viewport] = actor.getSnapshot().context.viewports;
    if (!viewport) throw new Error('no viewport');
    viewport.send({ type: 'element.attached', element: {} as HTMLElement });
    await settles(viewport, ({ context }) => context.state !== undefined);
    const inForce = () => viewport.getSnapshot().context.state?.softcopyInForce?.label;
    const becomes = (label: string | undefined) => settles(viewport, () => inForce() === label);
    return { actor, viewport, inForce, becomes };
  }

  it('are offered where they name the picture, newest first, and none is applied by itself', async () => {
    const { actor, viewport, inForce } = await shownWith();
    const offered = softcopiesIn(actor.getSnapshot().context, viewport.getSnapshot().context);
    expect(offered.map(({ label }) => label)).toEqual(['BONE', 'LUNG']);
    expect(inForce()).toBeUndefined();
  });

  it('are applied by choice, with what was turned by hand before given up for them', async () => {
    const { actor, viewport, becomes } = await shownWith();
    viewport.send({ type: 'presentation.apply', change: { rotation: 90, window: { center: 1, width: 2 } } });
    actor.send({ type: 'softcopy.choose', id: instanceUid('2.25.78') });
    await becomes('LUNG');
    expect(viewport.getSnapshot().context.state?.presentation).toMatchObject({
      rotation: 0,
      window: undefined,
    });
  });

  it('are switched off, and on again as the one that was there before', async () => {
    const { actor, becomes } = await shownWith();
    actor.send({ type: 'softcopy.choose', id: instanceUid('2.25.78') });
    await becomes('LUNG');
    actor.send({ type: 'softcopy.toggle' });
    await becomes(undefined);
    actor.send({ type: 'softcopy.toggle' });
    await becomes('LUNG');
  });

  it('follow one another, with the picture as it is stored after the last', async () => {
    const { actor, becomes } = await shownWith();
    for (const label of ['BONE', 'LUNG', undefined, 'BONE']) {
      actor.send({ type: 'softcopy.next' });
      await becomes(label);
    }
  });

  it('are not taken where they name another picture, or are of somebody else', async () => {
    const foreign = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    const theirs = aSoftcopy({ id: instanceUid('2.25.81'), person: foreign });
    const { actor, viewport } = await shownWith([...states, theirs]);
    for (const id of ['2.25.80', '2.25.81']) actor.send({ type: 'softcopy.choose', id: instanceUid(id) });
    expect(viewport.getSnapshot().context.choice).toEqual({ kind: 'own' });
  });

  it('are nothing to switch where there are none', async () => {
    const { actor, viewport } = await shownWith([]);
    actor.send({ type: 'softcopy.toggle' });
    expect(viewport.getSnapshot().context.choice).toEqual({ kind: 'own' });
  });
});
