import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { nextTurn } from '../../domain/turns';
import { switchingPainter } from '../paint/switching-painter';
import type { Shared } from '../shared';
import { unsupported } from '../viewport/unsupported';
import { stack } from './stack';
import type { Fault } from '../../domain/problem';

/** A stack in a canvas of its own, which others stand back behind until its pictures are here. */
export function mountStack(
  element: HTMLElement,
  { hardware, firstPicture, loading, ...shared }: Shared,
  emit: (event: RenderingEvent) => void,
): ViewportHandle {
  const canvas = canvasIn(element);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return unsupported(emit, 'no-canvas' satisfies Fault);
  const handle = stack(
    element,
    {
      ...shared,
      painter: (repaint) => switchingPainter({ canvas, context }, hardware, emit, repaint),
      // Its code is large: it may come when no frame is waited for any more.
      onComplete() {
        // What there is to draw with is found out in a turn of its own.
        void nextTurn().then(hardware.load);
        loading.end(canvas);
        loading.end('launch');
      },
    },
    (event) => {
      if (event.type === 'frame.shown' || event.type === 'frame.failed') firstPicture.end(canvas);
      emit(event);
    },
  );
  return {
    ...handle,
    show(displaySet, at, presentation) {
      firstPicture.begin(canvas);
      loading.begin(canvas);
      handle.show(displaySet, at, presentation);
    },
    dispose() {
      handle.dispose();
      firstPicture.end(canvas);
      loading.end(canvas);
      canvas.remove();
    },
  };
}

function canvasIn(element: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  // What it shows is said by the element around it.
  canvas.setAttribute('aria-hidden', 'true');
  // In the flow, so that nothing has to be known of the element: to ask for its style would have the whole screen styled.
  canvas.style.cssText = 'display:block;width:100%;height:100%';
  element.append(canvas);
  return canvas;
}
