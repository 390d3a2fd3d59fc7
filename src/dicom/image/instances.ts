import type { SeriesUid, StudyUid } from '../../domain/ids';
import type { RetrievedSeries } from '../../domain/ports/archive';
import type { Instance } from '../../domain/study/study';
import { inTurns } from '../../domain/turns';
import { instanceFrom, type InstanceContext } from './instance';
import type { Dataset } from '../dataset';

interface SeriesContext extends InstanceContext {
  readonly study: StudyUid;
  readonly series: SeriesUid;
}

type Read = { readonly instance: Instance } | { readonly unreadable: string };

/** Reads metadata: one instance that cannot be read is counted with its reason, and takes nobody with it. */
export function readInstances(datasets: readonly Dataset[], context: SeriesContext): RetrievedSeries {
  return gathered(datasets.map((dataset) => readInstance(dataset, context)));
}

/** The same of a whole series, which may be long, in turns. */
export async function readSeries(
  datasets: readonly Dataset[],
  context: SeriesContext,
): Promise<RetrievedSeries> {
  return gathered(await inTurns(datasets, (dataset) => readInstance(dataset, context)));
}

function readInstance(dataset: Dataset, context: SeriesContext): Read {
  try {
    const instance = instanceFrom(dataset, context);
    const belongs = instance.study === context.study && instance.series === context.series;
    return belongs ? { instance } : { unreadable: 'it belongs to another series' };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'it cannot be read' };
  }
}

function gathered(all: readonly Read[]): RetrievedSeries {
  const instances = new Map<string, Instance>();
  const unreadable: string[] = [];
  for (const each of all)
    if ('unreadable' in each) unreadable.push(each.unreadable);
    else if (!instances.has(each.instance.uid)) instances.set(each.instance.uid, each.instance);
  return { instances: [...instances.values()], unreadable };
}
