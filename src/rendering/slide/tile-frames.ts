import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { Frame, ImagePixel } from '../../domain/study/study';
import type { FrameSource } from '../../domain/ports/frames';
import type { DecodedFrame } from '../decode/pixels';
import type { DecodePool } from '../decode/pool';

export interface FrameParts {
  readonly source: Pick<FrameSource, 'frame'>;
  readonly pool: DecodePool;
}

/** A frame of a slide that is wanted, or was. */
export type TileEntry =
  | { readonly kind: 'awaited'; readonly stop: AbortController }
  | { readonly kind: 'here'; readonly frame: DecodedFrame }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** The frames of a slide: asked for together, let go of when nobody looks at them any more. */
export interface TileFrames {
  entry(frame: Frame): TileEntry | undefined;
  /**
   * Asks for those that are not here, the first being wanted soonest, and stops what is on its way and neither among them nor
   * among those that are kept.
   */
  want(frames: readonly (Frame & { readonly image: ImagePixel })[], kept?: readonly Frame[]): void;
  drop(frame: Frame): void;
  /** Forgets what failed. */
  forgive(): void;
  dispose(): void;
}

export const frameKey = ({ instance, number }: Frame) => `${instance.uid}/${number}`;

/** One frame, decoded. Rejects only with the signal's reason. */
export async function tileFrame(
  frame: Frame,
  image: ImagePixel,
  { source, pool }: FrameParts,
  urgency: () => number,
  signal: AbortSignal,
): Promise<Result<DecodedFrame>> {
  const answer = await source.frame(frame, 'next', signal);
  if (!answer.ok) return answer;
  const { bytes, transferSyntax } = answer.value;
  const own =
    bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes);
  return pool.decode({ bytes: own, transferSyntax, image }, urgency, signal);
}

/** @param changed a frame came to its end */
export function tileFrames(
  parts: FrameParts,
  changed: (frame: Frame, result: Result<DecodedFrame>) => void,
): TileFrames {
  const entries = new Map<string, TileEntry>();
  const orders = new Map<string, number>();

  const start = (frame: Frame, image: ImagePixel) => {
    const key = frameKey(frame);
    const stop = new AbortController();
    entries.set(key, { kind: 'awaited', stop });
    const settle = (result: Result<DecodedFrame>) => {
      if (stop.signal.aborted) return;
      entries.set(
        key,
        result.ok ? { kind: 'here', frame: result.value } : { kind: 'failed', problem: result.problem },
      );
      changed(frame, result.ok ? ok(result.value) : err(result.problem));
    };
    tileFrame(frame, image, parts, () => orders.get(key) ?? Infinity, stop.signal).then(
      settle,
      (reason: unknown) => {
        settle(err({ kind: 'malformed', where: '', what: String(reason) }));
      },
    );
  };

  return {
    entry: (frame) => entries.get(frameKey(frame)),
    want(frames, kept = []) {
      orders.clear();
      kept.forEach((frame) => orders.set(frameKey(frame), Infinity));
      frames.forEach((frame, at) => orders.set(frameKey(frame), at));
      for (const [key, entry] of entries)
        if (entry.kind === 'awaited' && !orders.has(key)) {
          entries.delete(key);
          entry.stop.abort();
        }
      for (const frame of frames) if (!entries.has(frameKey(frame))) start(frame, frame.image);
    },
    drop: (frame) => entries.delete(frameKey(frame)),
    forgive() {
      for (const [key, { kind }] of entries) if (kind === 'failed') entries.delete(key);
    },
    dispose() {
      for (const entry of entries.values()) if (entry.kind === 'awaited') entry.stop.abort();
      entries.clear();
    },
  };
}
