import type { DisplaySet } from '../../domain/study/display-set';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Problem } from '../../domain/problem';
import { arrivals } from './arrivals';
import { subtractor } from '../subtraction/subtracted';
import { frameStore, type StoreParts } from '../frames/frame-store';
import type { OpenStores } from '../frames/open-stores';
import type { Displayed } from './displayed';

/** Of the viewport that a display set hangs in. */
export interface HangingEvents {
  /** Whether it still hangs there: what comes later is not told */
  isCurrent(displayed: Displayed): boolean;
  /** Something is there to be painted. */
  schedule(): void;
  fail(displayed: Displayed, at: number, problem: Problem): void;
  emit(event: RenderingEvent): void;
}

/** Begins to fetch a display set from frame `start` on; nothing of it is on the screen yet. */
export function display(
  displaySet: DisplaySet,
  start: number,
  parts: StoreParts & { readonly onComplete: () => void; readonly stores: OpenStores },
  { isCurrent, schedule, fail, emit }: HangingEvents,
): Displayed {
  const { frames } = displaySet;
  const store = frameStore(frames, start, parts, {
    arrived: () => isCurrent(now) && now.arrivals.changed(),
    decoded: () => isCurrent(now) && schedule(),
    early: (at, frame) => isCurrent(now) && at === now.requested && now.preview?.take(frame),
    failed: (at, problem) => isCurrent(now) && fail(now, at, problem),
    // What cannot all be kept is never complete; nothing is waited for any more all the same.
    rested: () => isCurrent(now) && store.isPartial() && parts.onComplete(),
  });
  const leave = parts.stores.add(frames, store);
  const now: Displayed = {
    displaySet,
    store: {
      ...store,
      dispose() {
        leave();
        store.dispose();
      },
    },
    arrivals: arrivals(
      frames.length,
      store.isHere,
      (at) => store.problem(at) !== undefined,
      store.isPartial,
      emit,
      () => {
        now.complete = true;
        schedule();
      },
    ),
    subtractor: subtractor(frames, parts.cache),
    requested: start,
    trail: [],
  };
  return now;
}
