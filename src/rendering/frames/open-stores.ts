import type { Frame } from '../../domain/study/study';
import type { FrameStore } from './frame-store';

/** The stores of all viewports, for whoever can use what one of them holds already. */
export interface OpenStores {
  /** @returns what takes it out again */
  add(frames: readonly Frame[], store: FrameStore): () => void;
  /** Where a frame is held, or is on its way */
  of(frame: Frame): { readonly store: FrameStore; readonly at: number } | undefined;
}

export function openStores(): OpenStores {
  const all = new Set<{ readonly places: ReadonlyMap<Frame, number>; readonly store: FrameStore }>();
  return {
    add(frames, store) {
      const entry = { places: new Map(frames.map((frame, at) => [frame, at])), store };
      all.add(entry);
      return () => all.delete(entry);
    },
    of(frame) {
      for (const { places, store } of all) {
        const at = places.get(frame);
        if (at !== undefined) return { store, at };
      }
      return undefined;
    },
  };
}
