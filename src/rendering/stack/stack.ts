import type { DisplaySet } from '../../domain/display-set';
import type { FrameSource } from '../../domain/ports/frames';
import type { Milestone } from '../../domain/ports/milestone';
import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { asStored, type Presentation, type PresentationState } from '../../domain/presentation';
import type { Frame } from '../../domain/study';
import type { DecodePool } from '../decode/pool';
import { arrivals, type Arrivals } from './arrivals';
import { drafting } from './drafting';
import { frameStore, type FrameStore } from './frame-store';
import { gestures } from './gestures';
import type { DecodedCache } from './memory';
import type { Painted, Painter, Picture } from './painter';
import { valuesOf } from './picture-values';
import { playback, type Playback } from './playback';
import { preview, type Preview } from './preview';

export interface StackParts {
  readonly source: FrameSource;
  readonly pool: DecodePool;
  readonly cache: DecodedCache;
  readonly encodedCeiling: number;
  /** Made with a way to ask for a repainting */
  readonly painter: (repaint: () => void) => Painter;
  readonly mark: (milestone: Milestone) => void;
  /** Every frame of a display set is here, and one is on the screen */
  readonly onComplete: () => void;
}

/** What hangs now. */
interface Hung {
  readonly displaySet: DisplaySet;
  readonly store: FrameStore;
  readonly arrivals: Arrivals;
  /** Where the viewer wants to be */
  wanted: number;
  /** Positions wanted since the last painting, oldest first */
  trail: number[];
  /** What is on the screen, its pixels held whatever the cache gives up */
  shown?: { readonly at: number; readonly picture: Picture; readonly painted: Painted };
  /** Every frame is here, and it has not been told yet */
  complete?: boolean;
  awaited?: number;
  failedAt?: number;
  /** What stands for its first picture until that is here */
  early?: Preview;
  /** It is on the screen */
  previewed?: boolean;
  /** More of it that arrived before its first picture was on the screen, and where to be in it */
  growth?: readonly [DisplaySet, number];
}

/** After so many ms without a change a coarse picture is drawn finely. */
const REST = 120;

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
  let moving = false;
  let drafts = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let frameRequest: number | undefined;

  const schedule = () => (frameRequest ??= requestAnimationFrame(tick));
  const redraw = () => {
    repaint = true;
    schedule();
  };
  const painter = parts.painter(redraw);

  const tick = (time: number) => {
    frameRequest = undefined;
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
    const at = newestReady(now);
    if (at !== undefined && (at !== now.shown?.at || repaint)) paintAt(now, at);
    if (now.shown?.at !== now.wanted) tellAwaited(now);
    if (now.shown === undefined) paintPreview(now);
    if (now.complete && now.shown && !now.displaySet.partial) {
      now.complete = false;
      parts.mark('stack-complete');
      parts.onComplete();
    }
    const state = tells ? stateOf(now) : undefined;
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

  /** The wanted frame, or else the newest one that was wanted on the way there. */
  const newestReady = ({ store, trail, wanted, shown, displaySet }: Hung): number | undefined => {
    const ready = [wanted, ...trail.toReversed()].find((at) => {
      const frame = displaySet.frames[at];
      return frame !== undefined && parts.cache.has(frame) && store.problem(at) === undefined;
    });
    return ready ?? shown?.at;
  };

  const paintAt = (now: Hung, at: number) => {
    const before = now.shown;
    const picture = before?.at === at ? before.picture : pictureAt(now, at);
    if (!picture) return;
    const painted = painter.paint(picture, presentation, moving);
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

  /** More of what hangs has arrived: the picture on the screen stays where it is. */
  const grow = (displaySet: DisplaySet, at: number) => {
    const before = hung;
    if (before === undefined) return;
    if (before.shown === undefined && before.failedAt === undefined) {
      before.growth = [displaySet, at];
      return;
    }
    const old = before.displaySet.frames;
    const now = (frame: Frame | undefined) => displaySet.frames.findIndex((one) => isSameFrame(one, frame));
    for (const frame of old) {
      const same = displaySet.frames[now(frame)];
      if (same) parts.cache.rename(frame, same);
    }
    before.store.dispose();
    before.arrivals.dispose();
    hung = hang(displaySet, at);
    const place = before.shown ? now(old[before.shown.at]) : -1;
    const frame = displaySet.frames[place];
    if (before.shown && frame)
      hung.shown = { ...before.shown, at: place, picture: { ...before.shown.picture, frame } };
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

  const pictureAt = ({ store, displaySet }: Hung, at: number): Picture | undefined => {
    const frame = displaySet.frames[at];
    const decoded = store.decoded(at);
    return frame && decoded && { frame, decoded };
  };

  const tellAwaited = (now: Hung) => {
    if (now.awaited === now.wanted || now.failedAt === now.wanted) return;
    now.awaited = now.wanted;
    emit({ type: 'frame.awaited', at: now.wanted });
  };

  const stateOf = ({ displaySet, shown }: Hung): PresentationState | undefined =>
    shown && {
      view: { displaySet: displaySet.id, at: shown.at },
      presentation,
      ...(shown.painted.windowInForce && { windowInForce: shown.painted.windowInForce }),
      scale: shown.painted.scale,
      matrix: shown.painted.matrix,
      lie: shown.painted.lie,
      ...(shown.painted.softcopy && { softcopyInForce: shown.painted.softcopy }),
    };

  const goTo = (to: number) => {
    if (!hung) return;
    const last = hung.displaySet.frames.length - 1;
    const at = Math.min(last, Math.max(0, Math.trunc(to) || 0));
    if (at === hung.wanted && hung.store.problem(at) === undefined) return;
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
    moving = byHand;
    tells = true;
    clearTimeout(resting);
    if (byHand) resting = setTimeout(settle, REST);
    redraw();
  };

  const settle = () => {
    clearTimeout(resting);
    if (!moving) return;
    moving = false;
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

  const hang = (displaySet: DisplaySet, start: number): Hung => {
    const { frames } = displaySet;
    const isCurrent = () => hung === now;
    const failedAt = (at: number) => {
      if (!isCurrent()) return;
      const problem = store.problem(at);
      if (problem) emit({ type: 'frame.failed', at, problem });
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
    const store = frameStore(frames, start, parts, {
      arrived: () => isCurrent() && now.arrivals.changed(),
      decoded: () => isCurrent() && schedule(),
      failed: failedAt,
    });
    const now: Hung = {
      displaySet,
      store,
      arrivals: arrivals(
        frames.length,
        store.isHere,
        (at) => store.problem(at) !== undefined,
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

  const resize = () => {
    painter.resize({ width: element.clientWidth, height: element.clientHeight }, devicePixelRatio);
    tells = true;
    redraw();
  };
  const watching = new ResizeObserver(resize);
  watching.observe(element);
  resize();

  const hand = gestures(element, {
    presentation: () => presentation,
    window: () => hung?.shown?.painted.windowInForce,
    count: () => hung?.displaySet.frames.length ?? 0,
    scrollBy: (frames) => hung && goTo(hung.wanted + frames),
    change,
    settle,
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
      const start = Math.min(displaySet.frames.length - 1, Math.max(0, Math.trunc(at) || 0));
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
      const now = hung;
      if (!now || now.displaySet.frames.length < 2) return;
      playing = playback(
        {
          count: now.displaySet.frames.length,
          position: () => now.wanted,
          frame: (at) => {
            if (now.store.problem(at)) return 'failed';
            const frame = now.displaySet.frames[at];
            return frame && parts.cache.has(frame) ? 'ready' : 'coming';
          },
          goTo,
        },
        framesPerSecond,
      );
      emit({ type: 'playback.changed', playing: true });
      schedule();
    },
    pause: stop,
    presentation: () => hung && stateOf(hung),
    dispose() {
      takeDown();
      if (frameRequest !== undefined) cancelAnimationFrame(frameRequest);
      clearTimeout(resting);
      watching.disconnect();
      hand.dispose();
      painter.dispose();
    },
  };
}

const isSameFrame = (one: Frame, other: Frame | undefined) =>
  one.number === other?.number && one.instance.uid === other.instance.uid;

/** From frame to frame: own windows, shapes of their own, and presentation states that name some frames only. */
const isAlike = (one: Painted, another: Painted) =>
  one.windowInForce?.center === another.windowInForce?.center &&
  one.windowInForce?.width === another.windowInForce?.width &&
  one.softcopy === another.softcopy &&
  one.matrix.every((part, at) => part === another.matrix[at]);
