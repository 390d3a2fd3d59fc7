import { sources } from '../../texts/en/sources';
import type { PersonField, Problem } from '../../domain/problem';
import { identity } from '../../texts/en/identity';

type Words = { readonly [Kind in Problem['kind']]: (problem: Extract<Problem, { kind: Kind }>) => string };

const WORDS: Words = {
  unreachable: ({ where }) => `${where} could not be reached`,
  offline: ({ where }) => `This device has no network connection, so ${where} could not be asked`,
  'timed-out': ({ where }) => `${where} did not answer in time`,
  unauthorised: ({ where }) => `${where} does not accept this sign-in`,
  forbidden: ({ where }) => `${where} does not allow you to see this`,
  redirected: ({ where }) => `${where} sent us to another address, which is not followed`,
  'not-found': ({ where, also = [] }) =>
    also.length === 0
      ? `${where} does not have it`
      : `${also.length === 1 ? 'Neither' : 'None of'} ${listed([where, ...also], also.length === 1 ? 'nor' : 'and')} has it`,
  busy: ({ where }) => `${where} is too busy to answer`,
  failed: ({ where }) => `${where} could not answer because of a fault of its own`,
  malformed: ({ where }) => `${where} sent an answer that cannot be read`,
  'none-readable': ({ where }) =>
    `${where} answered, and none of the pictures that it sent can be drawn here`,
  'not-asked': ({ where, why }) => sources.notAsked(where, why),
  'not-stored': ({ where, why }) => `${where} did not take it: ${why}`,
  unsupported: ({ what }) => `This kind of picture cannot be shown yet (${trimmed(what)})`,
  'coding-unknown': ({ where }) =>
    `${where} did not say how this picture is coded, and the picture itself does not show it`,
  'impossible-size': () => 'The picture’s size contradicts its data, so it is not shown',
  undecodable: () => 'The picture’s data are damaged and cannot be shown',
  'not-decoded': () => 'This picture could not be decoded on this device',
  'no-picture': () => 'This object has no picture in it',
  'too-large': ({ what, where }) =>
    where === undefined
      ? `This is ${what}, which is more than can be opened here`
      : `${where} sent ${what}, which is too large to be read here`,
  'no-memory': () =>
    'This device has no memory left for this picture. Closing other views, tabs or programs gives it some',
  unplayable: ({ coding }) =>
    `This browser cannot play this video (${coding}). The archive has it; another browser may be able to play it`,
  'different-person': ({ differs }) =>
    `These pictures are labelled as another person’s: ${fieldsWords(differs)} ${differs.length > 1 ? 'differ' : 'differs'}`,
  withdrawn: ({ as }) => identity.withdrawn(as),
};

/** What happened, as a sentence without its full stop. */
export function problemWords(problem: Problem): string {
  // Each entry takes exactly the problem of its own key, which the compiler cannot follow through the index.
  return (WORDS[problem.kind] as (problem: Problem) => string)(problem);
}

/** What an engineer needs beside it, `undefined` where the sentence says everything. */
export function problemDetail(problem: Problem): string | undefined {
  if (problem.kind === 'failed') return `HTTP status ${problem.status}`;
  if (problem.kind === 'malformed' || problem.kind === 'none-readable') return problem.what;
  if (problem.kind === 'impossible-size' || problem.kind === 'undecodable') return problem.what;
  if (problem.kind === 'unplayable' || problem.kind === 'not-decoded') return problem.what;
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

const FIELDS: Record<PersonField, string> = {
  identifier: 'patient number',
  'family name': 'family name',
  'given name': 'given name',
  'date of birth': 'date of birth',
};

/** "patient number and date of birth" */
export const fieldsWords = (fields: readonly PersonField[]): string =>
  listed(fields.map((field) => FIELDS[field]));

/** "A", "A and B", "A, B and C" */
export function listed(words: readonly string[], last: 'and' | 'or' | 'nor' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

const trimmed = (what: string) => what.replace(/\.$/, '');
