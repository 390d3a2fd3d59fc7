/** What two lists of numbers have between them. */
export interface Difference {
  readonly most: number;
  /** How many were compared */
  readonly compared: number;
}

/**
 * Largest difference of two lists of the same length.
 *
 * @param left out where it is true
 * @throws Error where the lengths differ or nothing is left to compare: that would be no comparison
 */
export function differenceOf(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  isLeftOut: (at: number) => boolean = () => false,
): Difference {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} values against ${theirs.length}`);
  let most = 0;
  let compared = 0;
  for (let at = 0; at < ours.length; at++) {
    if (isLeftOut(at)) continue;
    compared += 1;
    const difference = Math.abs((ours[at] ?? NaN) - (theirs[at] ?? NaN));
    if (!(difference <= most)) most = difference;
  }
  if (compared === 0) throw new Error('nothing to compare');
  return { most, compared };
}

/** Red, green and blue of RGBA; only red where all that is wanted is grey. */
export function channelsOf(rgba: Uint8Array, samples: 1 | 3): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * samples);
  for (let at = 0, to = 0; at < rgba.length; at += 4)
    for (let sample = 0; sample < samples; sample++) out[to++] = rgba[at + sample] ?? 0;
  return out;
}
