import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { SlideHandle, SlideState } from '../../domain/ports/slide';
import type { Problem } from '../../domain/problem';
import type { Pair, Slide } from '../../domain/slide/slide';
import { cellsIn, areaOf, levelFor } from '../../domain/slide/tiles';
import type { Instance } from '../../domain/study/study';
import type { Shared } from '../shared';
import { fitted, placeAt, within, zoomed, type Camera } from './camera';
import { hand } from './hand';
import { paintSlide, wantedFor, type Inks } from './paint';
import { paintAside } from './pictures';
import { slideTiles } from './tiles';

export interface SlideView {
  readonly handle: SlideHandle;
  camera(): Camera | undefined;
  /** What could not be shown is tried again. */
  goTo(at: number): void;
  oneToOne(): void;
  dispose(): void;
}

/** Milliseconds after which a hand is taken to rest: what it passed over is not asked for */
const REST = 90;

/** One slide in an element, until it is disposed. @param at the position that it is known by @param before where another was looked at */
export function slideView(
  element: HTMLElement,
  slide: Slide,
  aside: readonly Instance[],
  parts: Pick<Shared, 'source' | 'pool' | 'mark'>,
  emit: (event: RenderingEvent) => void,
  at: number,
  before?: Camera,
): SlideView {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%' });
  element.append(canvas);
  const context = canvas.getContext('2d', { alpha: false });
  const life = new AbortController();
  let view: Pair = [0, 0];
  let ratio = 1;
  let camera = before;
  let position = at;
  let painting: number | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isMoving = false;
  let isShown = false;
  let isTold = false;
  /** What lies around the view is asked for as well */
  let isAround = false;
  let state: SlideState | undefined;
  const told = new Set<(state: SlideState) => void>();
  const tapped = new Set<(place: Pair) => void>();
  let seenLossy = false;
  let colours: 'profile-unusable' | 'uncalibrated' | undefined;
  let refused: Problem | undefined;

  const isDark = slide.paths.every(({ isColour }) => !isColour);
  const inks = (): Inks => {
    const style = getComputedStyle(element);
    const ink = (name: string, other: string) => style.getPropertyValue(name).trim() || other;
    const ground = ink('--picture', '#000');
    return {
      ground,
      glass: isDark ? ground : ink('--glass', '#f4f4f2'),
      hatch: ink('--tile-failed', '#b4511a'),
    };
  };

  const tiles = slideTiles(slide, parts, {
    changed: () => paintSoon(),
    decoded(frame, isUncalibrated) {
      const unusable = frame.kind === 'colour' && frame.profile === 'unusable';
      const own = unusable
        ? 'profile-unusable'
        : frame.kind === 'colour' && isUncalibrated
          ? 'uncalibrated'
          : colours;
      if (frame.lossy === seenLossy && own === colours) return;
      seenLossy ||= frame.lossy;
      colours = own;
      isShown = false;
    },
    failed(problem) {
      if (problem.kind !== 'different-person') return;
      // Somebody else's tile: nothing of the slide stays on the screen.
      refused = problem;
      tiles.dispose();
      context?.reset();
      emit({ type: 'frame.failed', at: position, problem });
    },
  });

  const level = () => (camera ? levelFor(slide, camera.pitch / ratio) : 0);

  const ask = () => {
    if (!camera || refused || view[0] === 0) return;
    const { now, around } = wantedFor(slide, camera, view, level());
    isAround = !isMoving && isTold && now.every((cell) => tiles.at(cell).kind !== 'awaited');
    tiles.want(isAround ? [...now, ...around] : now, around);
  };

  const paintSoon = () => {
    if (life.signal.aborted) return;
    painting ??= requestAnimationFrame(paint);
  };

  const paint = () => {
    painting = undefined;
    if (!context || !camera || refused || view[0] === 0) return;
    const counts = paintSlide(context, slide, tiles, { camera, view, ratio, level: level() }, inks());
    tell(counts.painted > 0, counts.awaited === 0);
    const failed = tiles.failed();
    state = {
      middle: camera.middle,
      pitch: camera.pitch,
      view,
      level: level(),
      plane: tiles.plane(),
      paths: tiles.paths(),
      isStored: tiles.isStored(),
      awaited: counts.awaited,
      missing: counts.missing,
      failed,
    };
    for (const one of told) one(state);
    if (counts.awaited === 0 && !isAround && !isMoving) ask();
    const [first] = failed;
    if (first && counts.painted === 0 && counts.awaited === 0 && !isShown)
      emit({ type: 'frame.failed', at: position, problem: first.problem });
  };

  /** Once there is something to see, and again where more is known of it. */
  const tell = (isPainted: boolean, isWhole: boolean) => {
    if (!isShown && (isPainted || isWhole)) {
      isShown = true;
      emit({
        type: 'frame.shown',
        at: position,
        quality: 'final',
        lossy: seenLossy,
        ...(colours && { colours }),
      });
      parts.mark('first-preview');
    }
    if (!isTold && isWhole) {
      isTold = true;
      parts.mark('first-image');
      parts.mark('stack-complete');
      ask();
    }
  };

  /** What is passed over by a hand is not asked for: it rests soon. */
  const moveTo = (next: Camera) => {
    camera = within(slide, view, next);
    paintSoon();
    isMoving = true;
    clearTimeout(resting);
    resting = setTimeout(() => {
      isMoving = false;
      ask();
    }, REST);
  };

  /** A hand that goes on for long sees where it is. */
  const passing = () => {
    const now = performance.now();
    if (now - asked < REST) return;
    asked = now;
    ask();
  };
  let asked = 0;

  const moving = (next: Camera | undefined) => {
    if (!next) return;
    moveTo(next);
    passing();
  };

  const lay = () => {
    const { clientWidth, clientHeight } = element;
    if (clientWidth === 0 || clientHeight === 0) return;
    const isFirst = view[0] === 0;
    const wasWhole = camera && !isFirst && camera.pitch === fitted(slide, view).pitch;
    view = [clientWidth, clientHeight];
    ratio = devicePixelRatio;
    [canvas.width, canvas.height] = [Math.round(view[0] * ratio), Math.round(view[1] * ratio)];
    camera = camera && !wasWhole ? within(slide, view, camera) : fitted(slide, view);
    ask();
    paintSoon();
  };
  const watching = new ResizeObserver(lay);
  watching.observe(element);
  lay();

  const zoomBy = (factor: number, about?: Pair) => {
    if (camera) moving(zoomed(slide, view, camera, factor, about ?? camera.middle));
  };
  const panBy = ([x, y]: Pair) => {
    if (camera)
      moving({
        ...camera,
        middle: [camera.middle[0] - x * camera.pitch, camera.middle[1] - y * camera.pitch],
      });
  };
  const leave = hand(element, {
    panBy,
    zoomBy: (factor, about) => {
      if (camera) zoomBy(factor, placeAt(camera, view, about));
    },
    tap(place) {
      if (camera) for (const one of tapped) one(placeAt(camera, view, place));
    },
  });

  const changed = (act: () => void) => {
    act();
    paintSoon();
  };
  const listened = <T>(those: Set<T>, one: T) => {
    those.add(one);
    return () => void those.delete(one);
  };
  const still: SlideState = {
    middle: [slide.size[0] / 2, slide.size[1] / 2],
    pitch: 1,
    view: [0, 0],
    level: 0,
    plane: 0,
    paths: tiles.paths(),
    isStored: false,
    awaited: 0,
    missing: 0,
    failed: [],
  };

  const handle: SlideHandle = {
    slide,
    pictures: aside.flatMap((one) => (one.slide && one.slide.holds !== 'tissue' ? [one.slide.holds] : [])),
    state: () => state ?? still,
    onState: (one) => {
      if (state) one(state);
      return listened(told, one);
    },
    onTap: (one) => listened(tapped, one),
    zoomBy,
    panBy,
    lookAt: (middle, pitch) => moving(camera && { middle, pitch: pitch ?? camera.pitch }),
    fit: () => moving(fitted(slide, view)),
    path: (which, change) => changed(() => tiles.choose(which, change)),
    plane: (to) => changed(() => tiles.focus(to)),
    store: (isStored) =>
      changed(() => {
        colours = undefined;
        isShown = false;
        tiles.store(isStored);
      }),
    retry: () => changed(tiles.forgive),
    paintWhole: (small) => paintWhole(small),
    paintPicture: (which, into, signal) => {
      const instance = aside.find((one) => one.slide?.holds === which);
      return instance
        ? paintAside(instance, parts, into, signal)
        : Promise.resolve({ ok: false, problem: { kind: 'no-picture' } });
    },
  };

  /** Of the coarsest level alone, whatever is looked at: nothing more is asked for. */
  const paintWhole = (small: HTMLCanvasElement): boolean => {
    const last = slide.levels.length - 1;
    const coarsest = slide.levels[last];
    const into = small.getContext('2d');
    if (!coarsest || !into || refused) return false;
    const scale = small.width / slide.size[0];
    const own = inks();
    into.fillStyle = own.glass;
    into.fillRect(0, 0, small.width, small.height);
    let painted = false;
    for (const cell of cellsIn(coarsest, { from: [0, 0], size: slide.size })) {
      const known = tiles.at({ level: last, cell });
      if (known.kind !== 'here') continue;
      const { from, size } = areaOf(coarsest, cell);
      into.drawImage(known.canvas, from[0] * scale, from[1] * scale, size[0] * scale, size[1] * scale);
      painted = true;
    }
    return painted;
  };

  return {
    handle,
    camera: () => camera,
    goTo(to) {
      position = to;
      isShown = false;
      if (tiles.failed().length > 0) tiles.forgive();
      paintSoon();
    },
    oneToOne: () => camera && moving({ ...camera, pitch: Math.min(...slide.levels[0].pitch) * ratio }),
    dispose() {
      life.abort();
      leave();
      watching.disconnect();
      clearTimeout(resting);
      if (painting !== undefined) cancelAnimationFrame(painting);
      told.clear();
      tapped.clear();
      tiles.dispose();
      canvas.width = canvas.height = 0;
      canvas.remove();
    },
  };
}
