/** What is done in an animation frame. @param time of the frame, ms */
export type FrameTask = (time: number) => void;

/** The animation frames of all viewports, so that those that follow one another are painted in the same one. */
export interface FrameClock {
  /**
   * Runs a task once in the next animation frame; asked for by another task of a frame that is running, in that one,
   * unless it was done there already. What a frame has no time for is done in the next one, before what is asked for later.
   */
  request(task: FrameTask): void;
  cancel(task: FrameTask): void;
}

/**
 * Milliseconds after which a frame begins no view more: at 60 a second it is late by then. Views of small pictures are
 * painted together; those of large ones, as the four of a mammogram, one after the other, and never hold the thread
 * together.
 */
const FULL = 16;
/** The same for a view that follows one of this frame: a frame later, the two would be seen apart. */
const TOGETHER = 32;

/** @param frame `requestAnimationFrame`, or a test's own @param now ms */
export function frameClock(
  frame: (task: FrameTask) => void = (task) => void requestAnimationFrame(task),
  now: () => number = () => performance.now(),
): FrameClock {
  const requested = new Set<FrameTask>();
  const following = new Set<FrameTask>();
  let done: Set<FrameTask> | undefined;
  let isAsked = false;

  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    frame(run);
  };

  const run = (time: number) => {
    isAsked = false;
    done = new Set();
    const start = now();
    const isLate = (task: FrameTask) => now() - start >= (following.has(task) ? TOGETHER : FULL);
    try {
      // Tasks that are added meanwhile are met by the same loop.
      for (const task of requested) {
        if (done.has(task) || (done.size > 0 && isLate(task))) continue;
        done.add(task);
        requested.delete(task);
        task(time);
      }
    } finally {
      // One that failed must not keep the others from being painted.
      done = undefined;
      following.clear();
      if (requested.size > 0) ask();
    }
  };

  return {
    request(task) {
      requested.add(task);
      if (done === undefined || done.has(task)) ask();
      else following.add(task);
    },
    cancel: (task) => requested.delete(task),
  };
}
