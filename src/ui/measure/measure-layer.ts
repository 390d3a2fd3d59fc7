import { late } from '../parts/late';

const load = () => late(() => import('./MeasureLayer.svelte'));

let loading: ReturnType<typeof load> | undefined;

/** What draws measurements, loaded when there is something to draw, or a tool for it is chosen. One that fails is tried again. */
export function measureLayer(): ReturnType<typeof load> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
