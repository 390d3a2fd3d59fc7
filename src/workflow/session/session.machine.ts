import { assign, fromCallback, fromPromise, sendParent, setup, type ActorRefFrom } from 'xstate';
import type { Session } from '../../domain/ports/session';
import type { Problem, Result } from '../../domain/problem';

export interface SessionContext {
  readonly session: Session;
  readonly problem?: Problem;
}

export type SessionEvent =
  | { readonly type: 'token.refused'; readonly problem: Problem }
  /** As the session knows: while a device sleeps its timers may stand still */
  | { readonly type: 'token.over' }
  /** This device has a network again */
  | { readonly type: 'network.restored' };

export type SessionActor = ActorRefFrom<typeof sessionMachine>;

/** Renewal starts this long before the end, or half-way through a shorter life. */
const MARGIN = 60_000;
const RETRY = 5_000;
/** A screen that nobody came back to: milliseconds after which a suspended session is over */
const SUSPENDED = 30 * 60_000;
/** Milliseconds between two looks at the clock */
const LOOK = 10_000;
/** A timer's largest delay, in ms */
const LONGEST = 2 ** 31 - 1;

const watcher = fromCallback<SessionEvent, { session: Session }, SessionEvent>(
  ({ input: { session }, sendBack }) => {
    const stop = session.onLost((problem) => sendBack({ type: 'token.refused', problem }));
    const clock = setInterval(() => {
      if (session.remaining() <= 0) sendBack({ type: 'token.over' });
    }, LOOK);
    return () => {
      clearInterval(clock);
      stop();
    };
  },
);

const renewal = fromPromise<Result<void>, { session: Session }>(({ input, signal }) =>
  input.session.renew(signal),
);

const remaining = ({ session }: SessionContext) => session.remaining();

/**
 * Keeps the access token alive. A record that is down while renewing loses nothing: it is asked again, and what is shown
 * stays until the token has ended. From then on nobody may look (`suspended`), until the record has renewed it; only when
 * it refuses, when there is nothing to renew with, or when nobody came back for long, is the session lost.
 */
export const sessionMachine = setup({
  types: { context: {} as SessionContext, events: {} as SessionEvent, input: {} as { session: Session } },
  actors: { watcher, renewal },
  delays: {
    untilRenewal: ({ context }) =>
      Math.max(0, Math.min(Math.max(remaining(context) - MARGIN, remaining(context) / 2), LONGEST)),
    untilEnd: ({ context }) => Math.max(0, Math.min(remaining(context), LONGEST)),
    retry: RETRY,
    suspended: SUSPENDED,
  },
  guards: {
    canRenew: ({ context }) => context.session.canRenew(),
    /** Refused for good, but the token in use still lives */
    hasLife: ({ context }) => !context.session.canRenew() && remaining(context) > 0,
    isRenewed: (_, result: Result<void>) => result.ok,
    isRefused: (_, result: Result<void>) => !result.ok && result.problem.kind === 'unauthorised',
  },
  actions: {
    keepProblem: assign((_, result: Result<void>) => ({ problem: result.ok ? undefined : result.problem })),
  },
}).createMachine({
  id: 'session',
  context: ({ input }) => ({ session: input.session }),
  invoke: { src: 'watcher', input: ({ context }) => context },
  on: { 'token.refused': { target: '.lost', actions: assign({ problem: ({ event }) => event.problem }) } },
  initial: 'valid',
  states: {
    valid: {
      after: {
        untilRenewal: { guard: 'canRenew', target: 'renewing' },
        // So much time has gone by, whatever the clock says by now: it may have been put right.
        untilEnd: [{ guard: 'canRenew', target: 'suspended' }, { target: 'lost' }],
      },
      on: { 'token.over': [{ guard: 'canRenew', target: 'suspended' }, { target: 'lost' }] },
    },
    renewing: {
      after: { untilEnd: 'suspended' },
      on: { 'token.over': 'suspended' },
      initial: 'asking',
      states: {
        asking: {
          invoke: {
            src: 'renewal',
            input: ({ context }) => context,
            onDone: [
              {
                guard: { type: 'isRenewed', params: ({ event }) => event.output },
                target: '#session.valid',
                actions: { type: 'keepProblem', params: ({ event }) => event.output },
              },
              { guard: 'hasLife', target: '#session.valid' },
              {
                guard: { type: 'isRefused', params: ({ event }) => event.output },
                target: '#session.lost',
                actions: { type: 'keepProblem', params: ({ event }) => event.output },
              },
              {
                target: 'waiting',
                actions: { type: 'keepProblem', params: ({ event }) => event.output },
              },
            ],
          },
        },
        /** The server did not answer; the token in use is still good */
        waiting: { after: { retry: 'asking' }, on: { 'network.restored': 'asking' } },
      },
    },
    /** The token has ended and the record could not be asked for another: nothing of the patient may be seen */
    suspended: {
      after: { suspended: 'lost' },
      initial: 'asking',
      states: {
        asking: {
          invoke: {
            src: 'renewal',
            input: ({ context }) => context,
            onDone: [
              {
                guard: { type: 'isRenewed', params: ({ event }) => event.output },
                target: '#session.valid',
                actions: [
                  { type: 'keepProblem', params: ({ event }) => event.output },
                  // What failed meanwhile is asked again.
                  sendParent({ type: 'network.restored' }),
                ],
              },
              {
                guard: { type: 'isRefused', params: ({ event }) => event.output },
                target: '#session.lost',
                actions: { type: 'keepProblem', params: ({ event }) => event.output },
              },
              {
                target: 'waiting',
                actions: { type: 'keepProblem', params: ({ event }) => event.output },
              },
            ],
          },
        },
        waiting: { after: { retry: 'asking' }, on: { 'network.restored': 'asking' } },
      },
    },
    lost: {
      type: 'final',
      entry: sendParent(({ context }) => ({ type: 'session.lost', problem: context.problem })),
    },
  },
});
