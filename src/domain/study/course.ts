/** How a run of frames goes by, where its object says more than a rate (PS3.3 C.7.6.5). */
export interface Course {
  /** Milliseconds that each frame stays, one a frame: Frame Time Vector */
  readonly stays?: readonly number[];
  /** There and back (Preferred Playback Sequencing), not from the beginning again */
  readonly sweeps?: true;
  /** First and last frame to be played, from 1: Start Trim and Stop Trim */
  readonly from?: number;
  readonly to?: number;
}

/** Slower than this no run is: a frame a minute. */
export const LEAST_RATE = 1 / 60;
export const MOST_RATE = 120;

/** The speed that one is played at: what is said of it is the same. */
export const playableRate = (framesPerSecond: number): number =>
  Math.min(MOST_RATE, Math.max(LEAST_RATE, framesPerSecond));

/**
 * The positions that playing goes through, in their order; after the last comes the first.
 * @param count positions there are
 */
export function pathOf({ from = 1, to, sweeps }: Course, count: number): readonly number[] {
  const last = Math.min(count, to ?? count) - 1;
  const first = Math.min(Math.max(0, from - 1), last);
  const there = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return sweeps ? [...there, ...there.slice(1, -1).reverse()] : there;
}

/**
 * Milliseconds that the frame at a position stays at a speed: as the object has it, drawn out or shortened so that the
 * mean is the speed that is said.
 */
export function stayOf(
  { frameRate, course }: { readonly frameRate?: number; readonly course?: Course },
  at: number,
  framesPerSecond: number,
): number {
  const rate = playableRate(framesPerSecond);
  const own = course?.stays?.[at];
  return own !== undefined && frameRate ? (own * frameRate) / rate : 1000 / rate;
}
