import type { SeriesUid, StudyUid } from '../../domain/ids';
import type { RetrievedSeries } from '../../domain/ports/archive';
import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import type { DicomwebClient } from '../requests/services';
import { textOf, type Dataset } from '../../dicom/dataset';
import type { Place } from '../whole-studies/object-request';
import { isNotOffered, type Offers } from '../whole-studies/capabilities';
import type { JsonAnswer } from '../requests/json-answer';
import type { Requests } from '../requests/request';
import type { WholeStudies } from '../whole-studies/whole-studies';
import * as Tag from '../../dicom/tags';

export interface MetadataQuery {
  readonly client: DicomwebClient;
  readonly requests: Requests;
  readonly whole: WholeStudies;
}

/** A series' metadata, from wherever it came. */
export interface SeriesMetadata extends Pick<RetrievedSeries, 'unreadable' | 'incomplete' | 'note'> {
  readonly datasets: readonly Dataset[];
  /** They were read in the objects themselves */
  readonly isOfFiles?: true;
}

/**
 * A series' metadata; out of the whole study's at an archive that offers only that; out of the objects themselves at
 * one that offers no metadata.
 */
export async function metadataOf(
  study: StudyUid,
  series: SeriesUid,
  query: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<SeriesMetadata>> {
  const offers = query.whole.offersOf(query.requests.archive.id);
  if (offers.isAbsent('metadata')) return metadataOfObjects(study, series, query, signal);
  const own = await offeredMetadata(study, series, query.client, offers, signal);
  if (own.ok) return ok({ ...own.value, note: noteOf(offers) });
  if (!offers.mayLack('metadata', own.problem)) return own;
  const other = await metadataOfObjects(study, series, query, signal);
  if (other.ok) offers.absent('metadata');
  return other.ok || !isNotOffered(other.problem) ? other : own;
}

/** Its frames, too, come with the study only: known once the first of them was asked for. */
const noteOf = (offers: Offers): RetrievedSeries['note'] =>
  (['frames', 'instance', 'series'] as const).every(offers.isAbsent) ? 'whole-study' : undefined;

async function offeredMetadata(
  study: StudyUid,
  series: SeriesUid,
  client: DicomwebClient,
  offers: Offers,
  signal: AbortSignal,
): Promise<Result<SeriesMetadata>> {
  const own = await client.seriesMetadata(study, series, signal);
  if (own.ok) offers.seen('metadata');
  if (own.ok) return ok(answered(own.value.datasets, own.value));
  if (!isNotOffered(own.problem)) return own;
  const whole = await client.studyMetadata(study, signal);
  if (whole.ok) offers.seen('metadata');
  if (!whole.ok) return own;
  const those = whole.value.datasets.filter((dataset) => isOf(series, dataset));
  if (those.length === 0) return own;
  const { unreadable, ...more } = answered(those, whole.value);
  return ok({ ...more, unreadable: [...unreadable, ...ofNoSeries(whole.value.datasets)] });
}

const answered = (datasets: readonly Dataset[], { unreadable, warning }: JsonAnswer): SeriesMetadata => ({
  datasets,
  unreadable: noDatasets(unreadable),
  ...(warning !== undefined && { incomplete: true as const }),
});

const noDatasets = (count: number) => new Array<string>(count).fill('it is no dataset');

/** Of which series they are nobody can tell: each may be missing them. */
const ofNoSeries = (datasets: readonly Dataset[]) =>
  datasets
    .filter((dataset) => textOf(dataset, Tag.SeriesInstanceUID) === undefined)
    .map(() => 'it has no Series Instance UID');

const isOf = (series: SeriesUid, dataset: Dataset) => textOf(dataset, Tag.SeriesInstanceUID) === series;

async function metadataOfObjects(
  study: StudyUid,
  series: SeriesUid,
  { requests, whole }: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<SeriesMetadata>> {
  const { id, name: where } = requests.archive;
  const offers = whole.offersOf(id);
  const get = async (place: Place): Promise<Result<SeriesMetadata>> => {
    const result = await whole.retrieve(requests, place, signal);
    if (!result.ok) return result;
    const { objects, incomplete } = result.value;
    const all = [...objects.values()].map(({ dataset }) => dataset);
    const datasets = all.filter((one) => isOf(series, one));
    // Nor can it be told of an unreadable object.
    const unreadable = [...result.value.unreadable, ...ofNoSeries(all)];
    return datasets.length + unreadable.length > 0
      ? ok({ datasets, unreadable, isOfFiles: true, ...(incomplete && { incomplete }) })
      : err<Problem>({ kind: 'not-found', where });
  };
  const skipsSeries = offers.isAbsent('series') || whole.known(id, [study]) !== undefined;
  if (!skipsSeries) {
    const own = await get([study, series]);
    if (own.ok) offers.seen('series');
    if (own.ok || !offers.mayLack('series', own.problem)) return own;
  }
  const all = await get([study]);
  if (!all.ok) return all;
  if (!skipsSeries) offers.absent('series');
  return ok({ ...all.value, note: 'whole-study' });
}
