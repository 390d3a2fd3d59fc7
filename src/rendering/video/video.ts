import type { DisplaySet } from '../../domain/study/display-set';
import type { FrameSource } from '../../domain/ports/frames';
import type { Milestone } from '../../domain/ports/milestone';
import type { ViewportHandle } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { nearestPosition } from '../../domain/presentation/limits';
import { asStored, type Presentation, type ViewState } from '../../domain/presentation/view-state';
import type { Fault, Problem } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import type { VideoStream } from '../../domain/study/video';
import { drafting } from '../viewport/drafting';
import { gestures } from '../viewport/gestures';
import { placement, shapeOf, type Placement } from '../viewport/placement';
import { containerOf, type Container } from './container';
import { player, type Player } from './player';
import { timelineOf, type Timeline } from './timeline';
import { wordsFor } from './words';

export interface VideoParts {
  readonly source: FrameSource;
  readonly mark: (milestone: Milestone) => void;
}

/** What hangs now. */
interface Displayed {
  readonly displaySet: DisplaySet;
  readonly stop: AbortController;
  /** Where the viewer wants to be */
  requested: number;
  failed?: true;
  player?: Player;
  timeline?: Timeline;
  shownAt?: number;
}

/** A seek that takes longer than this, in ms, is said to be under way. */
const SEEK_NOTICE = 200;

/** One viewport on a video: the browser decodes and shows it, everything else is as with any stack of pictures. */
export function video(
  element: HTMLElement,
  parts: VideoParts,
  emit: (event: RenderingEvent) => void,
): ViewportHandle {
  let displayed: Displayed | undefined;
  let presentation: Presentation = asStored;
  let place: Placement | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;

  const draw = drafting({
    matrix: () => (displayed?.shownAt === undefined ? undefined : place?.matrix),
    changed: () => {
      const draft = draw.draft();
      // What moves cannot be measured: it stands still from the first touch on.
      if (draft) displayed?.player?.pause();
      emit({ type: 'figure.drafted', ...(draft && { draft }) });
    },
    finished: (figure) => {
      if (displayed?.shownAt !== undefined) emit({ type: 'figure.finished', at: displayed.shownAt, figure });
    },
  });

  const lay = () => {
    const frame = displayed?.displaySet.frames[displayed.requested];
    const image = frame?.instance.image;
    const screen = displayed?.player?.element;
    if (!frame || !image || !screen) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    place = placement(shapeOf(frame, image.rows, image.columns), presentation, size);
    screen.style.cssText =
      'position:absolute;left:0;top:0;max-width:none;transform-origin:0 0;object-fit:fill;pointer-events:none;' +
      `width:${image.columns}px;height:${image.rows}px;transform:matrix(${place.matrix.join(',')})` +
      (presentation.invert ? ';filter:invert(1)' : '');
    const state = stateOf();
    if (state) emit({ type: 'presentation.changed', state });
  };

  const stateOf = (): ViewState | undefined => {
    if (displayed?.shownAt === undefined || !place) return undefined;
    const { rotation, flipHorizontal, flipVertical } = presentation;
    return {
      view: { displaySet: displayed.displaySet.id, at: displayed.shownAt },
      presentation,
      scale: place.scale,
      matrix: place.matrix,
      orientation: { rotation, flipHorizontal, flipVertical },
    };
  };

  const change = (given: Partial<Presentation>) => {
    presentation = { ...presentation, ...given };
    lay();
  };

  const goTo = (to: number) => {
    const now = displayed;
    if (!now) return;
    now.requested = nearestPosition(to, now.displaySet.frames.length);
    if (!now.player || !now.timeline) return;
    now.player.seek(now.timeline.timeOf(now.requested));
    clearTimeout(late);
    late = setTimeout(() => {
      if (now === displayed && now.shownAt !== now.requested)
        emit({ type: 'frame.awaited', at: now.requested });
    }, SEEK_NOTICE);
  };

  const pictured = (now: Displayed, time: number) => {
    if (now !== displayed || !now.timeline) return;
    const at = now.timeline.positionAt(time);
    if (now.player?.element.paused === false) now.requested = at;
    if (at === now.requested) clearTimeout(late);
    if (at === now.shownAt) return;
    const isFirst = now.shownAt === undefined;
    now.shownAt = at;
    draw.drop();
    // Each of the syntaxes gives up detail (PS3.5 §8.2.5 to §8.2.8), whatever the object says of itself.
    // No browser is told of a profile beside the stream.
    const image = now.displaySet.frames[at]?.instance.image;
    const colours = image?.profile || image?.uncalibrated ? ('uncalibrated' as const) : undefined;
    emit({ type: 'frame.shown', at, quality: 'final', lossy: true, ...(colours && { colours }) });
    if (!isFirst) return;
    parts.mark('first-preview');
    parts.mark('first-image');
    lay();
  };

  const fail = (now: Displayed, problem: Problem) => {
    if (now !== displayed) return;
    now.failed = true;
    emit({ type: 'frame.failed', at: now.requested, problem });
    now.player?.dispose();
    delete now.player;
    delete now.shownAt;
  };

  const ready = (now: Displayed, { pictures, sound }: Container, rendered: boolean) => {
    const duration = now.player?.element.duration ?? NaN;
    if (now !== displayed) return;
    if (!Number.isFinite(duration) || duration <= 0)
      return fail(now, { kind: 'undecodable', what: 'video-without-length' satisfies Fault });
    now.timeline = timelineOf(now.displaySet.frames, duration, pictures);
    const { rate, otherCount } = now.timeline;
    emit({
      type: 'video.changed',
      video: { kind: 'playable', duration, rate, sound, rendered, ...(otherCount && { otherCount }) },
    });
    lay();
    goTo(now.requested);
    parts.mark('stack-complete');
  };

  const begin = (now: Displayed, { bytes, rendered }: VideoStream, frame: Frame) => {
    const container = containerOf(bytes);
    const unplayable: Problem = { kind: 'unplayable', ...wordsFor(frame, container) };
    if (document.createElement('video').canPlayType(container.mediaType) === '') return fail(now, unplayable);
    const own = player(new Blob([bytes], { type: container.mediaType }), {
      ready: () => ready(now, container, rendered),
      pictured: (time) => pictured(now, time),
      playing: (playing) => emit({ type: 'playback.changed', playing }),
      ended: () => now === displayed && goTo(Infinity),
      failed: (isDecoding, what) => fail(now, isDecoding ? { kind: 'undecodable', what } : unplayable),
    });
    now.player = own;
    element.append(own.element);
  };

  const load = async (now: Displayed, frame: Frame) => {
    emit({ type: 'video.changed', video: { kind: 'coming' } });
    const told = (progress: { readonly received: number }) => {
      if (now === displayed) emit({ type: 'video.changed', video: { kind: 'coming', ...progress } });
    };
    const answer = await parts.source.video?.(frame.instance, told, now.stop.signal);
    if (now !== displayed) return;
    if (!answer) return fail(now, { kind: 'unsupported', what: 'a video' });
    if (answer.ok) begin(now, answer.value, frame);
    else fail(now, answer.problem);
  };

  const takeDown = () => {
    clearTimeout(late);
    displayed?.stop.abort();
    displayed?.player?.dispose();
    displayed = undefined;
    draw.drop();
  };

  const hang = (displaySet: DisplaySet, at: number) => {
    takeDown();
    const frame = displaySet.frames[at] ?? displaySet.frames[0];
    const now: Displayed = { displaySet, stop: new AbortController(), requested: at };
    displayed = now;
    // Stopped: whoever stopped it wants nothing more.
    if (frame) load(now, frame).catch(() => undefined);
  };

  if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
  const watching = new ResizeObserver(lay);
  watching.observe(element);
  const hand = gestures(element, {
    presentation: () => presentation,
    window: () => undefined,
    count: () => displayed?.displaySet.frames.length ?? 0,
    scrollBy: (frames) => displayed && goTo(displayed.requested + frames),
    change,
    settle: () => undefined,
    drafting: draw,
  });

  return {
    show(displaySet, at, given) {
      presentation = { ...asStored, ...given };
      hang(displaySet, at);
    },
    grow: (displaySet, at) => hang(displaySet, at),
    // Asked for again, a video that failed is fetched again.
    goTo: (at) => (displayed?.failed ? hang(displayed.displaySet, at) : goTo(at)),
    use: hand.use,
    finishDraft: (how) => (how === 'closed' ? draw.close() : draw.drop()),
    apply: change,
    oneToOne() {
      if (!place) return;
      const zoom = 1 / (place.fit * devicePixelRatio);
      const by = zoom / presentation.zoom;
      change({ zoom, pan: [presentation.pan[0] * by, presentation.pan[1] * by] });
    },
    reset: () => change({ ...asStored, window: undefined }),
    play(framesPerSecond) {
      if (!displayed?.timeline || !displayed.player) return;
      // From its end it begins anew.
      if (displayed.requested === displayed.displaySet.frames.length - 1) goTo(0);
      displayed.player.play(framesPerSecond / displayed.timeline.rate);
    },
    pause: () => displayed?.player?.pause(),
    presentation: stateOf,
    dispose() {
      takeDown();
      watching.disconnect();
      hand.dispose();
    },
  };
}
