import type { SeriesUid, StudyUid } from '../domain/ids';
import type { Problem, Result } from '../domain/problem';
import { found } from '../domain/problem';
import type { Series } from '../domain/study';
import { textOf, type Dataset } from './json';
import { allPages } from './pages';
import { seriesFrom } from './study-json';
import type { StudyQuery } from './study-query';

const FIELDS = ['0008103E', '00180015', '00200060', '00201209'].join(',');

/**
 * The series of a study by QIDO-RS; from the study's metadata at an archive that answers no such query, because only
 * retrieval of a whole study is guaranteed (SMART Imaging Access).
 */
export async function seriesOfStudy(
  study: StudyUid,
  { client, name: where }: StudyQuery,
  signal: AbortSignal,
): Promise<Result<readonly Series[]>> {
  const tooMany: Problem = { kind: 'malformed', where, what: 'a list of series without end' };
  const datasets = await allPages(
    (limit, offset) =>
      client.series(study, { includefield: FIELDS, limit: String(limit), offset: String(offset) }, signal),
    (dataset) => textOf(dataset, '0020000E'),
    tooMany,
  );
  if (datasets.ok) return found(readSeries(datasets.value));
  if (!isNotOffered(datasets.problem)) return datasets;
  const metadata = await client.studyMetadata(study, signal);
  return metadata.ok ? found(counted(metadata.value)) : metadata;
}

const NOT_OFFERED = [400, 405, 406, 415, 501];

/** Whether an archive says that it does not offer a resource, or has nothing there. */
export const isNotOffered = (problem: Problem) =>
  problem.kind === 'not-found' || (problem.kind === 'failed' && NOT_OFFERED.includes(problem.status));

const readSeries = (datasets: readonly Dataset[]) => datasets.flatMap((dataset) => seriesFrom(dataset) ?? []);

/** One entry a series, with as many instances as the metadata has. */
function counted(instances: readonly Dataset[]): readonly Series[] {
  const series = new Map<SeriesUid, Series>();
  for (const one of readSeries(instances)) {
    series.set(one.uid, {
      ...(series.get(one.uid) ?? one),
      instanceCount: (series.get(one.uid)?.instanceCount ?? 0) + 1,
    });
  }
  return [...series.values()];
}

/** A series' metadata; out of the whole study's at an archive that offers only that. */
export async function metadataOf(
  study: StudyUid,
  series: SeriesUid,
  { client }: Pick<StudyQuery, 'client'>,
  signal: AbortSignal,
): Promise<Result<readonly Dataset[]>> {
  const own = await client.seriesMetadata(study, series, signal);
  if (own.ok || !isNotOffered(own.problem)) return own;
  const whole = await client.studyMetadata(study, signal);
  const datasets = whole.ok ? whole.value.filter((dataset) => textOf(dataset, '0020000E') === series) : [];
  return datasets.length > 0 ? found(datasets) : own;
}
