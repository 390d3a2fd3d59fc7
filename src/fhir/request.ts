import type { TokenSource } from '../domain/ports';
import { failed, found, type Problem, type Result } from '../domain/problem';
import { retryAfter } from './wait';

/** How the record is asked. */
export interface FhirServer {
  /** The FHIR base, with a slash at its end */
  readonly base: URL;
  /** The record's name */
  readonly where: string;
  readonly tokens: TokenSource;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** For one try, its body included */
const DEADLINE = 20_000;
/** 429 and 503 are repeated this often, after what Retry-After says or, where CORS hides it, these milliseconds */
const PAUSES = [1000, 3000];
const LONGEST_PAUSE = 10_000;

/**
 * GETs FHIR JSON with the session's token where configuration names one for the address, once again after a 401, and
 * after a pause on 429 and 503. Redirects are not followed: they could lead a token astray.
 * @throws the signal's reason when it aborts
 */
export async function getJson(
  server: FhirServer,
  address: URL,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const pauses = [...PAUSES];
  let token = server.tokens.tokenFor(address);
  let renewed = false;
  for (;;) {
    const answer = await attempt(server, address, token, signal);
    if (!answer.ok) return answer;
    const { status, headers, body } = answer.value;
    if (status === 401 && token !== undefined && !renewed) {
      renewed = true;
      token = await server.tokens.renewed(token, signal);
      if (token === undefined) return failed({ kind: 'unauthorised', where: server.where });
      continue;
    }
    const pause = status === 429 || status === 503 ? pauses.shift() : undefined;
    if (pause === undefined) return read(status, headers, body, server.where);
    await server.wait(retryAfter(headers, server.now(), pause, LONGEST_PAUSE), signal);
    token = token && server.tokens.tokenFor(address);
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

async function attempt(
  { fetch, where }: FhirServer,
  address: URL,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(DEADLINE);
  try {
    const answer = await fetch(address, {
      headers: { accept: 'application/fhir+json', ...(token && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.any([signal, deadline]),
      // A shared PC keeps nothing of a patient, and no address tells where it was read from. Cookies give no access; a
      // server of our own origin is sent its own all the same, for without them it would need a connection of its own.
      cache: 'no-store',
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
    return found({ status: answer.status, headers: answer.headers, body: await answer.text() });
  } catch {
    signal.throwIfAborted();
    return failed(silence(deadline.aborted, where));
  }
}

/** Why no answer came, as far as the browser tells. */
export function silence(timedOut: boolean, where: string): Problem {
  if (timedOut) return { kind: 'timed-out', where };
  return { kind: globalThis.navigator?.onLine === false ? 'offline' : 'unreachable', where };
}

function read(status: number, headers: Headers, body: string, where: string): Result<unknown> {
  if (status >= 200 && status < 300) return json(headers, body, where);
  if (status === 401) return failed({ kind: 'unauthorised', where });
  if (status === 403) return failed({ kind: 'forbidden', where });
  if (status === 404 || status === 410) return failed({ kind: 'not-found', where });
  if (status === 429 || status === 503) return failed({ kind: 'busy', where });
  return failed({ kind: 'failed', where, status });
}

/** A login page says 200 too, so what it holds counts, not what it says it is. */
function json(headers: Headers, body: string, where: string): Result<unknown> {
  try {
    return found(JSON.parse(body) as unknown);
  } catch {
    const type = headers.get('content-type') ?? '';
    const what =
      body === ''
        ? 'nothing'
        : /html/i.test(type) || body.trimStart().startsWith('<')
          ? 'HTML or XML'
          : 'broken JSON';
    return failed({ kind: 'malformed', where, what: `${what} instead of FHIR JSON` });
  }
}
