import type { DisplaySet } from '../../domain/study/display-set';
import type { Presentation, ViewState } from '../../domain/presentation/view-state';
import type { Arrivals } from './arrivals';
import type { FrameStore } from '../frames/frame-store';
import type { DecodedCache } from '../frames/decoded-cache';
import type { Painted, Picture } from '../paint/painter';
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
  shown?: { readonly at: number; readonly picture: Picture; readonly painted: Painted };
  /** Every frame is here, and it has not been told yet */
  complete?: boolean;
  awaited?: number;
  failedAt?: number;
  /** What stands for its first picture until that is here */
  preview?: Preview;
  /** It is on the screen */
  previewed?: boolean;
  /** More of it that arrived before its first picture was on the screen, and where to be in it */
  growth?: readonly [DisplaySet, number];
}

/** The requested frame, or else the newest one that was requested on the way there. */
export function newestReady(
  { store, trail, requested, shown, displaySet }: Displayed,
  cache: DecodedCache,
): number | undefined {
  const ready = [requested, ...trail.toReversed()].find((at) => {
    const frame = displaySet.frames[at];
    return frame !== undefined && cache.has(frame) && store.problem(at) === undefined;
  });
  return ready ?? shown?.at;
}

/** The frame at a position with its pixels, where they are here; the one on the screen always is. */
export function pictureAt({ store, displaySet, shown }: Displayed, at: number): Picture | undefined {
  if (shown?.at === at) return shown.picture;
  const frame = displaySet.frames[at];
  const decoded = store.decoded(at);
  return frame && decoded && { frame, decoded };
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
    scale: shown.painted.scale,
    matrix: shown.painted.matrix,
    orientation: shown.painted.orientation,
    ...(shown.painted.softcopy && { softcopyInForce: shown.painted.softcopy }),
  };

/** From frame to frame: own windows, shapes of their own, and presentation states that name some frames only. */
export const isAlike = (one: Painted, another: Painted): boolean =>
  one.windowInForce?.center === another.windowInForce?.center &&
  one.windowInForce?.width === another.windowInForce?.width &&
  one.softcopy === another.softcopy &&
  one.matrix.every((part, at) => part === another.matrix[at]);

/** What playing needs of what hangs at each moment: more of the series may arrive while it plays. */
export const played = (
  displayed: () => Displayed | undefined,
  cache: DecodedCache,
  goTo: (at: number) => void,
): PlayedStack => ({
  count: () => displayed()?.displaySet.frames.length ?? 0,
  position: () => displayed()?.requested ?? 0,
  frame: (at) => {
    const now = displayed();
    if (now === undefined || now.store.problem(at)) return 'failed';
    const frame = now.displaySet.frames[at];
    return frame && cache.has(frame) ? 'ready' : 'coming';
  },
  goTo,
});
