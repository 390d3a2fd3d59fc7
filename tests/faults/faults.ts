import type { ServerResponse } from 'node:http';
import { readable, type Arriving, type OwnAnswer, type Passing } from '../cases/interception';

/** What may truly be said of a fault. `right` where nothing is lost by it and all is shown. */
export type Told =
  | 'right'
  | 'none'
  | 'refuses you'
  | 'refuses this sign-in'
  | 'does not have it'
  | 'busy'
  | 'at fault'
  | 'unreadable'
  | 'unreachable'
  | 'silent'
  | 'offline';

/** What an answer is made of, for faults that are in it. */
export type Form = 'json' | 'multipart';

export interface Fault {
  readonly name: string;
  /** Any of these is true */
  readonly told: readonly Told[];
  /** Forms of answers that it can befall; all where absent */
  readonly form?: Form;
  /** Requests without a preflight have none to be refused */
  readonly needsPreflight?: true;
  /** Another answer, or a line that breaks */
  befall?(request: Arriving, outgoing: ServerResponse): OwnAnswer | 'taken';
  preflight?(): OwnAnswer;
  /** Changes the good answer */
  spoil?(answer: Passing): void;
  /** The browser itself cannot reach anybody */
  readonly browser?: 'refused' | 'offline';
}

const status = (
  name: string,
  code: number,
  told: readonly Told[],
  headers: Readonly<Record<string, string>> = {},
): Fault => ({
  name,
  told,
  befall: () => ({ status: code, headers: { 'content-type': 'text/plain', ...headers }, body: 'no' }),
});

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

/** Headers of a good answer and the first bytes of one, and then whatever `then` does. */
function begun(headers: Readonly<Record<string, string>>, then: (to: ServerResponse) => void) {
  return ({ headers: { origin } }: Arriving, to: ServerResponse): 'taken' => {
    const cors = origin === undefined ? {} : readable(origin);
    to.writeHead(200, { ...cors, 'content-type': 'application/json', ...headers });
    to.write('[{"00080005":{"vr":"CS"', () => then(to));
    return 'taken';
  };
}

/** One kilobyte each second for as long as anybody listens. */
function drip(to: ServerResponse): void {
  const timer = setInterval(() => to.write(' '.repeat(1024)), 1000);
  to.once('close', () => clearInterval(timer));
}

const boundaryOf = ({ headers }: Passing) =>
  /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1] ?? '';

const BUSY = ['busy', 'at fault', 'silent'] as const;
const BROKEN = ['unreadable', 'silent', 'unreachable'] as const;

/** HTTP and network, each for itself. */
export const faults: readonly Fault[] = [
  status('401', 401, ['refuses this sign-in', 'refuses you'], { 'www-authenticate': 'Bearer' }),
  status('403', 403, ['refuses you', 'refuses this sign-in']),
  status('404', 404, ['does not have it', 'at fault']),
  status('400', 400, ['at fault', 'refuses you']),
  status('406', 406, ['at fault']),
  status('429 without a word when', 429, BUSY),
  status('429 for a second', 429, BUSY, { 'retry-after': '1' }),
  status('429 for an hour', 429, BUSY, { 'retry-after': '3600' }),
  status('503 without a word when', 503, BUSY),
  status('503 for a second', 503, BUSY, { 'retry-after': '1' }),
  {
    name: '503 until a date',
    told: BUSY,
    befall: () => ({ status: 503, headers: { 'retry-after': inSeconds(2) } }),
  },
  status('500', 500, ['at fault']),
  status('502 with a page', 502, ['at fault', 'busy'], { 'content-type': 'text/html' }),
  status('504', 504, ['at fault', 'busy', 'silent']),
  {
    name: '200 with a login page',
    told: ['unreadable', 'refuses this sign-in'],
    befall: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }),
  },
  {
    name: 'a good body under another type',
    told: ['right', 'unreadable'],
    spoil: ({ headers }) => {
      headers['content-type'] = 'text/plain';
    },
  },
  {
    name: 'nonsense under the right type',
    told: ['unreadable'],
    spoil: (answer) => {
      answer.body = Buffer.from('{"half": [1, 2');
    },
  },
  {
    name: 'cut in the middle, as if all were well',
    told: ['unreadable'],
    spoil: (answer) => {
      answer.body = answer.body.subarray(0, Math.floor(answer.body.length * 0.6));
    },
  },
  {
    name: 'longer than it should be',
    told: ['right', 'unreadable'],
    form: 'json',
    spoil: (answer) => {
      answer.body = Buffer.concat([answer.body, answer.body]);
    },
  },
  {
    name: 'parts after the last one',
    told: ['right', 'unreadable'],
    form: 'multipart',
    spoil: (answer) => {
      answer.body = Buffer.concat([answer.body, Buffer.from('\r\n'), answer.body]);
    },
  },
  {
    name: 'its boundary among the pixels',
    told: ['right', 'unreadable'],
    form: 'multipart',
    spoil: (answer) => {
      const inside = Buffer.from(`--${boundaryOf(answer)}`);
      inside.copy(answer.body, Math.floor(answer.body.length / 2));
    },
  },
  {
    name: '200 and nothing',
    told: ['none', 'unreadable', 'does not have it'],
    befall: () => ({ status: 200 }),
  },
  { name: '204', told: ['none', 'unreadable', 'does not have it'], befall: () => ({ status: 204 }) },
  {
    name: 'a redirect to a login of another site',
    told: ['unreachable', 'refuses this sign-in', 'unreadable'],
    befall: ({ url }) => ({ status: 302, headers: { location: `http://localhost:${url.port}/login` } }),
  },
  {
    name: 'a redirect to itself',
    told: ['unreachable', 'refuses this sign-in', 'unreadable'],
    befall: ({ url }) => ({ status: 302, headers: { location: url.href } }),
  },
  {
    name: 'a preflight that is refused',
    told: ['unreachable', 'refuses you'],
    needsPreflight: true,
    preflight: () => ({ status: 403, cors: false }),
  },
  {
    name: 'no word that the page may read it',
    told: ['unreachable'],
    befall: () => ({ status: 200, cors: false, headers: { 'content-type': 'application/json' }, body: '[]' }),
  },
  { name: 'refused by the machine', told: ['unreachable'], browser: 'refused' },
  {
    name: 'reset before the first byte',
    told: ['unreachable', 'silent'],
    befall: ({ raw }) => {
      raw.socket.destroy();
      return 'taken';
    },
  },
  { name: 'reset in the middle', told: BROKEN, befall: begun({}, (to) => to.destroy()) },
  {
    name: 'shorter than it said',
    told: BROKEN,
    befall: begun({ 'content-length': '90000' }, (to) => to.destroy()),
  },
  { name: 'silence', told: ['silent'], befall: () => 'taken' },
  { name: 'silence in the middle', told: ['silent'], befall: begun({}, () => undefined) },
  { name: 'a kilobyte a second', told: ['silent', 'unreadable'], befall: begun({}, drip) },
  { name: 'no network', told: ['offline', 'unreachable'], browser: 'offline' },
];
