import { rawLast, type DisplaySet } from '../../domain/study/display-set';
import { overPictures, placesToDraw } from '../../domain/overlay/classes';
import type { SeriesUid } from '../../domain/ids';
import type { Problem, Result } from '../../domain/problem';
import type { Series } from '../../domain/study/study';
import type { CheckedSeries } from './retrieval';

/** One series of a study that is shown, and how far it has come. */
export interface SeriesEntry {
  readonly series: Series;
  readonly progress:
    | { readonly kind: 'retrieving' }
    | ({ readonly kind: 'retrieved' } & CheckedSeries)
    | { readonly kind: 'failed'; readonly problem: Problem };
}

export const settled = (result: Result<CheckedSeries>): SeriesEntry['progress'] =>
  result.ok ? { kind: 'retrieved', ...result.value } : { kind: 'failed', problem: result.problem };

export const withProgress = (
  entries: readonly SeriesEntry[],
  uid: SeriesUid,
  progress: SeriesEntry['progress'],
): readonly SeriesEntry[] =>
  withOverlays(entries.map((entry) => (entry.series.uid === uid ? { ...entry, progress } : entry)));

/** What is drawn over pictures is known when these are. */
function withOverlays(entries: readonly SeriesEntry[]): readonly SeriesEntry[] {
  const places = placesToDraw(displaySetsOfEntries(entries));
  if (places.size === 0) return entries;
  return entries.map(({ series, progress }) => ({
    series,
    progress:
      progress.kind === 'retrieved'
        ? { ...progress, displaySets: overPictures(progress.displaySets, places) }
        : progress,
  }));
}

/** Every display set that is here, in the series' order, raw ones last. */
export const displaySetsOfEntries = (entries: readonly SeriesEntry[]): readonly DisplaySet[] =>
  rawLast(entries.flatMap(({ progress }) => (progress.kind === 'retrieved' ? progress.displaySets : [])));

/** Series that are worth asking for again: somebody else's are not. */
export const failedIn = (entries: readonly SeriesEntry[]): readonly SeriesUid[] =>
  entries
    .filter(({ progress }) => progress.kind === 'failed' && progress.problem.kind !== 'different-person')
    .map(({ series }) => series.uid);
