import { afterEach, describe, expect, it, vi } from 'vitest';
import { studyUid } from '../../../src/domain/ids';
import { isNamedMissing, LANDING_WAIT } from '../../../src/workflow/app/landing';
import type { Ports } from '../../../src/domain/ports/ports';
import type { Study } from '../../../src/domain/study/study';
import type { AppActor } from '../../../src/workflow/app/app.machine';
import {
  aPorts,
  aRecord,
  aReport,
  aSeries,
  aStudy,
  anArchive,
  anInstance,
  personOf,
  type GivenArchive,
  type GivenRecord,
} from '../../fakes';
import { listOf, runningApp, until } from '../actors';

let app: AppActor | undefined;
afterEach(() => {
  app?.stop();
  vi.useRealTimers();
});

const recorded = (uid: string, parts: Partial<Omit<Study, 'uid'>> = {}) =>
  aStudy({ uid, inRecord: true, reference: `ImagingStudy/${uid}`, series: [aSeries()], ...parts });
const newest = recorded('1.3', { started: '2026-11-20' });
const reported = recorded('1.2', { started: '2026-11-10' });
const ordered = recorded('1.1', { started: '2026-11-01', encounter: 'Encounter/9' });
const report = aReport({ id: 'DiagnosticReport/8', studies: [], studyReferences: ['ImagingStudy/1.2'] });
const salford = anArchive('Salford Royal', { instances: { '2.25.1.1': [anInstance()] } });

function launched(record: GivenRecord, ports: Partial<Omit<Ports, 'record'>> = {}): AppActor {
  const given = { studies: [newest, reported, ordered], reports: [report], ...record };
  app = runningApp(aPorts({ landing: 'study', archives: [salford], ...ports, record: aRecord(given) }));
  return app;
}

const landed = async (actor: AppActor) => {
  await until(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
  const { landing } = actor.getSnapshot().context;
  return [landing?.study.uid, landing?.reason, landing?.provisional];
};

describe('landing after a launch', () => {
  it('opens what the launch named', async () => {
    const actor = launched({ context: { named: ['ImagingStudy/1.1'] } });
    expect(await landed(actor)).toEqual(['1.1', 'named', undefined]);
  });

  it.each([
    ['an intent that the site has named for it', 'timeline', { list: ['timeline'] }, 'list'],
    ['an intent that the site has not named', 'view-imaging', { list: ['timeline'] }, 'study'],
    ['an intent that the site has named for the study', 'timeline', { study: ['timeline'] }, 'study'],
    ['an intent, where the site has named none', 'timeline', undefined, 'study'],
    ['no intent', undefined, { list: ['timeline'] }, 'study'],
  ] as const)('%s opens what it should', async (_, intent, landingByIntent, opens) => {
    const actor = launched({ ...(intent && { intent }) }, { landingByIntent });
    const where = opens === 'list' ? 'choosing' : ({ opened: 'viewing' } as const);
    await until(actor, (snapshot) => snapshot.matches({ inSession: where }));
    expect(actor.getSnapshot().context.landing === undefined).toBe(opens === 'list');
  });

  it('opens what the launch named before the record’s list is complete, and lists it as what is known so far', async () => {
    const actor = launched({
      context: { named: ['ImagingStudy/1.1'] },
      named: [ordered],
      studies: 'silent',
    });
    expect(await landed(actor)).toEqual(['1.1', 'named', undefined]);
    const list = actor.getSnapshot().children.studyList?.getSnapshot();
    expect(list?.value).toBe('asking');
    expect(list?.context.sources[0]?.answer).toMatchObject({
      kind: 'asking',
      soFar: { studies: [{ uid: '1.1' }] },
    });
  });

  it('opens the study of the report that the launch named', async () => {
    expect(await landed(launched({ context: { named: ['DiagnosticReport/8'] } }))).toEqual([
      '1.2',
      'named',
      undefined,
    ]);
  });

  it('opens the encounter’s imaging', async () => {
    const actor = launched({ context: { named: [], encounter: 'Encounter/9' } });
    expect(await landed(actor)).toEqual(['1.1', 'encounter', undefined]);
  });

  it('opens the newest reported study otherwise', async () => {
    expect(await landed(launched({}))).toEqual(['1.2', 'newest-reported', undefined]);
  });

  it('does not wait for a silent archive, and knows that its choice is provisional', async () => {
    const silent = anArchive('Wigan', { studies: 'silent' });
    expect(await landed(launched({}, { archives: [salford, silent] }))).toEqual([
      '1.2',
      'newest-reported',
      true,
    ]);
  });

  it('opens the newest when reports cannot be had', async () => {
    const actor = launched({ reports: { problem: { kind: 'forbidden', where: 'the record' } } });
    expect(await landed(actor)).toEqual(['1.3', 'newest', undefined]);
  });

  it('shows the list when the launch named what nobody has', async () => {
    const actor = launched({ context: { named: ['ImagingStudy/404'] } });
    await until(actor, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
    expect(actor.getSnapshot().context.openStudy).toBeUndefined();
  });

  it('shows the list when there is no imaging, and when nobody could be asked', async () => {
    const none = launched({ studies: [] }, { archives: [] });
    await until(none, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
    none.stop();
    const failing = launched(
      { studies: { problem: { kind: 'timed-out', where: 'the record' } } },
      { archives: [] },
    );
    await until(failing, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
  });

  it('leaves to the person what the person has chosen first', async () => {
    const actor = launched({ studies: 'silent' });
    await until(actor, (snapshot) => snapshot.matches({ inSession: 'landing' }));
    actor.send({ type: 'study.open', study: newest });
    await until(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(actor.getSnapshot().context).toMatchObject({ openStudy: { study: newest }, landing: undefined });
  });

  it('does not land again after the list was asked for', async () => {
    const actor = launched({ studies: 'silent' });
    await until(actor, (snapshot) => snapshot.matches({ inSession: 'landing' }));
    actor.send({ type: 'list.show' });
    expect(actor.getSnapshot().matches({ inSession: 'choosing' })).toBe(true);
  });
});

describe('a landing that others may overtake', () => {
  const bolton = (studies: GivenArchive['studies']) => anArchive('Royal Bolton', { studies });
  const older = aStudy({ uid: '2.1', started: '2022-11-20', series: [aSeries()], heldBy: [salford.id] });
  const newer = aStudy({ uid: '2.2', started: '2026-11-25', series: [aSeries()], heldBy: [salford.id] });
  const failing = { problem: { kind: 'failed', where: 'the record', status: 500 } } as const;
  const first = anArchive('Salford Royal', { studies: [older], instances: { '2.25.1.1': [anInstance()] } });

  /** An archive that answers when the test says so */
  function late(studies: readonly Study[]) {
    let answer: () => void = () => undefined;
    const archive = bolton([]);
    const held = new Promise<void>((resolve) => (answer = resolve));
    const studiesOf: typeof archive.studiesOf = async () => {
      await held;
      return { ok: true, value: { value: studies, shortfalls: [] } };
    };
    return { archive: { ...archive, studiesOf }, answer };
  }
  const openUid = (actor: AppActor) => actor.getSnapshot().context.openStudy?.study.uid;

  it('waits for every archive where the record has named no study', async () => {
    const { archive, answer } = late([newer]);
    const actor = launched({ studies: failing, reports: failing }, { archives: [first, archive] });
    await vi.waitFor(() => expect(listOf(actor).getSnapshot().context.studies).toHaveLength(1));
    expect(actor.getSnapshot().matches({ inSession: 'landing' })).toBe(true);
    answer();
    await until(actor, (snapshot) => snapshot.matches({ inSession: 'opened' }));
    expect(openUid(actor)).toBe('2.2');
  });

  it('waits for a few seconds only, and says that its choice is provisional', async () => {
    vi.useFakeTimers();
    const actor = launched({ studies: failing, reports: failing }, { archives: [first, bolton('silent')] });
    await vi.advanceTimersByTimeAsync(LANDING_WAIT - 100);
    expect(actor.getSnapshot().matches({ inSession: 'landing' })).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(actor.getSnapshot().context.landing).toMatchObject({ study: { uid: '2.1' }, provisional: true });
  });

  it('is taken back while nobody has touched anything', async () => {
    const { archive, answer } = late([newer]);
    const actor = launched({ studies: [recorded('2.1')], reports: [] }, { archives: [first, archive] });
    await until(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect([openUid(actor), actor.getSnapshot().context.landing?.provisional]).toEqual(['2.1', true]);
    answer();
    await until(actor, () => openUid(actor) === '2.2');
    await until(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(actor.getSnapshot().context.landing).toMatchObject({ reason: 'newest', study: { uid: '2.2' } });
  });

  it('is taken back for an older study that is confirmed, and never for one that is not', async () => {
    const doubtful = { ...recorded('2.3'), ownership: 'cannot-tell' } as const;
    const person = personOf();
    const { archive, answer } = late([{ ...older, person }]);
    const unconfirmed = { ...newer, person: { otherIds: [], name: person.name } } as Study;
    const holding = anArchive('Salford Royal', {
      studies: [unconfirmed],
      instances: { '2.25.1.1': [anInstance()] },
    });
    const actor = launched(
      { studies: [recorded('2.2'), doubtful], reports: [] },
      { archives: [holding, archive] },
    );
    await until(actor, () => openUid(actor) === '2.2');
    answer();
    await until(actor, () => openUid(actor) === '2.1');
    expect(actor.getSnapshot().context.landing?.instead).toBeUndefined();
  });

  it('leaves a refusal on the screen until a person has read it', async () => {
    const { archive, answer } = late([newer]);
    const actor = launched({ studies: [recorded('2.1')], reports: [] }, { archives: [first, archive] });
    await until(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    const problem = { kind: 'different-person', differs: ['identifier'] } as const;
    actor.send({ type: 'study.refused', study: older.uid, problem });
    answer();
    await until(actor, (snapshot) => snapshot.context.landing?.instead !== undefined);
    expect(openUid(actor)).toBe('2.1');
    expect(actor.getSnapshot().matches({ inSession: { opened: 'studyFailed' } })).toBe(true);
  });

  it.each<[string, Partial<Study>, boolean]>([
    ['took back and an archive still holds', { withdrawn: 'cancelled' }, false],
    ['does not say whose it is', { ownership: 'cannot-tell' }, false],
    ['does not list', { uid: studyUid('2.9'), reference: 'ImagingStudy/2.9' }, true],
  ])('of a named study that the record %s is none, and is said as that', async (_, given, missing) => {
    const context = { named: ['ImagingStudy/2.1'] };
    const actor = launched({ context, studies: [{ ...recorded('2.1'), ...given }] }, { archives: [first] });
    await until(actor, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
    expect(isNamedMissing(listOf(actor).getSnapshot().context, context)).toBe(missing);
  });

  it('stays where somebody has touched something, and names the other', async () => {
    const { archive, answer } = late([newer]);
    const actor = launched({ studies: [recorded('2.1')], reports: [] }, { archives: [first, archive] });
    await until(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    actor.send({ type: 'person.acted' });
    answer();
    await until(actor, (snapshot) => snapshot.context.landing?.instead !== undefined);
    expect([openUid(actor), actor.getSnapshot().context.landing?.instead?.study.uid]).toEqual(['2.1', '2.2']);
  });

  it('is no longer provisional once everybody has answered', async () => {
    const { archive, answer } = late([older]);
    const actor = launched({ studies: [newest], reports: [] }, { archives: [salford, archive] });
    await until(actor, (snapshot) => snapshot.context.landing?.provisional === true);
    answer();
    await until(actor, (snapshot) => snapshot.context.landing?.provisional === undefined);
    expect(openUid(actor)).toBe('1.3');
  });

  it.each<[string, Partial<GivenArchive>]>([
    ['failed', { studies: { problem: { kind: 'timed-out', where: 'Royal Bolton' } } }],
    ['answered in part', { studies: [older], shortfalls: [{ kind: 'unreadable', count: 1 }] }],
  ])('stays provisional where an archive %s', async (_, given) => {
    const archives = [salford, anArchive('Royal Bolton', given)];
    const actor = launched({ studies: [newest], reports: [] }, { archives });
    await until(actor, (snapshot) => snapshot.context.landing !== undefined);
    await vi.waitFor(() => expect(listOf(actor).getSnapshot().matches('partial')).toBe(true));
    expect(actor.getSnapshot().context.landing?.provisional).toBe(true);
  });
});
