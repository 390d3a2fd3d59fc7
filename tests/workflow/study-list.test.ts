import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { Ports } from '../../src/domain/ports/ports';
import { err, ok } from '../../src/domain/problem';
import { holdersOf } from '../../src/workflow/study/retrieval';
import { studyListMachine, type StudyListActor } from '../../src/workflow/study-list/study-list.machine';
import type { StudyListInput } from '../../src/workflow/study-list/study-list-context';
import {
  aPatient,
  aPorts,
  aRecord,
  aReport,
  aStudy,
  anArchive,
  personOf,
  fixedNow,
  imaging,
  type GivenRecord,
} from '../fakes';

let list: StudyListActor | undefined;
afterEach(() => list?.stop());

function asking(record: GivenRecord, ports: Partial<Ports> = {}): StudyListActor {
  const given = aPorts();
  const input: StudyListInput = { ...given, ...ports, record: aRecord(record) };
  list = createActor(studyListMachine, { input }).start();
  return list;
}

const reaches = (actor: StudyListActor, state: 'complete' | 'partial' | 'none' | 'unavailable') =>
  waitFor(actor, (snapshot) => snapshot.matches(state), { timeout: 2000 });
const timedOut = (where: string) => ({ problem: { kind: 'timed-out', where } as const });

describe('the study list', () => {
  it('is complete when the record and every archive answered', async () => {
    const archive = anArchive('Salford Royal', { studies: [aStudy({ uid: '1.1' })] });
    const { context } = await reaches(
      asking({ studies: [aStudy({ uid: '1.2' })] }, { archives: [archive] }),
      'complete',
    );
    expect(context.studies.map(({ uid }) => uid)).toEqual(['1.1', '1.2']);
  });

  it('shows what an archive has sent while its further pages are still to come, without what is another’s', async () => {
    const olga = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    let tell: (studies: ReturnType<typeof aStudy>[]) => void = () => undefined;
    let end: () => void = () => undefined;
    const archive = anArchive('Wigan', {});
    const all = [aStudy({ uid: '1.1' }), aStudy({ uid: '1.2' })];
    const paged = {
      ...archive,
      studiesOf: (...[, , soFar]: Parameters<typeof archive.studiesOf>) => {
        tell = (studies) => soFar?.(studies);
        return new Promise<Awaited<ReturnType<typeof archive.studiesOf>>>((resolve) => {
          end = () => resolve(ok({ value: all, shortfalls: [] }));
        });
      },
    };
    const actor = asking({}, { archives: [paged] });
    tell([aStudy({ uid: '1.1' }), aStudy({ uid: '1.9', person: olga })]);
    await waitFor(actor, ({ context }) => context.studies.length === 1, { timeout: 2000 });
    expect(actor.getSnapshot().matches('asking')).toBe(true);
    end();
    const { context } = await reaches(actor, 'complete');
    expect(context.studies.map(({ uid }) => uid)).toEqual(['1.1', '1.2']);
    tell([aStudy({ uid: '1.3' })]);
    expect(actor.getSnapshot().context.studies).toEqual(context.studies);
  });

  it('is partial when one archive is silent, and names it', async () => {
    const archives = [
      anArchive('Salford Royal', { studies: [aStudy()] }),
      anArchive('Wigan', { studies: timedOut('Wigan') }),
    ];
    const { context } = await reaches(asking({}, { archives }), 'partial');
    expect(context.sources.find(({ name }) => name === 'Wigan')?.answer).toEqual({
      kind: 'failed',
      problem: { kind: 'timed-out', where: 'Wigan' },
      at: fixedNow,
    });
  });

  it('shows what came while another archive is still being asked', async () => {
    const archives = [
      anArchive('Salford Royal', { studies: [aStudy()] }),
      anArchive('Wigan', { studies: 'silent' }),
    ];
    const actor = asking({}, { archives });
    const { context } = await waitFor(actor, (snapshot) => snapshot.context.studies.length === 1);
    expect(actor.getSnapshot().matches('asking')).toBe(true);
    expect(context.sources.map(({ answer }) => answer.kind)).toContain('asking');
  });

  it('is none when everyone answered with nothing', async () => {
    await reaches(asking({}, { archives: [anArchive('Salford Royal')] }), 'none');
  });

  it('is unavailable, not none, when nobody could be asked', async () => {
    const record = { studies: timedOut('the record') };
    await reaches(
      asking(record, { archives: [anArchive('Salford Royal', { studies: timedOut('Salford') })] }),
      'unavailable',
    );
  });

  it('is partial, not none, when the only one that answered has nothing', async () => {
    await reaches(asking({}, { archives: [anArchive('Wigan', { studies: timedOut('Wigan') })] }), 'partial');
  });

  it('asks again only those that failed', async () => {
    let answers = false;
    const salford = anArchive('Salford Royal');
    const wigan = anArchive('Wigan', { studies: timedOut('Wigan') });
    const recovering = {
      ...wigan,
      studiesOf: async (...asked: Parameters<typeof wigan.studiesOf>) =>
        answers ? ok({ value: [aStudy()], shortfalls: [] }) : wigan.studiesOf(...asked),
    };
    const actor = asking({}, { archives: [salford, recovering] });
    await reaches(actor, 'partial');
    answers = true;
    actor.send({ type: 'failedSources.ask' });
    expect(actor.getSnapshot().matches('asking')).toBe(true);
    const { context } = await reaches(actor, 'complete');
    expect(context.studies).toHaveLength(1);
    expect(salford.asked).toEqual(['studiesOf']);
  });

  it('keeps what was here when asking again fails, and says that it is not all any more', async () => {
    const part = { kind: 'page-missing', problem: { kind: 'timed-out', where: 'Record' } } as const;
    const lost = err({ kind: 'offline', where: 'Record' } as const);
    const report = aReport();
    let asked = 0;
    const once = <T>(first: T) => ((asked += 1) <= 3 ? ok(first) : lost);
    const record = {
      ...aRecord(),
      studies: async () => once(imaging([aStudy({ inRecord: true })], { shortfalls: [part] })),
      reports: async () => once({ reports: [report], shortfalls: [], somebodyElses: 2 }),
      planned: async () => once({ planned: [], unanswered: [], somebodyElses: 0, shortfalls: [] }),
    };
    list = createActor(studyListMachine, { input: { ...aPorts(), record } }).start();
    await waitFor(list, ({ context }) => context.planned.kind === 'answered');
    await reaches(list, 'partial');
    list.send({ type: 'failedSources.ask' });
    await waitFor(list, ({ context }) => context.planned.kind === 'answered' && asked === 6);
    const { context } = await reaches(list, 'partial');
    expect(context.studies).toHaveLength(1);
    const short = [{ kind: 'page-missing', problem: { kind: 'offline', where: 'Record' } }];
    expect(context.sources[0]?.answer).toMatchObject({ kind: 'answered', shortfalls: short });
    expect(context.reports).toMatchObject({ kind: 'answered', value: [report], shortfalls: short });
    expect(context.reportsLeftOut).toBe(2);
  });

  it('adds an archive that the record’s endpoints name, and names those that configuration does not allow', async () => {
    const bury = anArchive('Bury', { studies: [aStudy({ uid: '5.5' })] });
    const endpoint = { root: 'https://bury.example/dicom-web', requiresToken: true, studies: [] };
    const foreign = { root: 'https://elsewhere.example/dicom-web', requiresToken: true, studies: [] };
    const record = {
      ...aRecord(),
      studies: async () => ok(imaging([], { endpoints: [endpoint, foreign, endpoint] })),
    };
    const ports = aPorts({ archiveAt: ({ root }) => (root === endpoint.root ? bury : undefined) });
    list = createActor(studyListMachine, { input: { ...ports, record } }).start();
    const { context } = await reaches(list, 'partial');
    expect(context.sources.map(({ name, answer }) => [name, answer.kind])).toEqual([
      ['Greater Manchester Care Record', 'answered'],
      ['Bury', 'answered'],
      ['elsewhere.example', 'not-asked'],
    ]);
    expect(context.studies.map(({ uid }) => uid)).toEqual(['5.5']);
    expect(context.archives.map(({ name }) => name)).toEqual(['Bury']);
    expect(bury.asked).toEqual(['studiesOf']);
  });

  it('knows where the record says a study is, before any archive has answered', async () => {
    const salford = anArchive('Salford', { studies: 'silent' });
    const bolton = anArchive('Bolton', { studies: 'silent' });
    const study = aStudy({ uid: '7.7', heldBy: [], inRecord: true });
    const endpoint = {
      root: 'https://bolton.example/dicom-web',
      requiresToken: true,
      studies: [study.uid],
    };
    const record = {
      ...aRecord(),
      studies: async () => ok(imaging([study], { endpoints: [endpoint] })),
    };
    const ports = aPorts({ archives: [salford, bolton], archiveAt: () => bolton });
    list = createActor(studyListMachine, { input: { ...ports, record } }).start();
    await vi.waitFor(() => expect(list?.getSnapshot().context.studies).toHaveLength(1));
    const { studies, archives } = list.getSnapshot().context;
    expect(archives.map(({ name }) => name)).toEqual(['Salford', 'Bolton']);
    const [known] = studies;
    if (!known) throw new Error('the study is not listed');
    expect(holdersOf(known, archives).map(({ name }) => name)).toEqual(['Bolton', 'Salford']);
    expect(holdersOf({ ...known, heldBy: [salford.id] }, archives).map(({ name }) => name)).toEqual([
      'Salford',
      'Bolton',
    ]);
  });

  it('takes the record’s list for what it is, whenever the study that the launch named was heard of', async () => {
    const named = [aStudy({ uid: '1.9', inRecord: true })];
    const actor = asking({ named, studies: [aStudy({ uid: '1.1' }), aStudy({ uid: '1.2' })] });
    const { context } = await reaches(actor, 'complete');
    actor.send({ type: 'named.found', studies: named });
    expect(actor.getSnapshot().context.studies).toEqual(context.studies);
    expect(context.studies.map(({ uid }) => uid)).toEqual(['1.1', '1.2']);
  });

  it('leaves out what an archive says is somebody else’s, and counts it', async () => {
    const olga = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    const careless = anArchive('Wigan', {
      studies: [aStudy({ uid: '1.1' }), aStudy({ uid: '1.2', person: olga })],
    });
    const { context } = await reaches(asking({}, { archives: [careless] }), 'complete');
    expect(context.studies.map(({ uid }) => uid)).toEqual(['1.1']);
    expect(context.sources[1]?.answer).toMatchObject({ kind: 'answered', value: { somebodyElses: 1 } });
  });

  it('is partial when an entry of the record could not be read', async () => {
    const record = {
      ...aRecord(),
      studies: async () => ok(imaging([aStudy()], { shortfalls: [{ kind: 'unreadable', count: 1 }] })),
    };
    list = createActor(studyListMachine, { input: { ...aPorts(), record } }).start();
    await reaches(list, 'partial');
  });

  it('knows of reports apart from studies: their failure keeps no study back', async () => {
    const actor = asking({ studies: [aStudy()], reports: timedOut('the record') });
    await reaches(actor, 'complete');
    const { context } = await waitFor(actor, (snapshot) => snapshot.context.reports.kind === 'failed');
    expect(context.studies).toHaveLength(1);
  });

  it('aborts every question when it is stopped', () => {
    const signals: AbortSignal[] = [];
    const archive = anArchive('Wigan', { studies: 'silent' });
    const watched = {
      ...archive,
      studiesOf: (...[patient, signal]: Parameters<typeof archive.studiesOf>) => {
        signals.push(signal);
        return archive.studiesOf(patient, signal);
      },
    };
    asking({}, { archives: [watched] }).stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('audits once that the list was seen, with its length', async () => {
    const ports = aPorts({ archives: [anArchive('Salford Royal', { studies: [aStudy()] })] });
    list = createActor(studyListMachine, { input: { ...ports, record: aRecord() } }).start();
    await reaches(list, 'complete');
    expect(ports.audited).toEqual([{ kind: 'listed', count: 1 }]);
    expect(ports.marks).toEqual(['list']);
  });
});
