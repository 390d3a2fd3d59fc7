import type { LaunchProblem, OAuthError } from '../../domain/problem';

/** What a launch that failed says, on the launch page and in the viewer: what happened, what it means, what to do. */
export interface LaunchWords {
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  /** For whoever is asked for help */
  readonly detail?: string;
  /** Whether asking the same again can help, without going back to the record */
  readonly canRetry: boolean;
}

type Words = {
  readonly [Kind in LaunchProblem['kind']]: (problem: Extract<LaunchProblem, { kind: Kind }>) => LaunchWords;
};

const AGAIN = 'Go back to the patient’s record and choose Imaging again.';
const SUPPORT = 'Tell your imaging or IT support team. They need the words below.';

/** What the sign-in itself said, for whoever has to mend it */
const saidBy = (said: OAuthError | undefined) =>
  said && { detail: `error: ${said.error}${said.description ? ` · ${said.description}` : ''}` };

const NOT_CURRENT: Record<
  Extract<LaunchProblem, { kind: 'patient-not-current' }>['how'],
  { readonly title: string; readonly meaning: (where: string) => string }
> = {
  replaced: {
    title: 'This record was merged into another',
    meaning: (where) => `${where} says that this patient record was merged into another one.`,
  },
  inactive: {
    title: 'This record is not in use any more',
    meaning: (where) =>
      `${where} says that this patient record is not in use any more; it may have been merged into another one.`,
  },
  another: {
    title: 'This record may have been merged into another',
    meaning: (where) => `Asked for this patient record, ${where} answered with another one.`,
  },
  redirected: {
    title: 'This record was moved or merged into another',
    meaning: (where) =>
      `Asked for this patient record, ${where} sent us to another address, which is what it does when a record was merged into another one. The address was not followed.`,
  },
};

const UNAVAILABLE: Record<
  Extract<LaunchProblem, { kind: 'issuer-unavailable' }>['how'],
  readonly [title: string, what: string]
> = {
  silent: ['did not answer', 'could not be reached'],
  busy: ['is busy', 'asks to be tried again later'],
  failed: ['could not finish the sign-in', 'answered with an error'],
  unreadable: ['could not finish the sign-in', 'gave an answer that cannot be read'],
};

const WORDS: Words = {
  'configuration-missing': () => ({
    title: 'Imaging is not set up here',
    meaning: 'The settings of this site could not be read, so no record can be opened.',
    action: SUPPORT,
    detail: 'config.json is missing beside index.html, or the server did not deliver it.',
    canRetry: true,
  }),
  'configuration-invalid': ({ what }) => ({
    title: 'Imaging is not set up correctly',
    meaning: 'The settings of this site contain a mistake, so no record can be opened.',
    action: SUPPORT,
    detail: `config.json: ${what}`,
    canRetry: false,
  }),
  'no-issuer': () => ({
    title: 'Which record?',
    meaning: 'Imaging was opened without saying which record the patient is in.',
    action: 'Open the patient’s record and choose Imaging there.',
    canRetry: false,
  }),
  'unknown-issuer': () => ({
    title: 'This record is not connected to Imaging',
    meaning: 'The record that asked for pictures is not one that this site accepts. Nothing was sent to it.',
    action: 'If you opened this from your usual record, tell your imaging or IT support team.',
    detail: 'The launch’s iss is not among the issuers of config.json.',
    canRetry: false,
  }),
  'issuer-unavailable': ({ where, how }) => {
    const [title, what] = UNAVAILABLE[how];
    return {
      title: `${where} ${title}`,
      meaning: `Its sign-in ${what}, so the patient is not known and no imaging can be shown.`,
      action: `Check the network, and that the record itself works. ${AGAIN}`,
      canRetry: true,
    };
  },
  'not-smart': ({ where }) => ({
    title: `${where} could not start Imaging`,
    meaning: 'The record answered, but did not say how to sign in, so no imaging can be shown.',
    action: SUPPORT,
    detail:
      'Its .well-known/smart-configuration was refused or could not be read, is missing, or does not name safe authorization and token endpoints.',
    canRetry: true,
  }),
  denied: ({ where, said }) => ({
    title: 'Access was not given',
    meaning: `${where} did not allow Imaging to see this patient’s data.`,
    action: `If you said no by mistake: ${AGAIN.charAt(0).toLowerCase()}${AGAIN.slice(1)} Otherwise ask who manages access to the record.`,
    ...saidBy(said),
    canRetry: false,
  }),
  'sign-in-misconfigured': ({ where, said }) => ({
    title: `${where} and Imaging are not set up for each other`,
    meaning: 'The sign-in refused the way in which this site asks for it. Nobody refused you access.',
    action: SUPPORT,
    ...saidBy(said),
    canRetry: false,
  }),
  'sign-in-failed': ({ where, said }) => ({
    title: `The sign-in of ${where} is not working`,
    meaning: 'It answered that it has a fault, or is too busy, so no imaging can be shown yet.',
    action: `Wait a moment. ${AGAIN} If it happens again, tell your imaging or IT support team.`,
    ...saidBy(said),
    canRetry: false,
  }),
  'code-used': ({ where, said }) => ({
    title: 'This page was opened a second time',
    meaning: `${where} lets each opening be used once only, and for a short time. This happens after Back, Reload or copying the tab.`,
    action: AGAIN,
    ...saidBy(said),
    canRetry: false,
  }),
  'state-mismatch': () => ({
    title: 'This opening cannot be trusted',
    meaning:
      'The answer does not belong to a sign-in that this tab began, so it was refused. No data were read.',
    action: `Close this tab. ${AGAIN}`,
    canRetry: false,
  }),
  'issuer-mismatch': ({ where, expected, answered }) => ({
    title: 'This opening cannot be trusted',
    meaning: answered
      ? `Another sign-in answered than the one of ${where}, so its answer was refused. No data were read.`
      : `The sign-in of ${where} did not say its name as it promised, so its answer was refused. No data were read.`,
    action: `${AGAIN} If it happens again, tell your imaging or IT support team. They need the words below.`,
    detail: `RFC 9207: iss of the answer: ${answered ?? 'none'} · expected: ${expected}`,
    canRetry: false,
  }),
  'token-refused': ({ where, said }) => ({
    title: `${where} did not accept the sign-in`,
    meaning: 'Without it no imaging can be shown.',
    action: `${AGAIN} If it happens again, tell your imaging or IT support team.`,
    ...saidBy(said),
    canRetry: false,
  }),
  'no-patient': ({ where }) => ({
    title: 'No patient was chosen',
    meaning: `${where} opened Imaging without saying whose imaging is wanted.`,
    action: 'Open one patient’s record first, then choose Imaging.',
    canRetry: false,
  }),
  'not-for-patients': ({ where }) => ({
    title: 'Pictures are not shown here',
    meaning: `${where} opened this for a patient. This site does not show pictures to patients in this way.`,
    action: 'Ask your clinician to show you your pictures.',
    canRetry: false,
  }),
  'patient-unusable': ({ where, what }) => ({
    title: 'The patient was named in a form that cannot be used',
    meaning: `${where} named a patient, but in a form that Imaging cannot use. No imaging is shown, because it could be another person’s.`,
    action: SUPPORT,
    detail: `“patient” in the token response is not the id of a Patient of this record: ${what}`,
    canRetry: false,
  }),
  'patient-unavailable': ({ where }) => ({
    title: 'The patient’s details could not be read',
    meaning: 'No imaging is shown, because pictures are never shown without knowing whose they are.',
    action: `${AGAIN} If it happens again, tell whoever supports ${where}.`,
    canRetry: true,
  }),
  'patient-not-current': ({ where, how }) => ({
    title: NOT_CURRENT[how].title,
    meaning: `${NOT_CURRENT[how].meaning(where)} No imaging is shown under the old one.`,
    action: 'Open the current record of the patient and choose Imaging there.',
    canRetry: false,
  }),
  'storage-blocked': () => ({
    title: 'This browser does not let Imaging work here',
    meaning:
      'Imaging has to remember the sign-in while the record checks it, and this browser does not let it, usually because the record shows Imaging in a frame.',
    action: 'Open Imaging in a tab of its own, or ask your IT support team to allow storage for this site.',
    detail:
      'sessionStorage is blocked. In a frame, this is the setting for third-party cookies and site data.',
    canRetry: true,
  }),
  'not-launched': () => ({
    title: 'Open Imaging from a patient’s record',
    meaning:
      'Imaging does not choose patients itself: it shows the pictures of the patient whose record is open.',
    action: 'Go to the patient’s record and choose Imaging there.',
    canRetry: false,
  }),
};

/** The words for a launch that failed: text only, to be put into a page as text. */
export function launchWords(problem: LaunchProblem): LaunchWords {
  // Each entry takes exactly the problem of its own key, which the compiler cannot follow through the index.
  return (WORDS[problem.kind] as (problem: LaunchProblem) => LaunchWords)(problem);
}
