import type { Problem, Result } from '../domain/problem';

/**
 * What a server was seen to take: for each kind of question the plainest form that was needed so far. One record for each
 * server, kept for the session: what was refused once is not asked in that form again.
 */
export interface ServerCapabilities {
  /** Index of the form to begin with, by kind of question */
  readonly forms: Map<string, number>;
}

export const serverCapabilities = (): ServerCapabilities => ({ forms: new Map() });

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
  const first = Math.min(capabilities.forms.get(kind) ?? 0, forms.length - 1);
  let answer = await ask(forms[first] ?? forms[0]);
  for (let at = first + 1; at < forms.length; at++) {
    if (answer.ok || !isOfForm(answer.problem)) return answer;
    const form = forms[at] ?? forms[0];
    answer = await ask(form);
    if (answer.ok) capabilities.forms.set(kind, Math.max(at, capabilities.forms.get(kind) ?? 0));
  }
  return answer;
}

/** Refusals that servers give to parameters they do not know: 400, 403, 405, 406, 414, 415, 422, 500 and 501. */
export function mayBeOfForm(problem: Problem): boolean {
  if (problem.kind === 'forbidden') return true;
  return problem.kind === 'failed' && [400, 405, 406, 414, 415, 422, 500, 501].includes(problem.status);
}
