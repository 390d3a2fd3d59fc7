import type { Study } from './study';

/** Modalities of objects that hold no picture: reports, key objects, presentation states, documents. */
export const WITHOUT_PICTURES: ReadonlySet<string> = new Set(['SR', 'KO', 'PR', 'DOC']);

/**
 * How many pictures a study has: archives and records count its reports and presentation states as instances too, and
 * a reader who is told "15 images" looks for fifteen. Where nobody listed the series, it is the count as it was given.
 */
export function pictureCount({
  instanceCount,
  series = [],
}: Pick<Study, 'instanceCount' | 'series'>): number | undefined {
  if (instanceCount === undefined) return undefined;
  const counted = (pictures: boolean) =>
    series
      .filter(({ modality }) => WITHOUT_PICTURES.has(modality) !== pictures)
      .reduce((sum, one) => sum + (one.instanceCount ?? 0), 0);
  return Math.max(counted(true), instanceCount - counted(false));
}
