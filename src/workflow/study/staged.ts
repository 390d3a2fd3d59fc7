import type { Result } from '../../domain/problem';

/** How often pictures are asked for again that an archive is fetching from its store: an hour, at the pace it usually asks for */
const MOST_TIMES = 60;

/**
 * Milliseconds until what an archive is fetching from its store is asked for again; `undefined` where it is not, or was asked
 * for often enough.
 * @param times how often it was asked for again already
 */
export const stagedFor = (result: Result<unknown>, times: number): number | undefined =>
  !result.ok && result.problem.kind === 'staging' && times < MOST_TIMES
    ? Math.max(result.problem.after, 1_000)
    : undefined;
