import type { FirstPictureGate } from '../domain/first-picture-gate';
import type { FrameSource } from '../domain/ports/frames';
import type { Milestone } from '../domain/ports/milestone';
import type { DecodePool } from './decode/pool';
import type { DecodedCache } from './frames/decoded-cache';
import type { EncodedBudget } from './frames/encoded-budget';
import type { OpenStores } from './frames/open-stores';
import type { Gpu } from './paint/gpu';
import type { FrameClock } from './stack/frame-clock';

/** What all viewports of an engine have in common. */
export interface Shared {
  readonly source: FrameSource;
  readonly pool: DecodePool;
  /** Decoded frames */
  readonly cache: DecodedCache;
  /** Undecoded frames */
  readonly budget: EncodedBudget;
  /** What viewports hold of their stacks */
  readonly stores: OpenStores;
  /** Animation frames */
  readonly clock: FrameClock;
  readonly hardware: Gpu;
  readonly mark: (milestone: Milestone) => void;
  /** Viewports that have no picture yet */
  readonly firstPicture: FirstPictureGate;
  /** Viewports whose frames are still on their way; `launch` from the beginning, and whenever a study is left */
  readonly loading: FirstPictureGate;
}
