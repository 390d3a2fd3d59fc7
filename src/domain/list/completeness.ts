import type { Source } from './federation';

/**
 * What may be said of the whole list (H2). `none` and `unavailable` are different clinical statements: nobody holds
 * imaging, and nobody could be asked.
 */
export type ListCompleteness = 'asking' | 'complete' | 'partial' | 'none' | 'unavailable';

export function listCompleteness(sources: readonly Source[]): ListCompleteness {
  const kinds = sources.map(({ answer }) => answer.kind);
  if (kinds.includes('asking')) return 'asking';
  if (!kinds.includes('answered')) return 'unavailable';
  if (kinds.includes('failed') || sources.some(isPartlyUnreadable)) return 'partial';
  const empty = sources.every(({ answer }) => answer.kind === 'answered' && answer.studies.length === 0);
  return empty ? 'none' : 'complete';
}

/** Some of what it answered could not be read: a study may be missing from the list. */
export function isPartlyUnreadable({ answer }: Source): boolean {
  return answer.kind === 'answered' && (answer.unreadable ?? 0) > 0;
}

/** Since when the list has been as it is: the earliest answer, because what came later may have changed before. */
export function completeAsOf(sources: readonly Source[]): Date | undefined {
  const times = sources.flatMap(({ answer }) => (answer.kind === 'answered' ? [answer.at.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

export interface ImageCount {
  readonly here: number;
  /** What the archive or the record says there are; never less than what is here */
  readonly expected: number;
  readonly complete: boolean;
}

/** "312 of 320 images": what arrived against what was announced. An unannounced number cannot be missed. */
export function imageCount(here: number, announced: number | undefined): ImageCount {
  const expected = Math.max(here, announced ?? here);
  return { here, expected, complete: here >= expected };
}
