import type { ArchiveId } from '../../domain/ids';
import type { Patient } from '../../domain/patient/patient';
import type { TokenSource } from '../../domain/ports/token-source';
import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import type { AnnouncedSyntaxes } from './announced-syntaxes';
import { answerOf, type Answer } from '../../http/answer';
import type { EarlyAnswers } from './early-answers';
import { pause, RETRIES, waitBefore, type RetryPolicy } from '../../http/retry-after';
import { watchdog } from '../../http/deadline';

/** One archive as the configuration names it. */
export interface ArchiveAddress {
  readonly id: ArchiveId;
  /** As a clinician knows it, for problems */
  readonly name: string;
  /** DICOMweb root, with or without a slash at its end */
  readonly root: string;
  readonly credentials: 'ehr-token' | 'none';
  readonly tokens: TokenSource;
  /** The authority whose numbers this archive uses as Patient ID; the NHS number where configuration names none */
  readonly identifierSystem?: string;
  /** Whose record is open: an object that is sent whole, after its metadata, is held to it as well */
  readonly patient?: () => Patient | undefined;
  /** Milliseconds an archive may be silent before and within an answer; 20,000 */
  readonly timeout?: number;
  readonly retries?: RetryPolicy;
  /** Answers asked for ahead; the same as everybody has who asks this archive, or they are fetched twice */
  readonly early?: EarlyAnswers;
  /** Told the syntax of every frame that is on its way; the same as the frame source has, or it says nothing of them */
  readonly syntaxes?: AnnouncedSyntaxes;
  /** Whether this device has a network; `navigator.onLine` */
  readonly online?: () => boolean;
}

/** What a request carries. */
export interface RequestBody {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Requests {
  readonly archive: ArchiveAddress;
  /** Address of a resource: `['studies', uid, 'series']` below the root. */
  address(path: readonly string[]): URL;
  /**
   * GET with deadline, token and bounded repeats. Anything but a 2xx is a Problem; the body is still to be read.
   * Rejects with the signal's reason when it is aborted, and with nothing else.
   */
  get(url: URL, accept: string, signal: AbortSignal, onBusy?: () => void): Promise<Result<Answer>>;
  /**
   * POST in the same way (PS3.18 §10.5). An answer of 409 is one: it says why nothing was stored.
   * Repeated only where the archive said that it had done nothing.
   */
  post(url: URL, body: RequestBody, accept: string, signal: AbortSignal): Promise<Result<Answer>>;
  /**
   * Asks at once for what `get` will be asked for soon: it then takes this answer, once.
   * @param met the answer when it begins, to give the same one back
   */
  begin(url: URL, accept: string, signal: AbortSignal, met: (answer: Answer) => Answer): void;
}

const TIMEOUT = 20_000;
const CONFLICT = 409;

/** What every request of one archive shares. The token goes to the archive's own origin and nowhere else. */
export function requestsTo(archive: ArchiveAddress): Requests {
  const root = new URL(archive.root.replace(/\/*$/, '/'));
  const where = archive.name;

  async function get(
    url: URL,
    accept: string,
    signal: AbortSignal,
    onBusy?: () => void,
  ): Promise<Result<Answer>> {
    signal.throwIfAborted();
    const begun = archive.early?.take(url, accept);
    // Asked in the same turn: what waits for a microtask would leave after everything that is drawn meanwhile.
    if (begun === undefined) return ask(url, accept, signal, onBusy);
    const early = await begun.catch(() => undefined);
    signal.throwIfAborted();
    // One that failed says nothing yet: it is asked for as if it had not been.
    return early?.ok ? early : ask(url, accept, signal, onBusy);
  }

  async function ask(
    url: URL,
    accept: string,
    signal: AbortSignal,
    onBusy?: () => void,
    body?: RequestBody,
  ): Promise<Result<Answer>> {
    // An archive's answer may name any address (BulkDataURI): nothing is asked outside its own origin.
    if (url.origin !== root.origin)
      return err({ kind: 'malformed', where, what: 'an address of another origin' });
    let token = tokenFor(url);
    let renewedOnce = false;
    for (let repeat = 1; ;) {
      const answer = await attempt(url, accept, token, signal, body);
      if (!answer.ok) return answer;
      const { status } = answer.value;
      if ((status >= 200 && status < 300) || (body && status === CONFLICT)) return answer;
      answer.value.discard();
      if (status === 401 && token !== undefined && !renewedOnce) {
        renewedOnce = true;
        token = await archive.tokens.renewed(token, signal);
        signal.throwIfAborted();
        if (token === undefined) return err({ kind: 'unauthorised', where });
      } else if (status === 429 || status === 503) {
        onBusy?.();
        const wait = waitBefore(
          repeat++,
          answer.value.header('retry-after'),
          new Date(),
          archive.retries ?? RETRIES,
        );
        if (wait === undefined) return err({ kind: 'busy', where });
        await pause(wait, signal);
        // A wait may outlive the token it began with.
        token = tokenFor(url);
      } else {
        return err(problemOf(status, where));
      }
    }
  }

  function tokenFor(url: URL): string | undefined {
    return archive.credentials === 'ehr-token' ? archive.tokens.tokenFor(url) : undefined;
  }

  async function attempt(
    url: URL,
    accept: string,
    token: string | undefined,
    signal: AbortSignal,
    body: RequestBody | undefined,
  ) {
    const dog = watchdog(archive.timeout ?? TIMEOUT, signal);
    const problem = (): Problem => {
      signal.throwIfAborted();
      if (dog.expired()) return { kind: 'timed-out', where };
      return { kind: isOnline(archive) ? 'unreachable' : 'offline', where };
    };
    try {
      const response = await fetch(url, {
        ...(body && { method: 'POST', body: body.bytes }),
        headers: {
          Accept: accept,
          ...(body && { 'Content-Type': body.contentType }),
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        },
        // Other origins get no cookies. Our own gets its own: without them the request would need another connection.
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
        // A redirect could take the token, or what is stored, to a place the configuration does not name.
        redirect: token === undefined && !body ? 'follow' : 'error',
        cache: 'no-store',
        signal: dog.signal,
      });
      dog.fed(0);
      if (response.redirected && new URL(response.url).origin !== root.origin) {
        void response.body?.cancel().catch(() => undefined);
        dog.release();
        return err<Problem>({ kind: 'malformed', where, what: 'a redirect to another origin' });
      }
      return ok(answerOf(response, dog, where, problem));
    } catch {
      dog.release();
      return err(problem());
    }
  }

  const address = (path: readonly string[]) =>
    new URL(path.map(encodeURIComponent).join('/').replaceAll('%2C', ','), root);
  const begin: Requests['begin'] = (url, accept, signal, met) =>
    archive.early?.put(
      url,
      accept,
      ask(url, accept, signal).then((answer) => (answer.ok ? ok(met(answer.value)) : answer)),
      signal,
    );
  const post: Requests['post'] = async (url, body, accept, signal) => {
    signal.throwIfAborted();
    return ask(url, accept, signal, undefined, body);
  };
  return { archive, address, get, post, begin };
}

function isOnline({ online }: ArchiveAddress): boolean {
  if (online) return online();
  // Node has a navigator without onLine; only a plain `false` says there is no network.
  return typeof navigator === 'undefined' || navigator.onLine !== false;
}

function problemOf(status: number, where: string): Problem {
  if (status === 401) return { kind: 'unauthorised', where };
  if (status === 403) return { kind: 'forbidden', where };
  if (status === 404 || status === 410) return { kind: 'not-found', where };
  return { kind: 'failed', where, status };
}
