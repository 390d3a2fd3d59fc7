import { afterEach, describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { displaySetsOf } from '../../src/domain/study/display-set';
import { instanceUid, seriesUid } from '../../src/domain/ids';
import type { KeyObject } from '../../src/domain/objects/key-object';
import type { SoftcopyPresentation } from '../../src/domain/presentation/presentation-state';
import type { StudyObjects } from '../../src/domain/objects/study-objects';
import { softcopiesIn } from '../../src/workflow/viewer/presentation-state-choice';
import {
  displaySetsIn,
  identityIn,
  keyImagesIn,
  type ViewerInput,
} from '../../src/workflow/viewer/viewer-context';
import { viewerMachine, type ViewerActor } from '../../src/workflow/viewer/viewer.machine';
import { fakeEngine, type FakeEngine } from '../fake-engine';
import {
  aPatient,
  aSeries,
  aStudy,
  anArchive,
  anInstance,
  ctSlices,
  frameAttributes,
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
  /** The first pictures came before the rest of their series */
  readonly partial?: true;
}

function opened({
  engine = fakeEngine(),
  archive = {},
  series = ct,
  first = slices('1.1'),
  objects,
  partial,
}: Given = {}): ViewerActor {
  const [one] = series;
  if (!one) throw new Error('a study has a series');
  const displaySets = displaySetsOf(one, first).map((each) => ({ ...each, ...(partial && { partial }) }));
  const input: ViewerInput = {
    study: aStudy({ modalities: ['CT'] }),
    patient: aPatient(),
    archives: [anArchive('Salford Royal', { instances: { '1.2': slices('1.2') }, ...archive })],
    engine,
    series,
    objects,
    first: {
      uid: one.uid,
      checked: { displaySets, match: { kind: 'same' }, unreadable: 0, ...(partial && { partial }) },
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

describe('series that only an archive lists', () => {
  it('are shown with those that the record lists', async () => {
    const third = aSeries({ uid: '1.3', number: 3, modality: 'CT' });
    const instances = { '1.2': slices('1.2'), '1.3': slices('1.3') };
    const actor = opened({ archive: { instances, listed: [...ct, third] } });
    await settles(actor, ({ context }) => displaySetsIn(context).length === 3);
    expect(actor.getSnapshot().context.entries.map(({ series }) => series.uid)).toEqual([
      '1.1',
      '1.2',
      '1.3',
    ]);
    expect(actor.getSnapshot().context.seriesGap).toBeUndefined();
  });

  it('and are somebody else’s refuse the study, as any other', async () => {
    const third = aSeries({ uid: '1.3', number: 3, modality: 'CT' });
    const stranger = slices('1.3').map((one) => ({
      ...one,
      person: personOf(
        aPatient({ name: { family: 'Other', given: ['Bob'] }, birthDate: '1901-01-01', identifiers: [] }),
      ),
    }));
    const actor = opened({ archive: { instances: { '1.3': stranger }, listed: [third] } });
    await settles(actor, ({ context }) => context.refused !== undefined);
    expect(displaySetsIn(actor.getSnapshot().context)).toEqual([]);
  });

  it('are said not to be known where the archive cannot be asked, until it can', async () => {
    const busy = { kind: 'busy', where: 'Salford Royal' } as const;
    const listed: typeof ct & { problem?: typeof busy } = Object.assign([...ct], { problem: busy });
    const archive = { instances: { '1.2': slices('1.2') }, listed };
    const actor = opened({ archive });
    await settles(actor, ({ context }) => context.seriesGap?.why.kind === 'failed');
    delete listed.problem;
    actor.send({ type: 'failures.ask' });
    await settles(actor, ({ context }) => context.seriesGap === undefined);
  });
});

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

  it('shows nothing of a study any more once a later series is of somebody else, and asks for nothing again', async () => {
    const foreign = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    const actor = opened({
      archive: { instances: { '1.2': [anInstance({ series: '1.2', person: foreign })] } },
    });
    await settled(actor);
    for (const { progress } of actor.getSnapshot().context.entries)
      expect(progress).toMatchObject({ kind: 'failed', problem: { kind: 'different-person' } });
    actor.send({ type: 'failures.ask' });
    expect(progress(actor)[1]).toBe('failed');
    expect(displaySetsIn(actor.getSnapshot().context)).toEqual([]);
    expect(actor.getSnapshot().context.hanging.filter(Boolean)).toEqual([]);
  });

  it('shows nothing of it any more once a picture that came late is of somebody else', async () => {
    const engine = fakeEngine();
    const actor = opened({ engine });
    actor.getSnapshot().context.viewports[0]?.send({
      type: 'element.attached',
      element: {} as HTMLElement,
    });
    await settled(actor);
    const problem = { kind: 'different-person', differs: ['identifier'] } as const;
    engine.living()[0]?.emit({ type: 'frame.failed', at: 0, problem });
    expect(actor.getSnapshot().context.refused).toEqual(problem);
    expect(displaySetsIn(actor.getSnapshot().context)).toEqual([]);
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
      absent: ['identifier', 'given name', 'birth date'],
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

describe('what may be looked at next', () => {
  const foreseen = (engine: FakeEngine) => engine.foreseen().map(({ instance }) => instance.series);
  const three = ['1.1', '1.2', '1.3'].map((uid, at) => aSeries({ uid, number: at + 1, modality: 'CT' }));
  const instances = { '1.2': slices('1.2'), '1.3': slices('1.3') };

  it('is the first picture of the series behind the one that is looked at', async () => {
    const engine = fakeEngine();
    const actor = opened({ engine, series: three, archive: { instances } });
    await settled(actor);
    expect(foreseen(engine)).toEqual(['1.2', '1.3']);
    const [, second] = displaySetsIn(actor.getSnapshot().context);
    if (second) actor.send({ type: 'displaySet.hang', id: second.id });
    expect(foreseen(engine)).toEqual(['1.3']);
  });

  it('is nothing that hangs already, and nothing when the study is left', async () => {
    const engine = fakeEngine();
    const actor = opened({ engine, series: three, archive: { instances } });
    await settled(actor);
    actor.send({ type: 'layout.set', layout: '1x2' });
    expect(foreseen(engine)).toEqual(['1.3']);
    actor.stop();
    expect(foreseen(engine)).toEqual([]);
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

  it('stay on the screen, all of them, when the rest of their series comes after the first', async () => {
    const [, , , fourth] = slices('1.1');
    const instances = { '1.1': slices('1.1'), '1.2': slices('1.2') };
    const actor = opened({
      ...{ archive: { instances }, partial: true, first: fourth ? [fourth] : [] },
      objects: withKeys([keyObject()]),
    });
    expect(at(actor)?.displaySet?.frames).toHaveLength(1);
    await settles(actor, () => at(actor)?.displaySet?.frames.length !== 1);
    expect(at(actor)?.displaySet?.id).toBe('key/2.25.77');
    expect(at(actor)?.displaySet?.frames.map(({ instance }) => instance.instanceNumber)).toEqual([4, 2]);
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
    actor.send({ type: 'objects.found', study: aStudy().uid, objects: withKeys([keyObject()]) });
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

describe('an earlier study beside the open one', () => {
  const prior = aStudy({ uid: '2.25.5', started: '2026-03-12T15:40:00', modalities: ['CT'] });
  const series = [
    aSeries({ uid: '5.1', modality: 'CT' }),
    aSeries({ uid: '5.2', number: 2, modality: 'CT' }),
  ];
  const earlier = (uid: string, given: Parameters<typeof ctSlices>[1] = {}) =>
    ctSlices(5, { study: '2.25.5', series: uid, ...given });
  const bolton = (given: GivenArchive = {}) =>
    anArchive('Bolton', { series, instances: { '5.1': earlier('5.1'), '5.2': earlier('5.2') }, ...given });
  const compare = (actor: ViewerActor, archive = bolton()) =>
    actor.send({
      type: 'prior.compare',
      prior: { study: prior, span: { unit: 'month', count: 8 }, part: 'chest' },
      archives: [archive],
    });
  const state = (actor: ViewerActor) => actor.getSnapshot().context.prior?.progress;
  const priorSettled = (actor: ViewerActor) =>
    settles(actor, () => {
      const progress = state(actor);
      const entries = progress?.kind === 'listed' ? progress.entries : undefined;
      return (
        progress?.kind === 'failed' || (entries?.every((one) => one.progress.kind !== 'retrieving') ?? false)
      );
    });
  const attach = (actor: ViewerActor) =>
    actor.getSnapshot().context.viewports.forEach((viewport) => {
      viewport.send({ type: 'element.attached', element: {} as HTMLElement });
    });

  it('hangs beside it, the current one first, and goes again', async () => {
    const actor = opened();
    attach(actor);
    await settled(actor);
    compare(actor);
    await priorSettled(actor);
    expect(actor.getSnapshot().context.layout).toBe('1x2');
    expect(shown(actor)).toEqual(['1.1', '5.1']);
    expect(displaySetsIn(actor.getSnapshot().context).map((one) => one.series)).toEqual(['1.1', '1.2']);
    actor.send({ type: 'prior.leave' });
    expect(shown(actor)).toEqual(['1.1']);
    expect(actor.getSnapshot().context.prior).toBeUndefined();
  });

  it.each([
    ['is somebody else’s', { identity: { kind: 'different', differs: ['identifier'] } }, 'different-person'],
    ['was taken back', { withdrawn: 'entered-in-error' }, 'withdrawn'],
  ] as const)('leaves the screen as soon as it is known that it %s', async (_, news, kind) => {
    const actor = opened();
    attach(actor);
    await settled(actor);
    compare(actor);
    await priorSettled(actor);
    expect(shown(actor)).toEqual(['1.1', '5.1']);
    actor.send({ type: 'known.changed', known: { studies: [{ ...prior, ...news }], archives: [bolton()] } });
    expect(state(actor)).toMatchObject({ kind: 'failed', problem: { kind } });
    expect(shown(actor)).not.toContain('5.1');
  });

  it('has the series that only an archive lists as well', async () => {
    const actor = opened();
    attach(actor);
    await settled(actor);
    const more = aSeries({ uid: '5.3', number: 3, modality: 'CT' });
    compare(actor, bolton({ listed: [...series, more] }));
    await priorSettled(actor);
    const uids = () => {
      const progress = state(actor);
      return progress?.kind === 'listed' ? progress.entries.map(({ series: { uid } }) => uid) : [];
    };
    // What the archive itself has listed is not asked for twice.
    expect(uids()).toEqual(['5.1', '5.2']);
    actor.send({ type: 'prior.leave' });
    const recorded = { ...prior, series, heldBy: [bolton().id] };
    actor.send({
      type: 'prior.compare',
      prior: { study: recorded, span: { unit: 'month', count: 8 }, part: 'chest' },
      archives: [bolton({ listed: [...series, more] })],
    });
    await settles(actor, () => uids().length === 3);
    expect(uids()).toEqual(['5.1', '5.2', '5.3']);
  });

  it('is compared with what is looked at, and the screen is afterwards as it was', async () => {
    const actor = opened();
    attach(actor);
    await settled(actor);
    actor.send({ type: 'layout.set', layout: '2x2' });
    const [, second] = displaySetsIn(actor.getSnapshot().context);
    actor.send({ type: 'displaySet.hang', id: second?.id ?? '', slot: 0 });
    const before = actor.getSnapshot().context;
    compare(actor);
    await priorSettled(actor);
    expect(shown(actor)).toEqual(['1.2', '5.1']);
    actor.send({ type: 'prior.leave' });
    const { layout, hanging, active } = actor.getSnapshot().context;
    expect({ layout, hanging, active }).toEqual({
      layout: before.layout,
      hanging: before.hanging,
      active: before.active,
    });
  });

  it('is not asked for before the current one has its picture', async () => {
    const engine = fakeEngine({ manner: 'silent' });
    const actor = opened({ engine });
    attach(actor);
    await settled(actor);
    const archive = bolton();
    compare(actor, archive);
    expect(archive.asked).toEqual([]);
    engine.living()[0]?.emit({ type: 'frame.shown', at: 0, quality: 'final', lossy: false });
    await priorSettled(actor);
    expect(archive.asked[0]).toBe('seriesOf 2.25.5');
  });

  it('is asked for when the current one can have no picture', async () => {
    const engine = fakeEngine({ manner: 'silent' });
    const actor = opened({ engine });
    attach(actor);
    const archive = bolton();
    compare(actor, archive);
    engine.living()[0]?.emit({
      type: 'frame.failed',
      at: 0,
      problem: { kind: 'timed-out', where: 'Salford Royal' },
    });
    await priorSettled(actor);
    expect(archive.asked[0]).toBe('seriesOf 2.25.5');
  });

  it('shows nothing at all of it when any of its series is of somebody else, and tells who watches over it', async () => {
    const foreign = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    const audited: unknown[] = [];
    const input = opened().getSnapshot().context;
    viewer?.stop();
    const audit = { record: (event: unknown) => void audited.push(event) };
    viewer = createActor(viewerMachine, { input: { ...input, audit } }).start();
    const actor = viewer;
    attach(actor);
    await settled(actor);
    compare(
      actor,
      bolton({ instances: { '5.1': earlier('5.1'), '5.2': earlier('5.2', { person: foreign }) } }),
    );
    await priorSettled(actor);
    expect(state(actor)).toMatchObject({ kind: 'failed', problem: { kind: 'different-person' } });
    expect(shown(actor)).toEqual(['1.1', undefined]);
    expect(audited).toEqual([
      { kind: 'study-opened', study: '2.25.1' },
      { kind: 'identity-mismatch', study: '2.25.5' },
    ]);
    actor.send({ type: 'prior.retry' });
    actor.send({ type: 'failures.ask' });
    expect(state(actor)).toMatchObject({ kind: 'failed' });
  });

  it('is written down as compared when its first picture is on the screen', async () => {
    const audited: unknown[] = [];
    const input = opened().getSnapshot().context;
    viewer?.stop();
    const audit = { record: (event: unknown) => void audited.push(event) };
    viewer = createActor(viewerMachine, { input: { ...input, audit } }).start();
    const actor = viewer;
    attach(actor);
    await settled(actor);
    compare(actor, bolton());
    await priorSettled(actor);
    const now = { kind: 'study-opened', study: '2.25.1' };
    expect(audited).toEqual([now]);
    attach(actor);
    await settles(actor, ({ context }) => context.seen.length > 1);
    expect(audited).toEqual([now, { kind: 'compared', study: '2.25.5', beside: '2.25.1' }]);
  });

  it('says that identity is unconfirmed when only the earlier one does not confirm it', async () => {
    const half = { otherIds: [], name: { family: 'Smith', given: [] } };
    const actor = opened();
    attach(actor);
    await settled(actor);
    compare(actor, bolton({ instances: { '5.1': earlier('5.1', { person: half }) } }));
    await priorSettled(actor);
    expect(identityIn(actor.getSnapshot().context).kind).toBe('unconfirmed');
  });

  it('leaves the current one as it is when it cannot be had, and is asked for again on request', async () => {
    const actor = opened();
    attach(actor);
    await settled(actor);
    const archive = bolton({ series: { problem: { kind: 'timed-out', where: 'Bolton' } } });
    compare(actor, archive);
    await priorSettled(actor);
    expect(state(actor)).toMatchObject({ kind: 'failed', problem: { kind: 'timed-out' } });
    expect(shown(actor)).toEqual(['1.1', undefined]);
    actor.send({ type: 'prior.retry' });
    expect(state(actor)).toEqual({ kind: 'asking' });
    await priorSettled(actor);
    expect(archive.asked).toEqual(['seriesOf 2.25.5', 'seriesOf 2.25.5']);
  });

  it('has one series asked for again when that one failed', async () => {
    const actor = opened();
    attach(actor);
    await settled(actor);
    const archive = bolton({ instances: { '5.1': earlier('5.1') } });
    compare(actor, archive);
    await priorSettled(actor);
    actor.send({ type: 'series.ask', uid: seriesUid('5.2') });
    expect(state(actor)).toMatchObject({ entries: [{}, { progress: { kind: 'retrieving' } }] });
    await priorSettled(actor);
    expect(archive.asked.filter((asked) => asked === 'instancesOf 5.2')).toHaveLength(2);
  });

  it('is no longer asked for when the comparison ends', async () => {
    const signals: AbortSignal[] = [];
    const archive = bolton({ series: 'silent' });
    const watched = {
      ...archive,
      seriesOf: (...[study, signal]: Parameters<typeof archive.seriesOf>) => {
        signals.push(signal);
        return archive.seriesOf(study, signal);
      },
    };
    const actor = opened();
    attach(actor);
    await settled(actor);
    compare(actor, watched);
    await expect.poll(() => signals.length).toBe(1);
    actor.send({ type: 'prior.leave' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('is compared with the series that the key images were chosen from, at the same picture', async () => {
    const keyObject: KeyObject = {
      id: '2.25.77',
      study: aStudy().uid,
      series: seriesUid('1.9'),
      title: 'Of Interest',
      images: [{ reference: { instance: instanceUid('1.1.4') } }],
    };
    const actor = opened({ objects: { ...nothingBeside, keyObjects: [keyObject] } });
    attach(actor);
    await settled(actor);
    compare(actor);
    await priorSettled(actor);
    expect(shown(actor)).toEqual(['1.1', '5.1']);
    const [first] = actor.getSnapshot().context.viewports;
    expect(first?.getSnapshot().context.at).toBe(3);
    actor.send({ type: 'prior.leave' });
    expect(first?.getSnapshot().context.displaySet?.id).toBe('key/2.25.77');
  });
});

describe('linked views', () => {
  async function two(given: Given = {}) {
    const engine = fakeEngine();
    const actor = opened({ engine, ...given });
    actor.send({ type: 'layout.set', layout: '1x2' });
    await settled(actor);
    const viewports = actor.getSnapshot().context.viewports;
    for (const viewport of viewports) {
      viewport.send({ type: 'element.attached', element: {} as HTMLElement });
      await settles(viewport, ({ context }) => context.state !== undefined);
      viewport.send({ type: 'frame.goTo', at: 0 });
    }
    const positions = () => viewports.map((viewport) => viewport.getSnapshot().context.at);
    const [first, second] = viewports;
    if (!first || !second) throw new Error('there are two views');
    return { actor, engine, first, second, positions };
  }

  it('scroll each for itself until they are linked, and again when they no longer are', async () => {
    const { actor, first, positions } = await two();
    first.send({ type: 'frame.goTo', at: 2 });
    expect(positions()).toEqual([2, 0]);
    actor.send({ type: 'link.toggle' });
    first.send({ type: 'frame.goTo', at: 3 });
    expect(positions()).toEqual([3, 1]);
    actor.send({ type: 'link.toggle' });
    first.send({ type: 'frame.goTo', at: 4 });
    expect(positions()).toEqual([4, 1]);
  });

  it('follow whichever view is active, and keep their distance when one stood at its end', async () => {
    const { actor, first, second, positions } = await two();
    first.send({ type: 'frame.goTo', at: 2 });
    actor.send({ type: 'link.toggle' });
    first.send({ type: 'frame.goTo', at: 0 });
    expect(positions()).toEqual([0, 0]);
    actor.send({ type: 'slot.activate', slot: 1 });
    second.send({ type: 'frame.goTo', at: 1 });
    expect(positions()).toEqual([3, 1]);
  });

  it('zoom, pan and window together', async () => {
    const { actor, first, second } = await two();
    actor.send({ type: 'link.toggle' });
    const change = { zoom: 2, pan: [10, 0] as const, window: { center: -600, width: 1500 } };
    first.send({ type: 'presentation.apply', change });
    await settles(second, ({ context }) => context.state?.presentation.zoom === 2);
    expect(second.getSnapshot().context.state?.presentation).toMatchObject(change);
  });

  it('take along a series that is hung later, from where it is then', async () => {
    const { actor, first, positions } = await two();
    actor.send({ type: 'link.toggle' });
    first.send({ type: 'frame.goTo', at: 2 });
    const [one] = displaySetsIn(actor.getSnapshot().context);
    actor.send({ type: 'displaySet.hang', id: one?.id ?? '', slot: 1 });
    actor.send({ type: 'slot.activate', slot: 0 });
    first.send({ type: 'frame.goTo', at: 3 });
    expect(positions()).toEqual([3, 3]);
  });

  it('are not linked where there is one alone', () => {
    const actor = opened();
    actor.send({ type: 'link.toggle' });
    expect(actor.getSnapshot().context.origins).toBeUndefined();
  });
});

describe('a mammogram', () => {
  const views = [
    ['R', 'CC', ['P', 'L']],
    ['R', 'MLO', ['P', 'FL']],
    ['L', 'CC', ['P', 'R']],
    ['L', 'MLO', ['A', 'FR']],
  ] as const;
  const series = views.map(([side, view], at) =>
    aSeries({ uid: `1.${at + 1}`, number: at + 1, modality: 'MG', description: `${side} ${view}` }),
  );
  const held = views.map(([laterality, view, orientation], at) => [
    anInstance({
      uid: `1.${at + 1}.1`,
      series: `1.${at + 1}`,
      modality: 'MG',
      laterality,
      view,
      frames: [frameAttributes({ patientOrientation: orientation })],
    }),
  ]);

  it('hangs right and left, from above over oblique, with the chest walls in the middle', async () => {
    const instances = Object.fromEntries(held.map((list, at) => [`1.${at + 1}`, list]));
    const actor = opened({ series, first: held[0] ?? [], archive: { instances } });
    await settled(actor);
    expect(shown(actor)).toEqual(['1.1', '1.3', '1.2', '1.4']);
    const homes = actor
      .getSnapshot()
      .context.viewports.map((viewport) => viewport.getSnapshot().context.home);
    expect(homes).toEqual([
      { placing: { towards: 'right' } },
      // Stored with the chest wall to the right: mirrored.
      { rotation: 0, flipHorizontal: true, flipVertical: false, placing: { towards: 'left' } },
      { placing: { towards: 'right' } },
      { placing: { towards: 'left' } },
    ]);
  });

  it('lies as it hangs again after a reset', async () => {
    const engine = fakeEngine();
    const actor = opened({ engine, series: series.slice(2, 3), first: held[2] ?? [] });
    const [viewport] = actor.getSnapshot().context.viewports;
    viewport?.send({ type: 'element.attached', element: {} as HTMLElement });
    viewport?.send({ type: 'presentation.apply', change: { zoom: 3, flipHorizontal: false } });
    viewport?.send({ type: 'presentation.reset' });
    expect(engine.living()[0]?.presentation()?.presentation).toMatchObject({ zoom: 1, flipHorizontal: true });
  });
});
