import { assign, enqueueActions, fromPromise, sendParent, setup, type ActorRefFrom } from 'xstate';
import type { Documents, ReadDocument } from '../../domain/ports/documents';
import { ok, type Result } from '../../domain/problem';
import type { ReportContent } from '../../domain/report/report';
import { asker } from './report-asker';
import {
  chosenReport,
  contentOf,
  gathered,
  isReadingOn,
  withheld,
  type ReportContext,
  type ReportInput,
} from './report-context';
import type { ObjectsFound, ReportEvent } from './report-events';

export type ReportActor = ActorRefFrom<typeof reportMachine>;

interface ReadingInput {
  readonly content: ReportContent;
  readonly documents: Documents;
  readonly where: string;
}

const reading = fromPromise<Result<ReadDocument>, ReadingInput>(async ({ input, signal }) => {
  const { content, documents, where } = input;
  if (content.kind === 'document') return ok({ kind: 'document', document: content.document });
  const bytes = await content.bytes(signal);
  return bytes.ok ? documents.read(bytes.value, content.mediaType, where) : bytes;
});

/**
 * A study's report. `absent` is said only when everybody who could have one has answered; withheld, not reachable and
 * not there are three states (clinical-rules, "What is known and what is not").
 */
export const reportMachine = setup({
  types: { context: {} as ReportContext, events: {} as ReportEvent, input: {} as ReportInput },
  actors: { asker, reading },
  actions: {
    tellObjects: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'objects.settled' || event.answer.kind !== 'answered') return;
      const { uid } = context.study;
      const told: ObjectsFound = { type: 'objects.found', study: uid, objects: event.answer.value };
      enqueue(sendParent(told));
    }),
  },
  guards: {
    hasReport: ({ context }) => context.reports.length > 0,
    isAsking: ({ context }) => context.recorded.kind === 'asking' || context.objects.kind === 'asking',
    isWithheld: ({ context }) => withheld(context),
    hasFailed: ({ context }) => context.recorded.kind === 'failed' || context.objects.kind === 'failed',
    isNothingWritten: ({ context }) => chosenReport(context)?.contents.length === 0,
    hasFailedReading: (_, result: Result<ReadDocument>) => !result.ok,
  },
}).createMachine({
  id: 'report',
  context: ({ input }) => ({
    ...input,
    input,
    recorded: { kind: 'asking' },
    objects: { kind: 'asking' },
    reports: [],
    form: 0,
  }),
  invoke: { src: 'asker', id: 'asker', input: ({ context }) => context.input },
  on: {
    // What is being read stays as it is when news of something else comes: no text jumps under a reader's eyes.
    'recorded.settled': [
      {
        guard: ({ context, event }) => isReadingOn(context, { recorded: event.answer }),
        actions: assign(({ context, event }) => gathered(context, { recorded: event.answer })),
      },
      {
        target: '.judging',
        actions: assign(({ context, event }) => gathered(context, { recorded: event.answer })),
      },
    ],
    'objects.settled': [
      {
        guard: ({ context, event }) => isReadingOn(context, { objects: event.answer }),
        actions: [
          'tellObjects',
          assign(({ context, event }) => gathered(context, { objects: event.answer })),
        ],
      },
      {
        target: '.judging',
        actions: [
          'tellObjects',
          assign(({ context, event }) => gathered(context, { objects: event.answer })),
        ],
      },
    ],
    'objects.ask': {
      actions: enqueueActions(({ enqueue }) => {
        enqueue.sendTo('asker', { type: 'ask', what: 'objects again' });
      }),
    },
    'report.retry': {
      target: '.judging',
      actions: enqueueActions(({ context, enqueue }) => {
        for (const what of ['recorded', 'objects'] as const) {
          if (context[what].kind !== 'failed') continue;
          enqueue.assign({ [what]: { kind: 'asking' } });
          enqueue.sendTo('asker', { type: 'ask', what });
        }
      }),
    },
  },
  initial: 'judging',
  states: {
    judging: {
      always: [
        { guard: 'isNothingWritten', target: 'pending' },
        { guard: 'hasReport', target: 'shown' },
        { guard: 'isAsking', target: 'loading' },
        { guard: 'isWithheld', target: 'withheld' },
        { guard: 'hasFailed', target: 'failed' },
        { target: 'absent' },
      ],
    },
    loading: {},
    absent: {},
    /** There is a report, but nothing is written in it yet */
    pending: {
      on: {
        'report.choose': { target: 'judging', actions: assign({ chosen: ({ event }) => event.id, form: 0 }) },
      },
    },
    withheld: {},
    failed: {},
    shown: {
      initial: 'reading',
      on: {
        'report.choose': {
          target: 'judging',
          actions: assign({ chosen: ({ event }) => event.id, form: 0, read: undefined, problem: undefined }),
        },
        'form.choose': {
          target: '.reading',
          actions: assign({ form: ({ event }) => event.form, read: undefined, problem: undefined }),
        },
      },
      states: {
        reading: {
          invoke: {
            src: 'reading',
            input: ({ context }) => {
              const content = contentOf(context);
              if (content === undefined) throw new Error('this form of the report is not there');
              return { content, documents: context.documents, where: chosenReport(context)?.source ?? '' };
            },
            onDone: [
              {
                guard: { type: 'hasFailedReading', params: ({ event }) => event.output },
                target: 'unreadable',
                actions: assign({
                  problem: ({ event }) => (event.output.ok ? undefined : event.output.problem),
                }),
              },
              {
                target: 'readable',
                actions: assign({ read: ({ event }) => (event.output.ok ? event.output.value : undefined) }),
              },
            ],
          },
        },
        readable: {},
        unreadable: {
          on: { 'report.retry': { target: 'reading', actions: assign({ problem: undefined }) } },
        },
      },
    },
  },
});
