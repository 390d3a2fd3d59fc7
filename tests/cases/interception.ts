import { Server, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

/* Stands between the browser and the demonstration's origins of this process, and changes what they answer. */

/** A request as it arrives at one of the demonstration's origins. */
export interface Arriving {
  /** `viewer`, `record`, `trap`, or the hospital */
  readonly where: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly raw: IncomingMessage;
}

/** An answer in place of the demonstration's own. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** False: without the headers that let another origin read it */
  readonly cors?: boolean;
}

/** The demonstration's answer, to be changed in place before it is sent. */
export interface Passing {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  json(): unknown;
  setJson(value: unknown): void;
  mapText(change: (text: string) => string): void;
}

/** What happens to the requests of one demonstration. */
export interface Interference {
  /** An answer of one's own; `taken` where it was dealt with; `undefined` lets the demonstration answer */
  before?(request: Arriving, outgoing: ServerResponse): OwnAnswer | 'taken' | undefined;
  after?(request: Arriving, answer: Passing): void | Promise<void>;
  /** Every request that is not the viewer's own files, as it arrives */
  seen?(request: Arriving, outgoing: ServerResponse): void;
}

interface Watched {
  readonly where: string;
  readonly by: Interference;
}

const watched = new Map<string, Watched>();

const emit = Server.prototype.emit;

/**
 * Puts an interference before these origins until the returned function is called.
 * @param origins by the name that requests get in `where`
 */
export function intercept(origins: Readonly<Record<string, string>>, by: Interference): () => void {
  if (watched.size === 0) Server.prototype.emit = intercepted;
  const hosts = Object.entries(origins).map(([where, origin]) => [new URL(origin).host, where] as const);
  for (const [host, where] of hosts) watched.set(host, { where, by });
  return () => {
    for (const [host] of hosts) watched.delete(host);
    if (watched.size === 0) Server.prototype.emit = emit;
  };
}

function intercepted(this: Server, event: string, ...given: unknown[]): boolean {
  const pass = () => Reflect.apply(emit, this, [event, ...given]);
  if (event !== 'request') return pass();
  const [incoming, outgoing] = given as [IncomingMessage, ServerResponse];
  const host = incoming.headers.host ?? '';
  const found = watched.get(host);
  if (found === undefined) return pass();
  const { where, by } = found;
  const url = new URL(incoming.url ?? '/', `http://${host}`);
  const request: Arriving = {
    where,
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    url,
    headers: incoming.headers,
    raw: incoming,
  };
  if (where !== 'viewer') by.seen?.(request, outgoing);
  const own = by.before?.(request, outgoing);
  if (own === 'taken') return true;
  if (own !== undefined) {
    send(own, incoming.headers.origin, outgoing);
    return true;
  }
  const isFile = where === 'viewer' && url.pathname !== '/config.json';
  if (by.after === undefined || request.method === 'OPTIONS' || isFile) return pass();
  uncompressed(incoming);
  hold(request, outgoing, by.after.bind(by));
  return pass();
}

function send({ status, headers, body, cors }: OwnAnswer, origin: string | undefined, to: ServerResponse) {
  to.writeHead(status, { ...(cors === false || origin === undefined ? {} : readable(origin)), ...headers });
  to.end(body ?? '');
}

/** The headers by which a page of this origin may read an answer. */
export const readable = (origin: string): OutgoingHttpHeaders => ({
  'access-control-allow-origin': origin,
  'access-control-allow-headers': 'authorization,accept,content-type',
  'access-control-expose-headers': 'retry-after,warning',
});

/** So that an answer can be read where it is changed. */
function uncompressed(incoming: IncomingMessage): void {
  incoming.headers['accept-encoding'] = 'identity';
  for (let at = 0; at < incoming.rawHeaders.length; at += 2)
    if (/^accept-encoding$/i.test(incoming.rawHeaders[at] ?? '')) incoming.rawHeaders[at + 1] = 'identity';
}

/** Keeps the whole answer back until `after` has changed it. */
function hold(request: Arriving, outgoing: ServerResponse, after: NonNullable<Interference['after']>): void {
  const { writeHead, end } = outgoing;
  const chunks: Buffer[] = [];
  const headers: Record<string, string> = {};
  let status = 200;
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const held = {
    writeHead(code: number, given: unknown) {
      status = code;
      for (const [name, value] of Object.entries(given ?? {})) headers[name.toLowerCase()] = String(value);
      return outgoing;
    },
    flushHeaders: () => undefined,
    write(chunk: unknown) {
      keep(chunk);
      return true;
    },
    end(chunk: unknown) {
      keep(chunk);
      for (const [name, value] of Object.entries(outgoing.getHeaders())) headers[name] ??= String(value);
      const answer = passing(status, headers, Buffer.concat(chunks));
      void Promise.resolve(after(request, answer)).then(() => {
        delete headers['content-length'];
        delete headers['transfer-encoding'];
        for (const name of Object.keys(outgoing.getHeaders())) outgoing.removeHeader(name);
        Reflect.apply(writeHead, outgoing, [answer.status, headers]);
        const isEmpty = answer.status === 204 || answer.status === 304;
        Reflect.apply(end, outgoing, isEmpty ? [] : [answer.body]);
      });
      return outgoing;
    },
  };
  Object.assign(outgoing, held);
}

function passing(status: number, headers: Record<string, string>, body: Buffer): Passing {
  const answer: Passing = {
    status,
    headers,
    body,
    json: () => JSON.parse(answer.body.toString('utf8')) as unknown,
    setJson: (value) => {
      answer.body = Buffer.from(JSON.stringify(value));
    },
    mapText: (change) => {
      answer.body = Buffer.from(change(answer.body.toString('utf8')));
    },
  };
  return answer;
}
