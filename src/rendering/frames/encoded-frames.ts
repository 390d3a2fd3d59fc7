import type { EncodedFrame } from '../../domain/ports/frames';
import type { EncodedBudget } from './encoded-budget';

/** Frames received before their sizes say what the others will take */
const SAMPLE = 8;
/** Kept of the allowance when room is made, so that it is not made anew with each frame */
const AFTER_TRIM = 0.95;
/** Filled ahead of the allowance: sizes differ */
const FILLED = 0.9;

/** Positions, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The frames of one stack as the archive stores them: all of them where they fit, else those around the current one. */
export interface EncodedFrames {
  get(at: number): EncodedFrame | undefined;
  has(at: number): boolean;
  put(at: number, frame: EncodedFrame): void;
  /** What is worth being fetched ahead of being looked at */
  span(): Span;
  /** Some cannot be kept: by what was given up, or by what those that are here let expect */
  isPartial(): boolean;
  dispose(): void;
}

export interface EncodedFramesParts {
  readonly count: number;
  readonly budget: EncodedBudget;
  /** Where the viewer is */
  readonly current: () => number;
  /** How far from there nothing is given up, however little there is room for */
  readonly near: number;
  /** One was given up */
  readonly dropped: (at: number) => void;
}

export function encodedFrames({ count, budget, current, near, dropped }: EncodedFramesParts): EncodedFrames {
  const held = new Map<number, EncodedFrame>();
  let bytes = 0;
  let received = 0;
  let receivedBytes = 0;

  const away = (at: number) => Math.abs(at - current());

  /** The farthest from the viewer go first. */
  const trim = () => {
    const most = account.allowance();
    if (bytes <= most) return;
    const gone: number[] = [];
    for (const at of [...held.keys()].sort((one, other) => away(other) - away(one))) {
      if (bytes <= most * AFTER_TRIM || away(at) <= near) break;
      bytes -= held.get(at)?.bytes.byteLength ?? 0;
      held.delete(at);
      gone.push(at);
    }
    account.hold(bytes);
    gone.forEach(dropped);
  };
  const account = budget.open(trim);

  const mean = () => receivedBytes / received;
  const isPartial = () => received >= Math.min(SAMPLE, count) && mean() * count > account.allowance();

  return {
    get: (at) => held.get(at),
    has: (at) => held.has(at),
    put(at, frame) {
      const size = frame.bytes.byteLength;
      bytes += size - (held.get(at)?.bytes.byteLength ?? 0);
      held.set(at, frame);
      received += 1;
      receivedBytes += size;
      account.hold(bytes);
      trim();
    },
    span() {
      if (!isPartial()) return { from: 0, to: count - 1 };
      const fitting = Math.max(2 * near + 1, Math.floor((account.allowance() * FILLED) / mean()));
      const from = Math.max(0, Math.min(current() - Math.floor(fitting / 2), count - fitting));
      return { from, to: Math.min(count - 1, from + fitting - 1) };
    },
    isPartial,
    dispose() {
      held.clear();
      account.close();
    },
  };
}
