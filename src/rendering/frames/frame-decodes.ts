import { ok, type Result } from '../../domain/problem';
import type { EncodedFrame } from '../../domain/ports/frames';
import type { Frame } from '../../domain/study/study';
import { halvedAtFirst } from '../decode/first-resolution';
import { isReadableInPlace, nativeView } from '../decode/native-view';
import { bytesOf, type DecodedFrame, type EncodedPixels } from '../decode/pixels';
import type { DecodePool } from '../decode/pool';

/** A frame's pixels, and the bytes that they take beside the frame's own. */
export interface Decoded {
  readonly frame: DecodedFrame;
  readonly bytes: number;
}

/** What of one stack is being decoded. */
export interface FrameDecodes {
  /**
   * @param inPlace whether reading uncompressed bytes where they lie, which costs this thread a little, is worth it now
   * @param early told a smaller picture of it before, where all of it takes long and it has one
   */
  decode(at: number, held: EncodedFrame, inPlace: boolean, early?: (frame: DecodedFrame) => void): void;
  drop(isDropped: (at: number) => boolean): void;
  dispose(): void;
}

/** @param urgency of a position now, the smallest going first */
export function frameDecodes(
  frames: readonly Frame[],
  pool: DecodePool,
  urgency: (at: number) => number,
  done: (at: number, result: Result<Decoded>) => void,
): FrameDecodes {
  const running = new Map<number, AbortController>();

  const inWorker = (at: number, pixels: EncodedPixels, early?: (frame: DecodedFrame) => void) => {
    const controller = new AbortController();
    running.set(at, controller);
    const halved = early ? halvedAtFirst(pixels) : 0;
    // Asked for first, it is decoded first. That there is none is no trouble: the whole says what is wrong.
    if (early && halved > 0)
      void pool
        .decode({ ...pixels, halved }, () => urgency(at), controller.signal)
        .then(
          (result) => result.ok && running.get(at) === controller && early(result.value),
          () => undefined,
        );
    pool
      .decode(pixels, () => urgency(at), controller.signal)
      .then(
        (result) => {
          if (running.get(at) !== controller) return;
          running.delete(at);
          done(at, result.ok ? ok({ frame: result.value, bytes: bytesOf(result.value) }) : result);
        },
        () => undefined,
      );
  };

  return {
    decode(at, held, inPlace, early) {
      const image = frames[at]?.instance.image;
      if (image === undefined || running.has(at)) return;
      const { transferSyntax } = held;
      const pixels: EncodedPixels = { bytes: plainBytes(held.bytes), transferSyntax, image };
      if (isReadableInPlace(pixels) && !inPlace) return;
      const view = nativeView(pixels);
      if (view === undefined) return inWorker(at, pixels, early);
      // It shares the encoded bytes: only what had to be copied counts.
      const isShared = view.pixels.buffer === held.bytes.buffer;
      done(at, ok({ frame: view, bytes: isShared ? 0 : bytesOf(view) }));
    },
    drop(isDropped) {
      for (const [at, controller] of running) {
        if (!isDropped(at)) continue;
        running.delete(at);
        controller.abort();
      }
    },
    dispose() {
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}

const plainBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes);
