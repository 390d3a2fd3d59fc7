import type { StudyUid } from '../../domain/ids';

/** Where a person is on their own way: the list, a study, one view made large. */
export interface Step {
  readonly study?: StudyUid | undefined;
  readonly large?: boolean;
}

/** Places of this page by their number in the history, which itself says nothing of a patient. */
const steps: Step[] = [];
const KEY = 'step';

const entry = (): Readonly<Record<string, unknown>> => {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null ? { ...state } : {};
};

/** Where the entry of the history that is shown stands for; `undefined` for one of before this page was loaded. */
export function stepNow(): Step | undefined {
  const at = entry()[KEY];
  return typeof at === 'number' ? steps[at] : undefined;
}

const isSame = (one: Step, other: Step | undefined) =>
  other !== undefined && one.study === other.study && Boolean(one.large) === Boolean(other.large);

/**
 * Puts where one is now into the history, so that Back and Forward walk one's own steps. The address stays.
 * @param own a person went there; what came by itself takes the place of where one was
 */
export function stepTo(step: Step, own: boolean): void {
  if (isSame(step, stepNow())) return;
  const state = { ...entry(), [KEY]: steps.push(step) - 1 };
  if (own && stepNow() !== undefined) history.pushState(state, '');
  else history.replaceState(state, '');
}
