import type { Frame } from '../../domain/study/study';

/** Where each frame of a display set lies in a video. */
export interface Timeline {
  /** Seconds, within the picture, so that rounding leads to no neighbour */
  timeOf(at: number): number;
  /** The position in the display set of what is shown at a time, in seconds */
  positionAt(time: number): number;
  /** Pictures a second */
  readonly rate: number;
  /** Pictures in the stream, where it has another number than the object says: positions are then shares of its length */
  readonly otherCount?: number;
}

/**
 * A share of a picture's length. Timestamps are rounded to a track's own clock, which may tick no faster than its
 * pictures come: half of one would be the next.
 */
const WITHIN = 0.25;

/**
 * @param frames of one instance, in the order of their numbers
 * @param duration seconds
 * @param pictures in the stream; absent where it does not say
 */
export function timelineOf(frames: readonly Frame[], duration: number, pictures?: number): Timeline {
  const said = Math.max(1, frames[0]?.instance.frames.length ?? 1);
  const step = duration / said;
  const numbers = frames.map(({ number }) => number);
  return {
    timeOf: (at) => ((numbers[at] ?? 1) - 1 + WITHIN) * step,
    positionAt(time) {
      const number = Math.min(said, Math.floor(time / step + WITHIN) + 1);
      if (numbers[number - 1] === number) return number - 1;
      const after = numbers.findIndex((one) => one > number);
      return Math.max(0, (after === -1 ? numbers.length : after) - 1);
    },
    rate: (pictures ?? said) / duration,
    ...(pictures !== undefined && pictures !== said && { otherCount: pictures }),
  };
}
