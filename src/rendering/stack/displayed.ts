import { pathOf, stayOf } from '../../domain/study/course';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Presentation, ViewState } from '../../domain/presentation/view-state';
import type { Arrivals } from './arrivals';
import type { FrameStore } from '../frames/frame-store';
import type { DecodedCache } from '../frames/decoded-cache';
import type { Painted, Picture } from '../paint/painter';
import { attributesOfPicture } from '../paint/attributes';
import { ownRangeOf } from '../paint/grey';
import { partsOf, stackSubtraction, type StackSubtraction, type Subtractor } from '../subtraction/subtracted';
import type { PlayedStack } from './playback';
import type { Preview } from './preview';

/** What hangs now. */
export interface Displayed {
  readonly displaySet: DisplaySet;
  readonly store: FrameStore;
  readonly arrivals: Arrivals;
  /** Where the viewer wants to be */
  requested: number;
  /** Positions requested since the last painting, oldest first */
  trail: number[];
  /** What is on the screen, its pixels held whatever the cache gives up */
  shown?: {
    readonly at: number;
    readonly picture: Picture;
    /** Its frame as it is stored, where the picture is subtracted */
    readonly plain: Picture;
    readonly painted: Painted;
  };
  readonly subtractor: Subtractor;
  /** Of all differences that were shown: what is grey in one is grey in every other */
  differenceRange?: readonly [number, number];
  /** Of the first picture of the run that was shown: what has no window of its own is grey by it in every frame */
  ownRange?: readonly [number, number];
  /** Every frame is here, and it has not been told yet */
  complete?: boolean;
  awaited?: number;
  failedAt?: number;
  /** What stands for its first picture until that is here */
  preview?: Preview;
  /** The one of it that is on the screen */
  previewed?: ImageBitmap | OffscreenCanvas;
  /** More of it that arrived before its first picture was on the screen, and where to be in it */
  growth?: readonly [DisplaySet, number];
}

/** How a frame is to be subtracted; not where a part of it failed: it is then shown as it is, which is said. */
export function subtractionAt(
  { displaySet, store }: Displayed,
  at: number,
  presentation: Presentation,
): StackSubtraction | undefined {
  const wanted = stackSubtraction(displaySet, at, presentation);
  const isBroken = partsOf(wanted).some((part) => store.problem(part) !== undefined);
  return isBroken ? undefined : wanted;
}

/** Whether a frame, and all that it cannot be shown without, is decoded. */
export function isReady(
  now: Displayed,
  at: number,
  presentation: Presentation,
  cache: Pick<DecodedCache, 'has'>,
): boolean {
  const { frames } = now.displaySet;
  return [at, ...partsOf(subtractionAt(now, at, presentation))].every((part) => {
    const frame = frames[part];
    return frame !== undefined && cache.has(frame);
  });
}

/** The requested frame, or else the newest one that was requested on the way there. */
export function newestReady(
  now: Displayed,
  presentation: Presentation,
  cache: DecodedCache,
): number | undefined {
  const { store, trail, requested, shown } = now;
  const ready = [requested, ...trail.toReversed()].find(
    (at) => store.problem(at) === undefined && isReady(now, at, presentation, cache),
  );
  return ready ?? shown?.at;
}

/** A picture as it is stored, and as it is to be shown. */
export interface Pictures {
  readonly plain: Picture;
  readonly picture: Picture;
}

/** The frame at a position with its pixels, where all of them are here; the one on the screen always is. */
export function picturesAt(now: Displayed, at: number, presentation: Presentation): Pictures | undefined {
  const { shown } = now;
  const wanted = subtractionAt(now, at, presentation);
  const before = shown?.at === at ? shown : undefined;
  if (before && isSubtractedBy(before.picture, wanted)) return before;
  const plain = before?.plain ?? plainAt(now, at);
  if (!plain || !wanted) return plain && { plain, picture: plain };
  const picture = now.subtractor.subtracted(plain, wanted);
  if (!picture) return undefined;
  now.differenceRange = joined(now.differenceRange, rangeOf(picture));
  return { plain, picture: { ...picture, ownRange: now.differenceRange } };
}

function plainAt({ store, displaySet, ownRange }: Displayed, at: number): Picture | undefined {
  const frame = displaySet.frames[at];
  const decoded = store.decoded(at);
  return frame && decoded && { frame, decoded, ...(ownRange && { ownRange }) };
}

const isSubtractedBy = ({ subtraction }: Picture, wanted: StackSubtraction | undefined): boolean =>
  subtraction?.masks.join() === wanted?.masks.join() &&
  subtraction?.contrast.join() === wanted?.contrast.join() &&
  subtraction?.shift.join() === wanted?.shift.join();

/** Modality values at the ends of a picture. Of one value alone nothing can be taken over: another frame has more. */
export function rangeOf(picture: Picture): readonly [number, number] | undefined {
  const { decoded } = picture;
  if (decoded.kind !== 'grey' || decoded.range[0] === decoded.range[1]) return undefined;
  return ownRangeOf(decoded, attributesOfPicture(picture).modalityLut);
}

function joined(
  one: readonly [number, number] | undefined,
  other: readonly [number, number] | undefined,
): readonly [number, number] | undefined {
  if (!one || !other) return one ?? other;
  return [Math.min(...one, ...other), Math.max(...one, ...other)];
}

/** How what is on the screen is shown; nothing before the first picture. */
export const stateOf = (
  { displaySet, shown }: Displayed,
  presentation: Presentation,
): ViewState | undefined =>
  shown && {
    view: { displaySet: displaySet.id, at: shown.at },
    presentation,
    ...(shown.painted.windowInForce && { windowInForce: shown.painted.windowInForce }),
    ...(shown.painted.isOwnRange && { isOwnRange: true }),
    ...(shown.painted.subtraction && { subtraction: shown.painted.subtraction }),
    scale: shown.painted.scale,
    matrix: shown.painted.matrix,
    orientation: shown.painted.orientation,
    ...(shown.painted.softcopy && { softcopyInForce: shown.painted.softcopy }),
  };

/** From frame to frame: own windows, shapes of their own, and presentation states that name some frames only. */
export const isAlike = (one: Painted, another: Painted): boolean =>
  one.windowInForce?.center === another.windowInForce?.center &&
  one.windowInForce?.width === another.windowInForce?.width &&
  one.isOwnRange === another.isOwnRange &&
  one.softcopy === another.softcopy &&
  one.subtraction?.masks.join() === another.subtraction?.masks.join() &&
  one.subtraction?.contrast.join() === another.subtraction?.contrast.join() &&
  one.matrix.every((part, at) => part === another.matrix[at]);

const pathNow = ({ displaySet: { course = {}, cycle, frames }, requested }: Displayed) =>
  cycle
    ? Array.from({ length: cycle }, (_, at) => requested - (requested % cycle) + at)
    : pathOf(course, frames.length);

/** What playing needs of what hangs at each moment: more of the series may arrive while it plays. */
export const played = (
  displayed: () => Displayed | undefined,
  presentation: () => Presentation,
  cache: DecodedCache,
  goTo: (at: number) => void,
  framesPerSecond: number,
): PlayedStack => ({
  path: () => {
    const now = displayed();
    return now ? pathNow(now) : [];
  },
  stay: (at) => stayOf(displayed()?.displaySet ?? {}, at, framesPerSecond),
  position: () => displayed()?.requested ?? 0,
  frame: (at) => {
    const now = displayed();
    if (now === undefined || now.store.problem(at)) return 'failed';
    return isReady(now, at, presentation(), cache) ? 'ready' : 'coming';
  },
  goTo,
});
