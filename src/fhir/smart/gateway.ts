import { err, ok, OWN_SERVER, type LaunchProblem, type Result } from '../../domain/problem';
import type { Json } from '../resource/json';
import type { AllowIssuer, FinishedLaunch } from './finish';
import { SESSION_HEADER } from './gateway-header';
import { bareAddress, type Page } from './page';

/*
 * A site may have a gateway sign in and keep the tokens. The viewer then asks the same questions of the same addresses; they
 * travel through the gateway, which adds the token. Nothing that opens anything by itself is in the browser.
 */

/*
 * This chunk imports nothing that both pages share with the screen: each such module would become a file, and a request, of
 * every launch. What the gateway says is JSON of our own, in one shape.
 */
const object = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : []).filter((each) => typeof each === 'string');

/** Milliseconds, as for a sign-in */
const DEADLINE = 8_000;

/** How a page signs in and asks, where a gateway does it for the page. */
export interface Gateway {
  /** In place of the exchange of a code: what the gateway says of this launch */
  readonly finish: (
    page: Page,
    allow: AllowIssuer,
    signal: AbortSignal,
    now?: () => number,
  ) => Promise<Result<FinishedLaunch, LaunchProblem>>;
  /** In place of the browser's own: to record and archives through the gateway */
  readonly fetch: typeof globalThis.fetch;
}

/**
 * @param address the gateway's, below the viewer's own origin, with a slash at its end
 * @param asked roots that are asked through it: archives, and origins whose Endpoints become archives
 * @param isWithin whether an address lies at or below a root: given, because a chunk that imports it parts what both pages share
 */
export function gatewayAt(
  address: URL,
  asked: readonly URL[],
  isWithin: (address: URL, root: URL) => boolean,
  fetch: typeof globalThis.fetch,
): Gateway {
  const roots = [...asked];
  let key: string | undefined;
  const through: typeof globalThis.fetch = (input, init = {}) => {
    const to = new URL(input instanceof Request ? input.url : input);
    if (key === undefined) return fetch(input, init);
    const headers = new Headers(init.headers);
    // It opens nothing anywhere, and would look as if a token were here.
    headers.delete('authorization');
    const isOwn = isWithin(to, address);
    if (!isOwn && !roots.some((root) => isWithin(to, root))) return fetch(input, { ...init, headers });
    headers.set(SESSION_HEADER, key);
    const way = isOwn
      ? to
      : new URL(`at/${to.protocol.slice(0, -1)}/${to.host}${to.pathname}${to.search}`, address);
    return fetch(way, { ...init, headers, credentials: 'same-origin' });
  };
  return {
    fetch: through,
    finish: async (page, allow, signal, now = Date.now) => {
      key = takeKey(page);
      if (key === undefined) return err({ kind: 'not-launched' });
      const answer = await session(new URL('session', address), through, signal);
      if (!answer.ok) return answer;
      const iss = text(answer.value['iss']) ?? '';
      const allowed = allow(iss);
      if (!allowed.ok) return allowed;
      const { name, clientId } = allowed.value;
      roots.push(new URL(iss));
      const read = opened(answer.value, { iss, clientId, key, address }, now());
      return read === undefined
        ? err({ kind: 'issuer-unavailable', where: name, how: 'unreadable' })
        : ok({ state: key, issuer: { iss, name, clientId }, session: read });
    },
  };
}

/** Out of the address before anything else happens; the entry of the history keeps it for a reload. */
function takeKey(page: Page): string | undefined {
  const [, given] = /^#launch=([\w-]{43})$/.exec(page.address.hash) ?? [];
  const kept = text(object(page.entry)?.['launch']);
  const key = given ?? kept;
  if (page.address.search !== '' || page.address.hash !== '')
    page.rewrite(bareAddress(page.address), key === undefined ? null : { launch: key });
  return key;
}

async function session(
  address: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Result<Json, LaunchProblem>> {
  const unavailable = (how: 'silent' | 'busy' | 'failed' | 'unreadable') =>
    err({ kind: 'issuer-unavailable', where: OWN_SERVER, how } as const);
  try {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
    const answer = await fetch(address, { cache: 'no-store', redirect: 'error', signal: bounded });
    // Over, or opened by another browser: nothing tells which, and nobody is let in.
    if (answer.status === 401) return err({ kind: 'not-launched' });
    if (answer.status === 403) return err({ kind: 'state-mismatch' });
    if (answer.status === 429 || answer.status === 503) return unavailable('busy');
    if (!answer.ok) return unavailable('failed');
    const json = object(await answer.json().catch(() => undefined));
    return json === undefined ? unavailable('unreadable') : ok(json);
  } catch {
    signal.throwIfAborted();
    return unavailable('silent');
  }
}

interface Known {
  readonly iss: string;
  readonly clientId: string;
  readonly key: string;
  readonly address: URL;
}

const VIEWERS = ['patient', 'proxy'] as const;

function hubIn(json: Json | undefined): FinishedLaunch['session']['hub'] {
  const [url, topic] = [text(json?.['url']), text(json?.['topic'])];
  return url !== undefined && topic !== undefined && URL.canParse(url) ? { url, topic } : undefined;
}

function windowIn(json: Json | undefined): FinishedLaunch['session']['recordWindow'] {
  const [handle, origin] = [text(json?.['handle']), text(json?.['origin'])];
  return handle !== undefined && origin !== undefined ? { handle, origin } : undefined;
}

function opened(
  json: Json,
  { iss, clientId, key, address }: Known,
  now: number,
): FinishedLaunch['session'] | undefined {
  const patient = text(json['patient']);
  const expiresIn = Number(json['expiresIn']);
  if (patient === undefined || !(expiresIn > 0)) return undefined;
  const unread = Number(json['unreadContext']);
  const age = Number(json['age']);
  return {
    stage: 'open',
    iss,
    clientId,
    tokenUri: address.href,
    // Signing out takes the tokens back where they are.
    revocationUri: new URL('sign-out', address).href,
    // Names the session to whoever asks for a token here, and is taken out again before anything is sent.
    accessToken: key,
    expiresAt: now + expiresIn * 1000,
    // A reload, or another tab of it, begins no new session: its time limit runs from its sign-in.
    openedAt: age > 0 ? now - age * 1000 : now,
    scope: text(json['scope']) ?? '',
    patient,
    encounter: text(json['encounter']),
    needPatientBanner: json['needPatientBanner'] !== false,
    context: texts(json['context']),
    unreadContext: unread > 0 ? unread : undefined,
    user: text(json['user']),
    hub: hubIn(object(json['hub'])),
    recordWindow: windowIn(object(json['recordWindow'])),
    intent: text(json['intent']),
    styleUrl: text(json['styleUrl']),
    viewedBy: VIEWERS.find((by) => by === json['viewedBy']),
  };
}
