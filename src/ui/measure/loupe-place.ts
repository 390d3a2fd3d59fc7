import type { Size } from './label-place';

/** CSS pixels of its diameter and its distance from the hand; how many times larger it shows what is under it */
export const LOUPE = { size: 120, away: 28, times: 3 } as const;

/**
 * Where the loupe stands in a view: above the hand, which comes from below; beside it where there is no room above; within
 * the view, as far as that has room.
 */
export function loupePlace(
  [x, y]: readonly [x: number, y: number],
  { width, height }: Size,
): { readonly left: number; readonly top: number } {
  const { size, away } = LOUPE;
  const isAbove = y - away - size >= 0;
  const beside = x < width / 2 ? x + away : x - away - size;
  return {
    left: within(isAbove ? x - size / 2 : beside, width - size),
    top: within(isAbove ? y - away - size : y - size / 2, height - size),
  };
}

const within = (place: number, most: number) => Math.min(Math.max(0, place), Math.max(0, most));
