import { assign, raise, sendTo, type ActorRefFrom } from 'xstate';
import { archivesNow, inSession } from './app-context';
import { appSetup } from './app-setup';
import { openStudy } from '../study/open-study';
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
              openStudy: ({ context, event, self }) => openStudy(event.study, archivesNow(context, self)),
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
        opened,
      },
    },
    /** The patient's data leave the screen and the memory. */
    expired: {
      entry: [
        ({ context }) => context.open?.session.end(),
        assign({
          open: undefined,
          openStudy: undefined,
          landing: undefined,
          retrieved: undefined,
          priorStudy: undefined,
          studyProblem: undefined,
        }),
      ],
    },
  },
});
