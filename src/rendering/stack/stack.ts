import type { DisplaySet } from '../../domain/study/display-set';
import type { FrameSource } from '../../domain/ports/frames';
import type { Milestone } from '../../domain/ports/milestone';
import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { nearestPosition } from '../../domain/presentation/limits';
import { asStored, type Presentation } from '../../domain/presentation/view-state';
import type { Fault, Problem } from '../../domain/problem';
import type { DecodePool } from '../decode/pool';
import { drafting } from '../viewport/drafting';
import type { EncodedBudget } from '../frames/encoded-budget';
import type { FrameClock } from './frame-clock';
import type { OpenStores } from '../frames/open-stores';
import { gestures } from '../viewport/gestures';
import { carried, kept } from './growth';
import { display } from './display';
import { played, stateOf, subtractionAt, type Displayed } from './displayed';
import type { DecodedCache } from '../frames/decoded-cache';
import { motion } from '../viewport/motion';
import type { Painter } from '../paint/painter';
import { playback, type Playback } from './playback';
import { preview } from './preview';
import { stackScreen } from './stack-screen';
import { partsOf, stackSubtraction } from '../subtraction/subtracted';

export interface StackParts {
  readonly source: FrameSource;
  readonly pool: DecodePool;
  readonly cache: DecodedCache;
  /** Undecoded frames of all viewports */
  readonly budget: EncodedBudget;
  /** What they hold of their stacks */
  readonly stores: OpenStores;
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
  let displayed: Displayed | undefined;
  let presentation: Presentation = asStored;
  let playing: Playback | undefined;
  let drafts = false;

  const schedule = () => parts.clock.request(tick);
  const redraw = () => {
    screen.repaint();
    // Where the pixels are here and there was no memory to draw them, there may be some now.
    if (displayed?.failedAt !== undefined && !displayed.store.problem(displayed.failedAt))
      displayed.failedAt = undefined;
    schedule();
  };

  const screen = stackScreen(parts, {
    painter: () => painter,
    presentation: () => presentation,
    isMoving: () => hold.isMoving(),
    another: () => draw.drop(),
    fail: (now, at, problem) => fail(now, at, problem),
    grow: (displaySet, at) => grow(displaySet, at),
    emit,
  });
  // Where there is graphics hardware already, it asks for a repainting at once.
  const painter = parts.painter(redraw);
  const hold = motion(redraw);

  function tick(time: number) {
    if (!isMeasured) measure();
    playing?.tick(time);
    if (displayed) screen.paint(displayed);
    if (drafts) {
      drafts = false;
      const draft = draw.draft();
      emit({ type: 'figure.drafted', ...(draft && { draft }) });
    }
    if (playing) schedule();
  }

  const draw = drafting({
    matrix: () => displayed?.shown?.painted.matrix,
    changed: () => {
      drafts = true;
      schedule();
    },
    finished: (figure) => {
      if (displayed?.shown) emit({ type: 'figure.finished', at: displayed.shown.at, figure });
    },
  });

  /** The frame that is wanted, with what it is subtracted by. */
  const lookAt = (now: Displayed, at: number) =>
    now.store.lookAt(at, partsOf(subtractionAt(now, at, presentation)));

  /** More of what hangs has arrived: the picture on the screen stays where it is. */
  const grow = (displaySet: DisplaySet, at: number) => {
    const before = displayed;
    if (before === undefined) return;
    if (before.shown === undefined && before.failedAt === undefined) {
      before.growth = [displaySet, at];
      return;
    }
    const received = kept(before, displaySet, parts.cache);
    before.store.dispose();
    before.arrivals.dispose();
    displayed = hang(displaySet, at);
    for (const [place, encoded] of received) displayed.store.adopt(place, encoded);
    displayed.shown = carried(before, displaySet);
    displayed.ownRange = before.ownRange;
    displayed.differenceRange = before.differenceRange;
    screen.tell();
    lookAt(displayed, at);
    if (displayed.shown?.at === at) screen.tellShown(at, displayed.shown.picture);
    schedule();
  };

  const goTo = (to: number) => {
    if (!displayed) return;
    const at = nearestPosition(to, displayed.displaySet.frames.length);
    if (at === displayed.requested && displayed.failedAt !== at && displayed.store.problem(at) === undefined)
      return;
    request(displayed, at);
  };

  const request = (now: Displayed, at: number) => {
    now.trail.push(now.requested);
    now.requested = at;
    now.failedAt = undefined;
    now.preview?.stop();
    lookAt(now, at);
    schedule();
  };

  const change = (given: Partial<Presentation>, byHand: boolean) => {
    presentation = { ...presentation, ...given };
    screen.tell();
    // What it is subtracted by may not be here yet.
    if ('subtraction' in given && displayed) lookAt(displayed, displayed.requested);
    hold.changed(byHand);
    redraw();
  };

  const takeDown = () => {
    displayed?.preview?.stop();
    displayed?.store.dispose();
    displayed?.arrivals.dispose();
    displayed = undefined;
    draw.drop();
    stop();
    painter.clear();
  };

  const stop = () => {
    if (playing) emit({ type: 'playback.changed', playing: false });
    playing = undefined;
  };

  const fail = (now: Displayed, at: number, problem: Problem) => {
    emit({ type: 'frame.failed', at, problem });
    now.arrivals.changed();
    if (at !== now.requested) {
      // What was to be subtracted by it is shown as it is.
      if (displayed === now) schedule();
      return;
    }
    // An earlier picture must not stand where this one failed.
    now.failedAt = at;
    now.preview?.stop();
    now.shown = undefined;
    draw.drop();
    now.trail = [];
    painter.clear();
    if (now.growth) grow(...now.growth);
  };

  const hang = (displaySet: DisplaySet, start: number): Displayed =>
    display(displaySet, start, parts, { isCurrent: (one) => displayed === one, schedule, fail, emit });

  /** In a frame, for which the screen is laid out anyway; when it is mounted, it would be laid out for this alone. */
  let isMeasured = false;
  const measure = () => {
    isMeasured = true;
    painter.resize({ width: element.clientWidth, height: element.clientHeight }, devicePixelRatio);
    screen.tell();
    screen.repaint();
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
    window: () => displayed?.shown?.painted.windowInForce,
    count: () => displayed?.displaySet.frames.length ?? 0,
    scrollBy: (frames) => displayed && goTo(displayed.requested + frames),
    change,
    settle: hold.settle,
    drafting: draw,
  });

  return {
    show(displaySet, at, given) {
      takeDown();
      presentation = { ...asStored, ...given };
      screen.tell();
      if (displaySet.frames.length === 0) {
        emit({
          type: 'frame.failed',
          at: 0,
          problem: { kind: 'unsupported', what: 'no-picture' satisfies Fault },
        });
        return;
      }
      const start = nearestPosition(at, displaySet.frames.length);
      displayed = hang(displaySet, start);
      lookAt(displayed, start);
      const first = displaySet.frames[start];
      // Whoever asks for more than the picture as it is stored gets it from its own pixels only.
      const isAsStored = !given?.softcopy && !given?.window && given?.voiLut === undefined && !given?.invert;
      // An archive's picture is not subtracted.
      const isPlain = stackSubtraction(displaySet, start, presentation) === undefined;
      if (first && isAsStored && isPlain)
        displayed.preview = preview(parts.source, parts.pool, first, schedule);
      schedule();
    },
    grow,
    goTo,
    use: hand.use,
    finishDraft: (how) => (how === 'closed' ? draw.close() : draw.drop()),
    apply: (given) => change(given, false),
    oneToOne() {
      const fit = displayed?.shown?.painted.fit;
      if (!fit) return;
      const zoom = 1 / (fit * devicePixelRatio);
      const by = zoom / presentation.zoom;
      change({ zoom, pan: [presentation.pan[0] * by, presentation.pan[1] * by] }, false);
    },
    reset: () => change({ ...asStored, window: undefined, voiLut: undefined, subtraction: undefined }, false),
    play(framesPerSecond) {
      if (!displayed || displayed.displaySet.frames.length < 2) return;
      playing = playback(
        played(
          () => displayed,
          () => presentation,
          parts.cache,
          goTo,
          framesPerSecond,
        ),
      );
      emit({ type: 'playback.changed', playing: true });
      schedule();
    },
    pause: stop,
    presentation: () => displayed && stateOf(displayed, presentation),
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
