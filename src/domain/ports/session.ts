import type { Problem, Result } from '../problem';

/** The access token's life. Renewal is single-flight; a 5xx while renewing loses nothing. */
export interface Session {
  /**
   * Milliseconds that the token in use still has. A clock that is put back makes none of it longer, whatever it said when the
   * token came; a device that slept has used its time up.
   */
  remaining(): number;
  /** Milliseconds after which it ends whoever would renew it, told in the same way; Infinity where the site sets no limit */
  untilEnd?(): number;
  /** False where the server gave no refresh token: the session ends when the token does */
  canRenew(): boolean;
  renew(signal: AbortSignal): Promise<Result<void>>;
  /** Tells of a token that a server refused and renewal could not replace. Returns the way to stop listening. */
  onLost(listener: (problem: Problem) => void): () => void;
  /** Forgets every token in memory and in the browser's session storage. */
  end(): void;
}
