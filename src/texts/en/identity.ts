import { dateWords } from './dates';
import { isNhsNumber, isOfNhs, nhsDigits } from '../../domain/patient/identifier';
import type { DicomPerson } from '../../domain/patient/patient';
import { nameWords, nhsNumberWords } from './patients';
import type { PersonField } from '../../domain/problem';
import type { Withdrawal } from '../../domain/study/study';
import { counted, listed } from '../texts';
import type { ReportWarning } from './reports';

const WITHDRAWN: Record<Withdrawal, string> = {
  'entered-in-error': 'entered in error',
  cancelled: 'cancelled',
};

const NOT_CONFIRMED = 'Identity not confirmed';
const WHOSE_UNKNOWN = 'The record does not say whose this is';

/** `OTHER, Bob · NHS No. 123 456 7890 · born 14-Jul-1945`: what is not there is said */
function personWords({ name, patientId, otherIds, birthDate }: DicomPerson): string {
  const number = patientId ?? otherIds[0];
  const isNhs = number !== undefined && isOfNhs(number) && isNhsNumber(nhsDigits(number.value));
  return [
    name ? nameWords(name) : 'no name',
    number ? (isNhs ? `NHS No. ${nhsNumberWords(number.value)}` : `No. ${number.value.trim()}`) : 'no number',
    birthDate ? `born ${dateWords(birthDate)}` : 'no birth date',
  ].join(' · ');
}

const FIELDS: Readonly<Record<PersonField, string>> = {
  identifier: 'patient number',
  'family name': 'family name',
  'given name': 'given name',
  'birth date': 'date of birth',
};

/** "patient number and date of birth" */
export const fieldsWords = (fields: readonly PersonField[]): string =>
  listed(fields.map((field) => FIELDS[field]));

/** The patient at the head of the screen and of every printed page. */
export const patientTexts = {
  title: 'Patient',
  born: 'Born',
  died: 'Died',
  ageAtDeath: 'Age at death',
  gender: 'Gender',
  nhsNumber: 'NHS No.',
  back: 'Back to the record',
  signOut: 'Sign out',
} as const;

/** What is said of whose something is, and of what the record took back. */
export const identity = {
  notConfirmed: NOT_CONFIRMED,
  checkTheName: 'Check the name in the picture before you use it.',

  person: personWords,
  /** Before whom a picture is of */
  inThePicture: 'In the picture:',
  /** After it, where the picture's own file was not read: an archive may have noted something else */
  asLabelled: ' · as the archive labels it',
  inThesePictures: (reasons: string): string => `In these pictures: ${reasons}.`,
  nothingToCompare: 'nothing to compare',
  differ: (fields: readonly PersonField[]): string =>
    `${fieldsWords(fields)} ${fields.length > 1 ? 'differ' : 'differs'} from the record`,
  knownInPart: (fields: readonly PersonField[]): string => `${fieldsWords(fields)} known in part only`,
  notComparable: (fields: readonly PersonField[]): string =>
    `${fieldsWords(fields)} not recorded or not comparable`,

  whoseUnknown: WHOSE_UNKNOWN,
  /** Of a study that the record lists as the patient's */
  labelledAsAnother: 'These pictures are labelled as another person’s',
  /** Of a study that an archive lists as the patient's */
  recordSaysAnother: 'The record labels this study as another person’s',
  /** Of a report, above its text */
  reportOfUnknown: {
    tone: 'stop',
    title: WHOSE_UNKNOWN,
    meaning:
      'The record does not say whose report this is. It may be about somebody else: do not use it before you know.',
  } satisfies ReportWarning,
  reportOfUnconfirmed: (person: DicomPerson): ReportWarning => ({
    tone: 'careful',
    title: NOT_CONFIRMED,
    meaning: `It is labelled: ${personWords(person)}. It may be about somebody else: check the name before you use it.`,
  }),

  withdrawn: (as: Withdrawal): string => `Withdrawn in the record: ${WITHDRAWN[as]}`,
  withdrawnTitle: 'The record took this study back',
  withdrawnMeaning: (as: Withdrawal): string =>
    `Its entry is marked “${WITHDRAWN[as]}”. An archive still holds pictures under its number. They may be somebody else’s, or of an examination that was never made.`,
  withdrawnTodo: 'Do not rely on them before the imaging department has said what they are.',
  openWithdrawn: 'Show the pictures all the same',
  notAvailableYet: 'Not yet available',

  noNhsNumber: 'Not recorded',
  noCurrentNhsNumber: 'None current',
  notAnNhsNumber: 'not a valid NHS number',
  twoNhsNumbers: (count: number): string => `${count} different NHS numbers are recorded as current`,
  recordedTwice:
    'The record has another entry for this patient. Imaging that is kept only under that one is not shown here.',

  leftOut: (count: number): string =>
    `${counted(count, { one: 'entry is', other: 'entries are' })} about somebody else and not shown`,
  reportsLeftOut: (count: number): string =>
    `${counted(count, { one: 'report that the record sent is', other: 'reports that the record sent are' })} about somebody else and not shown.`,
} as const;
