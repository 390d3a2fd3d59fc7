import { OWN_SERVER, type Fault, type Problem, type VideoContainer } from '../../domain/problem';
import { clockWords } from '../../domain/dates';
import { listed } from '../texts';
import { fieldsWords, identity } from './identity';
import { sources } from './sources';

/* What went wrong, in a sentence without its full stop. */

const FAULTS: Readonly<Record<Fault, string>> = {
  'no-picture': 'This object holds no picture',
  'no-curves': 'This object holds no curves',
  'no-canvas': 'this browser cannot draw',
  'video-without-length': 'a video without a length',
  'decoder-gave-up': 'the decoder gave up',
  'decoder-stopped': 'the decoder stopped',
  'decoder-endless': 'the decoder did not come to an end',
  'no-decoder': 'no decoder could be started',
  'no-series-readable': 'a list of series of which none can be read',
};

/** What is the matter, for an engineer; what is no code stands as it came. */
export const faultWords = (what: string): string =>
  (FAULTS as Readonly<Record<string, string | undefined>>)[what] ?? what;

const CONTAINERS: Readonly<Record<VideoContainer, string>> = {
  'transport-stream': 'an MPEG transport stream',
  'program-stream': 'an MPEG program stream',
  matroska: 'a Matroska file',
  'elementary-stream': 'a bare stream',
  'no-index': 'a file without an index',
};

/** "HEVC (H.265) in a Matroska file" */
const codingWords = ({ coding, container }: Extract<Problem, { kind: 'unplayable' }>): string =>
  `${coding ?? 'unknown coding'}${container ? ` in ${CONTAINERS[container]}` : ''}`;

const placeWords = (where: string) => (where === OWN_SERVER ? 'The viewer’s own server' : where);

type Words = { readonly [Kind in Problem['kind']]: (problem: Extract<Problem, { kind: Kind }>) => string };

const WORDS: Words = {
  unreachable: ({ where }) => `${placeWords(where)} could not be reached`,
  offline: ({ where }) => `This device has no network connection, so ${placeWords(where)} could not be asked`,
  'timed-out': ({ where }) => `${where} did not answer in time`,
  unauthorised: ({ where }) => `${where} does not accept this sign-in`,
  forbidden: ({ where }) => `${where} does not allow you to see this`,
  redirected: ({ where }) => `${where} sent us to another address, which is not followed`,
  'not-found': ({ where, also = [] }) =>
    also.length === 0
      ? `${where} does not have it`
      : `${also.length === 1 ? 'Neither' : 'None of'} ${listed([where, ...also], also.length === 1 ? 'nor' : 'and')} has it`,
  busy: ({ where }) => `${where} is too busy to answer`,
  staging: ({ where }) =>
    `${where} is fetching this from its long-term store, which takes a while. It is asked again by itself`,
  resting: ({ where, until }) =>
    `${where} has failed several times in a row. It is asked again after ${clockWords(new Date(until))}`,
  failed: ({ where, status }) =>
    status === 404
      ? `${where} could not answer: it has nothing at the address where it was asked`
      : `${where} could not answer because of a fault of its own`,
  malformed: ({ where }) => `${where} sent an answer that cannot be read`,
  'none-readable': ({ where }) =>
    `${where} answered, and none of the pictures that it sent can be drawn here`,
  'not-asked': ({ where, why }) => sources.notAsked(where, why),
  'not-stored': ({ where, why }) => `${where} did not take it: ${why}`,
  unsupported: ({ what }) => `This kind of picture cannot be shown yet (${trimmed(faultWords(what))})`,
  'other-content': ({ where, other }) =>
    `${where} does not give this picture now, and ${other} has a different one under the same number, which is not shown`,
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
  unplayable: (problem) =>
    `This browser cannot play this video (${codingWords(problem)}). The archive has it; another browser may be able to play it`,
  'different-person': ({ differs }) =>
    `These pictures are labelled as another person’s: ${fieldsWords(differs)} ${differs.length > 1 ? 'differ' : 'differs'}`,
  withdrawn: ({ as }) => identity.withdrawn(as),
  'not-recorded': ({ where }) =>
    `${where} does not record who looked, and here nothing is shown without that`,
};

/** What happened, as a sentence without its full stop. */
export function problemWords(problem: Problem): string {
  // Each entry takes exactly the problem of its own key, which the compiler cannot follow through the index.
  return (WORDS[problem.kind] as (problem: Problem) => string)(problem);
}

const trimmed = (what: string) => what.replace(/\.$/, '');

export const problemTexts = {
  tryAgain: 'Try again',
  /** "Try again: Salford Royal": what is asked again */
  tryAgainWith: (what: string): string => `Try again: ${what}`,
  httpStatus: (status: number): string => `HTTP status ${status}`,
} as const;
