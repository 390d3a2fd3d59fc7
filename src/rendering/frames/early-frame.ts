import type { EncodedFrame, FramePriority, FrameSource } from '../../domain/ports/frames';
import type { Result } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';

/** A source that can be asked for frames before anybody can show them. Whoever asks for one next gets its bytes, once. */
export interface EarlyFrameSource extends FrameSource {
  /** This frame will be shown first. In place of the one before. */
  prefetchFirst(frame: Frame, signal: AbortSignal): void;
  /** This one may be shown next: when nothing else is wanted. Settles when it is here, or will not be. */
  prefetch(frame: Frame, signal: AbortSignal): Promise<void>;
}

interface Early {
  readonly priority: FramePriority;
  readonly answer: Promise<Result<EncodedFrame> | undefined>;
  isHere: boolean;
}

export function earlyFrameSource(source: FrameSource): EarlyFrameSource {
  const early = new Map<string, Early>();
  let prepared: string | undefined;

  function begin(frame: Frame, priority: FramePriority, signal: AbortSignal): Early {
    const key = frameKey(frame);
    const answer = source.frame(frame, priority, signal).catch(() => undefined);
    const mine: Early = { priority, answer, isHere: false };
    early.set(key, mine);
    const drop = () => early.get(key) === mine && early.delete(key);
    void answer.then((result) => (result?.ok ? (mine.isHere = true) : drop()));
    signal.addEventListener('abort', drop, { once: true });
    return mine;
  }

  async function frame(wanted: Frame, priority: FramePriority, signal: AbortSignal) {
    const key = frameKey(wanted);
    const one = early.get(key);
    early.delete(key);
    // One that is still under way behind everything else is asked for anew: the source moves it up, by the same request.
    if (one === undefined || (one.priority === 'idle' && !one.isHere))
      return source.frame(wanted, priority, signal);
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const result = await Promise.race([one.answer, stopped]);
    // Stopped or failed: whoever waits for it asks for itself.
    return result?.ok ? result : source.frame(wanted, priority, signal);
  }

  return {
    frame,
    ...(source.preview && { preview: source.preview.bind(source) }),
    ...(source.video && { video: source.video.bind(source) }),
    prefetchFirst(frame, signal) {
      if (prepared !== undefined) early.delete(prepared);
      prepared = frameKey(frame);
      begin(frame, 'now', signal);
    },
    async prefetch(frame, signal) {
      if (!early.has(frameKey(frame))) await begin(frame, 'idle', signal).answer;
    },
  };
}

/** Tells frames from one another, whichever display set they stand in. */
export const frameKey = ({ instance: { archive, uid }, number }: Frame): string =>
  `${archive}/${uid}/${number}`;
