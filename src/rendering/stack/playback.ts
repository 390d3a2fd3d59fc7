/** What playing needs of the stack. */
export interface PlayedStack {
  /** The positions in the order in which they are played; after the last comes the first */
  path(): readonly number[];
  position(): number;
  /** Milliseconds that the frame at a position stays */
  stay(at: number): number;
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
export function playback(stack: PlayedStack): Playback {
  let due: number | undefined;
  /** Index in the path: a position comes twice in a run that goes there and back */
  let step = 0;

  const here = (path: readonly number[]): number => {
    if (path[step % path.length] === stack.position()) return step % path.length;
    // Somebody went elsewhere meanwhile; outside of the path it begins anew.
    const found = path.indexOf(stack.position());
    return found < 0 ? path.length - 1 : found;
  };
  const go = (path: readonly number[], to: number) => {
    step = to % path.length;
    stack.goTo(path[step] ?? 0);
  };

  return {
    tick(time) {
      const path = stack.path();
      if (path.length === 0) return;
      const from = here(path);
      const stay = (steps: number) => stack.stay(path[(from + steps) % path.length] ?? 0);
      due ??= time + stay(0);
      if (stack.frame(stack.position()) === 'coming') due = time + stay(0);
      if (time < due) return;
      const state = (steps: number) => stack.frame(path[(from + steps) % path.length] ?? 0);

      // As many steps as were due; of those the last that is here.
      let next: { readonly steps: number; readonly due: number } | undefined;
      for (let steps = 1, ends = due; steps <= path.length && ends <= time; steps++) {
        ends += stay(steps);
        if (state(steps) === 'ready') next = { steps, due: ends };
      }
      if (next) {
        due = Math.max(next.due, time);
        return go(path, from + next.steps);
      }
      due = time + stay(0);
      // Asked for in its turn, so that it is fetched and decoded first.
      for (let steps = 1; steps < path.length; steps++)
        if (state(steps) !== 'failed') return go(path, from + steps);
    },
  };
}
