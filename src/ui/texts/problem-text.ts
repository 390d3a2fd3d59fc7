import type { Problem } from '../../domain/problem';
import { faultWords, problemTexts } from '../../texts/en/problems';

/** What an engineer needs beside it, `undefined` where the sentence says everything. */
export function problemDetail(problem: Problem): string | undefined {
  if (problem.kind === 'failed') return problemTexts.httpStatus(problem.status);
  if (problem.kind === 'malformed' || problem.kind === 'none-readable') return faultWords(problem.what);
  if (problem.kind === 'impossible-size') return problem.what;
  if (problem.kind === 'undecodable')
    return [problem.coding, faultWords(problem.what)].filter(Boolean).join(': ');
  if (problem.kind === 'unplayable' || problem.kind === 'not-decoded') return faultWords(problem.what);
  return undefined;
}

/** What stays as it is, however often it is asked for */
const CERTAIN: ReadonlySet<Problem['kind']> = new Set([
  'different-person',
  'withdrawn',
  'unsupported',
  'not-asked',
  'no-picture',
  'too-large',
  'unplayable',
]);

/** Whether asking again can help without anybody doing something else first. */
export const canTryAgain = (problem: Problem): boolean => !CERTAIN.has(problem.kind);
