import type { EncodedFrame, FramePriority } from '../../domain/ports/frames';
import type { Problem, Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import type { Frame, ImagePixel } from '../../domain/study/study';
import { plainLength } from '../../dicom/frame-size';
import { requestQueue as laneOf, type QueueLimits } from './request-queue';
import type { Requests } from '../requests/request';
import { pendingFrame, type PendingFrame } from './pending-frame';
import { retrieveFrames } from './whole-frames';
import type { WholeStudies } from '../whole-studies/whole-studies';

/** The frames that are wanted of one archive. */
export interface FrameQueue {
  frame(
    frame: Frame,
    image: ImagePixel,
    priority: FramePriority,
    signal: AbortSignal,
  ): Promise<Result<EncodedFrame>>;
}

/** Frames of one multi-frame object that are asked for at once. Few, so that what is wanted sooner comes soon. */
const BATCH = 8;
/** Tiles of a slide that are asked for at once: those of a view, in as few requests as may be */
const TILES = 64;
/** Bytes of them that are likely to come */
const TILE_BYTES = 4 * 1024 * 1024;
/** Objects that may refuse a list before the archive is taken to refuse them all */
const REFUSALS = 3;

export function frameQueue(requests: Requests, whole: WholeStudies, limits?: QueueLimits): FrameQueue {
  const wanted = new Map<string, PendingFrame>();
  const lane = laneOf<PendingFrame>(limits);
  /** Requests under way, by the frames they carry */
  const running = new Map<
    PendingFrame,
    { readonly stop: AbortController; readonly batch: readonly PendingFrame[] }
  >();
  /** Objects whose frames did not come as a list. One may be at fault itself; several mean that no list is taken here. */
  const refused = new Set<string>();
  const takesLists = (uid: string) => refused.size < REFUSALS && !refused.has(uid);
  /** A list has come: another that does not is about one of its frames */
  let listsCome = false;
  let scheduled = false;
  /** What the last frame took of its plain length */
  let share = 0.5;

  function want(key: string, frame: Frame, image: ImagePixel): PendingFrame {
    const one: PendingFrame = pendingFrame(
      frame,
      image,
      () => plainLength(image) * share,
      () => {
        wanted.delete(key);
        lane.remove(one);
        const request = running.get(one);
        if (request?.batch.every((other) => other.abandoned())) request.stop.abort();
      },
    );
    wanted.set(key, one);
    lane.add(one);
    return one;
  }

  /** After the current turn, so that frames asked for together can be taken together. */
  function schedule() {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      for (let next = lane.take(); next; next = lane.take()) void run(next, batchAround(next));
    });
  }

  /** Waiting neighbours of the same object and priority, with ascending numbers. */
  function batchAround(first: PendingFrame): readonly PendingFrame[] {
    const { instance, number } = first.frame;
    if (!takesLists(instance.uid) || first.alone || first.priority() === 'now' || instance.frames.length < 2)
      return [first];
    if (instance.slide) return tilesWith(first);
    const byNumber = new Map<number, PendingFrame>();
    for (const other of lane.waiting()) {
      const joins =
        other.frame.instance.uid === instance.uid && !other.alone && other.priority() === first.priority();
      if (joins) byNumber.set(other.frame.number, other);
    }
    const batch = [first];
    for (let at = number + 1; batch.length < BATCH; at++) {
      const next = byNumber.get(at);
      if (!next) break;
      lane.remove(next);
      batch.push(next);
    }
    return batch;
  }

  /** What is wanted of a slide lies in rows of it: a list of tiles need not be without gaps. */
  function tilesWith(first: PendingFrame): readonly PendingFrame[] {
    const batch = [first];
    let bytes = plainLength(first.image) * share;
    for (const other of lane.waiting()) {
      const joins =
        other.frame.instance.uid === first.frame.instance.uid &&
        !other.alone &&
        other.priority() === first.priority();
      if (!joins || other === first) continue;
      bytes += plainLength(other.image) * share;
      if (batch.length === TILES || bytes > TILE_BYTES) break;
      batch.push(other);
    }
    batch.slice(1).forEach(lane.remove);
    return batch.sort((a, b) => a.frame.number - b.frame.number);
  }

  async function run(first: PendingFrame, batch: readonly PendingFrame[]) {
    const stop = new AbortController();
    for (const one of batch) running.set(one, { stop, batch });
    try {
      await bring(batch, stop.signal);
    } catch (error) {
      // Stopped, because nobody waits any more; whoever does learns of a defect.
      batch.forEach((one) => {
        forget(one);
        one.reject(error);
      });
    } finally {
      lane.finish(first);
      schedule();
    }
  }

  async function bring(batch: readonly PendingFrame[], signal: AbortSignal): Promise<void> {
    const result = await carryOut(batch, signal);
    const several = batch.length > 1;
    if (result.ok) {
      lane.faster();
      listsCome ||= several;
      batch.forEach((one, at) => {
        const frame = result.value[at];
        if (frame) share = frame.bytes.byteLength / plainLength(one.image);
        if (frame) done(one, ok(frame));
      });
    } else if (several && isAboutTheList(result.problem)) {
      if (listsCome && batch[0]?.frame.instance.slide) {
        // One tile is at fault, and the others still come together: it is found by halves.
        const half = Math.ceil(batch.length / 2);
        await bring(batch.slice(0, half), signal);
        return bring(batch.slice(half), signal);
      }
      // Which frame is at fault cannot be told, or no list is taken here: each is asked for by itself.
      batch.forEach(({ frame }) => refused.add(frame.instance.uid));
      batch.forEach(again);
    } else {
      batch.forEach((one) => done(one, result));
    }
  }

  function carryOut(batch: readonly PendingFrame[], signal: AbortSignal) {
    const [first] = batch;
    if (!first) throw new Error('an empty batch');
    const { frame, image } = first;
    const numbers = batch.map((one) => one.frame.number);
    const request = { instance: frame.instance, image, numbers };
    return retrieveFrames(requests, whole, request, signal, lane.slower);
  }

  function again(one: PendingFrame) {
    running.delete(one);
    if (one.abandoned()) return;
    one.alone = true;
    lane.add(one);
  }

  function done(one: PendingFrame, result: Result<EncodedFrame>) {
    forget(one);
    one.settle(result);
  }

  function forget(one: PendingFrame) {
    running.delete(one);
    const key = keyOf(one.frame);
    // Asked for again after it was abandoned, the key belongs to the newer one.
    if (wanted.get(key) === one) wanted.delete(key);
  }

  return {
    frame(frame, image, priority, signal) {
      const key = keyOf(frame);
      const one = wanted.get(key) ?? want(key, frame, image);
      const result = one.wait(priority, signal);
      schedule();
      return result;
    },
  };
}

const keyOf = ({ instance, number }: Frame) =>
  `${instance.study}/${instance.series}/${instance.uid}/${number}`;

/** What a frame alone may not meet with; a silent, busy or refusing archive would meet each of them the same way. */
const isAboutTheList = ({ kind }: Problem) =>
  kind === 'failed' || kind === 'not-found' || kind === 'malformed' || kind === 'impossible-size';
