import { err, type Problem, type Result } from '../domain/problem';

/** Carries a Problem out of a stream that is being read; never leaves this folder. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(readonly problem: Problem) {
    super(problem.kind);
  }
}

/** Where a list is asked for and 404 comes, nobody knows that address: of what would be on the list, it says nothing. */
export const ofList = <T>(result: Result<T>): Result<T> =>
  !result.ok && result.problem.kind === 'not-found'
    ? err({ kind: 'failed', where: result.problem.where, status: 404 })
    : result;

/** Runs a reading to its end: a Failure becomes its Problem, everything else (an abort, a defect) is thrown on. */
export async function settled<T>(read: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, problem: error.problem };
    throw error;
  }
}
