import {
  assign,
  enqueueActions,
  fromCallback,
  fromPromise,
  sendParent,
  setup,
  type ActorRefFrom,
} from 'xstate';
import type { StudyUid } from '../domain/ids';
import { reportsOfStudy, type StandingReport } from '../domain/reports-of-study';
import type { Patient } from '../domain/patient';
import type { Archive } from '../domain/ports/archive';
import type { Documents, ReadDocument } from '../domain/ports/documents';
import type { OpenRecord, RecordedReports } from '../domain/ports/record';
import { found, type Problem, type Result } from '../domain/problem';
import type { Report, ReportContent } from '../domain/report';
import type { StudyObjects } from '../domain/study-objects';
import type { Study } from '../domain/study';

export interface ReportInput {
  readonly study: Study;
  readonly patient: Patient;
  /** The record's reports of this patient */
  reports: OpenRecord['reports'];
  /** Those that may hold the study */
  readonly archives: readonly Archive[];
  /** What the archives hold beside the pictures; asked again only after a failure, or where that is wanted */
  objects(again?: 'again'): Promise<Result<StudyObjects>>;
  readonly documents: Documents;
}

export type Asked<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ReportContext extends Omit<ReportInput, 'reports' | 'objects'> {
  readonly input: ReportInput;
  readonly recorded: Asked<RecordedReports>;
  /** What the archive holds beside the pictures: structured reports, key objects, presentation states */
  readonly objects: Asked<StudyObjects>;
  readonly reports: readonly StandingReport[];
  /** Which one is being read, by id; the first where it is not said */
  readonly chosen?: Report['id'];
  /** Which of its forms */
  readonly form: number;
  readonly read?: ReadDocument;
  /** Why this form cannot be read */
  readonly problem?: Problem;
}

export type ReportEvent =
  | { readonly type: 'report.choose'; readonly id: Report['id'] }
  | { readonly type: 'form.choose'; readonly form: number }
  /** Ask again for whatever failed */
  | { readonly type: 'report.retry' }
  /** Something was stored beside the pictures: what the archives hold is asked again */
  | { readonly type: 'objects.ask' }
  | { readonly type: 'recorded.settled'; readonly answer: Asked<RecordedReports> }
  | { readonly type: 'objects.settled'; readonly answer: Asked<StudyObjects> };

/** What the parent is told: the viewer needs the key objects and presentation states. */
export interface ObjectsFound {
  readonly type: 'objects.found';
  /** Beside whose pictures they lie */
  readonly study: StudyUid;
  readonly objects: StudyObjects;
}

export type ReportActor = ActorRefFrom<typeof reportMachine>;

type Ask = { readonly type: 'ask'; readonly what: 'recorded' | 'objects' | 'objects again' };

/** Record and archive are asked at once and each for itself: a report is read while the other is still silent. */
const asker = fromCallback<Ask, ReportInput, ReportEvent>(({ input, sendBack, receive }) => {
  const stop = new AbortController();

  async function settled<T>(asked: Promise<Result<T>>): Promise<Asked<T> | undefined> {
    const result = await asked.catch(() => undefined);
    if (result === undefined || stop.signal.aborted) return undefined;
    return result.ok
      ? { kind: 'answered', value: result.value }
      : { kind: 'failed', problem: result.problem };
  }

  const askRecord = async () => {
    const answer = await settled(input.reports(stop.signal));
    if (answer) sendBack({ type: 'recorded.settled', answer });
  };
  const askArchives = async () => {
    const answer = await settled(input.objects());
    if (answer) sendBack({ type: 'objects.settled', answer });
  };

  /** What is known stays where no newer answer comes. */
  const askAgain = async () => {
    const answer = await settled(input.objects('again'));
    if (answer?.kind === 'answered') sendBack({ type: 'objects.settled', answer });
  };

  const ask = { recorded: askRecord, objects: askArchives, 'objects again': askAgain };
  receive(({ what }) => void ask[what]());
  void askRecord();
  void askArchives();
  return () => stop.abort();
});

interface ReadingInput {
  readonly content: ReportContent;
  readonly documents: Documents;
  readonly where: string;
}

const reading = fromPromise<Result<ReadDocument>, ReadingInput>(async ({ input, signal }) => {
  const { content, documents, where } = input;
  if (content.kind === 'document') return found({ kind: 'document', document: content.document });
  const bytes = await content.bytes(signal);
  return bytes.ok ? documents.read(bytes.value, content.mediaType, where) : bytes;
});

export function chosenReport({
  reports,
  chosen,
}: Pick<ReportContext, 'reports' | 'chosen'>): Report | undefined {
  return (reports.find(({ report }) => report.id === chosen) ?? reports[0])?.report;
}

const contentOf = (context: ReportContext): ReportContent | undefined =>
  chosenReport(context)?.contents[context.form];

/** Everything that is known, put together again whenever one of the two has answered. */
function gathered(context: ReportContext, news: Partial<Pick<ReportContext, 'recorded' | 'objects'>>) {
  const recorded = news.recorded ?? context.recorded;
  const objects = news.objects ?? context.objects;
  const all = [
    ...(recorded.kind === 'answered' ? recorded.value.reports : []),
    ...(objects.kind === 'answered' ? objects.value.reports : []),
  ];
  return { ...news, reports: reportsOfStudy(context.study, context.patient, all) };
}

/** The report that is on the screen is still the one to read. */
function isReadingOn(context: ReportContext, news: Parameters<typeof gathered>[1]): boolean {
  const now = chosenReport(context);
  return now !== undefined && now.id === chosenReport({ ...context, ...gathered(context, news) })?.id;
}

const withheld = ({ recorded }: ReportContext) =>
  recorded.kind === 'failed' && recorded.problem.kind === 'forbidden';

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
