import { raced } from '../../http/abort';

/** A question asked before anybody wanted its answer, and again whenever the last answer was taken. */
export interface Prefetched<T> {
  /** The waiting answer, once; afterwards a new one */
  ask(signal: AbortSignal): Promise<T>;
  /** The latest answer, without asking again; `undefined` where it failed to come */
  peek(signal: AbortSignal): Promise<T | undefined>;
}

/**
 * Asks at once, under a signal of its own, so that who stops waiting later does not stop the others.
 * @param life aborts the early question
 */
export function prefetched<T>(
  question: (signal: AbortSignal) => Promise<T>,
  life: AbortSignal,
): Prefetched<T> {
  let latest = question(life);
  let isTaken = false;
  latest.catch(() => undefined);
  return {
    ask: (signal) => {
      if (isTaken) latest = question(signal);
      isTaken = true;
      return raced(latest, signal);
    },
    peek: async (signal) => {
      const answer = latest.catch(() => undefined);
      return raced(answer, signal);
    },
  };
}
