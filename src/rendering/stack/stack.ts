import type { DisplaySet } from '../../domain/display-set';
import type { FrameSource } from '../../domain/ports/frames';
import type { Milestone } from '../../domain/ports/milestone';
import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { asStored, type Presentation } from '../../domain/presentation';
import type { Problem } from '../../domain/problem';
import type { DecodePool } from '../decode/pool';
import { isNoMemory } from '../no-memory';
import { arrivals } from './arrivals';
import { drafting } from './drafting';
import type { EncodedBudget } from './encoded-budget';
import type { FrameClock } from './frame-clock';
import { frameStore } from './frame-store';
import { gestures } from './gestures';
import { carried, kept } from './growth';
import { clamped, isAlike, newestReady, pictureAt, played, stateOf, type Hung } from './hung';
import type { DecodedCache } from './decoded-cache';
import { motion } from './motion';
import type { Painted, Painter, Picture } from './painter';
import { valuesOf } from './picture-values';
import { playback, type Playback } from './playback';
import { preview } from './preview';

export interface StackParts {
  readonly source: FrameSource;
  readonly pool: DecodePool;
  readonly cache: DecodedCache;
  /** Undecoded frames of all viewports */
  readonly budget: EncodedBudget;
  /** Animation frames of all viewports */
  readonly clock: FrameClock;
  /** Made with a way to ask for a repainting */
  readonly painter: (repaint: () => void) => Painter;
  readonly mark: (milestone: Milestone) => void;
  /** Every frame of a display set is here, and one is on the screen */
  readonly onComplete: () => void;
}

/** One viewport on a stack of frames. Everything that is painted is painted in one animation frame, and then told. */
export function stack(
  element: HTMLElement,
  parts: StackParts,
  emit: (event: RenderingEvent) => void,
): ViewportHandle {
  let hung: Hung | undefined;
  let presentation: Presentation = asStored;
  let playing: Playback | undefined;
  let repaint = false;
  let tells = false;
  let drafts = false;

  const schedule = () => parts.clock.request(tick);
  const redraw = () => {
    repaint = true;
    // Where the pixels are here and there was no memory to draw them, there may be some now.
    if (hung?.failedAt !== undefined && !hung.store.problem(hung.failedAt)) hung.failedAt = undefined;
    schedule();
  };
  const painter = parts.painter(redraw);
  const hold = motion(redraw);

  const tick = (time: number) => {
    if (!isMeasured) measure();
    playing?.tick(time);
    if (hung) paint(hung);
    if (drafts) {
      drafts = false;
      const draft = draw.draft();
      emit({ type: 'figure.drafted', ...(draft && { draft }) });
    }
    if (playing) schedule();
  };

  const draw = drafting({
    matrix: () => hung?.shown?.painted.matrix,
    changed: () => {
      drafts = true;
      schedule();
    },
    finished: (figure) => {
      if (hung?.shown) emit({ type: 'figure.finished', at: hung.shown.at, figure });
    },
  });

  const paint = (now: Hung) => {
    const at = newestReady(now, parts.cache);
    const isNew = at !== now.shown?.at || repaint;
    if (at !== undefined && at !== now.failedAt && isNew) paintAt(now, at);
    if (now.shown?.at !== now.wanted) tellAwaited(now);
    if (now.shown === undefined) paintPreview(now);
    if (now.complete && now.shown && !now.displaySet.partial) {
      now.complete = false;
      parts.mark('stack-complete');
      parts.onComplete();
    }
    const state = tells ? stateOf(now, presentation) : undefined;
    if (state) emit({ type: 'presentation.changed', state });
    if (state) tells = false;
  };

  const paintPreview = (now: Hung) => {
    const bitmap = now.early?.bitmap();
    const frame = now.displaySet.frames[now.wanted];
    if (!bitmap || !frame || (now.previewed && !repaint)) return;
    painter.preview(bitmap, frame, presentation);
    repaint = false;
    if (now.previewed) return;
    now.previewed = true;
    emit({ type: 'frame.shown', at: now.wanted, quality: 'preview', lossy: true });
    parts.mark('first-preview');
  };

  const paintAt = (now: Hung, at: number) => {
    const before = now.shown;
    const picture = pictureAt(now, at);
    if (!picture) return;
    const painted = paintedOrFailed(now, at, picture);
    if (!painted) return;
    repaint = false;
    now.shown = { at, picture, painted };
    now.early?.stop();
    const passed = now.trail.lastIndexOf(at);
    now.trail = at === now.wanted ? [] : now.trail.slice(passed + 1);
    if (at === now.wanted) now.awaited = undefined;
    if (before?.at === at) return;
    // A figure belongs to the one frame it was begun on.
    draw.drop();
    if (before === undefined || !isAlike(before.painted, painted)) tells = true;
    tellShown(at, picture);
    parts.mark('first-preview');
    parts.mark('first-image');
    if (now.growth) grow(...now.growth);
  };

  const paintedOrFailed = (now: Hung, at: number, picture: Picture): Painted | undefined => {
    try {
      return painter.paint(picture, presentation, hold.isMoving());
    } catch (error) {
      if (!isNoMemory(error)) throw error;
      repaint = false;
      parts.cache.shrink();
      parts.budget.shrink();
      fail(now, at, { kind: 'no-memory' });
      return undefined;
    }
  };

  /** More of what hangs has arrived: the picture on the screen stays where it is. */
  const grow = (displaySet: DisplaySet, at: number) => {
    const before = hung;
    if (before === undefined) return;
    if (before.shown === undefined && before.failedAt === undefined) {
      before.growth = [displaySet, at];
      return;
    }
    const received = kept(before, displaySet, parts.cache);
    before.store.dispose();
    before.arrivals.dispose();
    hung = hang(displaySet, at);
    for (const [place, encoded] of received) hung.store.adopt(place, encoded);
    hung.shown = carried(before, displaySet);
    tells = true;
    hung.store.want(at);
    if (hung.shown?.at === at) tellShown(at, hung.shown.picture);
    schedule();
  };

  const tellShown = (at: number, picture: Picture) => {
    const values = valuesOf(picture);
    const { lossy } = picture.decoded;
    emit({ type: 'frame.shown', at, quality: 'final', lossy, ...(values && { values }) });
  };

  const tellAwaited = (now: Hung) => {
    if (now.awaited === now.wanted || now.failedAt === now.wanted) return;
    now.awaited = now.wanted;
    emit({ type: 'frame.awaited', at: now.wanted });
  };

  const goTo = (to: number) => {
    if (!hung) return;
    const at = clamped(hung.displaySet, to);
    if (at === hung.wanted && hung.failedAt !== at && hung.store.problem(at) === undefined) return;
    want(hung, at);
  };

  const want = (now: Hung, at: number) => {
    now.trail.push(now.wanted);
    now.wanted = at;
    now.failedAt = undefined;
    now.early?.stop();
    now.store.want(at);
    schedule();
  };

  const change = (wanted: Partial<Presentation>, byHand: boolean) => {
    presentation = { ...presentation, ...wanted };
    tells = true;
    hold.changed(byHand);
    redraw();
  };

  const takeDown = () => {
    hung?.early?.stop();
    hung?.store.dispose();
    hung?.arrivals.dispose();
    hung = undefined;
    draw.drop();
    stop();
    painter.clear();
  };

  const stop = () => {
    if (playing) emit({ type: 'playback.changed', playing: false });
    playing = undefined;
  };

  const fail = (now: Hung, at: number, problem: Problem) => {
    emit({ type: 'frame.failed', at, problem });
    now.arrivals.changed();
    if (at !== now.wanted) return;
    // An earlier picture must not stand where this one failed.
    now.failedAt = at;
    now.early?.stop();
    now.shown = undefined;
    draw.drop();
    now.trail = [];
    painter.clear();
    if (now.growth) grow(...now.growth);
  };

  const hang = (displaySet: DisplaySet, start: number): Hung => {
    const { frames } = displaySet;
    const isCurrent = () => hung === now;
    const store = frameStore(frames, start, parts, {
      arrived: () => isCurrent() && now.arrivals.changed(),
      decoded: () => isCurrent() && schedule(),
      failed: (at, problem) => isCurrent() && fail(now, at, problem),
      // What cannot all be kept is never complete; nothing is waited for any more all the same.
      rested: () => isCurrent() && store.isPartial() && parts.onComplete(),
    });
    const now: Hung = {
      displaySet,
      store,
      arrivals: arrivals(
        frames.length,
        store.isHere,
        (at) => store.problem(at) !== undefined,
        store.isPartial,
        emit,
        () => {
          now.complete = true;
          schedule();
        },
      ),
      wanted: start,
      trail: [],
    };
    return now;
  };

  /** In a frame, for which the screen is laid out anyway; when it is mounted, it would be laid out for this alone. */
  let isMeasured = false;
  const measure = () => {
    isMeasured = true;
    painter.resize({ width: element.clientWidth, height: element.clientHeight }, devicePixelRatio);
    tells = true;
    repaint = true;
  };
  const resize = () => {
    measure();
    redraw();
  };
  const watching = new ResizeObserver(resize);
  watching.observe(element);
  schedule();

  const hand = gestures(element, {
    presentation: () => presentation,
    window: () => hung?.shown?.painted.windowInForce,
    count: () => hung?.displaySet.frames.length ?? 0,
    scrollBy: (frames) => hung && goTo(hung.wanted + frames),
    change,
    settle: hold.settle,
    drafting: draw,
  });

  return {
    show(displaySet, at, wanted) {
      takeDown();
      presentation = { ...asStored, ...wanted };
      tells = true;
      if (displaySet.frames.length === 0) {
        const what = displaySet.why ?? 'an object without a picture';
        emit({ type: 'frame.failed', at: 0, problem: { kind: 'unsupported', what } });
        return;
      }
      const start = clamped(displaySet, at);
      hung = hang(displaySet, start);
      hung.store.want(start);
      const first = displaySet.frames[start];
      // Whoever asks for more than the picture as it is stored gets it from its own pixels only.
      const isAsStored = !wanted?.softcopy && !wanted?.window && !wanted?.invert;
      if (first && isAsStored) hung.early = preview(parts.source, first, schedule);
      schedule();
    },
    grow,
    goTo,
    use: hand.use,
    finishDraft: (how) => (how === 'closed' ? draw.close() : draw.drop()),
    apply: (wanted) => change(wanted, false),
    oneToOne() {
      const fit = hung?.shown?.painted.fit;
      if (!fit) return;
      const zoom = 1 / (fit * devicePixelRatio);
      const by = zoom / presentation.zoom;
      change({ zoom, pan: [presentation.pan[0] * by, presentation.pan[1] * by] }, false);
    },
    reset: () => change({ ...asStored, window: undefined }, false),
    play(framesPerSecond) {
      if (!hung || hung.displaySet.frames.length < 2) return;
      playing = playback(
        played(() => hung, parts.cache, goTo),
        framesPerSecond,
      );
      emit({ type: 'playback.changed', playing: true });
      schedule();
    },
    pause: stop,
    presentation: () => hung && stateOf(hung, presentation),
    dispose() {
      takeDown();
      parts.clock.cancel(tick);
      hold.dispose();
      watching.disconnect();
      hand.dispose();
      painter.dispose();
    },
  };
}
