import { assign, enqueueActions, sendTo } from 'xstate';
import { archivesNow, inSession, inStudy, reportInput } from './app-context';
import { appSetup } from './app-setup';
import { openStudy } from '../study/open-study';
import { refusalAmong } from '../study/refusal';
import { holdersOf } from '../study/retrieval';

/** A study is open: its report and its pictures come each for itself, and either stays when the other fails */
export const opened = appSetup.createStateConfig({
  invoke: {
    src: 'report',
    id: 'report',
    input: ({ context }) => reportInput(context, inStudy(context)),
  },
  exit: 'leaveStudy',
  on: {
    // Whatever came first, pictures or what lies beside them: nothing of the study stays on the screen.
    'study.refused': {
      guard: ({ context, event }) =>
        event.study === inStudy(context).study.uid && context.studyProblem?.kind !== 'different-person',
      target: '.studyFailed',
      actions: assign({ studyProblem: ({ event }) => event.problem, retrieved: undefined }),
    },
    'objects.found': {
      actions: enqueueActions(({ context, event, enqueue }) => {
        const problem = refusalAmong(event.objects, inSession(context).patient);
        if (problem) enqueue.raise({ type: 'study.refused', study: event.study, problem });
      }),
    },
    'measurements.saved': [
      {
        guard: ({ context, event }) => inStudy(context).study.uid === event.study,
        actions: sendTo('report', { type: 'objects.ask' }),
      },
      {
        guard: ({ context, event }) => context.priorStudy?.study.uid === event.study,
        actions: sendTo('priorReport', { type: 'objects.ask' }),
      },
    ],
  },
  initial: 'retrieving',
  states: {
    retrieving: {
      invoke: {
        src: 'retrieval',
        input: ({ context }) => ({
          openStudy: inStudy(context),
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
          guard: ({ context, event }) =>
            [context.openStudy, context.priorStudy].some((one) => one?.study.uid === event.study),
          actions: sendTo('viewer', ({ event }) => event),
        },
        'prior.compare': {
          guard: ({ context, event }) => event.prior.study.uid !== inStudy(context).study.uid,
          target: '.comparing',
          actions: [
            assign({
              priorStudy: ({ context, event, self }) =>
                openStudy(event.prior.study, archivesNow(context, self)),
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
              if (context.priorStudy === undefined) throw new Error('nothing is compared with');
              return reportInput(context, context.priorStudy);
            },
          },
          exit: ({ context }) => context.priorStudy?.leave(),
          on: {
            'prior.leave': {
              target: 'alone',
              actions: [sendTo('viewer', { type: 'prior.leave' }), assign({ priorStudy: undefined })],
            },
          },
        },
      },
    },
    studyFailed: {
      entry: 'recordRefusal',
      on: {
        'study.openWithdrawn': {
          guard: ({ context }) => context.studyProblem?.kind === 'withdrawn',
          target: 'retrieving',
          actions: assign({
            studyProblem: undefined,
            openStudy: ({ context }) => ({ ...inStudy(context), warned: true as const }),
          }),
        },
        'study.retry': { target: 'retrieving', actions: assign({ studyProblem: undefined }) },
        'network.restored': {
          guard: ({ context }) =>
            !['different-person', 'withdrawn'].includes(context.studyProblem?.kind ?? ''),
          target: 'retrieving',
          actions: [assign({ studyProblem: undefined }), sendTo('studyList', { type: 'failedSources.ask' })],
        },
      },
    },
  },
});
