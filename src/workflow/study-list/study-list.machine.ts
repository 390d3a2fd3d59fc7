import { assign, enqueueActions, fromCallback, sendTo, setup, type ActorRefFrom } from 'xstate';
import { listCompleteness, type ListCompleteness } from '../../domain/list/completeness';
import { mergedStudies, ofPatient, type Source, type SourceAnswer } from '../../domain/list/federation';
import type { Ports } from '../../domain/ports/ports';
import type { Archive } from '../../domain/ports/archive';
import type { OpenRecord, RecordedImaging, RecordedPlanned } from '../../domain/ports/record';
import { ok, type Problem, type Result } from '../../domain/problem';
import type { Report } from '../../domain/report/report';
import type { Study } from '../../domain/study/study';

export interface StudyListInput extends Pick<Ports, 'archives' | 'archiveAt' | 'clock' | 'audit' | 'mark'> {
  readonly record: OpenRecord;
}

export type ReportsAnswer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly entries: readonly Report[]; readonly unreadable: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

export type PlannedAnswer =
  | { readonly kind: 'asking' }
  | ({ readonly kind: 'answered' } & RecordedPlanned)
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface StudyListContext extends StudyListInput {
  readonly sources: readonly Source[];
  readonly studies: readonly Study[];
  readonly reports: ReportsAnswer;
  /** Requests and appointments without a study */
  readonly planned: PlannedAnswer;
}

export type StudyListEvent =
  /** Ask a source again, or all that failed */
  | { readonly type: 'source.ask'; readonly id: Source['id'] }
  | { readonly type: 'failedSources.ask' }
  | { readonly type: 'source.settled'; readonly id: Source['id']; readonly answer: SourceAnswer }
  /** The studies that the launch named, while the record's list of all is still to come */
  | { readonly type: 'named.found'; readonly studies: readonly Study[] }
  | { readonly type: 'archives.found'; readonly archives: readonly Archive[] }
  | { readonly type: 'reports.settled'; readonly answer: ReportsAnswer }
  /** Ask for requests and appointments again */
  | { readonly type: 'planned.ask' }
  | { readonly type: 'planned.settled'; readonly answer: PlannedAnswer };

export type StudyListActor = ActorRefFrom<typeof studyListMachine>;

type Answered = Omit<Extract<SourceAnswer, { kind: 'answered' }>, 'kind' | 'at'>;

type AskerCommand = { readonly type: 'ask'; readonly id: Source['id'] } | { readonly type: 'askPlanned' };

/** Asks every source at once, each for itself, so that a silent one keeps nobody waiting. Stopping aborts them all. */
const asker = fromCallback<AskerCommand, StudyListInput, StudyListEvent>(({ input, sendBack, receive }) => {
  const stop = new AbortController();
  const { record, clock } = input;
  const archives = new Map(input.archives.map((archive) => [archive.id, archive]));

  const settle = async (id: Source['id'], asked: Promise<Result<Answered>>) => {
    const result = await asked.catch(stopped);
    if (result === undefined || stop.signal.aborted) return;
    const answer: SourceAnswer = result.ok
      ? { kind: 'answered', ...result.value, at: clock.now() }
      : { kind: 'failed', problem: result.problem, at: clock.now() };
    sendBack({ type: 'source.settled', id, answer });
  };

  /** Where the record says that its studies are. Archives that were not known are asked from here on. */
  const located = ({ studies, endpoints }: RecordedImaging): readonly Study[] => {
    const named = endpoints.flatMap((endpoint) => {
      const archive = input.archiveAt(endpoint);
      return archive ? [{ archive, studies: new Set(endpoint.studies) }] : [];
    });
    const unknown = named.map(({ archive }) => archive).filter(({ id }) => !archives.has(id));
    const unique = [...new Map(unknown.map((archive) => [archive.id, archive])).values()];
    for (const archive of unique) archives.set(archive.id, archive);
    if (unique.length > 0) sendBack({ type: 'archives.found', archives: unique });
    return studies.map((study): Study => {
      const at = named.filter(({ studies: those }) => those.has(study.uid)).map(({ archive }) => archive.id);
      return at.length > 0 ? { ...study, recordedAt: at } : study;
    });
  };

  const askRecord = async (): Promise<Result<Answered>> => {
    const result = await record.studies(stop.signal);
    if (!result.ok) return result;
    const { unreadable, somebodyElses = 0 } = result.value;
    return ok({ studies: located(result.value), unreadable, somebodyElses });
  };

  const askNamed = async () => {
    const result = await record.named(stop.signal).catch(stopped);
    if (!result?.ok || stop.signal.aborted || result.value.studies.length === 0) return;
    sendBack({ type: 'named.found', studies: located(result.value) });
  };

  const askArchive = async (archive: Archive): Promise<Result<Answered>> => {
    const result = await archive.studiesOf(record.patient, stop.signal);
    if (!result.ok) return result;
    const studies = ofPatient(record.patient, result.value);
    return ok({ studies, somebodyElses: result.value.length - studies.length });
  };

  const askReports = async () => {
    const result = await record.reports(stop.signal).catch(stopped);
    if (result === undefined || stop.signal.aborted) return;
    const answer: ReportsAnswer = result.ok
      ? { kind: 'answered', entries: result.value.reports, unreadable: result.value.unreadable }
      : { kind: 'failed', problem: result.problem };
    sendBack({ type: 'reports.settled', answer });
  };

  const askPlanned = async () => {
    const result = await record.planned(stop.signal).catch(stopped);
    if (result === undefined || stop.signal.aborted) return;
    const answer: PlannedAnswer = result.ok
      ? { kind: 'answered', ...result.value }
      : { kind: 'failed', problem: result.problem };
    sendBack({ type: 'planned.settled', answer });
  };

  const ask = (id: Source['id']) => {
    if (id === 'record') {
      void settle(id, askRecord());
      void askNamed();
      void askReports();
      void askPlanned();
      return;
    }
    const archive = archives.get(id);
    if (archive) void settle(id, askArchive(archive));
  };

  receive((command) => (command.type === 'ask' ? ask(command.id) : void askPlanned()));
  ask('record');
  for (const id of archives.keys()) ask(id);
  return () => stop.abort();
});

/** A port rejects only when it was stopped. */
const stopped = () => undefined;

const sourcesOf = ({ record, archives }: StudyListInput): readonly Source[] => [
  { id: 'record', name: record.name, answer: { kind: 'asking' } },
  ...archives.map(({ id, name }): Source => ({ id, name, answer: { kind: 'asking' } })),
];

const withAnswer = (sources: readonly Source[], id: Source['id'], answer: SourceAnswer) =>
  sources.map((source) => (source.id === id ? { ...source, answer } : source));

const is =
  (completeness: ListCompleteness) =>
  ({ context }: { context: StudyListContext }) =>
    listCompleteness(context.sources) === completeness;

/** Every study the patient has, over the record and all archives, and how much of that is known. */
export const studyListMachine = setup({
  types: { context: {} as StudyListContext, events: {} as StudyListEvent, input: {} as StudyListInput },
  actors: { asker },
  actions: {
    recordListed: ({ context }) => {
      context.mark('list');
      context.audit.record({ kind: 'listed', count: context.studies.length });
    },
  },
  guards: {
    isAsking: is('asking'),
    isComplete: is('complete'),
    isPartial: is('partial'),
    isNone: is('none'),
  },
}).createMachine({
  id: 'studyList',
  context: ({ input }) => ({
    ...input,
    sources: sourcesOf(input),
    studies: [],
    reports: { kind: 'asking' },
    planned: { kind: 'asking' },
  }),
  invoke: { src: 'asker', id: 'asker', input: ({ context }) => context },
  on: {
    'source.settled': {
      target: '.judging',
      actions: assign(({ context, event }) => {
        const sources = withAnswer(context.sources, event.id, event.answer);
        return { sources, studies: mergedStudies(sources) };
      }),
    },
    'named.found': {
      guard: ({ context }) =>
        context.sources.some(({ id, answer }) => id === 'record' && answer.kind === 'asking'),
      actions: assign(({ context, event: { studies } }) => {
        const sources = withAnswer(context.sources, 'record', { kind: 'asking', studies });
        return { sources, studies: mergedStudies(sources) };
      }),
    },
    'archives.found': {
      target: '.judging',
      actions: [
        assign(({ context, event }) => ({
          archives: [...context.archives, ...event.archives],
          sources: [
            ...context.sources,
            ...event.archives.map(({ id, name }): Source => ({ id, name, answer: { kind: 'asking' } })),
          ],
        })),
        enqueueActions(({ event, enqueue }) => {
          for (const { id } of event.archives) enqueue.sendTo('asker', { type: 'ask', id });
        }),
      ],
    },
    'planned.settled': { actions: assign({ planned: ({ event }) => event.answer }) },
    'planned.ask': {
      actions: [assign({ planned: { kind: 'asking' } }), sendTo('asker', { type: 'askPlanned' })],
    },
    'reports.settled': { actions: assign({ reports: ({ event }) => event.answer }) },
    'source.ask': {
      target: '.judging',
      actions: [
        assign(({ context, event }) => ({
          sources: withAnswer(context.sources, event.id, { kind: 'asking' }),
          reports: event.id === 'record' ? ({ kind: 'asking' } as const) : context.reports,
        })),
        sendTo('asker', ({ event }) => ({ type: 'ask', id: event.id })),
      ],
    },
    'failedSources.ask': {
      actions: enqueueActions(({ context, enqueue }) => {
        for (const { id, answer } of context.sources)
          if (answer.kind === 'failed') enqueue.raise({ type: 'source.ask', id });
      }),
    },
  },
  initial: 'judging',
  states: {
    judging: {
      always: [
        { guard: 'isAsking', target: 'asking' },
        { guard: 'isComplete', target: 'complete' },
        { guard: 'isPartial', target: 'partial' },
        { guard: 'isNone', target: 'none' },
        { target: 'unavailable' },
      ],
    },
    asking: {},
    complete: { entry: 'recordListed' },
    partial: { entry: 'recordListed' },
    none: { entry: 'recordListed' },
    unavailable: {},
  },
});
