/** What playing needs of the stack. */
export interface PlayedStack {
  count(): number;
  position(): number;
  /** `ready` to be painted now, `coming`, or `failed` for good */
  frame(at: number): 'ready' | 'coming' | 'failed';
  goTo(at: number): void;
}

export interface Playback {
  /** Called each animation frame, with its time in ms. */
  tick(time: number): void;
}

/**
 * Plays by the clock, not by the frame: a slow device skips frames and keeps the speed and the order. A frame that is
 * not here yet stops the clock until it is; a failed one is passed over.
 */
export function playback(stack: PlayedStack, framesPerSecond: number): Playback {
  const step = 1000 / Math.min(120, Math.max(0.1, framesPerSecond));
  let due: number | undefined;

  const ahead = (most: number, wanted: 'ready' | 'coming') => {
    const steps = Array.from({ length: Math.min(most, stack.count()) }, (_, n) => n + 1);
    return steps.filter((n) => stack.frame((stack.position() + n) % stack.count()) === wanted);
  };
  const go = (steps: number) => stack.goTo((stack.position() + steps) % stack.count());

  return {
    tick(time) {
      due ??= time + step;
      const isWaiting = stack.frame(stack.position()) === 'coming';
      if (isWaiting) due = time + step;
      if (time < due) return;
      const steps = ahead(1 + Math.floor((time - due) / step), 'ready').at(-1);
      if (steps !== undefined) {
        go(steps);
        due = Math.max(due + steps * step, time);
        return;
      }
      due = time + step;
      const next = ahead(stack.count(), 'ready')[0];
      const coming = ahead(stack.count(), 'coming')[0];
      // Asked for in its turn, so that it is fetched and decoded first.
      const nearest = Math.min(next ?? Infinity, coming ?? Infinity);
      if (nearest < stack.count()) go(nearest);
    },
  };
}
