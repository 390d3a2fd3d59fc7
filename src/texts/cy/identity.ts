import { dateWords } from './dates';
import { isNhsNumber, isOfNhs, nhsDigits } from '../../domain/patient/identifier';
import type { DicomPerson } from '../../domain/patient/patient';
import type { PersonField } from '../../domain/problem';
import type { Withdrawal } from '../../domain/study/study';
import { nameWords, nhsNumberWords } from '../en/patients';
import type { Spoken } from '../language';
import type * as en from '../en/identity';
import { counted, ENTRY, listed, REPORT } from './plurals';

const WITHDRAWN: Record<Withdrawal, string> = {
  'entered-in-error': 'wedi’i gofnodi ar gam',
  cancelled: 'wedi’i ganslo',
};

const NOT_CONFIRMED = 'Heb gadarnhau pwy yw’r claf';
const WHOSE_UNKNOWN = 'Nid yw’r cofnod yn dweud am bwy y mae hwn';

function person({ name, patientId, otherIds, birthDate }: DicomPerson): string {
  const number = patientId ?? otherIds[0];
  const isNhs = number !== undefined && isOfNhs(number) && isNhsNumber(nhsDigits(number.value));
  return [
    name ? nameWords(name) : 'dim enw',
    number
      ? isNhs
        ? `Rhif GIG ${nhsNumberWords(number.value)}`
        : `Rhif ${number.value.trim()}`
      : 'dim rhif',
    birthDate ? `ganwyd ${dateWords(birthDate)}` : 'dim dyddiad geni',
  ].join(' · ');
}

const FIELDS: Readonly<Record<PersonField, string>> = {
  identifier: 'rhif y claf',
  'family name': 'cyfenw',
  'given name': 'enw cyntaf',
  'birth date': 'dyddiad geni',
};

export const fieldsWords: typeof en.fieldsWords = (fields) => listed(fields.map((field) => FIELDS[field]));

export const patientTexts: Spoken<typeof en.patientTexts> = {
  title: 'Claf',
  born: 'Ganwyd',
  died: 'Bu farw',
  ageAtDeath: 'Oed wrth farw',
  gender: 'Rhywedd',
  nhsNumber: 'Rhif GIG',
  back: 'Yn ôl i’r cofnod',
  signOut: 'Allgofnodi',
};

export const identity: Spoken<typeof en.identity> = {
  notConfirmed: NOT_CONFIRMED,
  checkTheName: 'Gwiriwch yr enw yn y llun cyn ei ddefnyddio.',

  person,
  inThePicture: 'Yn y llun:',
  asLabelled: ' · fel y mae’r archif yn ei labelu',
  inThesePictures: (reasons) => `Yn y lluniau hyn: ${reasons}.`,
  nothingToCompare: 'dim i’w gymharu',
  differ: (fields) => `${fieldsWords(fields)} yn wahanol i’r cofnod`,
  knownInPart: (fields) => `${fieldsWords(fields)} yn hysbys yn rhannol yn unig`,
  notComparable: (fields) => `${fieldsWords(fields)} heb eu cofnodi neu heb fod modd eu cymharu`,

  whoseUnknown: WHOSE_UNKNOWN,
  labelledAsAnother: 'Mae’r lluniau hyn wedi’u labelu fel rhai person arall',
  recordSaysAnother: 'Mae’r cofnod yn labelu’r astudiaeth hon fel un rhywun arall',
  reportOfUnknown: {
    tone: 'stop',
    title: WHOSE_UNKNOWN,
    meaning:
      'Nid yw’r cofnod yn dweud adroddiad pwy yw hwn. Gall fod am rywun arall: peidiwch â’i ddefnyddio cyn i chi wybod.',
  },
  reportOfUnconfirmed: (whom) => ({
    tone: 'careful',
    title: NOT_CONFIRMED,
    meaning: `Y label yw: ${person(whom)}. Gall fod am rywun arall: gwiriwch yr enw cyn ei ddefnyddio.`,
  }),

  withdrawn: (as) => `Tynnwyd yn ôl yn y cofnod: ${WITHDRAWN[as]}`,
  withdrawnTitle: 'Mae’r cofnod wedi tynnu’r astudiaeth hon yn ôl',
  withdrawnMeaning: (as) =>
    `Mae ei chofnod wedi’i nodi “${WITHDRAWN[as]}”. Mae archif yn dal i gadw lluniau o dan ei rhif. Gallant fod yn rhai rhywun arall, neu o archwiliad na wnaed erioed.`,
  withdrawnTodo: 'Peidiwch â dibynnu arnynt cyn i’r adran ddelweddu ddweud beth ydynt.',
  openWithdrawn: 'Dangos y lluniau er hynny',
  notAvailableYet: 'Ddim ar gael eto',

  noNhsNumber: 'Heb ei gofnodi',
  noCurrentNhsNumber: 'Dim un cyfredol',
  notAnNhsNumber: 'ddim yn rhif GIG dilys',
  twoNhsNumbers: (count) => `Mae ${count} rhif GIG gwahanol wedi’u cofnodi’n gyfredol`,
  recordedTwice:
    'Mae gan y cofnod gofnod arall ar gyfer y claf hwn. Ni ddangosir yma ddelweddu a gedwir o dan hwnnw’n unig.',

  leftOut: (count) => `${counted(count, ENTRY)} am rywun arall, heb eu dangos`,
  reportsLeftOut: (count) => `${counted(count, REPORT)} a anfonodd y cofnod am rywun arall, heb eu dangos.`,
};
