/**
 * Largest difference of two lists of the same length; not-a-number equals itself.
 *
 * @param isLeftOut leaves places out
 * @throws Error where the lengths differ or nothing is left to compare: that would be no comparison
 */
export function differenceOf(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  isLeftOut: (at: number) => boolean = () => false,
): number {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} values against ${theirs.length}`);
  let most = 0;
  let compared = 0;
  for (let at = 0; at < ours.length; at++) {
    if (isLeftOut(at)) continue;
    compared += 1;
    const [one, other] = [ours[at] ?? NaN, theirs[at] ?? NaN];
    if (Object.is(one, other)) continue;
    const difference = Math.abs(one - other);
    if (!(difference <= most)) most = difference;
  }
  if (compared === 0) throw new Error('nothing to compare');
  return most;
}

/** Red, green and blue of RGBA; only red where all that is wanted is grey. */
export function channelsOf(rgba: Uint8Array, samples: 1 | 3): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * samples);
  for (let at = 0, to = 0; at < rgba.length; at += 4)
    for (let sample = 0; sample < samples; sample++) out[to++] = rgba[at + sample] ?? 0;
  return out;
}

const ARRAYS = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
};

/** Pixels as the page had them. @throws Error for an array that stored values do not come in */
export function numbersOf(bytes: Uint8Array<ArrayBuffer>, array: string): ArrayLike<number> {
  const Kind = Object.entries(ARRAYS).find(([name]) => name === array)?.[1];
  if (!Kind) throw new Error(`an array of kind ${array}`);
  return new Kind(bytes.buffer, bytes.byteOffset, bytes.byteLength / Kind.BYTES_PER_ELEMENT);
}
