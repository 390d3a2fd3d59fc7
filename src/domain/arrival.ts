import type { Problem } from './problem';

/** Problems that a server tells of what it did not do, or that tell that nobody was asked; every other leaves open what arrived */
const NOT_DONE: ReadonlySet<Problem['kind']> = new Set([
  'not-stored',
  'forbidden',
  'unauthorised',
  'redirected',
  'busy',
  'not-asked',
  'not-found',
]);

/** Whether what was sent may be there all the same. */
export const mayHaveArrived = (problem: Problem): boolean =>
  !NOT_DONE.has(problem.kind) && !(problem.kind === 'failed' && isRefusal(problem.status));

/** The request itself was refused, other than for the time that it took (RFC 9110 15.5) */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 408;

/**
 * Whether something that is sent again as the same may be there after one more try that failed: what might have arrived
 * once is not taken back by a later refusal.
 * @param before whether it might be there before that try
 */
export const mayBeThereAfter = (problem: Problem, before: boolean): boolean =>
  before || mayHaveArrived(problem);
