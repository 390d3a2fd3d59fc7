import type { EncodedFrame, FramePriority, FrameSource } from '../domain/ports/frames';
import type { Result } from '../domain/problem';
import type { Frame } from '../domain/study';

/** A source that can be asked for one frame before anybody can show it. */
export interface EarlyFrameSource extends FrameSource {
  /** In place of the one before. Whoever asks for it next gets its bytes, once. */
  prepare(frame: Frame, signal: AbortSignal): void;
}

export function earlyFrameSource(source: FrameSource): EarlyFrameSource {
  let early: { readonly frame: Frame; readonly answer: Promise<Result<EncodedFrame>> } | undefined;

  async function frame(wanted: Frame, priority: FramePriority, signal: AbortSignal) {
    if (early === undefined || !isSame(early.frame, wanted)) return source.frame(wanted, priority, signal);
    const { answer } = early;
    early = undefined;
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const result = await Promise.race([answer.catch(() => undefined), stopped]);
    // Stopped or failed: whoever waits for it asks for itself.
    return result?.ok ? result : source.frame(wanted, priority, signal);
  }

  return {
    frame,
    ...(source.preview && { preview: source.preview.bind(source) }),
    ...(source.video && { video: source.video.bind(source) }),
    prepare(frame, signal) {
      const answer = source.frame(frame, 'now', signal);
      const mine = { frame, answer };
      early = mine;
      answer.catch(() => undefined);
      signal.addEventListener('abort', () => {
        if (early === mine) early = undefined;
      });
    },
  };
}

const isSame = (one: Frame, other: Frame) =>
  one.number === other.number &&
  one.instance.uid === other.instance.uid &&
  one.instance.archive === other.instance.archive;
