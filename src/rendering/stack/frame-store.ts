import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import { failed, type Problem, type Result } from '../../domain/problem';
import type { Frame } from '../../domain/study';
import { isReadableInPlace, nativeView } from '../decode/native-view';
import { bytesOf, type DecodedFrame, type EncodedPixels } from '../decode/pixels';
import type { DecodePool } from '../decode/pool';
import { loadOrder } from './load-order';
import type { DecodedCache } from './memory';

export interface StoreParts {
  readonly source: FrameSource;
  readonly pool: DecodePool;
  readonly cache: DecodedCache;
  /** Bytes of undecoded frames that may be held */
  readonly encodedCeiling: number;
}

export interface StoreEvents {
  /** A frame's bytes are here, or are not any more */
  arrived(at: number): void;
  decoded(at: number): void;
  failed(at: number, problem: Problem): void;
}

/** The frames of one display set: asks, keeps, decodes, gives up. */
export interface FrameStore {
  decoded(at: number): DecodedFrame | undefined;
  problem(at: number): Problem | undefined;
  isHere(at: number): boolean;
  /** The viewer looks at this one: it and its neighbours go first. A failed one is tried once more. */
  want(at: number): void;
  /** Stops every request and decode, and gives the memory back. */
  dispose(): void;
}

/** Requests that may wait at the source: enough for it to ask for several frames at once. */
const AHEAD = 64;
/** Earlier wanted frames whose urgent requests are let go on while the viewer scrolls past. */
const URGENT = 6;
/** Neighbours, in both directions, that are decoded even when memory is full. */
const NEAR = 4;

const RANK: Readonly<Record<FramePriority, number>> = { now: 0, next: 1, stack: 2, idle: 3 };

interface Ask {
  readonly priority: FramePriority;
  readonly controller: AbortController;
}

/** Begins to load `frames` from `start` on. */
export function frameStore(
  frames: readonly Frame[],
  start: number,
  { source, pool, cache, encodedCeiling }: StoreParts,
  events: StoreEvents,
): FrameStore {
  const encoded = new Map<number, EncodedFrame>();
  const problems = new Map<number, Problem>();
  const asks = new Map<number, Ask>();
  const decoding = new Map<number, AbortController>();
  const queue = [...loadOrder(frames.length, start)].reverse();
  const all = new AbortController();
  const urgent: number[] = [];
  let encodedBytes = 0;
  let current = start;

  const isHere = (at: number) => {
    const frame = frames[at];
    return encoded.has(at) || (frame !== undefined && cache.has(frame));
  };

  const ask = (at: number, priority: FramePriority) => {
    const frame = frames[at];
    const before = asks.get(at);
    if (frame === undefined || isHere(at) || (before && RANK[before.priority] <= RANK[priority])) return;
    const controller = new AbortController();
    const mine = { priority, controller };
    asks.set(at, mine);
    const answer = source.frame(frame, priority, controller.signal);
    // The new asker is known before the old one leaves, so the one request goes on.
    before?.controller.abort();
    answer.then(
      (result) => received(at, mine, result),
      (reason: unknown) => {
        if (controller.signal.aborted) return;
        received(at, mine, failed({ kind: 'malformed', where: '', what: String(reason) }));
      },
    );
  };

  const received = (at: number, mine: Ask, result: Result<EncodedFrame>) => {
    if (all.signal.aborted || asks.get(at) !== mine) return;
    asks.delete(at);
    if (result.ok) {
      encoded.set(at, result.value);
      encodedBytes += result.value.bytes.byteLength;
      makeRoom();
      events.arrived(at);
      decodeIfUseful(at);
    } else {
      fail(at, result.problem);
    }
    loadAhead();
  };

  const fail = (at: number, problem: Problem) => {
    problems.set(at, problem);
    events.failed(at, problem);
  };

  const loadAhead = () => {
    while (asks.size < AHEAD && encodedBytes < encodedCeiling) {
      const at = queue.pop();
      if (at === undefined) return;
      if (!problems.has(at)) ask(at, 'stack');
    }
  };

  /** Beyond the ceiling the frames farthest from the viewer go, and are asked for again when wanted. */
  const makeRoom = () => {
    if (encodedBytes <= encodedCeiling) return;
    const farthest = [...encoded.keys()].sort((a, b) => Math.abs(b - current) - Math.abs(a - current));
    for (const at of farthest) {
      if (encodedBytes <= encodedCeiling || Math.abs(at - current) <= NEAR) return;
      encodedBytes -= encoded.get(at)?.bytes.byteLength ?? 0;
      encoded.delete(at);
      events.arrived(at);
    }
  };

  const isNear = (at: number) => Math.abs(at - current) <= NEAR;

  const decodeIfUseful = (at: number) => {
    const frame = frames[at];
    if (frame && (isNear(at) || cache.hasRoomFor(decodedSize(frame)))) decode(at);
  };

  const decode = (at: number) => {
    const frame = frames[at];
    const held = encoded.get(at);
    if (!frame?.instance.image || !held || cache.has(frame) || decoding.has(at)) return;
    const pixels: EncodedPixels = {
      bytes: plainBytes(held.bytes),
      transferSyntax: held.transferSyntax,
      image: frame.instance.image,
    };
    // Reading in place costs this thread a little, so it is left until the viewer comes near.
    if (isReadableInPlace(pixels) && !isNear(at)) return;
    const view = nativeView(pixels);
    if (view) {
      // It shares the encoded bytes: only what had to be copied counts.
      const shared = view.pixels.buffer === held.bytes.buffer;
      cache.put(frame, view, shared ? 0 : bytesOf(view));
      return events.decoded(at);
    }
    const controller = new AbortController();
    decoding.set(at, controller);
    pool
      .decode(pixels, () => Math.abs(at - current), controller.signal)
      .then(
        (result) => {
          if (decoding.get(at) !== controller) return;
          decoding.delete(at);
          if (!result.ok) return fail(at, result.problem);
          cache.put(frame, result.value, bytesOf(result.value));
          events.decoded(at);
        },
        () => undefined,
      );
  };

  /** With memory full, what waits to be decoded far from the viewer would only push out what is near. */
  const forgetFar = () => {
    for (const [at, controller] of decoding) {
      const frame = frames[at];
      if (Math.abs(at - current) <= 2 * NEAR || (frame && cache.hasRoomFor(decodedSize(frame)))) continue;
      decoding.delete(at);
      controller.abort();
    }
  };

  const want = (at: number) => {
    current = at;
    problems.delete(at);
    urgent.push(at);
    const passed = urgent.length > URGENT ? urgent.shift() : undefined;
    if (passed !== undefined && passed !== at && asks.get(passed)?.priority === 'now') {
      asks.get(passed)?.controller.abort();
      asks.delete(passed);
      queue.push(passed);
    }
    ask(at, 'now');
    forgetFar();
    decode(at);
    for (let away = 1; away <= NEAR; away++)
      for (const near of [at + away, at - away]) {
        // One that failed is not tried again for being near: its decoder may run into its deadline each time.
        if (problems.has(near)) continue;
        if (away <= 2) ask(near, 'next');
        decode(near);
      }
    loadAhead();
  };

  return {
    decoded: (at) => {
      const frame = frames[at];
      return frame && cache.get(frame);
    },
    problem: (at) => problems.get(at),
    isHere,
    want: (at) => {
      const { image } = frames[at]?.instance ?? {};
      if (image === undefined) return fail(at, { kind: 'unsupported', what: 'an object without a picture' });
      want(at);
    },
    dispose() {
      all.abort();
      for (const { controller } of asks.values()) controller.abort();
      for (const controller of decoding.values()) controller.abort();
      asks.clear();
      decoding.clear();
      encoded.clear();
      for (const frame of frames) cache.drop(frame);
    },
  };
}

function decodedSize({ instance: { image } }: Frame): number {
  if (image === undefined) return 0;
  const colour = image.samplesPerPixel > 1 || image.photometric === 'PALETTE COLOR';
  return image.rows * image.columns * (colour ? 4 : Math.ceil(image.bitsAllocated / 8));
}

const plainBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes);
