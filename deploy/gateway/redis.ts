import { connect, type Socket } from 'node:net';
import { StoreDown, type Store } from './store';

/** Milliseconds for an answer; a store on the same network answers in one */
const PATIENCE = 2_000;
/** Milliseconds between two tries to connect */
const PAUSE = 500;

interface Waiting {
  resolve(value: string | undefined): void;
  reject(error: Error): void;
}

/**
 * Redis 6.2 or later, or Valkey, over RESP2 (redis.io/docs/reference/protocol-spec): five commands, one connection,
 * pipelined. A command that meets no connection fails at once, and the next one tries again: who waits for a store waits in
 * front of a patient.
 * @param address redis://[:password@]host[:port][/database]
 */
export function redisStore(address: string): Store {
  const { hostname, port, password, username, pathname } = new URL(address);
  const database = pathname.slice(1);
  let socket: Socket | undefined;
  let waiting: Waiting[] = [];
  let held: Buffer = Buffer.alloc(0);
  let triedAt = -Infinity;
  let closed = false;

  const drop = (why: string) => {
    socket?.destroy();
    socket = undefined;
    held = Buffer.alloc(0);
    const lost = waiting;
    waiting = [];
    for (const { reject } of lost) reject(new StoreDown(why));
  };

  const open = (): Socket => {
    if (socket) return socket;
    if (closed || performance.now() - triedAt < PAUSE) throw new StoreDown('no connection');
    triedAt = performance.now();
    const made = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) });
    made.setNoDelay(true);
    made.on('data', (data) => {
      if (made === socket) read(data);
    });
    made.on('error', ({ message }) => made === socket && drop(message));
    made.on('close', () => made === socket && drop('the connection was closed'));
    socket = made;
    // Whoever may not sign in gets no answer to anything that follows either.
    const first = (words: readonly string[]) =>
      void send(words).catch(() => drop('it refused to sign us in'));
    if (password !== '')
      first([
        'AUTH',
        ...(username === '' ? [] : [decodeURIComponent(username)]),
        decodeURIComponent(password),
      ]);
    if (database !== '') first(['SELECT', database]);
    return made;
  };

  const read = (data: Buffer) => {
    held = held.length === 0 ? data : Buffer.concat([held, data]);
    for (;;) {
      const reply = firstReply(held);
      if (reply === undefined) return;
      if (reply === 'nonsense') return drop('it does not speak RESP');
      held = held.subarray(reply.length);
      const asked = waiting.shift();
      if (reply.error !== undefined) asked?.reject(new StoreDown(reply.error));
      else asked?.resolve(reply.value);
    }
  };

  function send(words: readonly string[]): Promise<string | undefined> {
    const line = open();
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    return new Promise((resolve, reject) => {
      // An answer that is late would be taken for the next one's: the line is of no more use.
      const timer = setTimeout(() => drop('no answer in time'), PATIENCE);
      waiting.push({
        resolve: (value) => (clearTimeout(timer), resolve(value)),
        reject: (error) => (clearTimeout(timer), reject(error)),
      });
      line.write(`*${words.length}\r\n${parts.join('')}`);
    });
  }
  const command = async (...words: readonly string[]) => send(words);
  const named = (key: string) => `plainfilm:${key}`;

  return {
    get: (key, seconds) =>
      seconds === undefined
        ? command('GET', named(key))
        : command('GETEX', named(key), 'EX', String(Math.ceil(seconds))),
    set: async (key, value, seconds) =>
      void (await command('SET', named(key), value, 'EX', String(Math.ceil(seconds)))),
    take: (key) => command('GETDEL', named(key)),
    delete: async (key) => void (await command('DEL', named(key))),
    claim: async (key, seconds) =>
      (await command('SET', named(key), '1', 'NX', 'EX', String(Math.ceil(seconds)))) === 'OK',
    close: async () => {
      closed = true;
      drop('closed');
    },
  };
}

interface Reply {
  /** Octets that it took */
  readonly length: number;
  readonly value?: string;
  readonly error?: string;
}

/** The first whole reply: a simple string, an error, an integer or a bulk string. `undefined` while it is not all here. */
export function firstReply(data: Buffer): Reply | 'nonsense' | undefined {
  const end = data.indexOf('\r\n');
  if (end < 0) return data.length > 1024 ? 'nonsense' : undefined;
  const [kind, line] = [String.fromCharCode(data[0] ?? 0), data.toString('utf8', 1, end)];
  if (kind === '+' || kind === ':') return { length: end + 2, value: line };
  if (kind === '-') return { length: end + 2, error: line };
  if (kind !== '$' || !/^-?\d+$/.test(line)) return 'nonsense';
  const size = Number(line);
  if (size < 0) return { length: end + 2 };
  if (data.length < end + 2 + size + 2) return undefined;
  return { length: end + 2 + size + 2, value: data.toString('utf8', end + 2, end + 2 + size) };
}
