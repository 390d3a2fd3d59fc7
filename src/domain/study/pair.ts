import type { InstanceUid, SeriesUid } from '../ids';

/** One of two pictures that were taken to be looked at beside one another. */
export interface PairMember {
  /** The two planes of an angiogram (PS3.3 C.8.7.1.1.1), or the two views of a stereo photograph (C.8.12.1.1.1) */
  readonly kind: 'biplane' | 'stereo';
  /** Where it hangs: plane A and the left view on the left */
  readonly side: 'left' | 'right';
  /** The other of the two, where the object names it */
  readonly partner?: InstanceUid;
}

/** A display set, as far as it matters here. */
interface Pictures {
  readonly frames: readonly {
    readonly instance: {
      readonly uid: InstanceUid;
      readonly series: SeriesUid;
      readonly pair?: PairMember;
    };
  }[];
}

const memberOf = ({ frames }: Pictures) => frames[0]?.instance.pair;

/**
 * Whether two display sets are the two of one pair: by what either names, else the only other half of its kind in the same
 * series, with as many frames. Never by their numbers.
 */
export function isPair(one: Pictures, other: Pictures): boolean {
  const [mine, theirs] = [memberOf(one), memberOf(other)];
  const [a, b] = [one.frames[0]?.instance, other.frames[0]?.instance];
  if (!mine || !theirs || !a || !b || mine.kind !== theirs.kind || mine.side === theirs.side) return false;
  if (mine.partner ?? theirs.partner)
    return (mine.partner ?? b.uid) === b.uid && (theirs.partner ?? a.uid) === a.uid;
  return a.series === b.series && one.frames.length === other.frames.length;
}

export const sideInPair = (one: Pictures): PairMember['side'] | undefined => memberOf(one)?.side;
