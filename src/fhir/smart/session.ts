import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { Session } from '../../domain/ports/session';
import type { TokenSource } from '../../domain/ports/token-source';
import { isWithin } from '../resource/addresses';
import type { StoredSession } from './launch-store';
import { refreshed } from './refresh';
import { raced } from '../../http/abort';

export interface SessionSetting {
  /** The record's name */
  readonly where: string;
  /** Addresses that get the token, each with everything below it */
  readonly roots: readonly URL[];
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  /** Milliseconds; rejects when the signal aborts */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Keeps a changed session where a reload finds it, before the new token is used */
  keep(session: StoredSession): void;
  forget(): void;
  /** Whether this tab, and no duplicate of it, owns the refresh token. Resolves in bounded time. */
  isOwner(signal: AbortSignal): Promise<boolean>;
}

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
 */
export function createSession(granted: StoredSession, setting: SessionSetting): SmartSession {
  const roots = [...setting.roots];
  const listeners = new Set<(problem: Problem) => void>();
  const life = new AbortController();
  const unauthorised: Problem = { kind: 'unauthorised', where: setting.where };
  let session = granted;
  let renewal: Promise<Result<void>> | undefined;
  let lost = false;

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

  const renewNow = async (refused: boolean): Promise<Result<void>> => {
    if (lost || life.signal.aborted) return err(unauthorised);
    const { refreshToken } = session;
    const isOver = refused || setting.now() >= session.expiresAt;
    if (refreshToken === undefined || !(await setting.isOwner(life.signal)))
      return isOver ? lose() : err(unauthorised);
    const answer = await refreshed({ ...session, refreshToken }, setting, life.signal);
    if (life.signal.aborted) return err(unauthorised);
    if (answer.kind === 'refused') {
      // A spent refresh token is of no more use; what is left of the access token's life still is.
      change({ ...session, refreshToken: undefined });
      return lose();
    }
    if (answer.kind === 'unanswered') return err(answer.problem);
    change({ ...session, ...answer.tokens });
    return ok(undefined);
  };

  const renewOnce = (refused: boolean): Promise<Result<void>> =>
    (renewal ??= renewNow(refused)
      .catch(() => err(unauthorised))
      .finally(() => {
        renewal = undefined;
      }));

  return {
    ended: life.signal,
    current: () => session,
    allow: (root) => void roots.push(root),
    identify: (user) => change({ ...session, user }),
    expiresAt: () => session.expiresAt,
    canRenew: () => session.refreshToken !== undefined,
    renew: (signal) => raced(renewOnce(false), signal),
    onLost: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tokenFor: (address) =>
      !life.signal.aborted && roots.some((root) => isWithin(address, root)) ? session.accessToken : undefined,
    renewed: async (refused, signal) => {
      if (session.accessToken !== refused) return life.signal.aborted ? undefined : session.accessToken;
      const renewed = await raced(renewOnce(true), signal);
      return renewed.ok && session.accessToken !== refused ? session.accessToken : undefined;
    },
    end: () => {
      life.abort(new DOMException('The session ended', 'AbortError'));
      session = { ...session, accessToken: '', refreshToken: undefined, user: undefined };
      listeners.clear();
      setting.forget();
    },
  };
}
