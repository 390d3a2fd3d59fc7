import type { Frame } from '../../domain/study/study';
import { frameKey } from './prefetched-frames';

/** Fetches what is likely to be looked at next, while nobody waits for anything. */
export interface Prefetch {
  /** In place of those before; what is in both stays. */
  fetch(frames: readonly Frame[]): void;
}

export interface PrefetchParts {
  fetch(frame: Frame, signal: AbortSignal): Promise<void>;
  /** Settles when nothing that a person has asked for is on its way. Rejects when aborted. */
  idle(signal: AbortSignal): Promise<void>;
  /** Whether this device's line may be used for what nobody has asked for */
  isFree(): boolean;
  now(): number;
}

/** ms; a line on which one picture takes longer is needed by others, and gets no more of them */
const SLOW = 2000;

export function prefetch({ fetch, idle, isFree, now }: PrefetchParts): Prefetch {
  const begun = new Map<string, AbortController>();
  let list = new AbortController();

  const run = async (frames: readonly Frame[], current: AbortSignal) => {
    for (const frame of frames) {
      await idle(current);
      if (!isFree()) return;
      const started = now();
      const stop = begun.get(frameKey(frame)) ?? new AbortController();
      begun.set(frameKey(frame), stop);
      await fetch(frame, stop.signal);
      if (current.aborted || now() - started > SLOW) return;
    }
  };

  return {
    fetch(frames) {
      list.abort();
      list = new AbortController();
      const kept = new Set(frames.map(frameKey));
      for (const [key, stop] of begun) {
        if (kept.has(key)) continue;
        stop.abort();
        begun.delete(key);
      }
      // Stopped while it waited: another list has taken its place.
      run(frames, list.signal).catch(() => undefined);
    },
  };
}

/** As much of the Network Information API as browsers have: not all have any. */
interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
  readonly effectiveType?: string;
}

/** Lines that are paid for by the megabyte, or slow: nothing is fetched over them that nobody asked for. */
export function isFreeLine(connection: Connection | undefined): boolean {
  const { saveData = false, type = 'unknown', effectiveType = '4g' } = connection ?? {};
  return !saveData && !METERED.has(type) && effectiveType === '4g';
}

const METERED: ReadonlySet<string> = new Set(['cellular', 'bluetooth', 'wimax']);
