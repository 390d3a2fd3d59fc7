import type { Problem } from '../domain/problem';
import { until } from './until';

/**
 * Leaves a server alone that has failed several times in a row, so that who asks for something of it goes elsewhere at once
 * and is told why. After a pause one question is let through: its answer closes the matter, its failure doubles the pause.
 */
export interface Breaker {
  /** Epoch milliseconds until which it is left alone; `undefined` where it may be asked */
  restsUntil(): number | undefined;
  /** A question is put. @returns to be told its end once: a problem, or none, or that nobody waits for it any more */
  begin(): (end: Problem | undefined | 'stopped') => void;
}

export interface BreakerLimits {
  /** Failures in a row; questions that were under way together are one */
  readonly failures?: number;
  /** Milliseconds of the first pause */
  readonly pause?: number;
  /** Milliseconds that no pause is longer than */
  readonly longest?: number;
  readonly now?: () => number;
  /** Milliseconds since any moment, by a clock that nobody can set */
  readonly elapsed?: () => number;
}

export function breaker({
  failures = 3,
  pause = 15_000,
  longest = 120_000,
  now = Date.now,
  elapsed,
}: BreakerLimits = {}): Breaker {
  let counted = 0;
  /** When the last failure was counted: whoever began before it failed with it */
  let questions = 0;
  let countedAt = 0;
  /** Milliseconds until it may be asked again */
  let untilOver: (() => number) | undefined;
  let rest = pause;
  let isTried = false;

  const leaveAlone = () => {
    untilOver = until(now() + rest, now, elapsed);
  };
  const fail = (began: number, isTrial: boolean) => {
    if (isTrial) {
      rest = Math.min(rest * 2, longest);
      leaveAlone();
    } else if (began > countedAt && untilOver === undefined) {
      counted += 1;
      countedAt = questions;
      if (counted >= failures) leaveAlone();
    }
  };

  return {
    restsUntil() {
      const left = untilOver?.();
      if (left === undefined) return undefined;
      // One is on its way to see: the others wait for what becomes of it.
      return left > 0 ? now() + left : isTried ? now() : undefined;
    },
    begin() {
      const isTrial = untilOver !== undefined;
      if (isTrial) isTried = true;
      questions += 1;
      const began = questions;
      return (end) => {
        if (isTrial) isTried = false;
        if (end === 'stopped') return;
        if (end !== undefined && isFailure(end)) return fail(began, isTrial);
        counted = 0;
        untilOver = undefined;
        rest = pause;
      };
    },
  };
}

/**
 * Silence, and what stands before a server that is silent to it. What refuses, does not have it, is busy or cannot take a
 * question in this form has answered; without a network nothing is known of anybody.
 */
const isFailure = (problem: Problem): boolean =>
  problem.kind === 'timed-out' ||
  problem.kind === 'unreachable' ||
  (problem.kind === 'failed' && (problem.status === 502 || problem.status === 504));
