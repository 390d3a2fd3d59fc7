/** Ends a request that hangs, and tells a hang from a stop. */
export interface Watchdog {
  /** Aborted by the caller's signal or by the watchdog */
  readonly signal: AbortSignal;
  /** True when the watchdog ended it */
  expired(): boolean;
  /** Something arrived: this many bytes. Enough of them within one period keep it alive. */
  fed(bytes: number): void;
  /** The request is over: no timer and no listener stays behind. */
  release(): void;
}

/** A body slower than this is as good as hung: nobody waits an hour for a picture. Bytes a second. */
export const SLOWEST = 2048;

/**
 * Watches one request: something must happen within every period (milliseconds), first the headers, then at least
 * SLOWEST × period of the body.
 */
export function watchdog(period: number, caller: AbortSignal): Watchdog {
  const controller = new AbortController();
  const enough = (SLOWEST * period) / 1000;
  let expired = false;
  let received = 0;
  const expire = () => {
    expired = true;
    controller.abort(new DOMException('The archive was silent for too long', 'TimeoutError'));
  };
  let timer = setTimeout(expire, period);
  const restart = () => {
    clearTimeout(timer);
    received = 0;
    timer = setTimeout(expire, period);
  };
  const stop = () => {
    clearTimeout(timer);
    controller.abort(caller.reason);
  };
  if (caller.aborted) stop();
  else caller.addEventListener('abort', stop, { once: true });

  return {
    signal: controller.signal,
    expired: () => expired,
    fed: (bytes) => {
      received += bytes;
      if (received >= enough || bytes === 0) restart();
    },
    release: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', stop);
    },
  };
}
