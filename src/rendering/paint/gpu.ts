import type { PaintTarget, Painter, Picture } from './painter';
import type { Presentation } from '../../domain/presentation/view-state';

/** A painter that cannot draw every picture. */
export interface GpuPainter extends Omit<Painter, 'preview'> {
  draws(picture: Picture, presentation: Presentation): boolean;
}

/** One graphics context, shared by all viewports. */
export interface GpuHost {
  painter(target: PaintTarget): GpuPainter;
  dispose(): void;
}

export interface GpuOptions {
  onlost(): void;
  onrestored(): void;
}

/** Graphics hardware over the page's life: absent, there, lost, there again. */
export interface Gpu {
  /** Begins to load it, if it is not loaded and may be used. */
  load(): void;
  host(): GpuHost | undefined;
  /** Told after `host()` changed. Returns the way to stop listening. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}

export type StartGpu = (options: GpuOptions) => Promise<GpuHost>;

/** `isWanted` is asked once, when there is time for it; `start` again after each loss. Failing to start leaves software. */
export function gpu(isWanted: () => boolean, start: StartGpu): Gpu {
  const listeners = new Set<() => void>();
  let host: GpuHost | undefined;
  let lost: GpuHost | undefined;
  let isLoading = false;
  let isDisposed = false;

  const become = (next: GpuHost | undefined) => {
    host = next;
    for (const listener of listeners) listener();
  };

  const begin = () => {
    start({
      onlost: () => {
        lost = host;
        become(undefined);
      },
      onrestored: () => {
        // What was in the context is gone: everything is built anew in a new one.
        lost?.dispose();
        lost = undefined;
        if (!isDisposed) begin();
      },
    }).then(
      (started) => (isDisposed ? started.dispose() : become(started)),
      // It could not be loaded or started: the canvas goes on drawing.
      () => undefined,
    );
  };

  return {
    load() {
      if (isLoading || isDisposed) return;
      isLoading = true;
      if (isWanted()) begin();
    },
    host: () => host,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      isDisposed = true;
      listeners.clear();
      host?.dispose();
      lost?.dispose();
      host = undefined;
    },
  };
}
