import type { FramePriority } from '../../domain/ports/frames';

const RANK: Readonly<Record<FramePriority, number>> = { now: 0, next: 1, stack: 2, idle: 3 };

export const sooner = (a: FramePriority, b: FramePriority): FramePriority => (RANK[a] <= RANK[b] ? a : b);

/** One thing that waits in a lane. */
export interface PendingRequest {
  readonly priority: () => FramePriority;
  /** Bytes that are likely to come */
  readonly weight?: () => number;
}

/** What waits for one archive, and how much of it may run at a time. */
export interface RequestQueue<J extends PendingRequest> {
  add(job: J): void;
  remove(job: J): void;
  /** Jobs that wait, in no order */
  waiting(): ReadonlySet<J>;
  /** Takes the next job out, `undefined` when none waits or as many run as may. `finish` gives its place back. */
  take(): J | undefined;
  finish(job: J): void;
  /** The archive said that it is busy: fewer at a time. */
  slower(): void;
  /** A request succeeded: after some in a row, one more at a time. */
  faster(): void;
  limit(): number;
}

export interface QueueLimits {
  readonly start: number;
  readonly most: number;
  /** Successes in a row before one more runs at a time */
  readonly streak: number;
  /** Bytes on their way at a time, one job being always allowed */
  readonly bytes: number;
}

/**
 * Small frames need several on their way to fill a line with a round trip in it; large ones fill it alone, and two of
 * them would only both come late. 1.5 MB are 150 ms of 80 Mbit/s.
 */
export const QUEUE: QueueLimits = { start: 4, most: 6, streak: 12, bytes: 1_500_000 };

/**
 * The soonest priority goes first; within `now` the newest, because only the newest of many is painted, else the
 * oldest. One `now` may run beyond the limits: what a person waits for does not queue behind the rest of a stack, only
 * behind something large that is waited for as well.
 */
export function requestQueue<J extends PendingRequest>({
  start,
  most,
  streak,
  bytes,
}: QueueLimits = QUEUE): RequestQueue<J> {
  const jobs = new Set<J>();
  let limit = start;
  const running = new Set<J>();
  let successes = 0;

  const weightOf = (job: J) => job.weight?.() ?? 0;

  function soonest(): J | undefined {
    let best: J | undefined;
    let rank = Infinity;
    for (const job of jobs) {
      const its = RANK[job.priority()];
      if (its < rank || (its === rank && its === RANK.now)) [best, rank] = [job, its];
    }
    return best;
  }

  return {
    add: (job) => jobs.add(job),
    remove: (job) => jobs.delete(job),
    waiting: () => jobs,
    take() {
      const job = soonest();
      if (job === undefined) return undefined;
      const isNow = job.priority() === 'now';
      if (running.size >= limit + (isNow ? 1 : 0)) return undefined;
      const rivals = [...running].filter((other) => !isNow || other.priority() === 'now');
      const onTheWay = rivals.reduce((sum, other) => sum + weightOf(other), 0);
      if (rivals.length > 0 && onTheWay + weightOf(job) > bytes) return undefined;
      jobs.delete(job);
      running.add(job);
      return job;
    },
    finish: (job) => running.delete(job),
    slower() {
      successes = 0;
      limit = Math.max(1, Math.floor(limit / 2));
    },
    faster() {
      if (++successes < streak || limit >= most) return;
      successes = 0;
      limit++;
    },
    limit: () => limit,
  };
}
