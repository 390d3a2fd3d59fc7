import type { Problem, Result } from '../domain/problem';

/** Carries a Problem out of a stream that is being read; never leaves this folder. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(readonly problem: Problem) {
    super(problem.kind);
  }
}

/** Runs a reading to its end: a Failure becomes its Problem, everything else (an abort, a defect) is thrown on. */
export async function settled<T>(read: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, problem: error.problem };
    throw error;
  }
}
