import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { Session } from '../../domain/ports/session';
import type { TokenSource } from '../../domain/ports/token-source';
import { isWithin } from '../resource/addresses';
import type { StoredSession } from './launch-store';
import { refreshed } from './refresh';
import { raced } from '../../http/abort';
import { until } from '../../http/until';

export interface SessionSetting {
  /** The record's name */
  readonly where: string;
  /** Addresses that get the token, each with everything below it */
  readonly roots: readonly URL[];
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  /** Milliseconds since any moment, by a clock that nobody can set */
  readonly elapsed?: () => number;
  /** Milliseconds after its launch at which the session ends, whoever would renew it */
  readonly longest?: number | undefined;
  /** Milliseconds; rejects when the signal aborts */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Keeps a changed session where a reload finds it, before the new token is used */
  keep(session: StoredSession): void;
  forget(): void;
  /** Whether this tab, and no duplicate of it, owns the refresh token. Resolves in bounded time. */
  isOwner(signal: AbortSignal): Promise<boolean>;
  /** The space of the one read without which nothing may be shown: only its refusal ends the session */
  readonly essential: string;
  /** Makes that read by itself. False only where the record refused the token */
  isAccepted(token: string, signal: AbortSignal): Promise<boolean>;
  /** Tells the record that its tokens are not wanted any more; never rejects */
  revoke?(session: StoredSession): void;
}

/** Milliseconds that an asker waits for a renewal; it goes on for those who come later */
const RENEWAL_WAIT = 5_000;
/** Milliseconds for which the record's word on a token is believed */
const BELIEVED = 30_000;

export interface SmartSession extends Session, TokenSource {
  /** From now on the token also goes here and below. */
  allow(root: URL): void;
  /** What the launch granted, with the tokens of the moment */
  current(): StoredSession;
  /** Remembers the user whose id_token was verified. */
  identify(user: string): void;
  /** Aborts when the session ends */
  readonly ended: AbortSignal;
}

/**
 * One session: where its token goes, and its renewal. Renewal is single-flight and belongs to no asker, so that an asker
 * who stops does not stop it for the others; a refresh token that was answered is never sent again.
 *
 * A refused token says something of who refused it, not of the session (RFC 9110 §15.5.2): a source is given another
 * token once, and when it refuses that too, no renewal is made for it again. The record's own essential read then tells
 * whether the token is still good.
 */
export function createSession(granted: StoredSession, setting: SessionSetting): SmartSession {
  const roots = [...setting.roots];
  const listeners = new Set<(problem: Problem) => void>();
  const life = new AbortController();
  const unauthorised: Problem = { kind: 'unauthorised', where: setting.where };
  /** Spaces that refused a token which was renewed for them */
  const refusing = new Set<string>();
  const { now, elapsed = () => performance.now() } = setting;
  const deadline = (at: number) => until(at, now, elapsed);
  const untilEnd = deadline(setting.longest === undefined ? Infinity : granted.openedAt + setting.longest);
  const isAtEnd = () => untilEnd() <= 0;
  let session = granted;
  let untilOver = deadline(granted.expiresAt);
  let renewal: Promise<Result<void>> | undefined;
  let lost = false;
  let asked: { readonly token: string; readonly at: number } | undefined;
  const isOver = () => untilOver() <= 0;

  const lose = (): Result<void> => {
    if (!lost && !life.signal.aborted) {
      lost = true;
      for (const listener of [...listeners]) listener(unauthorised);
    }
    return err(unauthorised);
  };

  const change = (next: StoredSession) => {
    session = next;
    setting.keep(next);
  };

  /** Somebody refused the token in use: is it good at all? */
  const doubt = async (space: string): Promise<void> => {
    const { accessToken: token } = session;
    if (lost || life.signal.aborted) return;
    if (space === setting.essential) return void lose();
    const at = elapsed();
    if (asked?.token === token && at - asked.at < BELIEVED) return;
    asked = { token, at };
    const accepted = await setting.isAccepted(token, life.signal).catch(() => true);
    if (!accepted && session.accessToken === token) lose();
  };

  const renewNow = async (): Promise<Result<void>> => {
    if (lost || life.signal.aborted) return err(unauthorised);
    if (isAtEnd()) return lose();
    const { refreshToken } = session;
    if (refreshToken === undefined || !(await setting.isOwner(life.signal)))
      return isOver() ? lose() : err(unauthorised);
    const answer = await refreshed({ ...session, refreshToken }, setting, life.signal);
    if (life.signal.aborted) return err(unauthorised);
    if (answer.kind === 'another-patient') return lose();
    if (answer.kind === 'refused') {
      // A spent refresh token is of no more use; what is left of the access token's life still is.
      change({ ...session, refreshToken: undefined });
      return isOver() ? lose() : err(unauthorised);
    }
    if (answer.kind === 'unanswered') return err(answer.problem);
    untilOver = deadline(answer.tokens.expiresAt);
    change({ ...session, ...answer.tokens });
    return ok(undefined);
  };

  const renewOnce = (): Promise<Result<void>> =>
    (renewal ??= renewNow()
      .catch(() => err(unauthorised))
      .finally(() => {
        renewal = undefined;
      }));

  const late: Problem = { kind: 'timed-out', where: setting.where };
  const renewedFor = async (
    refused: string,
    signal: AbortSignal,
    space: string,
  ): Promise<string | Problem | undefined> => {
    if (life.signal.aborted) return undefined;
    if (session.accessToken !== refused) return session.accessToken;
    if (!refusing.has(space)) {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(RENEWAL_WAIT)]);
      const renewed = await raced(renewOnce(), inTime).catch(() => {
        signal.throwIfAborted();
        return err(late);
      });
      if (session.accessToken !== refused) return life.signal.aborted ? undefined : session.accessToken;
      if (!renewed.ok && renewed.problem.kind !== 'unauthorised') return renewed.problem;
    }
    void doubt(space);
    return undefined;
  };

  return {
    ended: life.signal,
    current: () => session,
    allow: (root) => void roots.push(root),
    identify: (user) => change({ ...session, user }),
    remaining: () => Math.min(untilOver(), untilEnd()),
    canRenew: () => session.refreshToken !== undefined && untilOver() < untilEnd(),
    untilEnd,
    renew: (signal) => raced(renewOnce(), signal),
    onLost: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tokenFor: (address) =>
      !life.signal.aborted && !isAtEnd() && roots.some((root) => isWithin(address, root))
        ? session.accessToken
        : undefined,
    renewed: renewedFor,
    refused: (token, space) => {
      refusing.add(space);
      if (session.accessToken === token) void doubt(space);
    },
    end: () => {
      if (life.signal.aborted) return;
      life.abort(new DOMException('The session ended', 'AbortError'));
      setting.revoke?.(session);
      session = emptied(session);
      listeners.clear();
      setting.forget();
    },
  };
}

/** What is left when nothing of a person and no secret may be. */
const emptied = ({ stage, iss, clientId, tokenUri, scope }: StoredSession): StoredSession => ({
  ...{ stage, iss, clientId, tokenUri, scope, openedAt: 0 },
  accessToken: '',
  expiresAt: 0,
  patient: '',
  needPatientBanner: true,
  context: [],
});
