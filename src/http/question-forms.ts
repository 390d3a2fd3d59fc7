import type { Problem, Result } from '../domain/problem';

/**
 * What a server was seen to take: one record for each server, kept for the session, so that what was refused once is not
 * asked in that form again.
 */
export interface ServerCapabilities {
  /** Index of the form to begin with, by kind of question */
  readonly forms: Map<string, number>;
  /** How many questions of a kind were refused in every form: then the forms are not at fault */
  readonly fruitless: Map<string, number>;
  /** The most results that came in one page, by kind of search; Infinity where pages are not given at all */
  readonly largestPage: Map<string, number>;
  /** Whether a list of UIDs is matched by each of them (PS3.4 C.2.2.2.2); absent until it was seen */
  matchesLists?: boolean;
  /** Roots of addresses by which it calls itself, other than the one by which it is asked */
  readonly ownNames: Set<string>;
}

export const serverCapabilities = (): ServerCapabilities => ({
  forms: new Map(),
  fruitless: new Map(),
  largestPage: new Map(),
  ownNames: new Set(),
});

/** Questions of a kind that may be put in every form in vain. After them a refusal is believed to be of the thing asked for. */
const ENOUGH = 2;

/**
 * Puts a question in its fullest form that the server is not known to refuse, and in ever plainer ones while the refusal
 * may be of the form. The form that was taken is remembered; a refusal of every form is told as the plainest one's.
 * @param kind what is asked, the same for all questions that share their forms
 * @param forms the fullest first
 * @param isOfForm whether a problem may be the form's fault, and not the person's, the token's or the line's
 */
export async function askInForms<F, T>(
  capabilities: ServerCapabilities,
  kind: string,
  forms: readonly [F, ...F[]],
  ask: (form: F) => Promise<Result<T>>,
  isOfForm: (problem: Problem) => boolean = mayBeOfForm,
): Promise<Result<T>> {
  const known = () => capabilities.forms.get(kind) ?? 0;
  const vain = () => capabilities.fruitless.get(kind) ?? 0;
  let at = Math.min(known(), forms.length - 1);
  let answer = await ask(forms[at] ?? forms[0]);
  const first = at;
  // Others that were asked meanwhile may have found a form that is taken.
  while (
    !answer.ok &&
    isOfForm(answer.problem) &&
    (at < known() || (vain() < ENOUGH && at + 1 < forms.length))
  ) {
    at = Math.max(at + 1, Math.min(known(), forms.length - 1));
    answer = await ask(forms[at] ?? forms[0]);
  }
  if (answer.ok && at > first) {
    capabilities.forms.set(kind, Math.max(at, known()));
    capabilities.fruitless.delete(kind);
  }
  if (!answer.ok && isOfForm(answer.problem) && at > first) capabilities.fruitless.set(kind, vain() + 1);
  return answer;
}

/** Refusals that servers give to parameters they do not know: 400, 403, 406, 413, 414, 415, 422, 431, 500 and 501. */
export function mayBeOfForm(problem: Problem): boolean {
  return problem.kind === 'forbidden' || mayBeOfAccept(problem);
}

/** The same of the answer's form: a refusal to show something to this person is not one of how it was asked for. */
export function mayBeOfAccept(problem: Problem): boolean {
  return problem.kind === 'failed' && [400, 406, 413, 414, 415, 422, 431, 500, 501].includes(problem.status);
}
