import { imageCount } from '../../domain/list/completeness';
import type { Gap } from '../../domain/knowledge/statements';
import { isPicture } from '../../domain/study/kinds';
import type { Series } from '../../domain/study/study';
import { viewerTexts } from '../../texts/en/viewer';
import type { CheckedSeries } from '../../workflow/study/retrieval';
import { gapWords } from './source-words';

/** Why the series of a study may not be all of them, and what that means. */
export const seriesGapWords = (gap: Gap): string => `${viewerTexts.seriesMissing} ${gapWords(gap).join(' ')}`;

/** What of a series is not here, `undefined` where everything announced is. */
export function missingImages(
  { instanceCount }: Series,
  { displaySets, unreadable, incomplete, partial }: CheckedSeries,
): string | undefined {
  if (partial) return undefined;
  const more = incomplete && viewerTexts.moreImages;
  const instances = displaySets.flatMap(({ frames, aside = [] }) => [
    ...frames.map(({ instance }) => instance),
    ...aside,
  ]);
  const unique = new Set(instances.filter(({ absent }) => !absent).map(({ uid }) => uid));
  // Objects without pictures are counted by the archive, and cannot be missed as images.
  if (!displaySets.every(isPicture)) return more ?? unreadableWords(unreadable);
  const { here, expected, complete } = imageCount(unique.size, instanceCount);
  if (!complete)
    return [viewerTexts.imagesOf(here, expected), unreadableWords(unreadable)].filter(Boolean).join('; ');
  return more ?? unreadableWords(unreadable);
}

const unreadableWords = (count: number): string | undefined =>
  count === 0 ? undefined : viewerTexts.unreadable(count);
