import type { DisplaySet } from '../../domain/display-set';
import type { Frame } from '../../domain/study';
import type { Hung } from './hung';
import type { DecodedCache } from './decoded-cache';

/** What is decoded of a display set stays so for one of the same frames and more. */
export function keepDecoded(before: DisplaySet, grown: DisplaySet, cache: DecodedCache): void {
  for (const frame of before.frames) {
    const same = grown.frames[placeOf(frame, grown)];
    if (same) cache.rename(frame, same);
  }
}

/** What is on the screen, where it is in the grown display set. */
export function carried({ shown, displaySet }: Hung, grown: DisplaySet): Hung['shown'] {
  const at = shown ? placeOf(displaySet.frames[shown.at], grown) : -1;
  const frame = grown.frames[at];
  return shown && frame && { ...shown, at, picture: { ...shown.picture, frame } };
}

const placeOf = (frame: Frame | undefined, { frames }: DisplaySet): number =>
  frames.findIndex((one) => isSameFrame(one, frame));

const isSameFrame = (one: Frame, other: Frame | undefined) =>
  one.number === other?.number && one.instance.uid === other.instance.uid;
