import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor, setup, waitFor } from 'xstate';
import type { Archive } from '../../src/domain/ports/archive';
import type { Remote } from '../../src/domain/knowledge/remote';
import { err, ok, type Problem } from '../../src/domain/problem';
import type { Report } from '../../src/domain/report/report';
import type { StudyObjects } from '../../src/domain/objects/study-objects';
import { openStudy } from '../../src/workflow/study/open-study';
import { chosenReport, type ReportInput, type ReportKnown } from '../../src/workflow/report/report-context';
import type { FailuresAsk, ObjectsFound } from '../../src/workflow/report/report-events';
import { reportMachine, type ReportActor } from '../../src/workflow/report/report.machine';
import {
  aPatient,
  aReport as anyReport,
  aSeries,
  aStudy,
  anArchive,
  fakeDocuments,
  fixedNow,
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

/** What the list knows of the record's reports */
type Recorded = readonly Report[] | Remote<readonly Report[]>;
const remote = (answer: Recorded): Remote<readonly Report[]> =>
  'kind' in answer ? answer : { kind: 'answered', value: answer, at: fixedNow, shortfalls: [] };

const seen: StudyObjects[] = [];
const wanted: string[] = [];
let stop: (() => void) | undefined;
afterEach(() => {
  stop?.();
  seen.length = 0;
  wanted.length = 0;
});

const parentMachine = setup({
  types: {
    context: {} as { input: ReportInput },
    input: {} as { input: ReportInput },
    events: {} as ObjectsFound | FailuresAsk,
    children: {} as { report: 'report' },
  },
  actors: { report: reportMachine },
}).createMachine({
  context: ({ input }) => input,
  invoke: { src: 'report', id: 'report', input: ({ context }) => context.input },
  on: {
    'objects.found': { actions: ({ event }) => seen.push(event.objects) },
    'failures.ask': { actions: ({ event }) => wanted.push(event.type) },
  },
});

/** What the list knows, with one archive that holds the study unless others are given. */
function knownOf(
  reports: Recorded,
  archives: readonly Archive[],
  given: Partial<ReportKnown> = {},
): ReportKnown {
  const of = given.study ?? study;
  const list = (holds: boolean) =>
    ({ kind: 'answered', value: { studies: holds ? [of] : [] }, at: fixedNow, shortfalls: [] }) as const;
  return {
    study: of,
    patient: aPatient(),
    recorded: remote(reports),
    studies: [of],
    sources: [
      { id: 'record', name: 'Care Record', answer: list(true) },
      ...archives.map(({ id, name }) => ({ id, name, answer: list(of.heldBy.includes(id)) })),
    ],
    archives,
    ...given,
  };
}

function asking(
  reports: Recorded,
  objects: Answer<Partial<StudyObjects>> = {},
  given: { readonly archives?: readonly Archive[]; readonly known?: Partial<ReportKnown> } = {},
): ReportActor {
  const archives = given.archives ?? [anArchive('Salford Royal', { objects })];
  const known = knownOf(reports, archives, given.known);
  const input: ReportInput = {
    open: openStudy(known.study ?? study, () => ({ studies: known.studies, archives })),
    known,
    documents: fakeDocuments,
    clock: { now: () => fixedNow },
  };
  const parent = createActor(parentMachine, { input: { input } }).start();
  stop = () => parent.stop();
  const report = parent.getSnapshot().children.report;
  if (!report) throw new Error('there is no report');
  return report;
}

/** The list learns something. */
function learns(actor: ReportActor, reports: Recorded, given: Partial<ReportKnown> = {}) {
  const { archives } = actor.getSnapshot().context.known;
  actor.send({ type: 'known.changed', known: knownOf(reports, archives, given) });
}

const reaches = (
  actor: ReportActor,
  state: Parameters<ReturnType<ReportActor['getSnapshot']>['matches']>[0],
) => waitFor(actor, (snapshot) => snapshot.matches(state), { timeout: 2000 });
const failed = (problem: Problem): Remote<never> => ({ kind: 'failed', problem, at: fixedNow });
const refused = failed({ kind: 'forbidden', where: 'Care Record' });
const down = failed({ kind: 'timed-out', where: 'Care Record' });

const partly = (reports: readonly Report[]): Remote<readonly Report[]> => ({
  kind: 'answered',
  value: reports,
  at: fixedNow,
  shortfalls: [{ kind: 'fewer-than-announced', announced: 3, came: 1 }],
});

describe('a report that is read', () => {
  it('is written down once it is on the screen, once for each, and not for its other forms', async () => {
    const audited: unknown[] = [];
    const archives = [anArchive('Salford Royal', {})];
    const reports = ['a', 'b'].map((id) =>
      aReport({ id: `DiagnosticReport/${id}`, contents: [paragraph('One.'), paragraph('Two.')] }),
    );
    const known = knownOf(reports, archives);
    const audit = { record: (event: unknown) => void audited.push(event) };
    const parent = createActor(parentMachine, {
      input: {
        input: {
          open: openStudy(study, () => ({ studies: [study], archives })),
          known,
          documents: fakeDocuments,
          clock: { now: () => fixedNow },
          audit,
        },
      },
    }).start();
    stop = () => parent.stop();
    const report = parent.getSnapshot().children.report;
    if (!report) throw new Error('there is no report');
    await reaches(report, { shown: 'readable' });
    report.send({ type: 'form.choose', form: 1 });
    await reaches(report, { shown: 'readable' });
    const first = chosenReport(report.getSnapshot().context)?.id;
    const other = reports.find(({ id }) => id !== first)?.id ?? '';
    report.send({ type: 'report.choose', id: other });
    await reaches(report, { shown: 'readable' });
    expect(audited).toEqual([
      { kind: 'report-read', report: first, study: study.uid },
      { kind: 'report-read', report: other, study: study.uid },
    ]);
  });
});

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

  it('that is wanted again after a failure is asked for by whoever owns it, and comes when the list has it', async () => {
    const actor = asking(down);
    await reaches(actor, 'failed');
    actor.send({ type: 'report.retry' });
    await vi.waitFor(() => expect(wanted).toEqual(['failures.ask']));
    learns(actor, [aReport()]);
    await reaches(actor, { shown: 'readable' });
  });

  it.each<[string, Recorded, Answer<Partial<StudyObjects>>, Partial<ReportKnown>]>([
    ['the record’s reports came in part', partly([]), {}, {}],
    ['the sign-in does not include reports', { kind: 'not-asked', why: 'no-scope' }, {}, {}],
    ['an object beside the pictures could not be read', [], { unreadable: ['one'] }, {}],
    ['a series beside the pictures did not come', [], { problems: [{ kind: 'busy', where: 'Salford' }] }, {}],
    [
      'an archive cannot be asked what lies among its pictures',
      [],
      { shortfalls: [{ kind: 'not-looked-through' }] },
      {},
    ],
    ['a report of the patient names no study', [aReport({ studies: [] })], {}, {}],
  ])('is not said to be absent when %s', async (_, reports, objects, known) => {
    await reaches(asking(reports, objects, { known }), 'untold');
  });

  it('that names no study can be read by itself, and left again', async () => {
    const loose = aReport({ id: 'DiagnosticReport/7', studies: [], contents: [paragraph('Elsewhere.')] });
    const actor = asking([loose]);
    await reaches(actor, 'untold');
    actor.send({ type: 'report.choose', id: loose.id });
    const { context } = await reaches(actor, { shown: 'readable' });
    expect(context.read).toEqual(paragraph('Elsewhere.'));
    expect(context.reports).toEqual([]);
    actor.send({ type: 'report.choose', id: undefined });
    await reaches(actor, 'untold');
  });

  it('joins the study when an archive tells the number later', async () => {
    const numbered = aReport({ studies: [], accessionNumbers: ['ACC7'] });
    const unnumbered = { ...study, accessionNumber: undefined };
    const actor = asking([numbered], {}, { known: { study: unnumbered } });
    await reaches(actor, 'untold');
    learns(actor, [numbered], { study: { ...study, accessionNumber: 'ACC7' } });
    const { context } = await reaches(actor, { shown: 'readable' });
    expect(context.reports[0]?.join).toBe('accession number');
  });

  it.each(['registered', 'partial', 'preliminary'] as const)(
    'without words is still to be written where it is %s',
    async (status) => {
      await reaches(asking([aReport({ status, contents: [] })]), 'pending');
    },
  );

  it.each(['final', 'amended', 'corrected', 'appended', 'unknown'] as const)(
    'without words has lost them where it is %s',
    async (status) => {
      await reaches(asking([aReport({ status, contents: [] })]), 'empty');
    },
  );

  it('comes from any archive that holds the study, not only the first that answers', async () => {
    const sr = aReport({ id: '2.25.9', source: 'Bolton', person: personOf() });
    const archives = [anArchive('Salford Royal'), anArchive('Bolton', { objects: { reports: [sr] } })];
    const both = { ...study, heldBy: archives.map(({ id }) => id) };
    const { context } = await reaches(asking([], {}, { archives, known: { study: both } }), {
      shown: 'readable',
    });
    expect(chosenReport(context)?.source).toBe('Bolton');
  });

  it('is looked for at an archive that says only later that it holds the study', async () => {
    const sr = aReport({ id: '2.25.9', source: 'Bolton', person: personOf() });
    const archives = [anArchive('Salford Royal'), anArchive('Bolton', { objects: { reports: [sr] } })];
    const actor = asking([], {}, { archives });
    await reaches(actor, 'absent');
    learns(actor, [], { study: { ...study, heldBy: archives.map(({ id }) => id) } });
    await reaches(actor, { shown: 'readable' });
  });

  it('is looked for in series of pictures, and in those that the record does not list', async () => {
    const sr = aReport({ id: '2.25.9', source: 'Salford Royal', person: personOf() });
    const archive = anArchive('Salford Royal', { elsewhere: { reports: [sr] } });
    await reaches(asking([], {}, { archives: [archive] }), { shown: 'readable' });
  });

  it('asks an archive again only for what failed there', async () => {
    let answers = 0;
    const archive = anArchive('Salford Royal');
    const broken: Archive = {
      ...archive,
      objectsOf: async () => {
        answers += 1;
        return answers === 1 ? err({ kind: 'busy', where: 'Salford' } as const) : ok(nothingBeside);
      },
    };
    const actor = asking([], {}, { archives: [broken, anArchive('Bolton')] });
    await reaches(actor, 'failed');
    actor.send({ type: 'failures.ask' });
    await reaches(actor, 'absent');
    const asked = answers;
    actor.send({ type: 'failures.ask' });
    expect(answers).toBe(asked);
  });

  it('tells its parent of key objects and presentation states', async () => {
    const actor = asking([], { unreadable: ['one'] });
    await reaches(actor, 'untold');
    expect(seen.at(-1)?.unreadable).toContain('one');
  });
});
