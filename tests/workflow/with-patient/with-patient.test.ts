import { afterEach, describe, expect, it } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { studyUid } from '../../../src/domain/ids';
import { asStored } from '../../../src/domain/presentation/view-state';
import {
  withPatientMachine,
  type ShownToPatient,
  type WithPatientActor,
} from '../../../src/workflow/with-patient/with-patient.machine';
import { fakeEngine } from '../../fake-engine';
import { aSeries, aStudy, ctSlices } from '../../fakes';
import { settles } from '../actors';

let actor: WithPatientActor | undefined;
afterEach(() => actor?.stop());

const [displaySet] = displaySetsOf(aSeries({ modality: 'CT' }), ctSlices(5));

function looked(change: Partial<ShownToPatient> = {}): ShownToPatient {
  if (!displaySet) throw new Error('no display set');
  return {
    study: aStudy(),
    isBefore: false,
    displaySet,
    at: 3,
    softcopies: [],
    choice: { kind: 'own' },
    presentation: { ...asStored, zoom: 2, pan: [10, -20], window: { center: 40, width: 400 } },
    size: [400, 400],
    ...change,
  };
}

function showing(...shown: readonly ShownToPatient[]) {
  const clock = new SimulatedClock();
  const engine = fakeEngine();
  const [one = looked(), other] = shown;
  actor = createActor(withPatientMachine, {
    clock,
    input: { engine, idleAfter: 60_000, shown: other ? [one, other] : [one] },
  }).start();
  return { actor, clock, engine };
}

const attach = (to: WithPatientActor, size: readonly [number, number]) => {
  const [view] = to.getSnapshot().context.views;
  to.send({ type: 'view.sized', at: 0, size });
  view?.viewport.send({ type: 'element.attached', element: {} as HTMLElement });
  return view?.viewport;
};

describe('pictures that are shown to the patient', () => {
  it('are put up as they were looked at, and what was moved aside is moved in proportion', async () => {
    const { actor, engine } = showing();
    const viewport = attach(actor, [1200, 800]);
    if (!viewport) throw new Error('no view');
    await settles(viewport, ({ context }) => context.shown !== undefined);
    expect(viewport.getSnapshot().context.shown?.at).toBe(3);
    expect(viewport.getSnapshot().context.home).toMatchObject({
      zoom: 2,
      pan: [20, -40],
      window: { center: 40, width: 400 },
    });
    expect(engine.mounted).toHaveLength(1);
  });

  it('are let go of, pixels too, when it ends', async () => {
    const { actor, engine } = showing();
    const viewport = attach(actor, [800, 800]);
    if (!viewport) throw new Error('no view');
    await settles(viewport, ({ context }) => context.shown !== undefined);
    actor.send({ type: 'leave' });
    expect(actor.getSnapshot().status).toBe('done');
    expect(actor.getSnapshot().value).toBe('left');
    expect(engine.living()).toEqual([]);
  });

  it('go when nobody does anything, and stay while somebody does', () => {
    const { actor, clock } = showing();
    clock.increment(59_000);
    actor.send({ type: 'person.acted' });
    clock.increment(59_000);
    expect(actor.getSnapshot().status).toBe('active');
    clock.increment(1_001);
    expect(actor.getSnapshot().status).toBe('done');
    expect(actor.getSnapshot().value).toBe('idle');
  });

  it('go at once where one turns out to be somebody else’s', () => {
    const { actor } = showing();
    actor.send({
      type: 'study.refused',
      study: studyUid('1.2.3'),
      problem: { kind: 'different-person', differs: ['identifier'] },
    });
    expect(actor.getSnapshot().status).toBe('done');
  });

  it('are side by side where there are two, the earlier first, and one of them on request', () => {
    const before = looked({ isBefore: true });
    const { actor } = showing(looked(), before);
    expect(actor.getSnapshot().context.views.map(({ isBefore }) => isBefore)).toEqual([true, false]);
    expect(actor.getSnapshot().context.both).toBe(true);
    actor.send({ type: 'both.toggle' });
    expect(actor.getSnapshot().context.both).toBe(false);
  });

  it('are one where there is no other', () => {
    const { actor } = showing();
    actor.send({ type: 'both.toggle' });
    expect(actor.getSnapshot().context.both).toBe(false);
  });
});
