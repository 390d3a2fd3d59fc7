import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { OWN_SERVER } from '../../domain/problem';

/** A viewport whose code is fetched first: what it is told meanwhile, it is told then. */
export function lazyViewport(
  load: () => Promise<ViewportHandle>,
  emit: (event: RenderingEvent) => void,
): ViewportHandle {
  let handle: ViewportHandle | undefined;
  let disposed = false;
  let waiting: ((handle: ViewportHandle) => void)[] = [];
  const tell = (act: (handle: ViewportHandle) => void) => {
    if (handle) act(handle);
    else waiting.push(act);
  };
  load().then(
    (loaded) => {
      if (disposed) return loaded.dispose();
      handle = loaded;
      for (const act of waiting) act(loaded);
      waiting = [];
    },
    () => {
      if (disposed) return;
      const problem = { kind: 'unreachable', where: OWN_SERVER } as const;
      emit({ type: 'frame.failed', at: 0, problem });
    },
  );
  return {
    show: (...how) => tell((viewport) => viewport.show(...how)),
    grow: (...how) => tell((viewport) => viewport.grow(...how)),
    goTo: (at) => tell((viewport) => viewport.goTo(at)),
    use: (tool) => tell((viewport) => viewport.use(tool)),
    finishDraft: (how) => tell((viewport) => viewport.finishDraft(how)),
    apply: (change) => tell((viewport) => viewport.apply(change)),
    oneToOne: () => tell((viewport) => viewport.oneToOne()),
    reset: () => tell((viewport) => viewport.reset()),
    play: (rate) => tell((viewport) => viewport.play(rate)),
    pause: () => tell((viewport) => viewport.pause()),
    presentation: () => handle?.presentation(),
    dispose() {
      disposed = true;
      waiting = [];
      handle?.dispose();
    },
  };
}
