import type { RenderingEvent } from '../domain/ports/rendering-event';
import type { ViewportHandle } from '../domain/ports/rendering';
import type { DisplaySetKind } from '../domain/study/kinds';
import type { Shared } from './shared';
import { mountStack } from './stack/mount';
import { lazyViewport } from './viewport/lazy-viewport';
import { unsupported } from './viewport/unsupported';

type Emit = (event: RenderingEvent) => void;

/** How a kind of object is drawn: what else is to be known of it stands in the domain's table of kinds. */
export interface KindRenderer {
  /** Draws into an element, which the viewport owns until it is disposed. Code that few need is loaded with it. */
  mount(element: HTMLElement, shared: Shared, emit: Emit): ViewportHandle;
}

export const RENDERERS: Readonly<Record<DisplaySetKind, KindRenderer>> = {
  // Nearly every launch begins with one: its code comes with the engine.
  stack: { mount: mountStack },
  video: {
    mount: (element, shared, emit) =>
      lazyViewport(async () => (await import('./video/video')).video(element, shared, emit), emit),
  },
  waveform: {
    mount: (element, shared, emit) =>
      lazyViewport(async () => (await import('./waveform/waveform')).waveform(element, shared, emit), emit),
  },
  slide: {
    mount: (element, shared, emit) =>
      lazyViewport(async () => (await import('./slide/slide')).slide(element, shared, emit), emit),
  },
  unsupported: { mount: (_, __, emit) => unsupported(emit) },
};
