import type { LaunchProblem } from '../src/domain/problem';

/** What a failed launch says: what happened, what to do, and for IT support the detail where there is one. */
export interface LaunchWords {
  readonly title: string;
  readonly happened: string;
  readonly todo: string;
  readonly detail?: string;
  /** Whether asking the same again can help */
  readonly canRetry: boolean;
}

type Words = {
  [Kind in LaunchProblem['kind']]: (problem: Extract<LaunchProblem, { kind: Kind }>) => LaunchWords;
};

const REOPEN = 'Go back to the patient’s record and open imaging again.';
const SUPPORT = 'Tell your IT support; the line below says what they need to know.';

const words: Words = {
  'configuration-missing': () => ({
    title: 'The viewer is not set up',
    happened: 'Its configuration could not be read, so it does not know any record.',
    todo: 'Try again. If it stays like this, tell your IT support.',
    detail: 'config.json is missing beside index.html, or the server did not deliver it.',
    canRetry: true,
  }),
  'configuration-invalid': ({ what }) => ({
    title: 'The viewer is not set up correctly',
    happened: 'Its configuration has a mistake, so it does not open any record.',
    todo: SUPPORT,
    detail: `config.json: ${what}`,
    canRetry: false,
  }),
  'no-issuer': () => ({
    title: 'Which record?',
    happened: 'The viewer was opened without saying which record the patient is in.',
    todo: 'Open imaging from inside the patient’s record, or choose the record here.',
    canRetry: false,
  }),
  'unknown-issuer': () => ({
    title: 'This record may not open the viewer',
    happened: 'The record that opened the viewer is not one that this site allows. Nothing was sent to it.',
    todo: 'If you opened it from a record that you use every day, tell your IT support.',
    detail: 'The launch’s iss is not among the issuers of config.json.',
    canRetry: false,
  }),
  'issuer-unreachable': ({ where }) => ({
    title: `${where} does not answer`,
    happened: `The sign-in of ${where} could not be reached, or failed. No imaging was asked for.`,
    todo: 'Check the network and try again. If the record itself works, tell your IT support.',
    canRetry: true,
  }),
  'not-smart': ({ where }) => ({
    title: `${where} cannot open the viewer`,
    happened: `${where} answered, but did not say how to sign in.`,
    todo: SUPPORT,
    detail:
      'Its .well-known/smart-configuration is missing, or does not name safe authorization and token endpoints.',
    canRetry: true,
  }),
  denied: ({ where }) => ({
    title: 'Access was refused',
    happened: `${where} did not allow the viewer to see this patient’s imaging.`,
    todo: `${REOPEN} If you should have access, ask whoever manages it in your organisation.`,
    canRetry: false,
  }),
  'code-used': () => ({
    title: 'This opening of the viewer is over',
    happened: 'Each opening from the record works once, and this one was used already or took too long.',
    todo: REOPEN,
    canRetry: false,
  }),
  'state-mismatch': () => ({
    title: 'The sign-in could not be trusted',
    happened: 'The answer does not belong to a sign-in that this tab began, so it was not used.',
    todo: REOPEN,
    canRetry: false,
  }),
  'token-refused': ({ where }) => ({
    title: 'The sign-in failed',
    happened: `${where} let you in, but then did not give the viewer access.`,
    todo: `${REOPEN} If it happens again, tell your IT support.`,
    canRetry: false,
  }),
  'no-patient': ({ where }) => ({
    title: 'No patient was chosen',
    happened: `${where} opened the viewer without saying for which patient.`,
    todo: 'Open a patient in the record, then open imaging from there.',
    canRetry: false,
  }),
  'patient-unavailable': ({ where }) => ({
    title: 'The patient’s details could not be read',
    happened: `Without them the viewer cannot make sure whose images it shows, so it shows none. ${where} was asked.`,
    todo: 'Try again in a moment.',
    canRetry: true,
  }),
  'storage-blocked': () => ({
    title: 'The browser blocks the viewer',
    happened:
      'The viewer has to remember the sign-in while the record checks it, and this browser does not let it.',
    todo: 'Open imaging in a tab of its own, or ask your IT support to allow site data for this address.',
    detail:
      'sessionStorage is blocked. In a frame, this is the setting for third-party cookies and site data.',
    canRetry: true,
  }),
  'not-launched': () => ({
    title: 'Open imaging from a patient’s record',
    happened: 'The viewer was opened by itself, so it does not know the patient.',
    todo: REOPEN,
    canRetry: false,
  }),
};

/** The words for a launch that failed. */
export function launchWords(problem: LaunchProblem): LaunchWords {
  // Each entry takes the problem of its own kind; the look-up by that kind is what the type cannot follow.
  const say = words[problem.kind] as (problem: LaunchProblem) => LaunchWords;
  return say(problem);
}
