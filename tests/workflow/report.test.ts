import { afterEach, describe, expect, it } from 'vitest';
import { createActor, setup, waitFor } from 'xstate';
import type { Archive } from '../../src/domain/ports/archive';
import { err, ok } from '../../src/domain/problem';
import type { Report } from '../../src/domain/report/report';
import type { StudyObjects } from '../../src/domain/objects/study-objects';
import { openStudy } from '../../src/workflow/study/open-study';
import { chosenReport, type ReportInput } from '../../src/workflow/report/report-context';
import { reportMachine, type ReportActor } from '../../src/workflow/report/report.machine';
import {
  aPatient,
  aReport as anyReport,
  aSeries,
  aStudy,
  anArchive,
  answering,
  fakeDocuments,
  nothingBeside,
  personOf,
  type Answer,
} from '../fakes';
import { settles } from './actors';

const study = aStudy({ uid: '1.1', accessionNumber: 'ACC1', series: [aSeries()] });
const paragraph = (text: string) =>
  ({
    kind: 'document',
    document: { blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text }] }] },
  }) as const;

const aReport = (parts: Partial<Report> = {}) => anyReport({ studies: [study.uid], ...parts });

const recorded =
  (answer: Answer<readonly Report[]>): ReportInput['reports'] =>
  async (signal) => {
    const result = await answering(answer, signal);
    return result.ok ? ok({ reports: result.value, shortfalls: [] }) : result;
  };

const seen: StudyObjects[] = [];
let stop: (() => void) | undefined;
afterEach(() => {
  stop?.();
  seen.length = 0;
});

const parentMachine = setup({
  types: {
    context: {} as { input: ReportInput },
    input: {} as { input: ReportInput },
    events: {} as { type: 'objects.found'; objects: StudyObjects },
    children: {} as { report: 'report' },
  },
  actors: { report: reportMachine },
}).createMachine({
  context: ({ input }) => input,
  invoke: { src: 'report', id: 'report', input: ({ context }) => context.input },
  on: { 'objects.found': { actions: ({ event }) => seen.push(event.objects) } },
});

function asking(
  reports: Answer<readonly Report[]>,
  objects: Answer<Partial<StudyObjects>> = {},
  given: Partial<ReportInput> = {},
): ReportActor {
  const { archives, objects: objectsOf } = openStudy(
    study,
    given.archives ?? [anArchive('Salford Royal', { objects })],
  );
  const input: ReportInput = {
    study,
    patient: aPatient(),
    reports: recorded(reports),
    archives,
    objects: objectsOf,
    documents: fakeDocuments,
    ...given,
  };
  const parent = createActor(parentMachine, { input: { input } }).start();
  stop = () => parent.stop();
  const report = parent.getSnapshot().children.report;
  if (!report) throw new Error('there is no report');
  return report;
}

const reaches = (
  actor: ReportActor,
  state: Parameters<ReturnType<ReportActor['getSnapshot']>['matches']>[0],
) => waitFor(actor, (snapshot) => snapshot.matches(state), { timeout: 2000 });
const refused = { problem: { kind: 'forbidden', where: 'Care Record' } } as const;
const down = { problem: { kind: 'timed-out', where: 'Care Record' } } as const;

describe('the report', () => {
  it('is read as soon as the record answers, whatever the archive does', async () => {
    const { context } = await reaches(asking([aReport()], 'silent'), { shown: 'readable' });
    expect(context.read).toEqual(paragraph('Clear lungs.'));
  });

  it('is absent only when everybody has answered', async () => {
    const waiting = asking([], 'silent');
    await reaches(waiting, 'loading');
    stop?.();
    await reaches(asking([]), 'absent');
  });

  it('is withheld, not absent, when the record refuses', async () => {
    await reaches(asking(refused), 'withheld');
  });

  it('has failed, not absent, when the record does not answer', async () => {
    await reaches(asking(down), 'failed');
  });

  it('is not absent when the archive could not be asked for its structured reports', async () => {
    await reaches(asking([], { problem: { kind: 'unreachable', where: 'Salford' } }), 'failed');
  });

  it('is pending when there is one and nothing is written in it yet', async () => {
    await reaches(asking([aReport({ status: 'registered', contents: [] })]), 'pending');
  });

  it('comes from the archive where the record has none', async () => {
    const sr = aReport({ id: '2.25.9', source: 'Salford Royal', person: personOf() });
    const { context } = await reaches(asking([], { reports: [sr] }), { shown: 'readable' });
    expect(chosenReport(context)?.source).toBe('Salford Royal');
  });

  it('shows nothing of a structured report of somebody else', async () => {
    const other = personOf(
      aPatient({ name: { family: 'Other', given: [] }, birthDate: '1950-01-01', identifiers: [] }),
    );
    await reaches(asking([], { reports: [aReport({ id: '2.25.9', person: other })] }), 'absent');
  });

  it('shows nothing of a report on another study', async () => {
    await reaches(asking([aReport({ studies: [aStudy({ uid: '9.9' }).uid] })]), 'absent');
  });

  it('puts the newest first and marks what it replaced', async () => {
    const first = aReport();
    const amended = aReport({
      id: 'DiagnosticReport/2',
      status: 'amended',
      issued: '2026-11-19T09:00:00Z',
      replaces: ['DiagnosticReport/1'],
    });
    const { context } = await reaches(asking([first, amended]), { shown: 'readable' });
    expect(context.reports.map(({ report, replaced }) => [report.id, replaced])).toEqual([
      ['DiagnosticReport/2', false],
      ['DiagnosticReport/1', true],
    ]);
  });

  it('reads the final report before a newer one that nobody has confirmed, and what was taken back last', async () => {
    const reports = [
      aReport({ id: 'taken back', status: 'entered-in-error', issued: '2026-11-21T09:00:00Z' }),
      aReport({ id: 'unconfirmed', status: 'preliminary', issued: '2026-11-20T09:00:00Z' }),
      aReport({ id: 'final' }),
    ];
    const { context } = await reaches(asking(reports), { shown: 'readable' });
    expect(context.reports.map(({ report }) => report.id)).toEqual(['final', 'unconfirmed', 'taken back']);
  });

  it('compares instants, not their spelling', async () => {
    const early = aReport({ id: 'a', issued: '2026-11-18T10:00:00+01:00' });
    const late = aReport({ id: 'b', issued: '2026-11-18T09:30:00Z' });
    const { context } = await reaches(asking([early, late]), { shown: 'readable' });
    expect(chosenReport(context)?.id).toBe('b');
  });

  it('opens an earlier version on request', async () => {
    const actor = asking([
      aReport(),
      aReport({ id: 'DiagnosticReport/0', issued: '2020-01-01', contents: [paragraph('Old.')] }),
    ]);
    await reaches(actor, { shown: 'readable' });
    actor.send({ type: 'report.choose', id: 'DiagnosticReport/0' });
    const { context } = await reaches(actor, { shown: 'readable' });
    expect(context.read).toEqual(paragraph('Old.'));
  });

  it('goes on being read when a structured report comes later', async () => {
    let answer = () => {};
    const asked = new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
    const archive = anArchive('Salford Royal');
    const slow: Archive = {
      ...archive,
      objectsOf: async () => {
        await asked;
        return ok({ ...nothingBeside, reports: [aReport({ id: '2.25.9', issued: '2020-01-01' })] });
      },
    };
    const actor = asking([aReport()], {}, { archives: [slow] });
    await reaches(actor, { shown: 'readable' });
    const states: unknown[] = [];
    actor.subscribe(({ value }) => states.push(value));
    answer();
    await settles(actor, ({ context }) => context.reports.length === 2);
    expect(states).toEqual([{ shown: 'readable' }]);
  });

  it('fetches an attachment only when it is to be read, and says when it cannot be', async () => {
    let asked = 0;
    const attachment = {
      kind: 'attachment',
      mediaType: 'text/plain',
      bytes: async () => {
        asked += 1;
        return asked === 1
          ? err({ kind: 'busy', where: 'Care Record' } as const)
          : ok(new TextEncoder().encode('Normal heart.'));
      },
    } as const;
    const actor = asking([aReport({ contents: [paragraph('Conclusion.'), attachment] })]);
    await reaches(actor, { shown: 'readable' });
    expect(asked).toBe(0);
    actor.send({ type: 'form.choose', form: 1 });
    const { context } = await reaches(actor, { shown: 'unreadable' });
    expect(context.problem).toEqual({ kind: 'busy', where: 'Care Record' });
    actor.send({ type: 'report.retry' });
    expect((await reaches(actor, { shown: 'readable' })).context.read).toEqual(paragraph('Normal heart.'));
  });

  it('is asked for again after a failure', async () => {
    let answers = false;
    const actor = asking([], {}, { reports: (signal) => recorded(answers ? [aReport()] : down)(signal) });
    await reaches(actor, 'failed');
    answers = true;
    actor.send({ type: 'report.retry' });
    await reaches(actor, { shown: 'readable' });
  });

  it('tells its parent of key objects and presentation states', async () => {
    const actor = asking([], { unreadable: ['one'] });
    await reaches(actor, 'absent');
    expect(seen.map(({ unreadable }) => unreadable)).toEqual([['one']]);
  });
});
