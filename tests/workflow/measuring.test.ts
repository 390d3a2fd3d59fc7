import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import type { Figure } from '../../src/domain/measure/figure';
import { measure, type Measurable } from '../../src/domain/measure/measure';
import type { Measuring } from '../../src/domain/ports/measuring';
import type { OpenRecord } from '../../src/domain/ports/record';
import type { Stored } from '../../src/domain/ports/sent';
import { undone, withMove } from '../../src/workflow/measuring/measuring-history';
import { anyUnsaved, measuringMachine, unsavedOf } from '../../src/workflow/measuring/measuring.machine';
import { anArchive, anInstance, aPorts, aRecord, aSeries, aStudy, fixedNow, personOf } from '../fakes';
import { runningApp, settles, until } from './actors';

const LENGTH: Figure = {
  kind: 'length',
  points: [
    [0, 0],
    [30, 40],
  ],
};
const LONGER: Figure = {
  kind: 'length',
  points: [
    [0, 0],
    [60, 80],
  ],
};
const picture: Measurable = {
  calibration: { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'patient' } },
};
const frame = { instance: anInstance(), number: 1 };
const drawn = (figure: Figure = LENGTH) =>
  ({ type: 'figure.drawn', frame, figure, outcome: measure(figure, picture) }) as const;
const STUDY = aStudy();
const wanted = { study: STUDY, archive: frame.instance.archive, patient: personOf() };
const stored: Stored = { kind: 'saved', where: 'Salford Royal' };

function session(save?: Measuring['save']) {
  let uids = 0;
  const measuring = { newUid: () => `2.25.${++uids}`, ...(save && { save }) };
  const actor = createActor(measuringMachine, {
    input: { measuring, clock: { now: () => fixedNow } },
  }).start();
  const all = () => actor.getSnapshot().context.measurements.all;
  const unsaved = () => unsavedOf(actor.getSnapshot().context, STUDY.uid).length;
  return { actor, all, unsaved };
}

describe('who measured', () => {
  const name = { family: 'Hale', given: ['Robin'], prefix: 'Dr' };
  async function observerOf(userName: OpenRecord['userName']) {
    const save = vi.fn<NonNullable<Measuring['save']>>(() => Promise.resolve(stored));
    const archive = anArchive('Salford Royal', { studies: [STUDY], series: [aSeries()] });
    const record = { ...aRecord(), ...(userName && { userName }) };
    const measuring = { newUid: () => '2.25.1', save };
    const app = runningApp(aPorts({ record, archives: [archive], measuring }));
    await until(app, (snapshot) => snapshot.matches('inSession'));
    app.getSnapshot().children.measuring?.send(drawn());
    app.getSnapshot().children.measuring?.send({ type: 'measurements.save', wanted });
    await until(app, ({ children }) => children.measuring?.getSnapshot().context.outcome !== undefined);
    app.stop();
    expect(save).toHaveBeenCalledOnce();
    return save.mock.calls[0]?.[0].observer;
  }

  it('is said with what is saved, where the record names who is signed in', async () => {
    expect(await observerOf(async () => name)).toEqual(name);
  });

  it('is left open where the record does not say it, or fails to', async () => {
    expect(await observerOf(undefined)).toBeUndefined();
    expect(await observerOf(async () => undefined)).toBeUndefined();
    expect(await observerOf(() => Promise.reject(new TypeError('Failed to fetch')))).toBeUndefined();
  });
});

describe('undoing', () => {
  const move = (uid: string, figure = LONGER, settled = true) =>
    ({ type: 'figure.change', uid, figure, outcome: measure(figure, picture), settled }) as const;
  const undo = { type: 'act.undo' } as const;

  it('takes back what was drawn', () => {
    const { actor, all } = session();
    actor.send(drawn());
    actor.send(undo);
    expect(all()).toEqual([]);
    expect(actor.getSnapshot().context.selected).toBeUndefined();
  });

  it('brings back what was deleted, as it was, where it stood in the list, and chooses it', () => {
    const { actor, all } = session();
    for (let each = 0; each < 3; each += 1) actor.send(drawn());
    const before = all();
    actor.send({ type: 'measurement.delete', uid: '2.25.2' });
    expect(all()).toHaveLength(2);
    actor.send(undo);
    expect(all()).toEqual(before);
    expect(actor.getSnapshot().context.selected).toBe('2.25.2');
  });

  it('moves back what was dragged, in one step however far the hand went', () => {
    const { actor, all } = session();
    actor.send(drawn());
    const [before] = all();
    for (let each = 0; each < 9; each += 1) actor.send(move('2.25.1', LONGER, false));
    actor.send(move('2.25.1'));
    actor.send(undo);
    expect(all()).toEqual([before]);
  });

  it('moves back keys that followed one another as one move, and a later one by itself', () => {
    let now = fixedNow.getTime();
    const actor = createActor(measuringMachine, {
      input: { measuring: { newUid: () => '2.25.1' }, clock: { now: () => new Date(now) } },
    }).start();
    const figure = () => actor.getSnapshot().context.measurements.all[0]?.figure;
    actor.send(drawn());
    actor.send(move('2.25.1', LONGER));
    now += 200;
    actor.send(move('2.25.1', LONGER));
    now += 5000;
    actor.send(move('2.25.1', LENGTH));
    actor.send(undo);
    expect(figure()).toBe(LONGER);
    actor.send(undo);
    expect(figure()).toBe(LENGTH);
    actor.send(undo);
    expect(figure()).toBeUndefined();
  });

  it('reaches twenty acts back and no further', () => {
    const { actor, all } = session();
    for (let each = 0; each < 25; each += 1) actor.send(drawn());
    for (let each = 0; each < 30; each += 1) actor.send(undo);
    expect(all()).toHaveLength(5);
  });

  it('gives no number twice', () => {
    const { actor, all } = session();
    actor.send(drawn());
    actor.send(undo);
    actor.send(drawn());
    expect(all().map(({ label }) => label)).toEqual(['Length 2']);
  });

  it('knows what the archive has: the saved one as it was, and not one that was moved before', () => {
    const { actor } = session();
    actor.send(drawn());
    const saved = { ...actor.getSnapshot().context, saved: ['2.25.1'] };
    const moved = { ...saved, ...withMove(saved, '2.25.1', true, 0), saved: [] };
    expect(undone(moved).saved).toEqual(['2.25.1']);
    const movedBeforeSaving = { ...moved, ...withMove({ ...saved, saved: [] }, '2.25.1', true, 0) };
    expect(undone({ ...movedBeforeSaving, saved: ['2.25.1'] }).saved).toEqual([]);
  });
});

describe('the measurements of a session', () => {
  it('measure what is drawn, choose it, and say when it was', () => {
    const { actor, all } = session();
    actor.send(drawn());
    expect(all()).toMatchObject([
      {
        uid: '2.25.1',
        label: 'Length 1',
        made: '2026-11-21T14:02:00',
        outcome: { quantities: [{ name: 'Length', value: 25 }] },
      },
    ]);
    expect(actor.getSnapshot().context.selected).toBe('2.25.1');
  });

  it('measure anew what is moved, and forget what is deleted with its choice', () => {
    const { actor, all } = session();
    actor.send(drawn());
    actor.send({
      type: 'figure.change',
      uid: '2.25.1',
      figure: LONGER,
      outcome: measure(LONGER, picture),
      settled: true,
    });
    expect(all()).toMatchObject([{ outcome: { quantities: [{ value: 50 }] } }]);
    actor.send({ type: 'measurement.delete', uid: '2.25.1' });
    expect(all()).toEqual([]);
    expect(actor.getSnapshot().context.selected).toBeUndefined();
  });

  it('are not saved where the configuration keeps them to the session', () => {
    const { actor } = session();
    actor.send(drawn());
    actor.send({ type: 'measurements.save', wanted });
    expect(actor.getSnapshot().matches('resting')).toBe(true);
  });

  it('are saved once, and again only what is new or was moved', async () => {
    const save = vi.fn<NonNullable<Measuring['save']>>(async () => stored);
    const { app, actor } = await inStudy(save);
    actor.send(drawn());
    actor.send(drawn());
    actor.send({ type: 'measurements.save', wanted });
    await settles(actor, (now) => now.context.outcome?.kind === 'saved');
    expect(save.mock.lastCall?.[0].measurements).toHaveLength(2);
    expect(unsavedOf(actor.getSnapshot().context, STUDY.uid)).toEqual([]);
    actor.send({ type: 'measurements.save', wanted });
    expect(save).toHaveBeenCalledTimes(1);
    const [first] = actor.getSnapshot().context.measurements.all;
    actor.send({
      type: 'figure.change',
      uid: first?.uid ?? '',
      figure: LONGER,
      outcome: measure(LONGER, picture),
      settled: true,
    });
    expect(unsavedOf(actor.getSnapshot().context, STUDY.uid)).toHaveLength(1);
    app.stop();
  });

  it('that were moved while they were on their way are not said to be saved', async () => {
    let answer: (value: Stored) => void = () => undefined;
    const { app, actor } = await inStudy(() => new Promise((resolve) => (answer = resolve)));
    actor.send(drawn());
    actor.send({ type: 'measurements.save', wanted });
    const [first] = actor.getSnapshot().context.measurements.all;
    actor.send({
      type: 'figure.change',
      uid: first?.uid ?? '',
      figure: LONGER,
      outcome: measure(LONGER, picture),
      settled: true,
    });
    answer(stored);
    await settles(actor, (now) => now.context.outcome?.kind === 'saved');
    expect(unsavedOf(actor.getSnapshot().context, STUDY.uid)).toHaveLength(1);
    app.stop();
  });

  it('say why they were not saved, and can be saved again', async () => {
    const problem = { kind: 'not-stored', where: 'Salford Royal', why: 'it is out of space' } as const;
    const { actor, unsaved } = session(async () => ({ kind: 'failed', problem, mayBeThere: false }));
    actor.send(drawn());
    actor.send({ type: 'measurements.save', wanted });
    await settles(actor, (now) => now.context.outcome?.kind === 'failed');
    expect(actor.getSnapshot().context.outcome).toMatchObject({ problem });
    expect(unsaved()).toBe(1);
  });
});

/** An app in which the study is open. */
async function inStudy(save?: Measuring['save']) {
  const asked: number[] = [];
  const archive = anArchive('Salford Royal', {
    studies: [STUDY],
    series: [aSeries()],
    instances: { '2.25.1.1': [anInstance()] },
  });
  const counted: typeof archive = {
    ...archive,
    objectsOf: (...given) => {
      asked.push(given[1].length);
      return archive.objectsOf(...given);
    },
  };
  let uids = 0;
  const measuring = { newUid: () => `2.25.${++uids}`, ...(save && { save }) };
  const app = runningApp(aPorts({ record: aRecord(), archives: [counted], measuring }));
  await until(app, (now) => now.matches('inSession'));
  const open = async () => {
    app.send({ type: 'study.open', study: STUDY });
    await until(app, (now) => now.matches({ inSession: { opened: 'viewing' } }));
  };
  await open();
  const actor = app.getSnapshot().children.measuring;
  if (!actor) throw new Error('there are no measurements');
  return { app, actor, open, asked };
}

describe('measurements and studies', () => {
  it('are still there when the study is opened again, and go with the session', async () => {
    const { app, actor, open } = await inStudy();
    actor.send(drawn());
    app.send({ type: 'list.show' });
    await open();
    expect(app.getSnapshot().children.measuring?.getSnapshot().context.measurements.all).toHaveLength(1);
    app.send({ type: 'session.lost' });
    await until(app, (now) => now.matches('expired'));
    expect(app.getSnapshot().children.measuring).toBeUndefined();
    expect(actor.getSnapshot().status).toBe('stopped');
  });

  it('that were saved make the archive be asked again for what lies beside the pictures', async () => {
    const { app, actor, asked } = await inStudy(async () => stored);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    actor.send(drawn());
    actor.send({ type: 'measurements.save', wanted });
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    app.stop();
  });
});

describe('arrows and notes', () => {
  const note: Figure = { kind: 'note', points: [[10, 10]] };

  it('are written, undone, never sent to an archive, and asked about before they would be lost', () => {
    const save = vi.fn<NonNullable<Measuring['save']>>(() => Promise.resolve(stored));
    const { actor, all, unsaved } = session(save);
    actor.send(drawn(note));
    actor.send({ type: 'measurement.write', uid: '2.25.1', words: 'query nodule' });
    actor.send({ type: 'measurement.write', uid: '2.25.1', words: ' query  nodule ' });
    expect(all()).toMatchObject([{ label: 'Note 1', words: 'query nodule', outcome: { kind: 'marked' } }]);
    expect(unsaved()).toBe(0);
    actor.send({ type: 'measurements.save', wanted });
    expect(save).not.toHaveBeenCalled();
    expect(anyUnsaved(actor.getSnapshot().context)).toBe(true);
    actor.send({ type: 'act.undo' });
    expect(all().map(({ words }) => words)).toEqual([undefined]);
    actor.send({ type: 'act.undo' });
    expect(all()).toEqual([]);
  });
});
