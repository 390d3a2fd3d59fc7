import { assign, enqueueActions, not, sendTo } from 'xstate';
import { inSession, inStudy, knownNow, opening, reportInput } from './app-context';
import { appSetup } from './app-setup';
import { refusalAmong } from '../study/refusal';
import { holdersOf } from '../study/retrieval';

/** A study is open: its report and its pictures come each for itself, and either stays when the other fails */
export const opened = appSetup.createStateConfig({
  invoke: {
    src: 'report',
    id: 'report',
    input: ({ context, self }) => reportInput(context, inStudy(context), self),
  },
  exit: 'leaveStudy',
  /** A landing on what was the newest so far is taken back, as long as nobody has touched anything. */
  always: {
    guard: 'isOvertaken',
    target: '#app.inSession.opened',
    reenter: true,
    actions: ['landInstead', 'forgetPictures'],
  },
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
    'list.changed': [
      {
        guard: 'isBarred',
        target: '.studyFailed',
        actions: [
          'refuseBarred',
          { type: 'relearnLanding', params: ({ event }) => event.list },
          { type: 'tellReport', params: ({ event }) => event.list },
          { type: 'mend', params: ({ event }) => event.list },
        ],
      },
      {
        actions: [
          { type: 'relearnLanding', params: ({ event }) => event.list },
          { type: 'tellReport', params: ({ event }) => event.list },
          { type: 'mend', params: ({ event }) => event.list },
        ],
      },
    ],
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
      entry: 'noteAsked',
      invoke: {
        src: 'retrieval',
        input: ({ context }) => ({
          openStudy: inStudy(context),
          patient: inSession(context).patient,
          engine: context.ports.engine,
          warned: context.warned,
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
      on: {
        // What the record has taken back, or is somebody else's, is for the state above.
        'list.changed': {
          guard: not('isBarred'),
          actions: [
            { type: 'relearnLanding', params: ({ event }) => event.list },
            { type: 'tellReport', params: ({ event }) => event.list },
            'tellPriorReport',
            'tellViewer',
            { type: 'mend', params: ({ event }) => event.list },
          ],
        },
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
              priorStudy: ({ context, event, self }) => opening(context, event.prior.study, self),
            }),
            sendTo('viewer', ({ context, event: { prior }, self }) => ({
              type: 'prior.compare' as const,
              prior,
              archives: holdersOf(prior.study, knownNow(context, self).archives),
            })),
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
            input: ({ context, self }) => {
              if (context.priorStudy === undefined) throw new Error('nothing is compared with');
              return reportInput(context, context.priorStudy, self);
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
      after: {
        staged: {
          guard: 'isStaging',
          target: 'retrieving',
          actions: assign({
            studyProblem: undefined,
            staged: ({ context: { staged = 0 } }) => staged + 1,
          }),
        },
      },
      on: {
        'study.openWithdrawn': {
          guard: ({ context }) => context.studyProblem?.kind === 'withdrawn',
          target: 'retrieving',
          actions: assign({ studyProblem: undefined, warned: true }),
        },
        'study.retry': {
          target: 'retrieving',
          actions: [assign({ studyProblem: undefined }), 'askFailures'],
        },
        'failures.ask': [
          { guard: 'isCertain', actions: 'askFailures' },
          { target: 'retrieving', actions: [assign({ studyProblem: undefined }), 'askFailures'] },
        ],
        'network.restored': [
          { guard: 'isCertain', actions: 'askFailures' },
          { target: 'retrieving', actions: [assign({ studyProblem: undefined }), 'askFailures'] },
        ],
        /** Who failed has answered since, or somebody else says that it holds the study. */
        'list.changed': [
          {
            guard: { type: 'isWorthAnotherTry', params: ({ event }) => event.list },
            target: 'retrieving',
            actions: [
              assign({ studyProblem: undefined }),
              { type: 'tellReport', params: ({ event }) => event.list },
              { type: 'mend', params: ({ event }) => event.list },
            ],
          },
          {
            actions: [
              { type: 'relearnLanding', params: ({ event }) => event.list },
              { type: 'tellReport', params: ({ event }) => event.list },
              { type: 'mend', params: ({ event }) => event.list },
            ],
          },
        ],
      },
    },
  },
});
