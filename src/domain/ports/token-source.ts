/** Where a request's credentials come from. One home for "a token goes only where configuration says". */
export interface TokenSource {
  /** The token for this address; `undefined` when configuration names none for its origin and path. */
  tokenFor(address: URL): string | undefined;
  /** After a 401 to `refused`: the renewed token (single-flight), or `undefined` when the session is lost. */
  renewed(refused: string, signal: AbortSignal): Promise<string | undefined>;
}
