import type { Problem } from './problem';

/** Problems that a server tells of what it did not do, or that tell that nobody was asked; every other leaves open what arrived */
const NOT_DONE: ReadonlySet<Problem['kind']> = new Set([
  'not-stored',
  'forbidden',
  'unauthorised',
  'redirected',
  'busy',
  'not-asked',
]);

/** Whether what was sent may be there all the same. */
export const mayHaveArrived = ({ kind }: Problem): boolean => !NOT_DONE.has(kind);
