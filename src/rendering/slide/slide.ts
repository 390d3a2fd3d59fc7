import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { OWN_SERVER, type Fault } from '../../domain/problem';
import { slideOf } from '../../domain/slide/build';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Shared } from '../shared';
import { slideView, type SlideView } from './view';

/** A viewport on a slide: its code is here for whoever looks at one. */
export function slide(
  element: HTMLElement,
  parts: Pick<Shared, 'source' | 'pool' | 'mark'>,
  emit: (event: RenderingEvent) => void,
): ViewportHandle {
  let view: SlideView | undefined;
  let stop = new AbortController();

  const load = async (displaySet: DisplaySet, at: number, signal: AbortSignal) => {
    const instances = displaySet.frames.map(({ instance }) => instance);
    const own = slideOf((await parts.source.slideParts?.(instances, signal)) ?? []);
    if (signal.aborted) return;
    const before = view?.camera();
    view?.dispose();
    view = undefined;
    if (!own)
      return emit({
        type: 'frame.failed',
        at,
        problem: { kind: 'unsupported', what: 'no-picture' satisfies Fault },
      });
    view = slideView(element, own, displaySet.aside ?? [], parts, emit, at, before);
    emit({ type: 'slide.changed', slide: view.handle });
  };

  const open = (displaySet: DisplaySet, at: number) => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    load(displaySet, at, signal).catch(() => {
      if (!signal.aborted)
        emit({ type: 'frame.failed', at, problem: { kind: 'unreachable', where: OWN_SERVER } });
    });
  };

  const idle = () => undefined;
  return {
    show: (displaySet, at) => {
      view?.dispose();
      view = undefined;
      open(displaySet, at);
    },
    // Another level came: what is looked at stays where it is.
    grow: open,
    goTo: (at) => view?.goTo(at),
    use: idle,
    finishDraft: idle,
    apply: idle,
    oneToOne: () => view?.oneToOne(),
    reset: () => view?.handle.fit(),
    play: idle,
    pause: idle,
    presentation: idle,
    dispose() {
      stop.abort();
      view?.dispose();
    },
  };
}
