import type { TokenSource } from '../domain/ports/token-source';
import { err, ok, type Problem, type Result } from '../domain/problem';
import { raced, wait } from './abort';
import { answerOf, type Answer } from './answer';
import { deadline, type Deadline } from './deadline';
import { RETRIES, retryAfter, waitBefore, type RetryPolicy } from './retry-after';

/*
 * The one way in which the record and the archives are asked: token, refusal, busyness, redirects and silence mean the
 * same wherever they are met.
 */

/** Milliseconds of silence after which a person is told of it */
export const SILENCE = 8_000;

/** Milliseconds until it is asked again where it does not say, and at most */
const STAGED = 10_000;
const LONGEST_STAGED = 120_000;

/** Who is asked, and how. */
export interface Server {
  /** As a clinician knows it, for problems */
  readonly where: string;
  /** Absent where it gets no token */
  readonly tokens?: TokenSource;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds it may be silent before its answer, all tries together, and within it; SILENCE */
  readonly patience?: number;
  readonly retries?: RetryPolicy;
  /** It may keep things where they take long to come from: a 202 that lasts then says so */
  readonly stages?: true;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now?: () => number;
  /** Whether this device has a network; `navigator.onLine` */
  readonly online?: () => boolean;
}

/** What a request carries. */
export interface RequestBody {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is asked. */
export interface Question {
  readonly address: URL;
  readonly accept: string;
  /**
   * What the server's refusal of a token speaks for (RFC 9110 §11.5), as far as it can be told: an archive, or a type of
   * resource of the record. A renewal that did not help there is not made again there.
   */
  readonly space: string;
  /** Sent by POST */
  readonly body?: RequestBody;
  /** Goes on while the page closes */
  readonly keepalive?: boolean;
  /** Whether a redirect within the server's origin may be followed, where nothing secret goes with the question */
  readonly follows?: boolean;
  /** Whether a status beside 2xx is an answer */
  readonly isAnswer?: (status: number) => boolean;
  /** Tells somebody that the server is busy, and is asked again: from then on it may take its time */
  readonly onBusy?: () => void;
}

/**
 * Asks with the session's token where there is one for the address, once again after a 401 that a renewal mends, and
 * after a pause on 429 and 503, all within one deadline. Anything but an answer is a Problem; the body is still to be read.
 * @throws the signal's reason when it aborts, and nothing else
 */
export async function request(
  server: Server,
  question: Question,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  signal.throwIfAborted();
  const { where, tokens } = server;
  const end = deadline(server.patience ?? SILENCE, signal);
  const pause = server.wait ?? wait;
  let token = tokens?.tokenFor(question.address);
  let renewed = false;
  const over = (problem: Problem) => {
    end.release();
    signal.throwIfAborted();
    return err(problem);
  };
  try {
    for (let repeat = 1; ;) {
      const tried = await attempt(server, question, token, end, signal);
      if (!tried.ok) return over(tried.problem);
      const response = tried.value;
      const { status } = response;
      // Taken note of, and not answered yet: what was asked for may come to who asks again.
      const isAwaited = status === ACCEPTED && question.body === undefined;
      if ((response.ok && !isAwaited) || question.isAnswer?.(status))
        return ok(answerOf(response, end, where, () => silence(server, end, signal)));
      // What a refusal says is for engineers, and may be without end: nobody waits for it.
      void response.body?.cancel().catch(() => undefined);
      if (status === 401 && token !== undefined) {
        if (renewed) tokens?.refused?.(token, question.space);
        const next = renewed ? undefined : await mended(token, question, server, end);
        if (typeof next !== 'string') return over(next ?? { kind: 'unauthorised', where });
        renewed = true;
        token = next;
      } else if (status === 429 || status === 503 || isAwaited) {
        question.onBusy?.();
        const now = new Date(server.now?.() ?? Date.now());
        const time = waitBefore(
          repeat++,
          response.headers.get('retry-after'),
          now,
          server.retries ?? RETRIES,
        );
        // Who is not told meanwhile is told now: a pause is as silent as no answer.
        if (time === undefined || (!question.onBusy && time >= end.left()))
          return over(isAwaited && server.stages ? staging(response, now, where) : { kind: 'busy', where });
        end.wait();
        if (question.onBusy) end.rest();
        await pause(time, end.signal);
        if (question.onBusy) end.restart();
        // A wait may outlive the token it began with.
        token = token && tokens?.tokenFor(question.address);
      } else {
        return over(problemOf(status, where));
      }
    }
  } catch (error) {
    end.release();
    signal.throwIfAborted();
    if (end.expired()) return err({ kind: 'timed-out', where });
    throw error;
  }
}

/** It fetches from tape or cloud what it was asked for, and says when to ask again. */
const staging = ({ headers }: Response, now: Date, where: string): Problem => ({
  kind: 'staging',
  where,
  after: retryAfter(headers.get('retry-after'), now.getTime(), STAGED, LONGEST_STAGED),
});

/** Another token after a refusal; a problem where the record could not be asked for one. */
async function mended(token: string, { space }: Question, { tokens }: Server, end: Deadline) {
  end.wait();
  const renewed = tokens?.renewed(token, end.signal, space);
  const next = renewed && (await raced(renewed, end.signal));
  end.rest();
  return next;
}

async function attempt(
  server: Server,
  { address, accept, body, follows, keepalive }: Question,
  token: string | undefined,
  end: Deadline,
  caller: AbortSignal,
): Promise<Result<Response>> {
  const { where } = server;
  end.wait();
  try {
    const response = await (server.fetch ?? fetch)(address, {
      ...(body && { method: 'POST', body: body.bytes }),
      ...(keepalive && { keepalive }),
      headers: {
        accept,
        ...(body && { 'content-type': body.contentType }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      // A shared PC keeps nothing of a patient, and no address tells where it was read from. Other origins get no cookies;
      // our own gets its own, for without them the request would need a connection of its own.
      cache: 'no-store',
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
      // A redirect could take the token, or what is stored, to a place the configuration does not name. `manual` tells it
      // from a line that broke.
      redirect: follows && token === undefined && !body ? 'follow' : 'manual',
      signal: end.signal,
    });
    end.rest();
    const elsewhere = response.redirected && new URL(response.url).origin !== address.origin;
    if (elsewhere || isRedirect(response)) {
      void response.body?.cancel().catch(() => undefined);
      return err({ kind: 'redirected', where });
    }
    return ok(response);
  } catch {
    end.rest();
    return err(silence(server, end, caller));
  }
}

/** Why no answer came, as far as the browser tells. @throws the caller's reason where it stopped */
function silence(server: Server, end: Deadline, caller: AbortSignal): Problem {
  caller.throwIfAborted();
  const { where } = server;
  if (end.expired()) return { kind: 'timed-out', where };
  return { kind: isOnline(server) ? 'unreachable' : 'offline', where };
}

/** RFC 9110 §15.3.3: what lies on a tape, and whatever else takes its time */
const ACCEPTED = 202;

/** A browser hides all of a redirect but that it was one (Fetch, opaque-redirect). 304 is none. */
const isRedirect = ({ type, status }: Response) =>
  type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status);

function isOnline({ online }: Server): boolean {
  if (online) return online();
  // Node has a navigator without onLine; only a plain `false` says there is no network.
  return typeof navigator === 'undefined' || navigator.onLine !== false;
}

function problemOf(status: number, where: string): Problem {
  if (status === 401) return { kind: 'unauthorised', where };
  if (status === 403) return { kind: 'forbidden', where };
  if (status === 404 || status === 410) return { kind: 'not-found', where };
  if (status === 429 || status === 503) return { kind: 'busy', where };
  return { kind: 'failed', where, status };
}
