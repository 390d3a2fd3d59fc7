import type { SeriesUid, StudyUid } from '../../domain/ids';
import { togetherShort, unreadable, type Answered } from '../../domain/knowledge/remote';
import type { Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import type { Series } from '../../domain/study/study';
import type { FieldsForm } from '../requests/services';
import { textOf, type Dataset } from '../../dicom/dataset';
import { allPages } from './pages';
import { searchPage } from './search-forms';
import { isNotOffered } from '../whole-studies/capabilities';
import type { MetadataQuery } from './series-metadata';
import { saidIncomplete } from '../requests/json-answer';
import { seriesFrom } from '../../dicom/study';
import type { StudyQuery } from './study-query';
import * as Tag from '../../dicom/tags';

const FIELDS = [
  Tag.SeriesDescription,
  Tag.BodyPartExamined,
  Tag.Laterality,
  Tag.NumberOfSeriesRelatedInstances,
];

/**
 * The series of a study by QIDO-RS; from the study's metadata at an archive that answers no such query, and from the
 * study itself at one that has no metadata either, because only retrieval of a whole study is guaranteed (SMART
 * Imaging Access).
 */
export async function seriesOfStudy(
  study: StudyUid,
  query: StudyQuery & MetadataQuery,
  signal: AbortSignal,
): Promise<Result<Answered<readonly Series[]>>> {
  const offers = query.whole.offersOf(query.archive);
  if (offers.isAbsent('series-query')) return seriesWithoutQuery(study, query, signal);
  const own = await seriesByQuery(study, query, signal);
  if (own.ok) offers.seen('series-query');
  if (own.ok || !offers.mayLack('series-query', own.problem)) return own;
  const other = await seriesWithoutQuery(study, query, signal);
  if (other.ok) offers.absent('series-query');
  return other;
}

/** By QIDO-RS alone: for those who would not have a whole study sent for it. */
export async function seriesByQuery(
  study: StudyUid,
  { client, requests }: StudyQuery,
  signal: AbortSignal,
): Promise<Result<Answered<readonly Series[]>>> {
  const search = {
    kind: 'series',
    match: {},
    fields: FIELDS,
    ask: (query: Readonly<Record<string, string>>, fields?: FieldsForm) =>
      client.series(study, query, signal, fields),
  };
  const datasets = await allPages({
    capabilities: requests.capabilities,
    kind: 'series',
    ask: (offset) => searchPage(requests, search, offset),
    key: (dataset) => textOf(dataset, Tag.SeriesInstanceUID),
  });
  return datasets.ok ? ok({ ...datasets.value, value: readSeries(datasets.value.value) }) : datasets;
}

async function seriesWithoutQuery(
  study: StudyUid,
  { client, requests, whole }: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<Answered<readonly Series[]>>> {
  const offers = whole.offersOf(requests.archive.id);
  const metadata = offers.isAbsent('metadata') ? undefined : await client.studyMetadata(study, signal);
  if (metadata?.ok) {
    offers.seen('metadata');
    const { datasets, unreadable: noDatasets, warning } = metadata.value;
    const value = counted(datasets);
    const unnamed = datasets.length - readSeries(datasets).length;
    return ok({
      value,
      shortfalls: togetherShort([
        ...unreadable(noDatasets + unnamed),
        ...(warning === undefined ? [] : [saidIncomplete(warning)]),
      ]),
    });
  }
  if (metadata && !offers.mayLack('metadata', metadata.problem)) return metadata;
  const objects = await whole.retrieve(requests, [study], signal);
  if (!objects.ok) return metadata && isNotOffered(objects.problem) ? metadata : objects;
  const { incomplete, unreadable: noObjects } = objects.value;
  const datasets = [...objects.value.objects.values()].map(({ dataset }) => dataset);
  return ok({
    value: counted(datasets),
    shortfalls: [
      ...unreadable(noObjects.length + datasets.length - readSeries(datasets).length),
      ...(incomplete ? [{ kind: 'source-says-incomplete' } as const] : []),
    ],
  });
}

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
