import type { Problem, Result } from '../problem';

/** The access token's life. Renewal is single-flight; a 5xx while renewing loses nothing. */
export interface Session {
  /** Epoch milliseconds at which the token in use ends */
  expiresAt(): number;
  /** Epoch milliseconds at which it ends whoever would renew it; Infinity where the site sets no limit */
  readonly endsAt?: number;
  /** False where the server gave no refresh token: the session ends when the token does */
  canRenew(): boolean;
  renew(signal: AbortSignal): Promise<Result<void>>;
  /** Tells of a token that a server refused and renewal could not replace. Returns the way to stop listening. */
  onLost(listener: (problem: Problem) => void): () => void;
  /** Forgets every token in memory and in the browser's session storage. */
  end(): void;
}
