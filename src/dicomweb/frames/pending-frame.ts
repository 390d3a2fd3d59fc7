import type { EncodedFrame, FramePriority } from '../../domain/ports/frames';
import type { Result } from '../../domain/problem';
import type { Frame, ImagePixel } from '../../domain/study/study';
import { sooner } from './request-queue';

/** A frame that somebody waits for: one request, however many ask. */
export interface PendingFrame {
  readonly frame: Frame;
  readonly image: ImagePixel;
  /** The soonest of those who still wait */
  readonly priority: () => FramePriority;
  /** Bytes that are likely to come */
  readonly weight: () => number;
  /** To be asked for by itself, because asking for several at once failed */
  alone: boolean;
  /** Joins those who wait. Rejects with the signal's reason as soon as it is aborted. */
  wait(priority: FramePriority, signal: AbortSignal): Promise<Result<EncodedFrame>>;
  abandoned(): boolean;
  settle(result: Result<EncodedFrame>): void;
  /** Something went wrong that is no Problem: everybody who waits is told. */
  reject(error: unknown): void;
}

interface Asker {
  readonly priority: FramePriority;
  readonly resolve: (result: Result<EncodedFrame>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * @param weight bytes that are likely to come
 * @param onAbandoned called when the last of those who wait has aborted
 */
export function pendingFrame(
  frame: Frame,
  image: ImagePixel,
  weight: () => number,
  onAbandoned: () => void,
): PendingFrame {
  const askers = new Set<Asker>();

  function tell(each: (asker: Asker) => void) {
    const told = [...askers];
    askers.clear();
    told.forEach(each);
  }

  return {
    frame,
    image,
    weight,
    alone: false,
    priority: () => [...askers].reduce<FramePriority>((best, { priority }) => sooner(best, priority), 'idle'),
    wait: (priority, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          askers.delete(asker);
          reject(signal.reason);
          if (askers.size === 0) onAbandoned();
        };
        const release = <T>(then: (value: T) => void) => {
          return (value: T) => {
            signal.removeEventListener('abort', stop);
            then(value);
          };
        };
        const asker: Asker = { priority, resolve: release(resolve), reject: release(reject) };
        askers.add(asker);
        signal.addEventListener('abort', stop, { once: true });
      }),
    abandoned: () => askers.size === 0,
    settle: (result) => tell(({ resolve }) => resolve(result)),
    reject: (error) => tell(({ reject }) => reject(error)),
  };
}
