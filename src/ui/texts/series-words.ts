import { imageCount } from '../../domain/list/completeness';
import { isPicture } from '../../domain/study/kinds';
import type { Series } from '../../domain/study/study';
import type { CheckedSeries } from '../../workflow/study/retrieval';

/** What of a series is not here, `undefined` where everything announced is. */
export function missingImages(
  { instanceCount }: Series,
  { displaySets, unreadable, partial }: CheckedSeries,
): string | undefined {
  if (partial) return undefined;
  const unique = new Set(displaySets.flatMap(({ frames }) => frames.map(({ instance }) => instance.uid)));
  // Objects without pictures are counted by the archive, and cannot be missed as images.
  if (!displaySets.every(isPicture)) return unreadableWords(unreadable);
  const { here, expected, complete } = imageCount(unique.size, instanceCount);
  if (!complete)
    return `${here} of ${expected} images${unreadable > 0 ? `; ${unreadableWords(unreadable)}` : ''}`;
  return unreadableWords(unreadable);
}

function unreadableWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? 'image' : 'images'} could not be read`;
}
