import type { DisplaySet } from '../../domain/study/display-set';
import type { FrameSource } from '../../domain/ports/frames';
import type { Milestone } from '../../domain/ports/milestone';
import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Fault, Problem } from '../../domain/problem';

export interface WaveformParts {
  readonly source: FrameSource;
  readonly mark: (milestone: Milestone) => void;
}

/**
 * A viewport on curves. It brings them and says so; they are drawn on a paper that scrolls, with its calipers and its
 * words in one piece, by whoever shows the view.
 */
export function waveform(
  _: HTMLElement,
  { source, mark }: WaveformParts,
  emit: (event: RenderingEvent) => void,
): ViewportHandle {
  let stop = new AbortController();
  let failed: (() => void) | undefined;

  const fail = (problem: Problem) => emit({ type: 'frame.failed', at: 0, problem });

  const load = async (displaySet: DisplaySet, signal: AbortSignal) => {
    const instance = displaySet.frames[0]?.instance;
    const answer = instance && (await source.waveform?.(instance, signal));
    if (signal.aborted) return;
    failed = () => hang(displaySet);
    if (!answer) return fail({ kind: 'unsupported', what: 'no-picture' satisfies Fault });
    if (!answer.ok) return fail(answer.problem);
    if (answer.value.groups.length === 0)
      return fail({ kind: 'unsupported', what: 'no-curves' satisfies Fault });
    failed = undefined;
    emit({ type: 'waveform.changed', waveform: answer.value });
    emit({ type: 'frame.shown', at: 0, quality: 'final', lossy: false });
    mark('first-preview');
    mark('first-image');
    mark('stack-complete');
  };

  const hang = (displaySet: DisplaySet) => {
    stop.abort();
    stop = new AbortController();
    failed = undefined;
    const { signal } = stop;
    load(displaySet, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  };

  const idle = () => undefined;
  return {
    show: hang,
    // It was whole from the beginning.
    grow: idle,
    // Asked for again, curves that did not come are fetched again.
    goTo: () => failed?.(),
    use: idle,
    finishDraft: idle,
    apply: idle,
    oneToOne: idle,
    reset: idle,
    play: idle,
    pause: idle,
    presentation: idle,
    dispose: () => stop.abort(),
  };
}
