import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Fault } from '../../domain/problem';

/** A viewport on what cannot be drawn: it says why, and does nothing else. */
export function unsupported(emit: (event: RenderingEvent) => void, what?: string): ViewportHandle {
  const idle = () => undefined;
  return {
    show: () =>
      emit({
        type: 'frame.failed',
        at: 0,
        problem: { kind: 'unsupported', what: what ?? ('no-picture' satisfies Fault) },
      }),
    grow: idle,
    goTo: idle,
    use: idle,
    finishDraft: idle,
    apply: idle,
    oneToOne: idle,
    reset: idle,
    play: idle,
    pause: idle,
    presentation: idle,
    dispose: idle,
  };
}
