import { figureKindOf } from '../../domain/measure/measure-tool';
import type { Tool } from '../../domain/ports/rendering';
import { clamp, windowBy, zoomedBy } from '../../domain/presentation/limits';
import type { Presentation } from '../../domain/presentation/view-state';
import type { Drafting, Place } from './drafting';
import { LINE, wheelSteps } from './wheel';

/** What a hand can change. */
export interface Controls {
  presentation(): Presentation;
  /** Absent for colour, and before the first picture */
  window(): Presentation['window'];
  /** Frames in the stack */
  count(): number;
  scrollBy(frames: number): void;
  /** `moving` until the hand rests */
  change(change: Partial<Presentation>, moving: boolean): void;
  /** The hand rests: what was drawn coarsely is drawn finely */
  settle(): void;
  readonly drafting: Drafting;
}

export interface Gestures {
  use(tool: Tool): void;
  dispose(): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** CSS pixels that double the zoom, or that move the window by its own width. */
const DOUBLING = 150;
const WINDOW_TRAVEL = 300;
/** CSS pixels of dragging that a frame takes, as few as the view's height has the whole stack in reach. */
const SCROLL_PITCH = [3, 24] as const;

/** What a pointer's buttons do; the first does what is chosen, and others (back, a pen's eraser) are not for pictures. */
const BUTTON_TOOLS: Readonly<Record<number, Tool | 'chosen'>> = { 0: 'chosen', 1: 'pan', 2: 'zoom' };

/** Ctrl and a click are a right click, as on a Mac. */
const buttonOf = ({ button, ctrlKey }: PointerEvent) => (button === 0 && ctrlKey ? 2 : button);

/**
 * Pointer and wheel on one viewport: left button or one finger does the chosen tool, right drag zooms, middle drag
 * pans, two fingers pinch and pan, the wheel scrolls, with Ctrl it zooms.
 */
export function gestures(element: HTMLElement, controls: Controls): Gestures {
  const listening = new AbortController();
  const { signal } = listening;
  const pointers = new Map<number, Point>();
  let chosen: Tool = 'window';
  let acting: Tool = 'window';
  let scrolled = 0;
  const stepsOf = wheelSteps();

  const middle = (): Point => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };

  const zoomAbout = (factor: number, about: Point) => {
    const { zoom, pan } = controls.presentation();
    const zoomed = zoomedBy(zoom, factor);
    const by = zoomed / zoom;
    const { x, y } = middle();
    // The picture's point under the hand stays under it.
    const [dx, dy] = [about.x - x, about.y - y];
    controls.change({ zoom: zoomed, pan: [dx - (dx - pan[0]) * by, dy - (dy - pan[1]) * by] }, true);
  };

  const placeOf = (event: PointerEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  const panBy = (dx: number, dy: number) => {
    const { pan } = controls.presentation();
    controls.change({ pan: [pan[0] + dx, pan[1] + dy] }, true);
  };

  const dragWindow = (dx: number, dy: number) => {
    const window = controls.window();
    if (window === undefined) return;
    const by = { center: (dy * 2) / WINDOW_TRAVEL, width: (dx * 2) / WINDOW_TRAVEL };
    controls.change({ window: windowBy(window, by) }, true);
  };

  const scrollBy = (dy: number) => {
    const pitch = clamp(element.clientHeight / Math.max(1, controls.count()), SCROLL_PITCH);
    scrolled += dy;
    const frames = Math.trunc(scrolled / pitch);
    scrolled -= frames * pitch;
    if (frames !== 0) controls.scrollBy(frames);
  };

  const drag = (tool: Tool, dx: number, dy: number) => {
    if (tool === 'pan') panBy(dx, dy);
    if (tool === 'zoom') zoomAbout(2 ** (-dy / DOUBLING), middle());
    if (tool === 'window') dragWindow(dx, dy);
    if (tool === 'scroll') scrollBy(dy);
  };

  const pinch = (id: number, before: Point, now: Point) => {
    const other = [...pointers].find(([pointer]) => pointer !== id)?.[1];
    if (other === undefined) return;
    const spread = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
    // Two fingers together: their middle carries the picture, their distance its size.
    panBy((now.x - before.x) / 2, (now.y - before.y) / 2);
    zoomAbout(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };

  const onDown = (event: PointerEvent) => {
    const does = BUTTON_TOOLS[buttonOf(event)];
    if (pointers.size >= 2 || does === undefined) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) {
      acting = does === 'chosen' ? chosen : does;
      scrolled = 0;
      const kind = figureKindOf(acting);
      if (kind) controls.drafting.press(kind, placeOf(event));
      // A second finger makes a pinch of it: what the first one began was not meant.
    } else if (figureKindOf(acting)) controls.drafting.drop();
    // A middle click would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
    capture(element, event.pointerId);
  };

  const onMove = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    // Between two clicks the hand is up, and the figure follows it.
    if (before === undefined ? pointers.size === 0 : pointers.size === 1 && figureKindOf(acting))
      controls.drafting.move(placeOf(event));
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    if (pointers.size === 2) pinch(event.pointerId, before, now);
    else drag(acting, now.x - before.x, now.y - before.y);
    pointers.set(event.pointerId, now);
  };

  const onEnd = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size === 0 && figureKindOf(acting)) {
      if (event.type === 'pointerup') controls.drafting.release(placeOf(event));
      else controls.drafting.drop();
    }
    // The finger that is left after a pinch does nothing, so that lifting does not change the window.
    if (pointers.size === 1) acting = 'pan';
    controls.settle();
  };

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE);
    if (event.ctrlKey) return zoomAbout(2 ** (-delta / 300), { x: event.clientX, y: event.clientY });
    const frames = stepsOf(delta, event.timeStamp);
    if (frames !== 0) controls.scrollBy(frames);
  };

  element.style.touchAction = 'none';
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onEnd, { signal });
  element.addEventListener('pointercancel', onEnd, { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });

  return {
    use(tool) {
      chosen = tool;
      if (controls.drafting.draft()?.kind !== figureKindOf(tool)) controls.drafting.drop();
    },
    dispose: () => listening.abort(),
  };
}

/** A drag goes on outside the element. Pointers that ended meanwhile cannot be captured, which is no error. */
function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
