import type { Milestone } from '../ports/milestone';

/** Seconds from the launch until each milestone that was reached and whose launch is known. */
export type Speed = Readonly<Partial<Record<Milestone, number>>>;

/** As much of a User Timing mark as is read here. */
export interface TimingMark {
  readonly name: string;
  readonly detail?: unknown;
}

/** What a milestone's mark holds beside its time. */
export interface MarkDetail {
  /** Milliseconds from the launch, which began on another page, to this mark. Absent after a reload */
  readonly sinceLaunch?: number;
}

const PREFIX = 'plainfilm:';

export const markName = (milestone: Milestone): string => PREFIX + milestone;

/** What came after the launch left for the record; `launch` itself is the beginning. */
export const MILESTONES = [
  'token',
  'list',
  'first-preview',
  'first-image',
  'first-report',
  'stack-complete',
] as const;

/**
 * Reads the viewer's own marks.
 * @param marks all User Timing marks of the page; those of others are passed over
 */
export function speedOf(marks: readonly TimingMark[]): Speed {
  return Object.fromEntries(
    MILESTONES.flatMap((milestone) => {
      const detail = marks.find(({ name }) => name === markName(milestone))?.detail;
      const since = isDetail(detail) ? detail.sinceLaunch : undefined;
      // A device whose clock was put back in between has measured nothing.
      return since !== undefined && since >= 0 ? [[milestone, since / 1000] as const] : [];
    }),
  );
}

function isDetail(detail: unknown): detail is MarkDetail {
  if (typeof detail !== 'object' || detail === null || !('sinceLaunch' in detail)) return false;
  return typeof detail.sinceLaunch === 'number' && Number.isFinite(detail.sinceLaunch);
}
