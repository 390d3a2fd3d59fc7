import { assign, fromPromise, raise, sendTo, setup, type ActorRefFrom, type AnyActorRef } from 'xstate';
import type { Patient } from '../domain/patient';
import type { Ports } from '../domain/ports';
import type { Archive } from '../domain/ports/archive';
import type { OpenRecord, PatientRecord } from '../domain/ports/record';
import type { LaunchProblem, Problem, Result } from '../domain/problem';
import type { Landing, Prior } from '../domain/relevance';
import type { Study } from '../domain/study';
import { landingNow } from './landing';
import { measuringMachine, type MeasurementsSaved } from './measuring.machine';
import { openStudy, visit, type OpenedStudy, type Visit } from './open-study';
import { reportMachine, type ObjectsFound, type ReportInput } from './report.machine';
import { holdersOf } from './retrieval';
import { sessionMachine } from './session.machine';
import { studyListMachine, type StudyListContext } from './study-list.machine';
import { viewerMachine } from './viewer.machine';

export interface AppContext {
  readonly ports: Ports;
  /** Gone as soon as the session is */
  readonly open?: OpenRecord;
  /** The study that is open */
  readonly visit?: Visit;
  /** Why this study was opened, where nobody chose it by hand */
  readonly landing?: Landing;
  readonly retrieved?: OpenedStudy;
  /** The earlier study beside it */
  readonly priorVisit?: Visit;
  readonly launchProblem?: LaunchProblem;
  readonly studyProblem?: Problem;
  readonly sessionProblem?: Problem;
}

export type AppEvent =
  | { readonly type: 'study.open'; readonly study: Study }
  | { readonly type: 'study.retry' }
  /** An earlier study beside the one that is open */
  | { readonly type: 'prior.compare'; readonly prior: Prior }
  | { readonly type: 'prior.leave' }
  | { readonly type: 'list.show' }
  /** This device has a network again: what failed is asked again */
  | { readonly type: 'network.restored' }
  /** From the report: what lies beside the pictures */
  | ObjectsFound
  | MeasurementsSaved
  | { readonly type: 'list.changed'; readonly list: StudyListContext }
  | { readonly type: 'session.lost'; readonly problem?: Problem };

export type AppActor = ActorRefFrom<typeof appMachine>;

const opening = fromPromise<Result<OpenRecord, LaunchProblem>, { record: PatientRecord }>(
  ({ input, signal }) => input.record.open(signal),
);

const retrieval = fromPromise<
  Result<OpenedStudy>,
  { visit: Visit; patient: Patient; engine: Ports['engine'] }
>(({ input, signal }) => openStudy(input.visit, input.patient, input.engine, signal));

/** Present in every state below `inSession`, absent in all others. */
function inSession({ open }: AppContext): OpenRecord {
  if (open === undefined) throw new Error('no record is open');
  return open;
}

/** Present in every state below `opened`. */
function inStudy({ visit }: AppContext): Visit {
  if (visit === undefined) throw new Error('no study is chosen');
  return visit;
}

/** What a study's report is put together from. */
function reportInput(context: AppContext, { study, archives, objects }: Visit): ReportInput {
  const { patient, reports } = inSession(context);
  return { study, archives, patient, reports, objects, documents: context.ports.documents };
}

const isLanding = (landing: ReturnType<typeof landingNow>): landing is Landing => typeof landing === 'object';

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
    children: {} as {
      session: 'session';
      studyList: 'studyList';
      measuring: 'measuring';
      viewer: 'viewer';
      report: 'report';
      /** Of the earlier study beside the open one */
      priorReport: 'report';
    },
  },
  actors: {
    opening,
    retrieval,
    session: sessionMachine,
    studyList: studyListMachine,
    measuring: measuringMachine,
    viewer: viewerMachine,
    report: reportMachine,
  },
  guards: {
    canLand: ({ context }, list: StudyListContext) => isLanding(landingNow(list, inSession(context).context)),
    cannotLand: ({ context }, list: StudyListContext) =>
      landingNow(list, inSession(context).context) === 'none',
  },
  actions: {
    leaveStudy: ({ context }) => context.visit?.leave(),
    forgetStudy: assign({
      visit: undefined,
      landing: undefined,
      retrieved: undefined,
      priorVisit: undefined,
      studyProblem: undefined,
    }),
    land: assign(({ context }, list: StudyListContext) => {
      const landing = landingNow(list, inSession(context).context);
      return isLanding(landing) ? { landing, visit: visit(landing.study, list.archives) } : {};
    }),
    recordLaunch: ({ context }) => context.ports.audit.record({ kind: 'launched' }),
    recordStudyOpened: ({ context }) =>
      context.ports.audit.record({ kind: 'study-opened', study: inStudy(context).study.uid }),
    recordRefusal: ({ context }) => {
      const { ports, studyProblem } = context;
      const { study } = inStudy(context);
      if (studyProblem?.kind === 'different-person')
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
        // One patient's measurements: they outlive the study they are of, and end with the session.
        {
          src: 'measuring',
          id: 'measuring',
          input: ({ context }) => {
            const { measuring, clock } = context.ports;
            const { userName } = inSession(context);
            return { measuring, clock, ...(userName && { userName }) };
          },
        },
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
          actions: [
            'forgetStudy',
            assign({
              visit: ({ context, event, self }) => visit(event.study, archivesNow(context, self)),
            }),
          ],
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
            input: ({ context }) => reportInput(context, inStudy(context)),
          },
          exit: 'leaveStudy',
          on: {
            'measurements.saved': {
              guard: ({ context, event }) => inStudy(context).study.uid === event.study,
              actions: sendTo('report', { type: 'objects.ask' }),
            },
          },
          initial: 'retrieving',
          states: {
            retrieving: {
              invoke: {
                src: 'retrieval',
                input: ({ context }) => ({
                  visit: inStudy(context),
                  patient: inSession(context).patient,
                  engine: context.ports.engine,
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
                'objects.found': {
                  // Those of the earlier study are its report's alone.
                  guard: ({ context, event }) => event.study === inStudy(context).study.uid,
                  actions: sendTo('viewer', ({ event }) => event),
                },
                'prior.compare': {
                  guard: ({ context, event }) => event.prior.study.uid !== inStudy(context).study.uid,
                  target: '.comparing',
                  actions: [
                    assign({
                      priorVisit: ({ context, event, self }) =>
                        visit(event.prior.study, archivesNow(context, self)),
                    }),
                    sendTo('viewer', ({ context, event: { prior }, self }) => ({
                      type: 'prior.compare' as const,
                      prior,
                      archives: holdersOf(prior.study, archivesNow(context, self)),
                    })),
                  ],
                },
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
                input: ({ context }) => {
                  if (context.retrieved === undefined) throw new Error('nothing was retrieved');
                  return {
                    study: inStudy(context).study,
                    patient: inSession(context).patient,
                    engine: context.ports.engine,
                    audit: context.ports.audit,
                    ...context.retrieved,
                  };
                },
              },
              initial: 'alone',
              states: {
                alone: {},
                /** An earlier study stands beside it, and its report can be read as well */
                comparing: {
                  invoke: {
                    src: 'report',
                    id: 'priorReport',
                    input: ({ context }) => {
                      if (context.priorVisit === undefined) throw new Error('nothing is compared with');
                      return reportInput(context, context.priorVisit);
                    },
                  },
                  exit: ({ context }) => context.priorVisit?.leave(),
                  on: {
                    'prior.leave': {
                      target: 'alone',
                      actions: [sendTo('viewer', { type: 'prior.leave' }), assign({ priorVisit: undefined })],
                    },
                  },
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
        assign({
          open: undefined,
          visit: undefined,
          retrieved: undefined,
          priorVisit: undefined,
          studyProblem: undefined,
        }),
      ],
    },
  },
});
