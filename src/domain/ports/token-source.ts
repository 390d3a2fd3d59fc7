import type { Problem } from '../problem';

/** Where a request's credentials come from. One home for "a token goes only where configuration says". */
export interface TokenSource {
  /** The token for this address; `undefined` when configuration names none for its origin and path. */
  tokenFor(address: URL): string | undefined;
  /**
   * After a 401 to `refused`: another token (single-flight), `undefined` where none helps this source, so that its
   * refusal stands, or a Problem where the record could not be asked for one.
   * @param space what the refusal speaks for
   */
  renewed(refused: string, signal: AbortSignal, space: string): Promise<string | Problem | undefined>;
  /** Told of a token that was renewed for this space, and refused there as well */
  refused?(token: string, space: string): void;
}
