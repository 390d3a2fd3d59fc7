import type { Shortfall } from '../../domain/knowledge/remote';
import type { WhyNotAsked } from '../../domain/problem';
import { counted } from '../texts';

/* Who was asked, what they did, and what that leaves unknown. */

const studies = (count: number) => counted(count, { one: 'study', other: 'studies' });
const entries = (count: number) => counted(count, { one: 'entry', other: 'entries' });

const WHY_NOT_ASKED: Readonly<Record<Exclude<WhyNotAsked, 'store-not-known'>, string>> = {
  'no-identifier': 'the record has no number of this patient that it goes by',
  'no-nhs-number': 'the record has no NHS number for this patient',
  'identifier-not-valid': 'the number in the record is not a valid one',
  'no-scope': 'this sign-in does not include it',
  'foreign-origin': 'this viewer is not set up to ask at its address',
  'switched-off': 'it is switched off',
  'no-way-to-ask': 'it can only be looked at in a viewer of its own',
  'not-known-what-for': 'the record does not say where it can be asked',
  'address-not-had': 'its address could not be had from the record',
};

type ShortfallWords = {
  readonly [Kind in Shortfall['kind']]: (
    name: string,
    shortfall: Extract<Shortfall, { kind: Kind }>,
  ) => string;
};

/** What an answer lacks, in a sentence each. */
const SHORTFALLS: ShortfallWords = {
  unreadable: (name, { count }) => `${entries(count)} from ${name} could not be read.`,
  'cannot-tell-whose': (name, { count }) =>
    `Of ${entries(count)} from ${name} nobody can tell whose they are.`,
  'page-missing': (name) => `${name} sent a part of its answer, and the rest did not come.`,
  'source-says-incomplete': (name, { words }) =>
    `${name} itself says that its answer is not complete${words === undefined ? '' : `: “${words}”`}${words?.endsWith('.') ? '' : '.'}`,
  'fewer-than-announced': (name, { announced, came }) => `${name} announced ${announced} and sent ${came}.`,
  'limit-reached': (name, { most }) =>
    `${name} has more than can be taken in: it ends after ${most.toLocaleString('en-GB')}.`,
  'links-missing': (name) => `${name} did not say which study each of them is of.`,
  'not-listed': (name, { count }) =>
    `The record says that ${name} holds ${studies(count)} more, which it does not list under this patient’s number.`,
  'granted-in-part': (name) => `This sign-in includes only a part of what ${name} holds of this.`,
  'not-looked-through': (name) =>
    `${name} cannot be asked whether reports or documents lie among the pictures of a series.`,
};

export const sources = {
  name: 'Sources',
  title: 'Where this list comes from',
  asking: (name: string) => `Asking ${name}…`,
  /** "Salford Royal: 3 studies (14:02)" */
  answered: (name: string, count: number, at: string) => `${name}: ${studies(count)} (${at})`,
  nothing: (name: string, at: string) => `No imaging at ${name} (${at})`,
  /** @param names "Bolton and Wigan" */
  silent: (names: string) => `${names} did not answer.`,
  somebodyElses: (count: number) => `${studies(count)} left out: labelled there as another person’s.`,
  notAsked: (name: string, why: WhyNotAsked) =>
    why === 'store-not-known'
      ? `The pictures lie in a store that this viewer does not know. For the support desk: ${name}`
      : `${name} was not asked: ${WHY_NOT_ASKED[why]}`,
  /** What is not in the list because a source failed */
  recordMissing: 'Its list and its reports are not here.',
  archiveMissing: 'Its imaging is not in this list.',
  shortfall: (name: string, shortfall: Shortfall): string =>
    // Each sentence takes exactly the shortfall of its own key, which the compiler cannot follow through the index.
    (SHORTFALLS[shortfall.kind] as (name: string, shortfall: Shortfall) => string)(name, shortfall),
};
