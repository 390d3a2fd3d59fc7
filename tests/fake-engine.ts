import type { DisplaySet } from '../src/domain/study/display-set';
import type { DisplaySetKind } from '../src/domain/study/kinds';
import type { RenderingEngine, Tool, ViewportHandle } from '../src/domain/ports/rendering';
import type { RenderingEvent } from '../src/domain/ports/rendering-event';
import { asStored, type Presentation, type ViewState } from '../src/domain/presentation/view-state';
import type { Frame } from '../src/domain/study/study';
import { appliesTo } from '../src/domain/presentation/presentation-choice';

export interface FakeViewport extends ViewportHandle {
  readonly element: HTMLElement;
  readonly kind: DisplaySetKind;
  /** What it was told, newest last: `goTo 3`, `use pan`, `dispose` */
  readonly told: readonly string[];
  /** Says something, as the real engine would; nothing is said after `dispose` */
  emit(event: RenderingEvent): void;
}

export interface FakeEngine extends RenderingEngine {
  /** Every viewport ever mounted, in order, disposed ones too */
  readonly mounted: readonly FakeViewport[];
  readonly living: () => readonly FakeViewport[];
  /** Frames that were to be fetched ahead, oldest first */
  readonly prepared: readonly Frame[];
  /** Frames that may be shown next, as it was told last */
  readonly foreseen: () => readonly Frame[];
}

export interface FakeEngineOptions {
  /**
   * `prompt` paints what it is asked for, a microtask later; `silent` paints nothing until a test emits it.
   */
  readonly manner?: 'prompt' | 'silent';
  /** Draws a picture into the element, for screens that are looked at */
  readonly draw?: (element: HTMLElement, state: ViewState, displaySet: DisplaySet) => void;
}

/** An engine without pixels: obeys the same contract as the real one and remembers what it was told. */
export function fakeEngine({ manner = 'prompt', draw }: FakeEngineOptions = {}): FakeEngine {
  const mounted: FakeViewport[] = [];
  const prepared: Frame[] = [];
  let foreseen: readonly Frame[] = [];
  return {
    mounted,
    prepared,
    prefetchFirst: (frame) => {
      prepared.push(frame);
    },
    foreseen: () => foreseen,
    prefetch: (frames) => {
      foreseen = frames;
    },
    living: () => mounted.filter(({ told }) => !told.includes('dispose')),
    mount: (element, kind, emit) => {
      const viewport = fakeViewport(element, kind, emit, manner, draw);
      mounted.push(viewport);
      return viewport;
    },
  };
}

/** The picture in the middle of the element, as large as it fits. */
function placed(
  element: HTMLElement,
  displaySet: DisplaySet,
  at: number,
  { zoom, pan }: Presentation,
): ViewState['matrix'] {
  const { rows = 512, columns = 512 } = displaySet.frames[at]?.instance.image ?? {};
  const [width, height] = [element.clientWidth || 512, element.clientHeight || 512];
  const scale = Math.min(width / columns, height / rows) * zoom;
  const [x, y] = [width / 2 + pan[0], height / 2 + pan[1]];
  return [scale, 0, 0, scale, x - (columns / 2) * scale, y - (rows / 2) * scale];
}

function fakeViewport(
  element: HTMLElement,
  kind: DisplaySetKind,
  emit: (event: RenderingEvent) => void,
  manner: 'prompt' | 'silent',
  draw: FakeEngineOptions['draw'],
): FakeViewport {
  const told: string[] = [];
  let displaySet: DisplaySet | undefined;
  let at = 0;
  let presentation: Presentation = asStored;
  let disposed = false;

  const say = (event: RenderingEvent) => {
    if (!disposed) emit(event);
  };
  const state = (): ViewState | undefined => {
    if (displaySet === undefined) return undefined;
    const first = displaySet.frames[at]?.instance.frames[0]?.windows[0];
    const frame = displaySet.frames[at];
    const { softcopy } = presentation;
    const inForce = softcopy && frame && appliesTo(softcopy, frame) ? softcopy : undefined;
    const own = inForce?.voi[0]?.window ?? first;
    const windowInForce = presentation.window ?? (own && { center: own.center, width: own.width });
    return {
      view: { displaySet: displaySet.id, at },
      presentation,
      scale: 0.25 * presentation.zoom,
      matrix: placed(element, displaySet, at, presentation),
      ...(windowInForce && { windowInForce }),
      ...(inForce && { softcopyInForce: inForce }),
    };
  };
  const paint = () => {
    if (manner === 'silent') return;
    const wanted = at;
    queueMicrotask(() => {
      const now = state();
      if (disposed || displaySet === undefined || now === undefined || wanted !== at) return;
      draw?.(element, now, displaySet);
      say({ type: 'frames.arrived', arrived: displaySet.frames.map(() => true), failed: 0 });
      const lossy = displaySet.frames[at]?.instance.image?.lossy !== undefined;
      say({ type: 'frame.shown', at, quality: 'final', lossy });
      say({ type: 'presentation.changed', state: now });
    });
  };

  // A picture that is looked at is drawn anew where its element gets another size.
  const watching =
    draw &&
    new ResizeObserver(() => {
      const now = state();
      if (disposed || manner === 'silent' || displaySet === undefined || now === undefined) return;
      draw(element, now, displaySet);
      say({ type: 'presentation.changed', state: now });
    });
  watching?.observe(element);

  return {
    element,
    kind,
    told,
    emit: say,
    show: (next, from, change) => {
      told.push(`show ${next.id} ${from}`);
      displaySet = next;
      at = from;
      presentation = { ...asStored, ...change };
      paint();
    },
    grow: (next, where) => {
      told.push(`grow ${next.id} ${where}`);
      displaySet = next;
      at = where;
      paint();
    },
    goTo: (to) => {
      told.push(`goTo ${to}`);
      at = Math.min(Math.max(0, to), (displaySet?.frames.length ?? 1) - 1);
      paint();
    },
    use: (tool: Tool) => {
      told.push(`use ${tool}`);
    },
    finishDraft: (how) => {
      told.push(`draft ${how}`);
    },
    apply: (change) => {
      told.push(`apply ${JSON.stringify(change)}`);
      presentation = { ...presentation, ...change };
      paint();
    },
    oneToOne: () => {
      told.push('oneToOne');
      presentation = { ...presentation, zoom: 4 };
      paint();
    },
    reset: () => {
      told.push('reset');
      presentation = { ...presentation, ...asStored, window: undefined };
      paint();
    },
    play: (framesPerSecond) => {
      told.push(`play ${framesPerSecond}`);
      queueMicrotask(() => say({ type: 'playback.changed', playing: true }));
    },
    pause: () => {
      told.push('pause');
      queueMicrotask(() => say({ type: 'playback.changed', playing: false }));
    },
    presentation: state,
    dispose: () => {
      told.push('dispose');
      watching?.disconnect();
      disposed = true;
      if (draw) element.replaceChildren();
    },
  };
}
