/**
 * Ends a question that is answered with silence, and tells silence from a stop. One for the whole question, however often
 * it is tried: time counts only while something is waited for.
 */
export interface Deadline {
  /** Aborted by the caller's signal or by the deadline */
  readonly signal: AbortSignal;
  /** True when the deadline ended it */
  expired(): boolean;
  /** Milliseconds of waiting that are left until then */
  left(): number;
  /** Something is waited for: the time runs. */
  wait(): void;
  /** Nothing is waited for: the time stands still. */
  rest(): void;
  /** So many bytes of the answer came. Enough of them within one period begin the next one. */
  fed(bytes: number): void;
  /** Somebody was told what is waited for: the time begins anew. */
  restart(): void;
  /** The question is over: no timer and no listener stays behind. */
  release(): void;
}

/** A body slower than this is as good as hung. Bytes a second. */
export const SLOWEST = 2048;
/** Milliseconds within which every answer may be as slow as that; nobody waits an hour for a list */
const LONGEST = 120_000;
/** What an answer must have brought on average when it takes longer: bytes a second */
const STEADY = 16 * 1024;

/**
 * @param period milliseconds of silence before the first byte of an answer, all tries together, and within its body
 */
export function deadline(period: number, caller: AbortSignal): Deadline {
  const controller = new AbortController();
  const enough = (SLOWEST * period) / 1000;
  let expired = false;
  let left = period;
  let waited = 0;
  /** When the waiting that goes on began, by the page's own clock */
  let since: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let received = 0;
  let whole = 0;

  const expire = () => {
    rest();
    expired = true;
    controller.abort(new DOMException('Silent for too long', 'TimeoutError'));
  };
  const rest = () => {
    clearTimeout(timer);
    if (since !== undefined) {
      left -= performance.now() - since;
      waited += performance.now() - since;
    }
    since = undefined;
  };
  const wait = () => {
    if (since !== undefined || controller.signal.aborted) return;
    since = performance.now();
    timer = setTimeout(expire, Math.max(0, left));
  };
  const stop = () => {
    rest();
    controller.abort(caller.reason);
  };
  if (caller.aborted) stop();
  else caller.addEventListener('abort', stop, { once: true });

  return {
    signal: controller.signal,
    expired: () => expired,
    left: () => left - (since === undefined ? 0 : performance.now() - since),
    wait,
    rest,
    fed: (bytes) => {
      rest();
      received += bytes;
      whole += bytes;
      if (waited > LONGEST && whole < (waited / 1000) * STEADY) return expire();
      if (received < enough) return;
      left = period;
      received = 0;
    },
    restart: () => {
      rest();
      left = period;
    },
    release: () => {
      rest();
      caller.removeEventListener('abort', stop);
    },
  };
}
