import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import { err, type Result } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import { isNoMemory } from '../decode/no-memory';

/** What one stack has asked of its source and has no answer to. */
export interface FrameRequests {
  /** Requests, or moves up what is asked for less urgently already. */
  request(at: number, priority: FramePriority): void;
  priorityOf(at: number): FramePriority | undefined;
  /** Lets go of those that are so. */
  drop(isDropped: (at: number, priority: FramePriority) => boolean): readonly number[];
  count(): number;
  dispose(): void;
}

const RANK: Readonly<Record<FramePriority, number>> = { now: 0, next: 1, stack: 2, idle: 3 };

interface Pending {
  readonly priority: FramePriority;
  readonly controller: AbortController;
}

/** @param answered the newest request for a frame came to its end; not told of what was let go of */
export function frameRequests(
  frames: readonly Frame[],
  source: Pick<FrameSource, 'frame'>,
  answered: (at: number, result: Result<EncodedFrame>) => void,
): FrameRequests {
  const pending = new Map<number, Pending>();

  const settle = (at: number, mine: Pending, result: Result<EncodedFrame>) => {
    if (pending.get(at) !== mine) return;
    pending.delete(at);
    answered(at, result);
  };

  return {
    request(at, priority) {
      const frame = frames[at];
      const before = pending.get(at);
      if (frame === undefined || (before && RANK[before.priority] <= RANK[priority])) return;
      const controller = new AbortController();
      const mine = { priority, controller };
      pending.set(at, mine);
      const answer = source.frame(frame, priority, controller.signal);
      // The new asker is known before the old one leaves, so the one request goes on.
      before?.controller.abort();
      answer.then(
        (result) => settle(at, mine, result),
        (reason: unknown) => {
          if (controller.signal.aborted) return;
          const problem = isNoMemory(reason)
            ? ({ kind: 'no-memory' } as const)
            : ({ kind: 'malformed', where: '', what: String(reason) } as const);
          settle(at, mine, err(problem));
        },
      );
    },
    priorityOf: (at) => pending.get(at)?.priority,
    drop(isDropped) {
      const dropped: number[] = [];
      for (const [at, { priority, controller }] of pending) {
        if (!isDropped(at, priority)) continue;
        pending.delete(at);
        controller.abort();
        dropped.push(at);
      }
      return dropped;
    },
    count: () => pending.size,
    dispose() {
      for (const { controller } of pending.values()) controller.abort();
      pending.clear();
    },
  };
}
