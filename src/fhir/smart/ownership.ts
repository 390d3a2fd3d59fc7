type Locks = Pick<LockManager, 'request'>;

/** A reload frees the old page's lock a moment after the new page asks for it. */
const LOCK_WAIT = 3000;

/**
 * A duplicated tab copies session storage, refresh token and all; sent from both, the server takes the second for a
 * thief and revokes the session. The first tab holds a lock for as long as its page lives, and only it renews.
 * @param locks `undefined` in an insecure context, where tabs cannot be told apart
 */
export function refreshOwnership(
  launch: string,
  locks: Locks | undefined,
): (signal: AbortSignal) => Promise<boolean> {
  if (locks === undefined) return () => Promise.resolve(true);
  const held = new Promise<boolean>((resolve) => {
    const forLife = () => {
      resolve(true);
      return new Promise<never>(() => undefined);
    };
    locks.request(`plainfilm.launch.${launch}`, forLife).catch(() => resolve(true));
  });
  return (signal) => {
    const late = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), LOCK_WAIT);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve(false)), { once: true });
    });
    return Promise.race([held, late]);
  };
}
