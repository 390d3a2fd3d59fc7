import type { Problem } from '../../src/domain/problem';

/** A question that is on its way, and every way in which it may end. */
interface Pending {
  readonly what: string;
  readonly isAborted: () => boolean;
  settle(outcome: Outcome): void;
}

export type Outcome = 'answer' | 'fault' | 'spoilt';

/** The line between the app and everybody it asks: answers come when the walk says, in any order, too late, or never. */
export interface Line {
  readonly waiting: () => readonly Pending[];
  /**
   * Asks, and holds the answer back.
   * @param ask what the answer is made of; `spoilt` where another person's things are among it
   * @param hasFault false where the port has no problem to give
   */
  held<T>(
    what: string,
    signal: AbortSignal,
    ask: (spoilt: boolean) => Promise<T>,
    hasFault?: boolean,
  ): Promise<T>;
}

const FAULTS: readonly Problem['kind'][] = ['timed-out', 'unreachable', 'busy', 'forbidden', 'failed'];

/**
 * @param random from 0 to 1
 * @param isDeaf whether a question that is given up ends only with its answer, as a port should not and might
 */
export function heldLine(random: () => number, isDeaf: () => boolean): Line {
  const waiting = new Set<Pending>();
  return {
    waiting: () => [...waiting],
    held: (what, signal, ask, hasFault = true) =>
      new Promise((resolve, reject) => {
        const deaf = isDeaf();
        const abort = () => {
          if (deaf) return;
          waiting.delete(pending);
          reject(signal.reason);
        };
        const pending: Pending = {
          what,
          isAborted: () => signal.aborted,
          settle(outcome) {
            waiting.delete(pending);
            signal.removeEventListener('abort', abort);
            if (outcome === 'fault' && hasFault) {
              const kind = FAULTS[Math.floor(random() * FAULTS.length)] ?? 'busy';
              // The same shape as every port's result of a failure
              resolve({ ok: false, problem: { kind, where: 'somewhere' } } as never);
              return;
            }
            ask(outcome === 'spoilt').then(resolve, reject);
          },
        };
        waiting.add(pending);
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true });
      }),
  };
}
