import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import { err, type Result } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import { isNoMemory } from '../decode/no-memory';

/** What one stack has asked of its source and has no answer to. */
export interface FrameRequests {
  /** Asks, or moves up what is asked for less urgently already. */
  ask(at: number, priority: FramePriority): void;
  priorityOf(at: number): FramePriority | undefined;
  /** Lets go of those that are so. */
  drop(isDropped: (at: number, priority: FramePriority) => boolean): readonly number[];
  count(): number;
  dispose(): void;
}

const RANK: Readonly<Record<FramePriority, number>> = { now: 0, next: 1, stack: 2, idle: 3 };

interface Ask {
  readonly priority: FramePriority;
  readonly controller: AbortController;
}

/** @param answered the newest ask of a frame came to its end; not told of what was let go of */
export function frameRequests(
  frames: readonly Frame[],
  source: Pick<FrameSource, 'frame'>,
  answered: (at: number, result: Result<EncodedFrame>) => void,
): FrameRequests {
  const asks = new Map<number, Ask>();

  const settle = (at: number, mine: Ask, result: Result<EncodedFrame>) => {
    if (asks.get(at) !== mine) return;
    asks.delete(at);
    answered(at, result);
  };

  return {
    ask(at, priority) {
      const frame = frames[at];
      const before = asks.get(at);
      if (frame === undefined || (before && RANK[before.priority] <= RANK[priority])) return;
      const controller = new AbortController();
      const mine = { priority, controller };
      asks.set(at, mine);
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
    priorityOf: (at) => asks.get(at)?.priority,
    drop(isDropped) {
      const dropped: number[] = [];
      for (const [at, { priority, controller }] of asks) {
        if (!isDropped(at, priority)) continue;
        asks.delete(at);
        controller.abort();
        dropped.push(at);
      }
      return dropped;
    },
    count: () => asks.size,
    dispose() {
      for (const { controller } of asks.values()) controller.abort();
      asks.clear();
    },
  };
}
