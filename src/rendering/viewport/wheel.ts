/** Trackpads send many small deltas; a wheel's notch is about a hundred. Pixels. */
const STEP = 40;
/** After so many ms without an event another device may be under the hand. */
const REST = 1000;

/** How many frames a wheel event goes, from the events before it. @param time of the event, ms */
export type WheelSteps = (delta: number, time: number) => number;

/**
 * A notch of a wheel is one frame, whatever its size: that of the smallest event is taken for one notch, because a busy
 * page is given several notches as one event, and none may be lost. Smaller deltas add up.
 */
export function wheelSteps(): WheelSteps {
  let rest = 0;
  let notch = Infinity;
  let last = -Infinity;
  return (delta, time) => {
    const size = Math.abs(delta);
    if (time - last > REST) notch = Infinity;
    last = time;
    if (size < STEP) {
      rest = Math.sign(rest) === -Math.sign(delta) ? delta : rest + delta;
      const steps = Math.trunc(rest / STEP);
      rest -= steps * STEP;
      return steps;
    }
    rest = 0;
    notch = Math.min(notch, size);
    return Math.sign(delta) * Math.round(size / notch);
  };
}

/** Pixels that a line of scrolling stands for. */
export const LINE = STEP;
