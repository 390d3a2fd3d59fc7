import type { SeriesUid } from '../../domain/ids';
import type { Result } from '../../domain/problem';
import { isRefusal, refusalAmong, type Refusal } from '../study/refusal';
import { inOrder, type CheckedSeries } from '../study/retrieval';
import { gapAfter, type SeriesBeside } from '../study/series-beside';
import { settled, withProgress, type SeriesEntry } from '../study/series-entry';
import type { ObjectsFound } from '../report/report-events';
import type { ViewerContext } from './viewer-context';

type Entries = Pick<ViewerContext, 'entries' | 'refused'>;

/** Nothing of the study is here any more, and nothing comes back: in whatever order it was found. */
export const refusedWith = (entries: readonly SeriesEntry[], problem: Refusal): Partial<ViewerContext> => ({
  refused: problem,
  objects: undefined,
  entries: entries.map(({ series }) => ({ series, progress: { kind: 'failed', problem } })),
});

/** What is here after an answer for one series. */
export function withSeries(
  { entries, refused }: Entries,
  uid: SeriesUid,
  result: Result<CheckedSeries>,
): Partial<ViewerContext> {
  if (refused) return {};
  if (!result.ok && isRefusal(result.problem)) return refusedWith(entries, result.problem);
  return { entries: withProgress(entries, uid, settled(result)) };
}

/** With the series that only an archive lists; of a study that was refused nothing comes back. */
export function withListed(
  { entries, refused, seriesGap }: Entries & Pick<ViewerContext, 'seriesGap'>,
  listed: SeriesBeside,
): Partial<ViewerContext> {
  if (refused) return {};
  const others = listed.series.filter(({ uid }) => !entries.some((entry) => entry.series.uid === uid));
  return {
    entries: [
      ...entries,
      ...inOrder(others).map((one): SeriesEntry => ({ series: one, progress: { kind: 'retrieving' } })),
    ],
    seriesGap: gapAfter(seriesGap, listed),
  };
}

/** What lies beside the pictures of the open study, or of the earlier one, and is somebody else's. */
export function refusalBy(
  { study, prior, patient }: Pick<ViewerContext, 'study' | 'prior' | 'patient'>,
  { study: of, objects }: ObjectsFound,
): { readonly of: 'study' | 'prior'; readonly problem: Refusal } | undefined {
  const problem = refusalAmong(objects, patient);
  if (problem === undefined) return undefined;
  if (of === study.uid) return { of: 'study', problem };
  return of === prior?.study.uid ? { of: 'prior', problem } : undefined;
}
