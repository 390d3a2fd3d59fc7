import type { FrameSource, Milestone, RenderingEngine } from '../domain/ports';
import { decodePool, usualWorkers, type DecodePool } from './decode/pool';
import { workerStarter } from './decode/start-worker';
import { canvasPainter } from './stack/canvas-painter';
import { decodedCache, memoryLimits, type MemoryLimits } from './stack/memory';
import { stack } from './stack/stack';

export interface EngineOptions {
  readonly frames: FrameSource;
  /** `auto` draws with graphics hardware where there is some; `gpu` and `software` insist */
  readonly backend?: 'auto' | 'gpu' | 'software';
  /** Told of each milestone once */
  readonly mark?: (milestone: Milestone) => void;
  /** Decoding workers; half the cores where not said */
  readonly workers?: number;
  readonly memory?: MemoryLimits;
  /** Decoding of its own, for tests */
  readonly pool?: DecodePool;
}

/** Draws display sets into elements. Workers and memory are shared by all of its viewports. */
export function renderingEngine(options: EngineOptions): RenderingEngine & { dispose(): void } {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const limits = options.memory ?? memoryLimits(deviceMemory);
  const pool =
    options.pool ??
    decodePool({
      workers: options.workers ?? usualWorkers(navigator.hardwareConcurrency),
      start: workerStarter(),
    });
  const cache = decodedCache(limits.decoded);
  const marked = new Set<Milestone>();
  const mark = (milestone: Milestone) => {
    if (marked.has(milestone)) return;
    marked.add(milestone);
    options.mark?.(milestone);
  };

  return {
    mount(element, _kind, emit) {
      const canvas = document.createElement('canvas');
      canvas.setAttribute('role', 'img');
      canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%';
      if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
      element.append(canvas);
      const handle = stack(
        element,
        {
          source: options.frames,
          pool,
          cache,
          encodedCeiling: limits.encoded,
          mark,
          painter: () => canvasPainter(canvas),
        },
        emit,
      );
      return {
        ...handle,
        dispose() {
          handle.dispose();
          canvas.remove();
        },
      };
    },
    dispose: () => pool.dispose(),
  };
}
