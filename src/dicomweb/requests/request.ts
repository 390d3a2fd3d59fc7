import type { ArchiveNumbers } from '../../domain/patient/identifier';
import type { ArchiveId } from '../../domain/ids';
import type { Patient } from '../../domain/patient/patient';
import type { TokenSource } from '../../domain/ports/token-source';
import type { Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import type { AnnouncedSyntaxes } from './announced-syntaxes';
import type { FrameBeginnings } from '../frames/frame-beginnings';
import type { Answer } from '../../http/answer';
import { request, type RequestBody, type Server } from '../../http/request';
import type { Breaker } from '../../http/breaker';
import type { RetryPolicy } from '../../http/retry-after';
import type { EarlyAnswers } from './early-answers';
import { serverCapabilities, type ServerCapabilities } from '../../http/question-forms';
import { dicomwebRoot } from '../../domain/endpoint-root';

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
  readonly identifierSystem?: ArchiveNumbers | undefined;
  /** The site computes no standardised uptake values */
  readonly withoutSuv?: true | undefined;
  /** Whose record is open: an object that is sent whole, after its metadata, is held to it as well */
  readonly patient?: () => Patient | undefined;
  /** Milliseconds an archive may be silent, see `Server` */
  readonly timeout?: number;
  readonly retries?: RetryPolicy;
  /** Answers asked for ahead; the same as everybody has who asks this archive, or they are fetched twice */
  readonly early?: EarlyAnswers;
  /** Told the syntax of every frame that is on its way; the same as the frame source has, or it says nothing of them */
  readonly syntaxes?: AnnouncedSyntaxes;
  /** Shown the beginnings of frames that are on their way; the same as the frame source has, or nobody sees them */
  readonly beginnings?: FrameBeginnings;
  /** What it was seen to take; the same as everybody has who asks this archive, or each learns it again */
  readonly capabilities?: ServerCapabilities;
  /** Leaves it alone when it fails again and again; the same as everybody has who asks this archive */
  readonly breaker?: Breaker;
  /** Told how long it takes until an answer begins; the same as everybody has who asks this archive */
  readonly pace?: { ms?: number };
  /** Whether this device has a network; `navigator.onLine` */
  readonly online?: () => boolean;
  /** In place of the browser's own, where questions travel another way */
  readonly fetch?: typeof globalThis.fetch;
}

export interface Requests {
  readonly archive: ArchiveAddress;
  readonly capabilities: ServerCapabilities;
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

const CONFLICT = 409;

/** What every request of one archive shares. The token goes to the archive's own origin and nowhere else. */
export function requestsTo(archive: ArchiveAddress): Requests {
  const service = new URL(dicomwebRoot(archive.root));
  const root = new URL(`${service.origin}${service.pathname.replace(/\/$/, '')}/`);
  /** With what the root's own query says, which holds for everything below it (`?tenant=a`) */
  const atService = (url: URL): URL => {
    if (service.search === '') return url;
    const address = new URL(url);
    for (const [name, value] of service.searchParams)
      if (!address.searchParams.has(name)) address.searchParams.append(name, value);
    return address;
  };
  const where = archive.name;
  const server: Server = {
    where,
    patience: archive.timeout,
    retries: archive.retries,
    stages: true,
    online: archive.online,
    fetch: archive.fetch,
    ...(archive.credentials === 'ehr-token' && { tokens: archive.tokens }),
  };

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
    // One that failed says nothing yet, and is asked for as if it had not been; silence was waited for once already.
    return early && (early.ok || early.problem.kind === 'timed-out')
      ? early
      : ask(url, accept, signal, onBusy);
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
    const question = {
      address: atService(url),
      accept,
      space: root.href,
      follows: true,
      onBusy,
      body,
      isAnswer: (status: number) => body !== undefined && status === CONFLICT,
    };
    const until = archive.breaker?.restsUntil();
    if (until !== undefined) return err({ kind: 'resting', where, until });
    const told = archive.breaker?.begin();
    const began = performance.now();
    try {
      const answer = await request(server, question, signal);
      const { pace } = archive;
      const took = performance.now() - began;
      if (pace && answer.ok) pace.ms = pace.ms === undefined ? took : pace.ms * 0.7 + took * 0.3;
      told?.(answer.ok ? undefined : answer.problem);
      return answer;
    } catch (error) {
      told?.('stopped');
      throw error;
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
  const capabilities = archive.capabilities ?? serverCapabilities();
  return { archive, capabilities, address, get, post, begin };
}
