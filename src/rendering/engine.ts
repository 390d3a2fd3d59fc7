import type { FrameSource } from '../domain/ports/frames';
import type { Milestone } from '../domain/ports/milestone';
import type { OpenCard } from '../domain/ports/cards';
import type { OpenDrawing } from '../domain/ports/drawings';
import type { OpenPlanes } from '../domain/ports/planes';
import type { OpenRegistration } from '../domain/ports/registrations';
import type { RenderingEngine } from '../domain/ports/rendering';
import { KINDS, kindOf } from '../domain/study/kinds';
import { prefetchingSource } from './frames/prefetched-frames';
import { prefetch, isFreeLine } from './frames/prefetch';
import { decodePool, usualWorkers, type DecodePool } from './decode/pool';
import { workerStarter } from './decode/start-worker';
import { notingPool, usedCodecs, type UsedCodecs } from './decode/used-codecs';
import { RENDERERS } from './kinds';
import { gpu, type StartGpu } from './paint/gpu';
import { isHardware, webglRenderer } from './paint/hardware';
import { decodedCache } from './frames/decoded-cache';
import { encodedBudget } from './frames/encoded-budget';
import { frameClock } from './stack/frame-clock';
import { openStores } from './frames/open-stores';
import { memoryLimits, type MemoryLimits } from './frames/memory';
import type { Shared } from './shared';
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
  readonly openPlanes: OpenPlanes;
  readonly openDrawing: OpenDrawing;
  readonly openCard: OpenCard;
  readonly openRegistration: OpenRegistration;
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
  const hardware = gpu(() => wants(options.backend ?? 'auto'), options.startGpu ?? startCornerstone);
  const source = prefetchingSource(options.frames);
  const shared: Shared = {
    source,
    pool,
    cache: decodedCache(limits.decoded),
    budget: encodedBudget(limits.encoded),
    stores: openStores(),
    clock: frameClock(),
    hardware,
    mark: once(options.mark),
    firstPicture: firstPictureGate(),
    loading: firstPictureGate(),
  };
  const { firstPicture, loading } = shared;
  loading.begin('launch');
  const next = prefetch({
    fetch: source.prefetch,
    idle: loading.passed,
    isFree: () => isFreeLine(connection),
    now: () => performance.now(),
  });

  return {
    mount: (element, kind, emit) => RENDERERS[kind].mount(element, shared, emit),
    openPlanes: async (asked) =>
      (await import('./volume/planes')).openPlanes(asked, shared, limits.decoded * VOLUME_SHARE),
    openDrawing: async (...asked) => (await import('./overlay/drawings')).openDrawing(shared, ...asked),
    openCard: async (...asked) => (await import('./card/card')).openCard(source, ...asked),
    openRegistration: async (...asked) =>
      (await import('./volume/registration')).openRegistration(source, ...asked),
    warm: () => pool.warm(codecs.last()),
    firstPicturePassed: firstPicture.passed,
    prefetchFirst(frame, signal) {
      // One stream is asked for by its viewport, as such.
      if (KINDS[kindOf(frame.instance)].arrives !== 'frames') return;
      source.prefetchFirst(frame, signal);
      const syntax = frame.instance.image?.transferSyntax;
      if (syntax !== undefined) pool.prepare(syntax);
    },
    prefetch(frames) {
      if (frames.length === 0) loading.begin('launch');
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

/** Of the bytes that decoded frames may take: a volume takes as many once more, of which none is held twice in its worker */
const VOLUME_SHARE = 0.75;

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

function once(tell: ((milestone: Milestone) => void) | undefined): (milestone: Milestone) => void {
  const marked = new Set<Milestone>();
  return (milestone) => {
    if (marked.has(milestone)) return;
    marked.add(milestone);
    tell?.(milestone);
  };
}
