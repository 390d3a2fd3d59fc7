import type { LaunchProblem } from '../domain/problem';
import { problemWords } from './problem-text';

/** A page of its own: what happened, what it means, what to do. */
export interface LaunchText {
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  /** For whoever is asked for help */
  readonly detail?: string;
}

type Texts = {
  readonly [Kind in LaunchProblem['kind']]: (problem: Extract<LaunchProblem, { kind: Kind }>) => LaunchText;
};

const AGAIN = 'Go back to the patient’s record and choose Imaging again.';
const ADMINISTRATOR = 'Tell your imaging or IT support team. They need the words below.';

const TEXTS: Texts = {
  'configuration-missing': () => ({
    title: 'Imaging is not set up here yet',
    meaning: 'The settings of this site could not be read, so no record can be opened.',
    action: ADMINISTRATOR,
    detail: 'config.json was not found beside index.html.',
  }),
  'configuration-invalid': ({ what }) => ({
    title: 'Imaging is not set up correctly',
    meaning: 'The settings of this site contain a mistake, so no record can be opened.',
    action: ADMINISTRATOR,
    detail: what,
  }),
  'no-issuer': () => ({
    title: 'Open Imaging from a patient’s record',
    meaning: 'This page was opened without saying which record it belongs to.',
    action: 'Go to the patient’s record and choose Imaging there.',
  }),
  'unknown-issuer': () => ({
    title: 'This record is not connected to Imaging',
    meaning: 'The record that asked for pictures is not one this site accepts. Nothing was sent to it.',
    action: 'If you opened this from your usual record, tell your imaging or IT support team.',
  }),
  'issuer-unreachable': ({ where }) => ({
    title: `${where} did not answer`,
    meaning: 'The record could not be reached, so the patient is not known and no imaging can be shown.',
    action: `Check that the record itself works. ${AGAIN}`,
  }),
  'not-smart': ({ where }) => ({
    title: `${where} could not start Imaging`,
    meaning: 'The record did not describe how to sign in, so no imaging can be shown.',
    action: ADMINISTRATOR,
    detail: 'The issuer’s SMART configuration is missing or incomplete.',
  }),
  denied: ({ where }) => ({
    title: 'Access was not given',
    meaning: `${where} did not allow Imaging to see this patient’s data.`,
    action: `If you said no by mistake: ${AGAIN.charAt(0).toLowerCase()}${AGAIN.slice(1)} Otherwise ask who manages access to the record.`,
  }),
  'code-used': ({ where }) => ({
    title: 'This page was opened a second time',
    meaning: `${where} lets each opening be used once only. This happens after Back, Reload or copying the tab.`,
    action: AGAIN,
  }),
  'state-mismatch': () => ({
    title: 'This opening cannot be trusted',
    meaning:
      'The answer does not belong to a question asked from this tab, so it was refused. No data were read.',
    action: `Close this tab. ${AGAIN}`,
  }),
  'token-refused': ({ where }) => ({
    title: `${where} did not accept the sign-in`,
    meaning: 'Without it no imaging can be shown.',
    action: `${AGAIN} If it happens again, tell your imaging or IT support team.`,
  }),
  'no-patient': ({ where }) => ({
    title: 'No patient was chosen',
    meaning: `${where} opened Imaging without saying whose imaging is wanted.`,
    action: 'Open one patient’s record first, then choose Imaging.',
  }),
  'patient-unavailable': ({ where, problem }) => ({
    title: 'The patient’s details could not be read',
    meaning: `${problemWords(problem)}. No imaging is shown, because pictures are never shown without knowing whose they are.`,
    action: `${AGAIN} If it happens again, tell whoever supports ${where}.`,
  }),
  'storage-blocked': () => ({
    title: 'This browser does not let Imaging work here',
    meaning:
      'The browser blocks the session storage that signing in needs, usually because the record shows Imaging in a frame.',
    action: 'Open Imaging in a tab of its own, or ask your IT support team to allow storage for this site.',
  }),
  'not-launched': () => ({
    title: 'Open Imaging from a patient’s record',
    meaning:
      'Imaging does not choose patients itself: it shows the pictures of the patient whose record is open.',
    action: 'Go to the patient’s record and choose Imaging there.',
  }),
};

export function launchText(problem: LaunchProblem): LaunchText {
  // Each entry takes exactly the problem of its own key, which the compiler cannot follow through the index.
  return (TEXTS[problem.kind] as (problem: LaunchProblem) => LaunchText)(problem);
}
