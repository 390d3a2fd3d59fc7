import {
  assign,
  fromPromise,
  raise,
  sendTo,
  setup,
  waitFor,
  type ActorRefFrom,
  type AnyActorRef,
} from 'xstate';
import type { SeriesUid } from '../domain/ids';
import type { Patient } from '../domain/patient';
import type { Archive, OpenRecord, PatientRecord, Ports } from '../domain/ports';
import { failed, found, type LaunchProblem, type Problem, type Result } from '../domain/problem';
import type { Landing } from '../domain/relevance';
import type { Series, Study } from '../domain/study';
import { landingNow } from './landing';
import { holdersOf, inOrder, retrieveSeries, seriesOf, type CheckedSeries } from './retrieval';
import { reportMachine, type ObjectsFound, type ReportActor } from './report.machine';
import { sessionMachine } from './session.machine';
import { studyListMachine, type StudyListContext } from './study-list.machine';
import { viewerMachine } from './viewer.machine';

export interface AppContext {
  readonly ports: Ports;
  /** Gone as soon as the session is */
  readonly open?: OpenRecord;
  readonly study?: Study;
  /** Why this study was opened, where nobody chose it by hand */
  readonly landing?: Landing;
  readonly retrieved?: RetrievedStudy;
  readonly launchProblem?: LaunchProblem;
  readonly studyProblem?: Problem;
  readonly sessionProblem?: Problem;
}

export type AppEvent =
  | { readonly type: 'study.open'; readonly study: Study }
  | { readonly type: 'study.retry' }
  | { readonly type: 'list.show' }
  /** This device has a network again: what failed is asked again */
  | { readonly type: 'network.restored' }
  /** From the report: what lies beside the pictures */
  | ObjectsFound
  | { readonly type: 'list.changed'; readonly list: StudyListContext }
  | { readonly type: 'session.lost'; readonly problem?: Problem };

export type AppActor = ActorRefFrom<typeof appMachine>;

export interface RetrievedStudy {
  readonly series: readonly Series[];
  readonly archives: readonly Archive[];
  readonly first: { readonly uid: SeriesUid; readonly checked: CheckedSeries };
}

const opening = fromPromise<Result<OpenRecord, LaunchProblem>, { record: PatientRecord }>(
  ({ input, signal }) => input.record.open(signal),
);

interface RetrievalInput {
  readonly study: Study;
  readonly patient: Patient;
  readonly archives: readonly Archive[];
  /** Who asks for the study's key objects */
  readonly report: ReportActor | undefined;
}

/** The series list and the first series that can be had: the viewer opens on it and fetches the rest itself. */
const retrieval = fromPromise<Result<RetrievedStudy>, RetrievalInput>(async ({ input, signal }) => {
  const { study, patient } = input;
  const archives = holdersOf(study, input.archives);
  const listed = await seriesOf(study, archives, signal);
  if (!listed.ok) return listed;
  const key = await keySeries(listed.value, input.report, signal);
  const series = inOrder(listed.value, key);

  let problem: Problem = { kind: 'not-found', where: archives[0]?.name ?? 'any archive' };
  for (const one of series) {
    const checked = await retrieveSeries(study, one, archives, patient, signal);
    if (checked.ok) return found({ series, archives, first: { uid: one.uid, checked: checked.value } });
    problem = checked.problem;
    // Somebody else's pictures in the first series make the whole study doubtful: none of it is shown.
    if (problem.kind === 'different-person') break;
  }
  return failed(problem);
});

/** Longest wait for key objects, in ms: the pictures do not stand back behind a slow archive for longer */
const PATIENCE = 1500;

/** Where the study has key objects: the series that they name, which are then opened first. */
async function keySeries(
  listed: readonly Series[],
  report: ReportActor | undefined,
  signal: AbortSignal,
): Promise<ReadonlySet<SeriesUid>> {
  if (report === undefined || !listed.some(({ modality }) => modality === 'KO')) return new Set();
  const settled = waitFor(report, ({ context }) => context.objects.kind !== 'asking', {
    timeout: PATIENCE,
    signal,
  });
  const objects = await settled.then(({ context }) => context.objects).catch(() => undefined);
  if (objects?.kind !== 'answered') return new Set();
  const chosen = objects.value.keyObjects.filter(({ manifest }) => !manifest);
  return new Set(chosen.flatMap(({ images }) => images.flatMap(({ reference }) => reference.series ?? [])));
}

/** Present in every state below `inSession`, absent in all others. */
function inSession({ open }: AppContext): OpenRecord {
  if (open === undefined) throw new Error('no record is open');
  return open;
}

function chosen({ study }: AppContext): Study {
  if (study === undefined) throw new Error('no study is chosen');
  return study;
}

const isLanding = (landing: ReturnType<typeof landingNow>): landing is Landing => typeof landing === 'object';

function reportIn(self: AnyActorRef): ReportActor | undefined {
  return self.getSnapshot().children.report;
}

/** Archives from the configuration and those the record's endpoints added to the list. */
function archivesNow({ ports }: AppContext, self: AnyActorRef): readonly Archive[] {
  const list: ActorRefFrom<typeof studyListMachine> | undefined = self.getSnapshot().children.studyList;
  return list?.getSnapshot().context.archives ?? ports.archives;
}

export const appMachine = setup({
  types: {
    context: {} as AppContext,
    events: {} as AppEvent,
    input: {} as { ports: Ports },
    children: {} as { session: 'session'; studyList: 'studyList'; viewer: 'viewer'; report: 'report' },
  },
  actors: {
    opening,
    retrieval,
    session: sessionMachine,
    studyList: studyListMachine,
    viewer: viewerMachine,
    report: reportMachine,
  },
  guards: {
    canLand: ({ context }, list: StudyListContext) => isLanding(landingNow(list, inSession(context).context)),
    cannotLand: ({ context }, list: StudyListContext) =>
      landingNow(list, inSession(context).context) === 'none',
  },
  actions: {
    forgetStudy: assign({
      study: undefined,
      landing: undefined,
      retrieved: undefined,
      studyProblem: undefined,
    }),
    land: assign(({ context }, list: StudyListContext) => {
      const landing = landingNow(list, inSession(context).context);
      return isLanding(landing) ? { landing, study: landing.study } : {};
    }),
    recordLaunch: ({ context }) => context.ports.audit.record({ kind: 'launched' }),
    recordStudyOpened: ({ context }) =>
      context.ports.audit.record({ kind: 'study-opened', study: chosen(context).uid }),
    recordRefusal: ({ context: { ports, study, studyProblem } }) => {
      if (study && studyProblem?.kind === 'different-person')
        ports.audit.record({ kind: 'identity-mismatch', study: study.uid });
      if (studyProblem?.kind === 'forbidden')
        ports.audit.record({ kind: 'access-refused', where: studyProblem.where });
    },
  },
}).createMachine({
  id: 'app',
  context: ({ input }) => ({ ports: input.ports }),
  initial: 'launching',
  states: {
    launching: {
      invoke: {
        src: 'opening',
        input: ({ context }) => ({ record: context.ports.record }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'inSession',
            actions: [
              assign({ open: ({ event }) => (event.output.ok ? event.output.value : undefined) }),
              'recordLaunch',
            ],
          },
          {
            target: 'launchFailed',
            actions: assign({
              launchProblem: ({ event }) => (event.output.ok ? undefined : event.output.problem),
            }),
          },
        ],
      },
    },
    launchFailed: { type: 'final' },
    inSession: {
      invoke: [
        { src: 'session', id: 'session', input: ({ context }) => ({ session: inSession(context).session }) },
        {
          src: 'studyList',
          id: 'studyList',
          input: ({ context }) => {
            const { archives, archiveAt, clock, audit, mark } = context.ports;
            return { record: inSession(context), archives, archiveAt, clock, audit, mark };
          },
          onSnapshot: {
            actions: raise(({ event }) => ({ type: 'list.changed' as const, list: event.snapshot.context })),
          },
        },
      ],
      on: {
        'session.lost': {
          target: 'expired',
          actions: assign({ sessionProblem: ({ event }) => event.problem }),
        },
        'study.open': {
          target: '.opened',
          actions: ['forgetStudy', assign({ study: ({ event }) => event.study })],
          reenter: false,
        },
        'list.show': { target: '.choosing', actions: 'forgetStudy' },
        'network.restored': { actions: sendTo('studyList', { type: 'failedSources.ask' }) },
      },
      initial: 'landing',
      states: {
        /** The list is there and can be used; the study that matters opens by itself as soon as it is known */
        landing: {
          always: { guard: ({ context }) => context.ports.landing === 'list', target: 'choosing' },
          on: {
            'list.changed': [
              {
                guard: { type: 'canLand', params: ({ event }) => event.list },
                target: 'opened',
                actions: { type: 'land', params: ({ event }) => event.list },
              },
              { guard: { type: 'cannotLand', params: ({ event }) => event.list }, target: 'choosing' },
            ],
          },
        },
        choosing: {},
        /** A study is open: its report and its pictures come each for itself, and either stays when the other fails */
        opened: {
          invoke: {
            src: 'report',
            id: 'report',
            input: ({ context, self }) => {
              const { patient, reports } = inSession(context);
              const study = chosen(context);
              const { documents } = context.ports;
              return {
                study,
                patient,
                reports,
                archives: holdersOf(study, archivesNow(context, self)),
                documents,
              };
            },
          },
          initial: 'retrieving',
          states: {
            retrieving: {
              invoke: {
                src: 'retrieval',
                input: ({ context, self }) => ({
                  study: chosen(context),
                  patient: inSession(context).patient,
                  archives: archivesNow(context, self),
                  report: reportIn(self),
                }),
                onDone: [
                  {
                    guard: ({ event }) => event.output.ok,
                    target: 'viewing',
                    actions: assign({
                      retrieved: ({ event }) => (event.output.ok ? event.output.value : undefined),
                    }),
                  },
                  {
                    target: 'studyFailed',
                    actions: assign({
                      studyProblem: ({ event }) => (event.output.ok ? undefined : event.output.problem),
                    }),
                  },
                ],
              },
            },
            viewing: {
              entry: 'recordStudyOpened',
              on: {
                'objects.found': { actions: sendTo('viewer', ({ event }) => event) },
                'network.restored': {
                  actions: [
                    sendTo('studyList', { type: 'failedSources.ask' }),
                    sendTo('viewer', { type: 'failures.ask' }),
                  ],
                },
              },
              invoke: {
                src: 'viewer',
                id: 'viewer',
                input: ({ context, self }) => {
                  if (context.retrieved === undefined) throw new Error('nothing was retrieved');
                  const { patient } = inSession(context);
                  const objects = reportIn(self)?.getSnapshot().context.objects;
                  return {
                    study: chosen(context),
                    patient,
                    engine: context.ports.engine,
                    objects: objects?.kind === 'answered' ? objects.value : undefined,
                    ...context.retrieved,
                  };
                },
              },
            },
            studyFailed: {
              entry: 'recordRefusal',
              on: {
                'study.retry': { target: 'retrieving', actions: assign({ studyProblem: undefined }) },
                'network.restored': {
                  guard: ({ context }) => context.studyProblem?.kind !== 'different-person',
                  target: 'retrieving',
                  actions: [
                    assign({ studyProblem: undefined }),
                    sendTo('studyList', { type: 'failedSources.ask' }),
                  ],
                },
              },
            },
          },
        },
      },
    },
    /** The patient's data leave the screen and the memory. */
    expired: {
      entry: [
        ({ context }) => context.open?.session.end(),
        assign({ open: undefined, study: undefined, retrieved: undefined, studyProblem: undefined }),
      ],
    },
  },
});
