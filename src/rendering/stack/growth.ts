import type { EncodedFrame } from '../../domain/ports/frames';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Frame } from '../../domain/study/study';
import type { Displayed } from './displayed';
import type { DecodedCache } from '../frames/decoded-cache';

/**
 * What is here of a display set stays for one of the same frames and more, decoded and as it was received.
 * @returns what was received, by its place in the grown one
 */
export function kept(
  { displaySet: before, store }: Pick<Displayed, 'displaySet' | 'store'>,
  grown: DisplaySet,
  cache: DecodedCache,
): ReadonlyMap<number, EncodedFrame> {
  const received = new Map<number, EncodedFrame>();
  before.frames.forEach((frame, at) => {
    if (!store.isHere(at)) return;
    const place = placeOf(frame, grown);
    const same = grown.frames[place];
    const encoded = store.encoded(at);
    if (same) cache.rename(frame, same);
    if (same && encoded) received.set(place, encoded);
  });
  return received;
}

/** What is on the screen, where it is in the grown display set. */
export function carried({ shown, displaySet }: Displayed, grown: DisplaySet): Displayed['shown'] {
  const at = shown ? placeOf(displaySet.frames[shown.at], grown) : -1;
  const frame = grown.frames[at];
  return (
    shown && frame && { ...shown, at, picture: { ...shown.picture, frame }, plain: { ...shown.plain, frame } }
  );
}

const placeOf = (frame: Frame | undefined, { frames }: DisplaySet): number =>
  frames.findIndex((one) => isSameFrame(one, frame));

const isSameFrame = (one: Frame, other: Frame | undefined) =>
  one.number === other?.number && one.instance.uid === other.instance.uid;
