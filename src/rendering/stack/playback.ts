/** What playing needs of the stack. */
export interface PlayedStack {
  readonly count: number;
  position(): number;
  /** Whether the frame could be painted now */
  isReady(at: number): boolean;
  goTo(at: number): void;
}

export interface Playback {
  /** Called each animation frame, with its time in ms. */
  tick(time: number): void;
}

/**
 * Plays by the clock, not by the frame: a slow device skips frames and keeps the speed and the order. A frame that is
 * not here yet stops the clock until it is.
 */
export function playback(stack: PlayedStack, framesPerSecond: number): Playback {
  const step = 1000 / Math.min(120, Math.max(0.1, framesPerSecond));
  let due: number | undefined;
  return {
    tick(time) {
      due ??= time + step;
      if (time < due) return;
      const steps = 1 + Math.floor((time - due) / step);
      const from = stack.position();
      let ready = 0;
      for (let ahead = 1; ahead <= Math.min(steps, stack.count); ahead++)
        if (stack.isReady((from + ahead) % stack.count)) ready = ahead;
      if (ready === 0) {
        // Wanted, so that it is fetched and decoded first; time starts again when it shows.
        stack.goTo((from + 1) % stack.count);
        due = time + step;
        return;
      }
      stack.goTo((from + ready) % stack.count);
      due += ready * step;
      if (due < time) due = time + step;
    },
  };
}
