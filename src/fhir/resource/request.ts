import type { TokenSource } from '../../domain/ports/token-source';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import { retryAfter } from '../../http/abort';
import type { ServerCapabilities } from '../../http/question-forms';
import { object } from './json';
import { isOfPerson } from './outcome';

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
  /** What it was seen to take, for the session */
  readonly capabilities: ServerCapabilities;
  /** Whether the sign-in was granted to read (`r`) or to search (`s`) resources of a type: what was not is not asked */
  grants(type: string, interaction: 'r' | 's'): boolean;
}

/** 429 and 503 are repeated this often, after what Retry-After says or, where CORS hides it, these milliseconds */
const PAUSES = [1000, 3000];
const LONGEST_PAUSE = 10_000;

/** What is asked of the record, and how its answer is read. */
export interface Question<T> {
  readonly address: URL;
  readonly accept: string;
  /** Milliseconds for one try, its body included */
  readonly deadline: number;
  /** Reads the body of an answer that is good by its status. What it throws is an answer that broke off. */
  readonly read: (answer: Response) => Promise<Result<T>>;
}

/**
 * GETs with the session's token where configuration names one for the address, once again after a 401, and after a pause
 * on 429 and 503. Redirects are not followed: they could lead a token astray.
 * @throws the signal's reason when it aborts
 */
export async function ask<T>(
  server: FhirServer,
  question: Question<T>,
  signal: AbortSignal,
): Promise<Result<T>> {
  const { where, tokens } = server;
  const pauses = [...PAUSES];
  let token = tokens.tokenFor(question.address);
  let renewed = false;
  for (;;) {
    const answer = await attempt(server, question, token, signal);
    if (!('status' in answer)) return answer;
    const { status, headers } = answer;
    if (status === 401 && token !== undefined && !renewed) {
      renewed = true;
      token = await tokens.renewed(token, signal);
      if (token === undefined) return err({ kind: 'unauthorised', where });
      continue;
    }
    const pause = status === 429 || status === 503 ? pauses.shift() : undefined;
    if (pause === undefined) return err(refusal(status, where));
    await server.wait(retryAfter(headers, server.now(), pause, LONGEST_PAUSE), signal);
    token = token && tokens.tokenFor(question.address);
  }
}

/** An answer that is no good by its status */
interface Refusal {
  readonly status: number;
  readonly headers: Headers;
}

async function attempt<T>(
  { fetch, where }: FhirServer,
  { address, accept, deadline: patience, read }: Question<T>,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Result<T> | Refusal> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(patience);
  try {
    const answer = await fetch(address, {
      headers: { accept, ...(token && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.any([signal, deadline]),
      // A shared PC keeps nothing of a patient, and no address tells where it was read from. Cookies give no access; a
      // server of our own origin is sent its own all the same, for without them it would need a connection of its own.
      cache: 'no-store',
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
    if (answer.ok) return await read(answer);
    const { status, headers } = answer;
    // A refusal may say whom it refuses. What others say is for engineers, and may be without end: nobody waits for it.
    if (status === 403 && (await saysOfPerson(answer)))
      return err({ kind: 'forbidden', where, ofPerson: true });
    if (!answer.bodyUsed) void answer.body?.cancel().catch(() => undefined);
    return { status, headers };
  } catch {
    signal.throwIfAborted();
    return err(silence(deadline.aborted, where));
  }
}

/** Why no answer came, as far as the browser tells. */
function silence(timedOut: boolean, where: string): Problem {
  if (timedOut) return { kind: 'timed-out', where };
  return { kind: globalThis.navigator?.onLine === false ? 'offline' : 'unreachable', where };
}

function refusal(status: number, where: string): Problem {
  if (status === 401) return { kind: 'unauthorised', where };
  if (status === 403) return { kind: 'forbidden', where };
  if (status === 404 || status === 410) return { kind: 'not-found', where };
  if (status === 429 || status === 503) return { kind: 'busy', where };
  return { kind: 'failed', where, status };
}

const JSON_DEADLINE = 20_000;

/** A body in FHIR JSON, and whether a Warning header came with it that speaks of what is missing. */
export interface JsonAnswer {
  readonly json: unknown;
  readonly warning: boolean;
}

/** GETs FHIR JSON, see `ask`. @throws the signal's reason when it aborts */
export async function getJson(
  server: FhirServer,
  address: URL,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const answer = await getAnswer(server, address, signal);
  return answer.ok ? ok(answer.value.json) : answer;
}

/** As `getJson`, with what the headers say of it. */
export function getAnswer(
  server: FhirServer,
  address: URL,
  signal: AbortSignal,
): Promise<Result<JsonAnswer>> {
  const question = {
    address,
    accept: 'application/fhir+json',
    deadline: JSON_DEADLINE,
    read: async (answer: Response): Promise<Result<JsonAnswer>> => {
      const read = json(answer.headers, await answer.text(), server.where);
      return read.ok ? ok({ json: read.value, warning: warns(answer) }) : read;
    },
  };
  return ask(server, question, signal);
}

/** A part (206), or a warning that is not of the server's own ageing: nobody can tell what it leaves out. */
const warns = ({ status, headers }: Response): boolean =>
  status === 206 || (headers.has('warning') && !/deprecat|sunset/i.test(headers.get('warning') ?? ''));

/** Bytes of a refusal that are read: an OperationOutcome is short */
const LONGEST_REFUSAL = 64 * 1024;

/** Whether a refusal's OperationOutcome says that it is the person, and not the form of the question. */
async function saysOfPerson(answer: Response): Promise<boolean> {
  if (!/json/i.test(answer.headers.get('content-type') ?? '')) return false;
  try {
    const outcome = object(JSON.parse(await beginningOf(answer, LONGEST_REFUSAL)));
    return outcome !== undefined && isOfPerson(outcome);
  } catch {
    return false;
  }
}

/** As much of a body as is taken; the rest is not waited for. */
async function beginningOf(answer: Response, most: number): Promise<string> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let [words, length] = ['', 0];
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return words;
    words += decoder.decode(next.value, { stream: true });
    length += next.value.byteLength;
    if (length < most) continue;
    void reader?.cancel().catch(() => undefined);
    return words;
  }
}

/** A login page says 200 too, so what it holds counts, not what it says it is. */
function json(headers: Headers, body: string, where: string): Result<unknown> {
  try {
    return ok(JSON.parse(body) as unknown);
  } catch {
    const type = headers.get('content-type') ?? '';
    const what =
      body === ''
        ? 'nothing'
        : /html/i.test(type) || body.trimStart().startsWith('<')
          ? 'HTML or XML'
          : 'broken JSON';
    return err({ kind: 'malformed', where, what: `${what} instead of FHIR JSON` });
  }
}
