import type { Pair } from '../../domain/slide/slide';
import { LINE } from '../viewport/wheel';

/** What a hand does with a slide. Places are CSS pixels from the view's left upper corner. */
export interface HandActs {
  panBy(by: Pair): void;
  zoomBy(factor: number, about: Pair): void;
  tap(at: Pair): void;
}

/** A wheel turned by so many pixels shows twice as much or half of it */
const DOUBLING = 300;
/** CSS pixels that a hand may move in a click */
const STILL = 4;
/** Of one event of a wheel, whatever it says */
const MOST = 400;

/** One finger or the left button carries the slide, two fingers pinch it, the wheel and a drag with the right button zoom. */
export function hand(element: HTMLElement, acts: HandActs): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const pointers = new Map<number, Pair>();
  let moved = 0;
  let zooming: Pair | undefined;

  const placeOf = ({ clientX, clientY }: MouseEvent): Pair => {
    const { left, top } = element.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };

  const onDown = (event: PointerEvent) => {
    if (pointers.size >= 2 || event.button > 2) return;
    // A middle click would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
    const at = placeOf(event);
    pointers.set(event.pointerId, at);
    if (pointers.size === 1) moved = 0;
    zooming = pointers.size === 1 && event.button === 2 ? at : undefined;
    try {
      element.setPointerCapture(event.pointerId);
    } catch {
      // Pointers that ended meanwhile cannot be captured, which is no error.
    }
  };

  const onMove = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = placeOf(event);
    const by: Pair = [now[0] - before[0], now[1] - before[1]];
    moved += Math.hypot(...by);
    pointers.set(event.pointerId, now);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const spread = (place: Pair) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
      acts.panBy([by[0] / 2, by[1] / 2]);
      acts.zoomBy(spread(now) / spread(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
    } else if (zooming) acts.zoomBy(2 ** (-by[1] / 150), zooming);
    else acts.panBy(by);
  };

  const onEnd = (event: PointerEvent) => {
    const isLast = pointers.delete(event.pointerId) && pointers.size === 0;
    if (isLast && event.type === 'pointerup' && event.button === 0 && moved <= STILL)
      acts.tap(placeOf(event));
    // What a second finger left behind is no click.
    if (!isLast) moved = Infinity;
  };

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE);
    const turn = Math.min(MOST, Math.max(-MOST, delta));
    if (turn !== 0) acts.zoomBy(2 ** (-turn / DOUBLING), placeOf(event));
  };

  element.style.touchAction = 'none';
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onEnd, { signal });
  element.addEventListener('pointercancel', onEnd, { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => listening.abort();
}
