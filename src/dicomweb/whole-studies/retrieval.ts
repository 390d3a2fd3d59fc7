import type { Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import type { Part10 } from '../../dicom/part10/file';

/** Whole objects as far as they are here. */
export interface Received {
  /** By SOP Instance UID */
  readonly objects: ReadonlyMap<string, Part10>;
  /** Parts that could not be read, and why in a few words */
  readonly unreadable: readonly string[];
  /** The archive said that it did not send all of them */
  readonly incomplete: boolean;
}

/** One answer of whole objects, shared by everybody who wants something of it. */
export interface Retrieval {
  readonly received: Received;
  running(): boolean;
  /** Bytes of what is here */
  size(): number;
  /**
   * Waits for all of it, or until `isEnough` holds of what is here. A Problem is of the whole answer.
   * Rejects with the signal's reason as soon as it is aborted.
   */
  wait(signal: AbortSignal, isEnough?: (received: Received) => boolean): Promise<Result<Received>>;
  /** Stops it where nobody waits. */
  release(): void;
}

/** What a reading hands over, part by part */
export type Part =
  | { readonly uid: string; readonly object: Part10 }
  | { readonly unreadable: string }
  /** The archive says that there are more than it sends */
  | { readonly incomplete: true };

interface Retrieving {
  /** Rejects only with the reason of the signal. */
  readonly read: (receive: (part: Part) => void, signal: AbortSignal) => Promise<Result<void>>;
  /** Milliseconds for which it goes on when nobody waits: who turns to another series of the study does so within it */
  readonly linger: number;
  /** It came to nothing: stopped, or a Problem. */
  readonly onLost: () => void;
}

interface Waiter {
  readonly isEnough: (received: Received) => boolean;
  readonly resolve: (result: Result<Received>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Begins at once. */
export function retrieval({ read, linger, onLost }: Retrieving): Retrieval {
  const objects = new Map<string, Part10>();
  const unreadable: string[] = [];
  let incomplete = false;
  const received: Received = {
    objects,
    unreadable,
    get incomplete() {
      return incomplete;
    },
  };
  const stop = new AbortController();
  const waiters = new Set<Waiter>();
  let outcome: Result<void> | undefined;
  let size = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function receive(part: Part) {
    if ('unreadable' in part) unreadable.push(part.unreadable);
    else if ('incomplete' in part) incomplete = true;
    else if (!objects.has(part.uid)) {
      objects.set(part.uid, part.object);
      size += part.object.size;
    }
    for (const waiter of waiters) {
      if (!waiter.isEnough(received)) continue;
      waiters.delete(waiter);
      waiter.resolve(ok(received));
    }
  }

  /**
   * Somebody gave up. Where that was the last, it is stopped, unless somebody else comes soon. Where the last got what
   * they wanted it goes on: the rest of what is being looked at is wanted next, and would have to begin again.
   */
  function watchInterest(milliseconds: number) {
    clearTimeout(timer);
    if (waiters.size > 0 || outcome) return;
    timer = setTimeout(() => {
      onLost();
      stop.abort();
    }, milliseconds);
  }

  function end(result: Result<void>) {
    outcome = result;
    clearTimeout(timer);
    if (!result.ok) onLost();
    tell(({ resolve }) => resolve(result.ok ? ok(received) : result));
  }

  function tell(each: (waiter: Waiter) => void) {
    const told = [...waiters];
    waiters.clear();
    told.forEach(each);
  }

  read(receive, stop.signal).then(end, (error: unknown) => {
    clearTimeout(timer);
    onLost();
    tell(({ reject }) => reject(error));
  });

  return {
    received,
    running: () => outcome === undefined,
    size: () => size,
    release: () => watchInterest(0),
    wait: (signal, isEnough = () => false) =>
      new Promise((resolve, reject) => {
        if (outcome?.ok || (!outcome && isEnough(received))) return resolve(ok(received));
        if (outcome) return resolve(outcome);
        const leave = () => {
          waiters.delete(waiter);
          reject(signal.reason);
          watchInterest(linger);
        };
        const free = () => signal.removeEventListener('abort', leave);
        const waiter: Waiter = {
          isEnough,
          resolve: (result) => (free(), resolve(result)),
          reject: (reason) => (free(), reject(reason)),
        };
        waiters.add(waiter);
        signal.addEventListener('abort', leave, { once: true });
        clearTimeout(timer);
      }),
  };
}
