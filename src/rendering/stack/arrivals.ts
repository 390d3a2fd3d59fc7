import type { RenderingEvent } from '../../domain/ports/rendering-event';

/** At most so often, ms. */
const EVERY = 250;

export interface Arrivals {
  changed(): void;
  dispose(): void;
}

/** Tells which frames are here a few times a second, and at once when all are settled. */
export function arrivals(
  count: number,
  isHere: (at: number) => boolean,
  hasFailed: (at: number) => boolean,
  isPartial: () => boolean,
  emit: (event: RenderingEvent) => void,
  oncomplete: () => void,
): Arrivals {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isComplete = false;
  const tell = () => {
    timer = undefined;
    const arrived = Array.from({ length: count }, (_, at) => isHere(at) && !hasFailed(at));
    const failed = arrived.filter((_, at) => hasFailed(at)).length;
    emit({ type: 'frames.arrived', arrived, failed, ...(isPartial() && { kept: 'around' }) });
    if (isComplete || !arrived.every(Boolean)) return;
    isComplete = true;
    oncomplete();
  };
  let settled = Array.from({ length: count }, (_, at) => isHere(at)).filter(Boolean).length;
  return {
    changed() {
      settled++;
      if (settled === count) {
        clearTimeout(timer);
        tell();
      } else timer ??= setTimeout(tell, EVERY);
    },
    dispose: () => clearTimeout(timer),
  };
}
