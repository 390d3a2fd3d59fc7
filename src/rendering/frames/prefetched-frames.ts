import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import type { Result } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';

/** A source that can be asked for frames before anybody can show them. Whoever asks for one next gets its bytes, once. */
export interface PrefetchingSource extends FrameSource {
  /** This frame will be shown first. In place of the one before. */
  prefetchFirst(frame: Frame, signal: AbortSignal): void;
  /** This one may be shown next: when nothing else is asked for. Settles when it is here, or will not be. */
  prefetch(frame: Frame, signal: AbortSignal): Promise<void>;
}

interface Prefetched {
  readonly priority: FramePriority;
  readonly answer: Promise<Result<EncodedFrame> | undefined>;
  isHere: boolean;
}

export function prefetchingSource(source: FrameSource): PrefetchingSource {
  const prefetched = new Map<string, Prefetched>();
  let first: string | undefined;

  function begin(frame: Frame, priority: FramePriority, signal: AbortSignal): Prefetched {
    const key = frameKey(frame);
    const answer = source.frame(frame, priority, signal).catch(() => undefined);
    const mine: Prefetched = { priority, answer, isHere: false };
    prefetched.set(key, mine);
    const drop = () => prefetched.get(key) === mine && prefetched.delete(key);
    void answer.then((result) => (result?.ok ? (mine.isHere = true) : drop()));
    signal.addEventListener('abort', drop, { once: true });
    return mine;
  }

  async function frame(asked: Frame, priority: FramePriority, signal: AbortSignal) {
    const key = frameKey(asked);
    const one = prefetched.get(key);
    prefetched.delete(key);
    // One that is still under way behind everything else is asked for anew: the source moves it up, by the same request.
    if (one === undefined || (one.priority === 'idle' && !one.isHere))
      return source.frame(asked, priority, signal);
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const result = await Promise.race([one.answer, stopped]);
    // Stopped or failed: whoever waits for it asks for itself.
    return result?.ok ? result : source.frame(asked, priority, signal);
  }

  return {
    frame,
    ...(source.onBeginning && { onBeginning: source.onBeginning.bind(source) }),
    ...(source.preview && { preview: source.preview.bind(source) }),
    ...(source.video && { video: source.video.bind(source) }),
    ...(source.elements && { elements: source.elements.bind(source) }),
    ...(source.object && { object: source.object.bind(source) }),
    ...(source.waveform && { waveform: source.waveform.bind(source) }),
    ...(source.slideParts && { slideParts: source.slideParts.bind(source) }),
    prefetchFirst(frame, signal) {
      if (first !== undefined) prefetched.delete(first);
      first = frameKey(frame);
      begin(frame, 'now', signal);
    },
    async prefetch(frame, signal) {
      if (!prefetched.has(frameKey(frame))) await begin(frame, 'idle', signal).answer;
    },
  };
}

/** Tells frames from one another, whichever display set they stand in. */
export const frameKey = ({ instance: { archive, uid }, number }: Frame): string =>
  `${archive}/${uid}/${number}`;
