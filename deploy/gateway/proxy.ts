import type { Halves, Held, Sessions } from './sessions';
import type { Settings } from './settings';
import { fhirBase, isWithin } from '../../src/fhir/resource/addresses';

/** What a browser may send on, and what it may get back; nothing else travels. */
const ONWARDS = ['accept', 'accept-language', 'content-type', 'if-none-match', 'prefer', 'range'];
const BACK = [...['content-type', 'content-range', 'etag', 'last-modified', 'retry-after', 'warning']];
/** Milliseconds until an answer begins; the viewer itself waits less for most */
const PATIENCE = 60_000;
/** Octets of a body that is sent on: measurements and events */
const MOST = 16 * 1024 * 1024;
/** Milliseconds before a token's end from which on another one is asked for */
const SOON = 5_000;

/** Where a question goes on to, and whether the record's token goes along. */
export interface Destination {
  readonly address: URL;
  readonly credentials: 'token' | 'none' | 'audit';
}

/**
 * The address that a path below `at/` stands for: `at/https/host:port/path`. Everything that config.json does not name is
 * nobody's business.
 * @returns `undefined` where it is not to be asked
 */
export function destination(
  asked: URL,
  method: string,
  { gateway, config, audit }: Pick<Settings, 'gateway' | 'config' | 'audit'>,
  { iss, hub }: Pick<Held, 'iss' | 'hub'>,
): Destination | undefined {
  const below = asked.pathname.slice(gateway.pathname.length);
  const [, scheme, host, path = ''] = /^at\/(https?)\/([\w.:[\]-]+)(\/.*)?$/.exec(below) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const written = `${scheme}://${host}${path}${asked.search}`;
  const address = URL.canParse(written) ? new URL(written) : undefined;
  if (address === undefined || address.username !== '' || address.host !== host) return undefined;
  const base = fhirBase(iss);
  const isRecord = isWithin(address, base);
  const archive = config.archives.find(({ root }) => isWithin(address, new URL(root)));
  const isNamed = config.endpointOrigins.some((origin) => isWithin(address, new URL(origin)));
  const { auditEndpoint, pars } = config;
  const events = [auditEndpoint, pars?.endpoint].find(
    (store) => address.href === `${store?.root}/AuditEvent`,
  );
  const isHub = hub !== undefined && isWithin(address, new URL(hub.url));
  if (isHub && (method === 'GET' || (method === 'POST' && address.href === new URL(hub.url).href)))
    return { address, credentials: 'token' };
  if (!isRecord && archive === undefined && !isNamed && events === undefined) return undefined;
  if (method === 'POST') {
    const isEvent = events !== undefined || address.href === `${base.href}AuditEvent`;
    const isStored =
      archive !== undefined &&
      config.measurements === 'archive' &&
      /\/studies(\/[\d.]+)?$/.test(address.pathname);
    if (isEvent && audit) return { address: new URL(audit.endpoint), credentials: 'audit' };
    const isCreated = creatable(config).some((type) => address.href === `${base.href}${type}`);
    if (!isEvent && !isStored && !isCreated) return undefined;
    if (events) return { address, credentials: events.credentials === 'none' ? 'none' : 'token' };
  } else if (method !== 'GET' && method !== 'HEAD') return undefined;
  return { address, credentials: isRecord || archive?.credentials !== 'none' ? 'token' : 'none' };
}

/** What the site lets its people put into the record, beside who looked: nothing else is created through here. */
const creatable = ({ secondLook, colleagues, breakGlass }: Settings['config']): readonly string[] => [
  ...(secondLook?.send === true ? ['ServiceRequest', 'Communication'] : []),
  ...(colleagues?.keep === true ? ['List'] : []),
  ...(breakGlass ? [breakGlass.operation] : []),
];

export interface Proxy {
  readonly sessions: Sessions;
  /** For AuditEvents, where they go elsewhere; `undefined` where none could be had */
  readonly auditToken: () => Promise<string | undefined>;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

/** Asks in the browser's place, with the session's token; after a 401 once more with another one. */
export async function forwarded(
  request: Request,
  { address, credentials }: Destination,
  halves: Halves,
  held: Held,
  { sessions, auditToken, fetch, now }: Proxy,
): Promise<Response> {
  const body = request.method === 'POST' ? await bounded(request) : undefined;
  if (body === 'too-long') return said(413, 'too-long');
  const ask = (token: string | undefined) => {
    const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
    for (const name of ONWARDS) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return fetch(address, {
      method: request.method,
      headers,
      ...(body && { body }),
      // Where it leads to is not ours to follow with a token.
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]),
    });
  };
  try {
    if (credentials === 'none') return passed(await ask(undefined));
    if (credentials === 'audit') return passed(await ask(await auditToken()));
    let token = held.accessToken;
    if (held.tokenEndsAt - now() < SOON) {
      const soon = await sessions.renewed(halves, token);
      if (soon.kind === 'held') token = soon.held.accessToken;
      else if (held.tokenEndsAt <= now()) return soon.kind === 'over' ? said(401, 'over') : busy();
    }
    const first = await ask(token);
    if (first.status !== 401) return passed(first);
    await first.body?.cancel();
    const next = await sessions.renewed(halves, token);
    if (next.kind === 'unanswered') return busy();
    return next.kind === 'held' ? passed(await ask(next.held.accessToken)) : said(401, 'refused');
  } catch (error) {
    if (request.signal.aborted) return said(499, 'left');
    return (error as Error).name === 'TimeoutError' ? said(504, 'silent') : said(502, 'unreachable');
  }
}

async function bounded(request: Request): Promise<ArrayBuffer | 'too-long'> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST) return 'too-long';
  const body = await request.arrayBuffer();
  return body.byteLength > MOST ? 'too-long' : body;
}

/** The answer of a server that is not ours, on our own origin: data, and never a page. */
function passed(answer: Response): Response {
  const headers = new Headers();
  for (const name of BACK) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  for (const [name, value] of Object.entries(NO_PAGE)) headers.set(name, value);
  // A redirect without its Location is told for what it is, and followed by nobody.
  return new Response(BODILESS.has(answer.status) ? null : answer.body, { status: answer.status, headers });
}

const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Whatever an archive sends, a browser that was led here shows none of it and runs none of it. */
export const NO_PAGE: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-disposition': 'attachment',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** An answer of the gateway's own: a code for the viewer, which has the words. */
export const said = (status: number, error: string, more: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify({ error }), {
    // Nobody reads it any more
    status: status === 499 ? 503 : status,
    headers: { ...NO_PAGE, 'content-type': 'application/json', ...more },
  });

export const busy = (): Response => said(503, 'busy', { 'retry-after': '2' });
