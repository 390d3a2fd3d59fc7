import type { FrameSource } from '../domain/ports/frames';
import type { Milestone } from '../domain/ports/milestone';
import type { RenderingEngine } from '../domain/ports/rendering';
import { isVideo } from '../domain/study/video';
import { nextTurn } from '../domain/turns';
import { prefetchingSource } from './frames/prefetched-frames';
import { prefetch, isFreeLine } from './frames/prefetch';
import { decodePool, usualWorkers, type DecodePool } from './decode/pool';
import { workerStarter } from './decode/start-worker';
import { notingPool, usedCodecs, type UsedCodecs } from './decode/used-codecs';
import { lazyViewport } from './viewport/lazy-viewport';
import { nothing } from './viewport/unsupported';
import { gpu, type StartGpu } from './paint/gpu';
import { isHardware, webglRenderer } from './paint/hardware';
import { decodedCache } from './frames/decoded-cache';
import { encodedBudget } from './frames/encoded-budget';
import { frameClock } from './stack/frame-clock';
import { memoryLimits, type MemoryLimits } from './frames/memory';
import { stack } from './stack/stack';
import { switchingPainter } from './paint/switching-painter';
import { firstPictureGate } from '../domain/first-picture-gate';

export type Backend = 'auto' | 'gpu' | 'software';

export interface EngineOptions {
  readonly frames: FrameSource;
  /** `auto` draws with graphics hardware where there is some; `gpu` wants WebGL whatever draws it; `software` never */
  readonly backend?: Backend;
  /** Told of each milestone once */
  readonly mark?: (milestone: Milestone) => void;
  /** Decoding workers; half the cores where not said */
  readonly workers?: number;
  readonly memory?: MemoryLimits;
  /** Decoding of its own, for tests */
  readonly pool?: DecodePool;
  /** What is remembered of the codecs; this device's own where not said */
  readonly codecs?: UsedCodecs;
  /** Hardware drawing of its own, for tests */
  readonly startGpu?: StartGpu;
}

export interface Engine extends RenderingEngine {
  /** Starts what the first picture of any kind will need. */
  warm(): void;
  /** Settles when no viewport waits for its first picture: whatever else needs the line comes after it. */
  firstPicturePassed(signal: AbortSignal): Promise<void>;
  dispose(): void;
}

/** Draws display sets into elements. Workers, memory and the graphics context are shared by all of its viewports. */
export function renderingEngine(options: EngineOptions): Engine {
  const { deviceMemory, connection } = navigator as Device;
  const limits = options.memory ?? memoryLimits(deviceMemory);
  const codecs = options.codecs ?? usedCodecs();
  const pool = notingPool(
    options.pool ??
      decodePool({
        workers: options.workers ?? usualWorkers(navigator.hardwareConcurrency),
        start: workerStarter(),
      }),
    codecs,
  );
  const life = new AbortController();
  // A frame's codec is made ready while the frame is on its way.
  options.frames.onSyntax?.(pool.prepare, life.signal);
  const cache = decodedCache(limits.decoded);
  const budget = encodedBudget(limits.encoded);
  const clock = frameClock();
  const hardware = gpu(() => wants(options.backend ?? 'auto'), options.startGpu ?? startCornerstone);
  const mark = once(options.mark);
  const source = prefetchingSource(options.frames);
  const first = firstPictureGate();
  /** Whose frames are still on their way; from the beginning, and from leaving a study on, the next one's */
  const loading = firstPictureGate();
  const opening = {};
  loading.begin(opening);
  const next = prefetch({
    fetch: source.prefetch,
    idle: loading.passed,
    isFree: () => isFreeLine(connection),
    now: () => performance.now(),
  });

  return {
    mount(element, kind, emit) {
      if (kind === 'unsupported') return nothing(emit);
      if (kind === 'video')
        return lazyViewport(async () => {
          const { video } = await import('./video/video');
          return video(element, { source, mark }, emit);
        }, emit);
      const canvas = canvasIn(element);
      const context = canvas.getContext('2d', { alpha: false });
      if (!context) return nothing(emit, 'this browser cannot draw');
      const handle = stack(
        element,
        {
          source,
          pool,
          cache,
          budget,
          clock,
          mark,
          painter: (repaint) => switchingPainter({ canvas, context }, hardware, emit, repaint),
          // Its code is large: it may come when no frame is waited for any more.
          onComplete() {
            // What there is to draw with is found out in a turn of its own.
            void nextTurn().then(hardware.load);
            loading.end(canvas);
            loading.end(opening);
          },
        },
        (event) => {
          if (event.type === 'frame.shown' || event.type === 'frame.failed') first.end(canvas);
          emit(event);
        },
      );
      return {
        ...handle,
        show(displaySet, at, presentation) {
          first.begin(canvas);
          loading.begin(canvas);
          handle.show(displaySet, at, presentation);
        },
        dispose() {
          handle.dispose();
          first.end(canvas);
          loading.end(canvas);
          canvas.remove();
        },
      };
    },
    warm: () => pool.warm(codecs.last()),
    firstPicturePassed: first.passed,
    prefetchFirst(frame, signal) {
      // A video is one stream, which its viewport asks for as such.
      if (isVideo(frame.instance)) return;
      source.prefetchFirst(frame, signal);
      const syntax = frame.instance.image?.transferSyntax;
      if (syntax !== undefined) pool.prepare(syntax);
    },
    prefetch(frames) {
      if (frames.length === 0) loading.begin(opening);
      next.fetch(frames);
    },
    dispose() {
      life.abort();
      next.fetch([]);
      hardware.dispose();
      pool.dispose();
    },
  };
}

/** What some browsers tell of the device */
interface Device {
  readonly deviceMemory?: number;
  readonly connection?: Parameters<typeof isFreeLine>[0];
}

const startCornerstone: StartGpu = async (events) =>
  (await import('./paint/cornerstone-painter')).cornerstoneHost(events);

function wants(backend: Backend): boolean {
  if (backend === 'software') return false;
  const renderer = webglRenderer();
  return backend === 'gpu' ? renderer !== undefined : isHardware(renderer);
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

function once(tell: ((milestone: Milestone) => void) | undefined): (milestone: Milestone) => void {
  const marked = new Set<Milestone>();
  return (milestone) => {
    if (marked.has(milestone)) return;
    marked.add(milestone);
    tell?.(milestone);
  };
}
