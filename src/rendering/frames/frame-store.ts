import type { EncodedFrame, FrameSource } from '../../domain/ports/frames';
import type { Fault, Problem, Result } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import type { DecodedFrame } from '../decode/pixels';
import type { DecodePool } from '../decode/pool';
import type { DecodedCache } from './decoded-cache';
import type { EncodedBudget } from './encoded-budget';
import { encodedFrames } from './encoded-frames';
import { frameRequests } from './frame-requests';
import { frameDecodes, type Decoded } from './frame-decodes';
import { loadOrder, outwards } from './load-order';

export interface StoreParts {
  readonly source: Pick<FrameSource, 'frame'>;
  readonly pool: DecodePool;
  readonly cache: DecodedCache;
  /** Undecoded frames of all stacks together */
  readonly budget: EncodedBudget;
}

export interface StoreEvents {
  /** A frame's bytes are here, or are not any more */
  arrived(at: number): void;
  decoded(at: number): void;
  /** A smaller picture of the one that is looked at first, while all of it is being decoded */
  early?(at: number, frame: DecodedFrame): void;
  failed(at: number, problem: Problem): void;
  /** Nothing is fetched any more: everything that can be kept is here, or failed */
  rested(): void;
}

/** The frames of one display set: asks, keeps, decodes, gives up. */
export interface FrameStore {
  decoded(at: number): DecodedFrame | undefined;
  problem(at: number): Problem | undefined;
  isHere(at: number): boolean;
  /** Its bytes as the archive stores them, while they are kept */
  encoded(at: number): EncodedFrame | undefined;
  /** The bytes of a frame that came by another way. */
  adopt(at: number, frame: EncodedFrame): void;
  /** There are more than can be kept: those around the shown one are */
  isPartial(): boolean;
  /**
   * The viewer looks at this one: it and its neighbours go first, and what it cannot be shown without. A failed one is tried
   * once more.
   */
  lookAt(at: number, needed?: readonly number[]): void;
  /** Stops every request and decode, and gives the memory back. */
  dispose(): void;
}

/** Requests that may wait at the source: enough for it to ask for several frames at once. */
const MOST_PENDING = 64;
/** Frames looked at before whose urgent requests are let go on while the viewer scrolls past. */
const URGENT = 6;
/** Neighbours, in both directions, that are decoded even when memory is full. */
const NEAR = 4;

/** Begins to load `frames` from `start` on. */
export function frameStore(
  frames: readonly Frame[],
  start: number,
  { source, pool, cache, budget }: StoreParts,
  events: StoreEvents,
): FrameStore {
  const problems = new Map<number, Problem>();
  /** Tried once more already, after memory was short */
  const retried = new Set<number>();
  const queue = [...loadOrder(frames.length, start)].reverse();
  const urgent: number[] = [];
  let current = start;

  const away = (at: number) => Math.abs(at - current);
  /** What the one that is looked at cannot be shown without */
  let needed: readonly number[] = [];
  const isNear = (at: number) => away(at) <= NEAR || needed.includes(at);
  const isDecoded = (at: number) => {
    const frame = frames[at];
    return frame !== undefined && cache.has(frame);
  };

  /** Whose pixels are the encoded bytes themselves */
  const shared = new Set<number>();
  const encoded = encodedFrames({
    count: frames.length,
    budget,
    current: () => current,
    near: NEAR,
    dropped(at) {
      const frame = frames[at];
      // What was read where it lay would go on holding the bytes that were given up.
      if (frame && shared.delete(at)) cache.drop(frame);
      events.arrived(at);
    },
  });

  const isHere = (at: number) => encoded.has(at) || isDecoded(at);

  const requests = frameRequests(frames, source, (at, result: Result<EncodedFrame>) => {
    if (result.ok) {
      encoded.put(at, result.value);
      events.arrived(at);
      decodeIfUseful(at);
    } else failOrRetry(at, result.problem);
    loadOthers();
    if (isOpened && requests.count() === 0) events.rested();
  });

  const decodes = frameDecodes(frames, pool, away, (at, result: Result<Decoded>) => {
    const frame = frames[at];
    if (!result.ok) return failOrRetry(at, result.problem);
    if (frame === undefined) return;
    cache.put(frame, result.value.frame, result.value.bytes, frames[current]);
    if (result.value.bytes === 0) shared.add(at);
    events.decoded(at);
    if (at === current) loadOthersAfterFirst();
  });

  const failOrRetry = (at: number, problem: Problem) => {
    if (problem.kind !== 'no-memory' || retried.has(at)) return fail(at, problem);
    // What is held is what can be given up: with half of it gone the one picture is tried once more.
    retried.add(at);
    cache.shrink();
    budget.shrink();
    request(at, isNear(at) ? 'next' : 'stack');
    decode(at);
  };

  const fail = (at: number, problem: Problem) => {
    problems.set(at, problem);
    events.failed(at, problem);
    if (at === current) loadOthersAfterFirst();
  };

  const request = (at: number, priority: 'now' | 'next' | 'stack') => {
    if (!isHere(at)) requests.request(at, priority);
  };

  const isMissing = (at: number) => !isHere(at) && !problems.has(at) && requests.priorityOf(at) === undefined;

  /** The order that shows the whole soon, or, where the whole cannot be kept, from the viewer outwards. */
  const nextInOrder = (): number | undefined => {
    if (encoded.isPartial()) return outwards(current, encoded.span()).find(isMissing);
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) if (isMissing(at)) return at;
    return undefined;
  };

  /** The frame that is looked at first has the line for itself until it can be painted. */
  let isOpened = false;
  const loadOthersAfterFirst = () => {
    if (isOpened) return;
    isOpened = true;
    loadNear();
    loadOthers();
  };

  /** One that failed is not tried again for being near: its decoder may run into its deadline each time. */
  const loadNear = () => {
    for (const near of [1, 2].flatMap((distance) => [current + distance, current - distance]))
      if (!problems.has(near)) request(near, 'next');
  };

  const loadOthers = () => {
    if (!isOpened) return;
    while (requests.count() < MOST_PENDING) {
      const at = nextInOrder();
      if (at === undefined) break;
      requests.request(at, 'stack');
    }
  };

  const hasRoomFor = (at: number) => {
    const frame = frames[at];
    return frame !== undefined && cache.hasRoomFor(decodedSize(frame));
  };

  const decodeIfUseful = (at: number) => {
    if (isNear(at) || hasRoomFor(at)) decode(at);
  };

  const decode = (at: number) => {
    const held = encoded.get(at);
    const early = isOpened || at !== current ? undefined : (frame: DecodedFrame) => events.early?.(at, frame);
    if (held && !isDecoded(at)) decodes.decode(at, held, isNear(at), early);
  };

  /** What was asked for where the viewer was, and what waits to be decoded there, would only hold up what is near now. */
  const forgetFar = () => {
    decodes.drop((at) => away(at) > 2 * NEAR && !needed.includes(at) && !hasRoomFor(at));
    if (!encoded.isPartial()) return;
    const { from, to } = encoded.span();
    requests.drop(
      (at, priority) => priority === 'stack' && (away(at) > MOST_PENDING || at < from || at > to),
    );
  };

  const passOn = (at: number) => {
    urgent.push(at);
    const passed = urgent.length > URGENT ? urgent.shift() : undefined;
    if (passed === undefined || passed === at || needed.includes(passed)) return;
    queue.push(...requests.drop((other, priority) => other === passed && priority === 'now'));
  };

  const lookAt = (at: number, others: readonly number[]) => {
    current = at;
    needed = others;
    problems.delete(at);
    retried.delete(at);
    passOn(at);
    for (const one of [at, ...others]) if (!problems.has(one)) request(one, 'now');
    forgetFar();
    for (const one of [at, ...others]) decode(one);
    for (let distance = 1; distance <= NEAR; distance++)
      for (const near of [at + distance, at - distance]) if (!problems.has(near)) decode(near);
    if (isDecoded(at) || problems.has(at)) isOpened = true;
    if (isOpened) loadNear();
    loadOthers();
  };

  return {
    decoded: (at) => {
      const frame = frames[at];
      return frame && cache.get(frame);
    },
    problem: (at) => problems.get(at),
    isHere,
    encoded: encoded.get,
    adopt: encoded.put,
    isPartial: encoded.isPartial,
    lookAt: (at, others = []) => {
      const { image } = frames[at]?.instance ?? {};
      if (image === undefined) return fail(at, { kind: 'unsupported', what: 'no-picture' satisfies Fault });
      lookAt(at, others);
    },
    dispose() {
      requests.dispose();
      decodes.dispose();
      encoded.dispose();
      for (const frame of frames) cache.drop(frame);
    },
  };
}

function decodedSize({ instance: { image } }: Frame): number {
  if (image === undefined) return 0;
  const colour = image.samplesPerPixel > 1 || image.photometric === 'PALETTE COLOR';
  return image.rows * image.columns * (colour ? 4 : Math.ceil(image.bitsAllocated / 8));
}
