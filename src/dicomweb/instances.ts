import type { SeriesUid, StudyUid } from '../domain/ids';
import type { RetrievedSeries } from '../domain/ports/archive';
import type { Instance } from '../domain/study';
import { instanceFrom, type InstanceContext } from './instance-json';
import type { Dataset } from './json';

interface SeriesContext extends InstanceContext {
  readonly study: StudyUid;
  readonly series: SeriesUid;
}

/** Reads a series' metadata: one instance that cannot be read is counted with its reason, and takes nobody with it. */
export function readInstances(datasets: readonly Dataset[], context: SeriesContext): RetrievedSeries {
  const instances = new Map<string, Instance>();
  const unreadable: string[] = [];
  for (const dataset of datasets) {
    try {
      const instance = instanceFrom(dataset, context);
      if (instance.study !== context.study || instance.series !== context.series) {
        unreadable.push('it belongs to another series');
      } else if (!instances.has(instance.uid)) {
        instances.set(instance.uid, instance);
      }
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : 'it cannot be read');
    }
  }
  return { instances: [...instances.values()], unreadable };
}
