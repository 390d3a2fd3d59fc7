import type { RealWorldMapping } from './study';

/**
 * What a stored value is in the world, in the mapping's unit (PS3.3 C.7.6.16.2.11); not a number where it lies outside of all
 * that is mapped, or where nothing is known of it.
 */
export function worldValue({ pieces }: Pick<RealWorldMapping, 'pieces'>, stored: number): number {
  const piece = pieces.find(({ first, last }) => stored >= first && stored <= last);
  if (piece === undefined) return Number.NaN;
  return 'entries' in piece
    ? (piece.entries[Math.floor(stored - piece.first)] ?? Number.NaN)
    : stored * piece.slope + piece.intercept;
}
