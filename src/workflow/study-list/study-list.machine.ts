import { assign, enqueueActions, sendTo, setup, type ActorRefFrom } from 'xstate';
import { hereOf, isMendable, type Remote } from '../../domain/knowledge/remote';
import { listCompleteness, type ListCompleteness } from '../../domain/list/completeness';
import {
  heldAgainstEachOther,
  MANIFESTS,
  mergedStudies,
  type Source,
  type SourceAnswer,
} from '../../domain/list/federation';
import type { Archive } from '../../domain/ports/archive';
import type { OpenRecord } from '../../domain/ports/record';
import { sourceAsker, sourceElsewhere } from './source-asker';
import type { StudyListContext, StudyListEvent, StudyListInput } from './study-list-context';

export type StudyListActor = ActorRefFrom<typeof studyListMachine>;

const sourcesOf = ({ record, archives }: StudyListInput): readonly Source[] => [
  { id: 'record', name: record.name, answer: { kind: 'asking' } },
  ...(record.manifests
    ? [{ id: MANIFESTS, name: record.manifests.name, answer: { kind: 'asking' } } satisfies Source]
    : []),
  ...asked(record, archives).map(({ id, name }): Source => ({ id, name, answer: { kind: 'asking' } })),
];

/** A patient sees what the record has released: what an archive holds beside it is not asked for. */
const asked = ({ viewedBy }: OpenRecord, archives: readonly Archive[]) => (viewedBy ? [] : archives);

const withAnswer = (sources: readonly Source[], id: Source['id'], answer: SourceAnswer) =>
  heldAgainstEachOther(
    sources.map((source) =>
      source.id === id ? { ...source, answer: keeping(source.answer, answer) } : source,
    ),
  );

/** What was here stays when asking again fails: only that it is all can no more be said. */
function keeping<T>(before: Remote<T>, answer: Remote<T>): Remote<T> {
  const soFar = hereOf(before);
  if (answer.kind !== 'failed' || soFar === undefined) return answer;
  const { at, problem } = answer;
  return { kind: 'answered', value: soFar, at, shortfalls: [{ kind: 'page-missing', problem }] };
}

/** What is here of an answer stays while it is asked for again. */
const againAsking = <T>(remote: Remote<T>): Remote<T> => {
  const soFar = hereOf(remote);
  return { kind: 'asking', ...(soFar !== undefined && { soFar }) };
};

const is =
  (completeness: ListCompleteness) =>
  ({ context }: { context: StudyListContext }) =>
    listCompleteness(context.sources) === completeness;

/** Every study the patient has, over the record and all archives, and how much of that is known. */
export const studyListMachine = setup({
  types: { context: {} as StudyListContext, events: {} as StudyListEvent, input: {} as StudyListInput },
  actors: { asker: sourceAsker },
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
    reportsLeftOut: 0,
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
    'source.began': {
      guard: ({ context, event }) =>
        context.sources.some(({ id, answer }) => id === event.id && answer.kind === 'asking'),
      actions: assign(({ context, event: { id, held } }) => {
        const before = hereOf(
          context.sources.find((source) => source.id === id)?.answer ?? { kind: 'asking' },
        );
        // What was here before it was asked again stays until all of the new answer is.
        const isMore = held.studies.length >= (before?.studies.length ?? 0);
        const sources = isMore
          ? withAnswer(context.sources, id, { kind: 'asking', soFar: held })
          : context.sources;
        return { sources, studies: mergedStudies(sources) };
      }),
    },
    'named.found': {
      guard: ({ context }) =>
        context.sources.some(({ id, answer }) => id === 'record' && answer.kind === 'asking'),
      actions: assign(({ context, event: { studies } }) => {
        const sources = withAnswer(context.sources, 'record', { kind: 'asking', soFar: { studies } });
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
            ...asked(context.record, event.archives).map(({ id, name }): Source => ({
              id,
              name,
              answer: { kind: 'asking' },
            })),
          ],
        })),
        enqueueActions(({ event, enqueue }) => {
          for (const { id } of event.archives) enqueue.sendTo('asker', { type: 'ask', id });
        }),
      ],
    },
    'elsewhere.found': {
      target: '.judging',
      actions: assign(({ context, event }) => {
        const known = new Set(context.sources.map(({ id }) => id));
        const more = event.places.map(sourceElsewhere).filter(({ id }) => !known.has(id));
        return { sources: [...context.sources, ...more] };
      }),
    },
    'planned.settled': {
      actions: assign({ planned: ({ context, event }) => keeping(context.planned, event.answer) }),
    },
    'planned.ask': {
      actions: [
        assign({ planned: ({ context }) => againAsking(context.planned) }),
        sendTo('asker', { type: 'askPlanned' }),
      ],
    },
    'reports.settled': {
      actions: assign({
        reports: ({ context, event }) => keeping(context.reports, event.answer),
        reportsLeftOut: ({ context, event: { answer, somebodyElses } }) =>
          somebodyElses ?? (answer.kind === 'failed' ? context.reportsLeftOut : 0),
      }),
    },
    'reports.ask': {
      actions: [
        assign({ reports: ({ context }) => againAsking(context.reports) }),
        sendTo('asker', { type: 'askReports' }),
      ],
    },
    'source.ask': {
      target: '.judging',
      actions: [
        assign(({ context, event }) => ({
          sources: context.sources.map((source) =>
            source.id === event.id ? { ...source, answer: againAsking(source.answer) } : source,
          ),
          // What the record has besides is read anew with its list, which it is joined to.
          ...(event.id === 'record' && {
            reports: againAsking(context.reports),
            planned: againAsking(context.planned),
          }),
        })),
        sendTo('asker', ({ event }) => ({ type: 'ask', id: event.id })),
      ],
    },
    'failedSources.ask': {
      actions: enqueueActions(({ context: { sources, reports, planned }, enqueue }) => {
        const again = sources.filter(({ answer }) => isMendable(answer));
        for (const { id } of again) enqueue.raise({ type: 'source.ask', id });
        if (again.some(({ id }) => id === 'record')) return;
        if (isMendable(reports)) enqueue.raise({ type: 'reports.ask' });
        const gaps =
          planned.kind === 'answered' &&
          planned.value.unanswered.some(({ problem }) => problem.kind !== 'not-asked');
        if (gaps || isMendable(planned)) enqueue.raise({ type: 'planned.ask' });
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
