import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { canvasPainter } from './canvas-painter';
import type { Gpu, GpuPainter } from './gpu';
import type { PaintTarget, Painter } from './painter';
import type { Size } from '../viewport/placement';

/**
 * Draws on the canvas first, with graphics hardware once that is there and where it draws the same, and on the canvas
 * again the moment that is lost. `repaint` is asked for after each change.
 */
export function switchingPainter(
  target: PaintTarget,
  hardware: Gpu,
  emit: (event: RenderingEvent) => void,
  repaint: () => void,
): Painter {
  const software = canvasPainter(target);
  let accelerated: GpuPainter | undefined;
  let size: Size = { width: 1, height: 1 };
  let ratio = 1;

  const use = (next: GpuPainter | undefined) => {
    const before = accelerated;
    accelerated = next;
    accelerated?.resize(size, ratio);
    if (before || accelerated) emit({ type: 'backend.changed', backend: accelerated ? 'gpu' : 'software' });
    repaint();
  };
  const adopt = () => {
    const host = hardware.host();
    // A lost context's painter is let go by its host: nothing of it may be touched any more.
    use(host && attempted(() => host.painter(target)));
  };
  const stop = hardware.onChange(adopt);
  // A browser short of memory takes canvases' contents away, and gives the context back empty.
  const listening = new AbortController();
  target.canvas.addEventListener('contextlost', repaint, { signal: listening.signal });
  target.canvas.addEventListener(
    'contextrestored',
    () => {
      software.clear();
      accelerated?.clear();
      repaint();
    },
    { signal: listening.signal },
  );
  if (hardware.host()) adopt();

  return {
    paint(picture, presentation, moving) {
      if (target.context.isContextLost()) throw new RangeError('out of memory: the canvas lost its context');
      const painter = accelerated;
      const painted =
        painter &&
        attempted(() => painter.draws(picture, presentation) && painter.paint(picture, presentation, moving));
      return painted || software.paint(picture, presentation, moving);
    },
    preview: software.preview,
    resize(wanted, pixelRatio) {
      size = { width: Math.max(1, wanted.width), height: Math.max(1, wanted.height) };
      ratio = pixelRatio;
      // Setting a canvas' size clears it, and a needless clearing would be seen.
      const width = Math.round(size.width * ratio);
      const height = Math.round(size.height * ratio);
      if (target.canvas.width !== width) target.canvas.width = width;
      if (target.canvas.height !== height) target.canvas.height = height;
      software.resize(size, ratio);
      accelerated?.resize(size, ratio);
    },
    clear() {
      software.clear();
      accelerated?.clear();
      target.context.setTransform(1, 0, 0, 1, 0, 0);
      target.context.fillStyle = '#000';
      target.context.fillRect(0, 0, target.canvas.width, target.canvas.height);
    },
    dispose() {
      stop();
      listening.abort();
      software.dispose();
      accelerated?.dispose();
      // Frees the backing store at once; browsers keep it as long as the element may come back.
      target.canvas.width = 0;
      target.canvas.height = 0;
    },
  };
}

/** A graphics driver that fails is no reason to show nothing. */
function attempted<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
