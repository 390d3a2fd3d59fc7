import { late } from '../parts/late';

const load = () => late(() => import('./measuring-hand'));

export type Hand = Awaited<ReturnType<typeof load>>;

let loading: ReturnType<typeof load> | undefined;

/** What measures and draws it, loaded when there is something to draw, or a tool for it is chosen. One that fails is tried again. */
export function measureLayer(): ReturnType<typeof load> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
