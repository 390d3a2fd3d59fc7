import { assign, fromCallback, fromPromise, sendParent, setup, type ActorRefFrom } from 'xstate';
import type { Session } from '../../domain/ports/session';
import type { Problem, Result } from '../../domain/problem';

export interface SessionContext {
  readonly session: Session;
  readonly problem?: Problem;
}

export type SessionEvent = { readonly type: 'token.refused'; readonly problem: Problem };

export type SessionActor = ActorRefFrom<typeof sessionMachine>;

/** Renewal starts this long before the end, or half-way through a shorter life. */
const MARGIN = 60_000;
const RETRY = 5_000;
/** A timer's largest delay, in ms */
const LONGEST = 2 ** 31 - 1;

const watcher = fromCallback<SessionEvent, { session: Session }, SessionEvent>(({ input, sendBack }) =>
  input.session.onLost((problem) => sendBack({ type: 'token.refused', problem })),
);

const renewal = fromPromise<Result<void>, { session: Session }>(({ input, signal }) =>
  input.session.renew(signal),
);

const remaining = ({ session }: SessionContext) => session.expiresAt() - Date.now();

/**
 * Keeps the access token alive. A server that is down while renewing loses nothing: it is asked again until the token
 * has ended; only then, or when the server refuses, is the session lost, and the parent told.
 */
export const sessionMachine = setup({
  types: { context: {} as SessionContext, events: {} as SessionEvent, input: {} as { session: Session } },
  actors: { watcher, renewal },
  delays: {
    untilRenewal: ({ context }) =>
      Math.max(0, Math.min(Math.max(remaining(context) - MARGIN, remaining(context) / 2), LONGEST)),
    untilEnd: ({ context }) => Math.max(0, Math.min(remaining(context), LONGEST)),
    retry: RETRY,
  },
  guards: {
    canRenew: ({ context }) => context.session.canRenew(),
    isOver: ({ context }) => remaining(context) <= 0,
  },
}).createMachine({
  id: 'session',
  context: ({ input }) => ({ session: input.session }),
  invoke: { src: 'watcher', input: ({ context }) => context },
  on: { 'token.refused': { target: '.lost', actions: assign({ problem: ({ event }) => event.problem }) } },
  initial: 'valid',
  states: {
    valid: {
      after: { untilRenewal: { guard: 'canRenew', target: 'renewing' }, untilEnd: 'lost' },
    },
    renewing: {
      initial: 'asking',
      states: {
        asking: {
          invoke: {
            src: 'renewal',
            input: ({ context }) => context,
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: '#session.valid',
                actions: assign({ problem: undefined }),
              },
              {
                guard: ({ event }) => !event.output.ok && event.output.problem.kind === 'unauthorised',
                target: '#session.lost',
                actions: assign({
                  problem: ({ event }) => (event.output.ok ? undefined : event.output.problem),
                }),
              },
              {
                target: 'waiting',
                actions: assign({
                  problem: ({ event }) => (event.output.ok ? undefined : event.output.problem),
                }),
              },
            ],
          },
        },
        /** The server did not answer; the token in use may still be good */
        waiting: {
          always: { guard: 'isOver', target: '#session.lost' },
          after: { retry: 'asking' },
        },
      },
    },
    lost: {
      type: 'final',
      entry: sendParent(({ context }) => ({ type: 'session.lost', problem: context.problem })),
    },
  },
});
