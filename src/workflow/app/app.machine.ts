import { assign, raise, sendTo, type ActorRefFrom } from 'xstate';
import { inSession, opening, readAloneInput } from './app-context';
import { appSetup } from './app-setup';
import { LANDING_WAIT, landsOn } from './landing';
import { opened } from './opened';

export type AppActor = ActorRefFrom<typeof appMachine>;

export const appMachine = appSetup.createMachine({
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
    launchFailed: {
      on: {
        'launch.again': { guard: 'mayAskAgain', target: 'launching' },
        'network.restored': { guard: 'mayOpenAgain', target: 'launching' },
      },
    },
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
        { src: 'delivery', input: ({ context }) => ({ audit: context.ports.audit }) },
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
        'keyImage.shown': {
          actions: ({ context, event: { study, image } }) =>
            context.ports.audit.record({ kind: 'key-image', study, image }),
        },
        'session.leave': { target: 'leaving', actions: assign({ left: ({ event }) => event.why }) },
        'session.lost': {
          target: 'expired',
          actions: assign({ sessionProblem: ({ event }) => event.problem }),
        },
        'audit.told': [
          {
            guard: { type: 'mustNotLook', params: ({ event }) => event.delivery },
            target: 'expired',
            actions: assign({
              sessionProblem: ({ event }) => ({ kind: 'not-recorded', where: event.delivery.where }),
            }),
          },
          { actions: assign({ delivery: ({ event }) => event.delivery }) },
        ],
        'study.open': {
          target: '.opened',
          actions: [
            'forgetStudy',
            assign({
              openStudy: ({ context, event, self }) => opening(context, event.study, self),
            }),
          ],
          reenter: false,
        },
        'list.show': { target: '.choosing', actions: 'forgetStudy' },
        'report.read': {
          target: '.reading',
          actions: ['forgetStudy', assign({ readAlone: ({ event }) => event.id })],
        },
        'person.acted': { actions: assign({ touched: true }) },
        'network.restored': { actions: 'askFailures' },
        'failures.ask': { actions: 'askFailures' },
        'list.changed': { actions: { type: 'mend', params: ({ event }) => event.list } },
      },
      initial: 'landing',
      states: {
        /** The list is there and can be used; the study that matters opens by itself as soon as it is known */
        landing: {
          always: {
            guard: ({ context: { ports, open } }) => landsOn(ports, open?.intent) === 'list',
            target: 'choosing',
          },
          after: { [LANDING_WAIT]: { actions: 'stopWaiting' } },
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
        /** A report that names no study is read by itself, beside the list */
        reading: {
          invoke: {
            src: 'report',
            id: 'report',
            input: ({ context, self }) => readAloneInput(context, self),
          },
          on: {
            'list.changed': {
              actions: [
                { type: 'tellReadAlone', params: ({ event }) => event.list },
                { type: 'mend', params: ({ event }) => event.list },
              ],
            },
            'report.read': {
              actions: sendTo('report', ({ event }) => ({ type: 'report.choose' as const, id: event.id })),
            },
          },
        },
        opened,
      },
    },
    /** Nothing of the patient is shown any more; what was looked at is still told with the token before it is given back. */
    leaving: {
      entry: ['recordSignOut', 'forgetStudy'],
      invoke: {
        src: 'settling',
        input: ({ context }) => ({ audit: context.ports.audit }),
        onDone: 'expired',
        onError: 'expired',
      },
      after: { lastLooks: 'expired' },
    },
    /** The patient's data leave the screen and the memory. */
    expired: {
      entry: [
        ({ context }) => context.open?.session.end(),
        assign({
          delivery: ({ context }) => context.ports.audit.delivery(),
          open: undefined,
          openStudy: undefined,
          askedOf: undefined,
          landing: undefined,
          warned: undefined,
          waited: undefined,
          touched: undefined,
          failing: undefined,
          retrieved: undefined,
          priorStudy: undefined,
          studyProblem: undefined,
        }),
      ],
    },
  },
});
