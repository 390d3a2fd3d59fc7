import { assign, enqueueActions, fromPromise, sendParent, setup, type ActorRefFrom } from 'xstate';
import { hereOf } from '../../domain/knowledge/remote';
import type { Documents, ReadDocument } from '../../domain/ports/documents';
import { ok, type Result } from '../../domain/problem';
import type { ReportContent } from '../../domain/report/report';
import { objectsAsker } from './report-asker';
import {
  archivesToAskAgain,
  chosenReport,
  contentOf,
  gathered,
  isReadingOn,
  isUnwritten,
  newlyToAsk,
  objectsKnown,
  reportAtFirst,
  withAnswer,
  withheld,
  type ReportContext,
  type ReportInput,
} from './report-context';
import type { FailuresAsk, ObjectsFound, ReportEvent } from './report-events';

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

const reportSetup = setup({
  types: { context: {} as ReportContext, events: {} as ReportEvent, input: {} as ReportInput },
  actors: { asker: objectsAsker, reading },
  actions: {
    /** The viewer needs the key objects and presentation states; it is told when there is more of them than before. */
    tellObjects: enqueueActions(({ context, enqueue }) => {
      const { study } = context.known;
      if (study === undefined) return;
      const told: ObjectsFound = { type: 'objects.found', study: study.uid, objects: objectsKnown(context) };
      enqueue(sendParent(told));
    }),
    recordRead: enqueueActions(({ context, enqueue }) => {
      const { audit, mark, told, known } = context;
      const report = chosenReport(context)?.id;
      if (report === undefined || told.includes(report)) return;
      enqueue.assign({ told: [...told, report] });
      enqueue(() => {
        mark?.('first-report');
        audit?.record({ kind: 'report-read', report, ...(known.study && { study: known.study.uid }) });
      });
    }),
    askNew: enqueueActions(({ context, event, enqueue }) => {
      const before = event.type === 'known.changed' ? context.known : undefined;
      const now = event.type === 'known.changed' ? { ...context, known: event.known } : context;
      const archives = newlyToAsk(now, before);
      if (archives.length === 0) return;
      const objects = new Map(context.objects);
      for (const { id } of archives) if (!objects.has(id)) objects.set(id, { kind: 'asking' });
      enqueue.assign({ objects });
      enqueue.sendTo('asker', { type: 'ask', archives });
    }),
    askFailed: enqueueActions(({ context, enqueue }) => {
      const archives = archivesToAskAgain(context);
      if (archives.length === 0) return;
      const objects = new Map(context.objects);
      for (const { id } of archives) {
        const soFar = hereOf(objects.get(id) ?? { kind: 'asking' });
        objects.set(id, { kind: 'asking', ...(soFar && { soFar }) });
      }
      enqueue.assign(gathered({ ...context, objects }));
      enqueue.sendTo('asker', { type: 'ask', archives });
    }),
  },
  guards: {
    hasReport: ({ context }) => chosenReport(context) !== undefined,
    isAsking: ({ context }) => context.statement.kind === 'asking',
    isWithheld: ({ context }) => withheld(context),
    isNotTold: ({ context }) => context.statement.kind === 'not-told',
    hasFailed: ({ context: { statement } }) =>
      statement.kind === 'not-told' && statement.gaps.some(({ why }) => why.kind === 'failed'),
    isNothingWritten: ({ context }) => chosenReport(context)?.contents.length === 0,
    isNotWrittenYet: ({ context }) =>
      chosenReport(context)?.contents.length === 0 && isUnwritten(chosenReport(context)),
    hasFailedReading: (_, result: Result<ReadDocument>) => !result.ok,
  },
});

const choosing = reportSetup.createStateConfig({
  on: {
    'report.choose': {
      target: '#report.judging',
      actions: assign({ chosen: ({ event }) => event.id, form: 0, read: undefined, problem: undefined }),
    },
  },
});

/**
 * A study's report. `absent` is said only from what everybody who could have one has answered, each wholly; withheld, not
 * reachable, not to be told and not there are four states (clinical-rules, "What is known and what is not").
 */
export const reportMachine = reportSetup.createMachine({
  id: 'report',
  context: ({ input }) => reportAtFirst(input),
  invoke: { src: 'asker', id: 'asker', input: ({ context }) => context },
  entry: 'askNew',
  on: {
    // What is being read stays as it is when news of something else comes: no text jumps under a reader's eyes.
    'known.changed': [
      {
        guard: ({ context, event }) => isReadingOn(context, { known: event.known }),
        actions: ['askNew', assign(({ context, event }) => gathered({ ...context, known: event.known }))],
      },
      {
        target: '.judging',
        actions: ['askNew', assign(({ context, event }) => gathered({ ...context, known: event.known }))],
      },
    ],
    'objects.settled': [
      {
        guard: ({ context, event }) => isReadingOn(context, { objects: withAnswer(context, event) }),
        actions: [
          assign(({ context, event }) => gathered({ ...context, objects: withAnswer(context, event) })),
          'tellObjects',
        ],
      },
      {
        target: '.judging',
        actions: [
          assign(({ context, event }) => gathered({ ...context, objects: withAnswer(context, event) })),
          'tellObjects',
        ],
      },
    ],
    'objects.ask': {
      actions: enqueueActions(({ context, enqueue }) => {
        const archives = context.known.archives.filter(({ id }) => context.objects.has(id));
        enqueue.sendTo('asker', { type: 'ask', archives, again: 'again' });
      }),
    },
    'report.retry': { actions: sendParent({ type: 'failures.ask' } satisfies FailuresAsk) },
    'failures.ask': [
      { guard: 'hasReport', actions: 'askFailed' },
      { target: '.judging', actions: 'askFailed' },
    ],
  },
  initial: 'judging',
  states: {
    judging: {
      always: [
        { guard: 'isNotWrittenYet', target: 'pending' },
        { guard: 'isNothingWritten', target: 'empty' },
        { guard: 'hasReport', target: 'shown' },
        { guard: 'isAsking', target: 'loading' },
        { guard: 'isWithheld', target: 'withheld' },
        { guard: 'hasFailed', target: 'failed' },
        { guard: 'isNotTold', target: 'untold' },
        { target: 'absent' },
      ],
    },
    loading: choosing,
    absent: choosing,
    /** There is a report, but nothing is written in it yet */
    pending: choosing,
    /** There is a finished report, and none of its words came with it */
    empty: choosing,
    withheld: choosing,
    failed: choosing,
    /** Everybody who was asked has answered, and still nothing can be denied */
    untold: choosing,
    shown: {
      initial: 'reading',
      on: {
        ...choosing.on,
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
        readable: { entry: 'recordRead' },
        unreadable: {
          on: {
            'report.retry': {
              target: 'reading',
              actions: [
                assign({ problem: undefined }),
                sendParent({ type: 'failures.ask' } satisfies FailuresAsk),
              ],
            },
            'failures.ask': { target: 'reading', actions: ['askFailed', assign({ problem: undefined })] },
          },
        },
      },
    },
  },
});
