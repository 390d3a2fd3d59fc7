import type { Problem } from '../../domain/problem';

/** What an archive may offer beyond whole studies, which alone are guaranteed (SMART Imaging Access). */
export type Resource =
  | 'series-query'
  | 'instance-query'
  | 'metadata'
  | 'frames'
  | 'instance'
  | 'series'
  | 'thumbnail'
  | 'rendered';

/** What was learned of one archive in this session. */
export interface Offers {
  isAbsent(resource: Resource): boolean;
  /** It answered: from now on, "not found" there means what it says. */
  seen(resource: Resource): void;
  /** It refused, and what was refused came another way. Without effect once it was seen. */
  absent(resource: Resource): void;
  /** Whether a refusal may mean that the archive has no such resource at all */
  mayLack(resource: Resource, problem: Problem): boolean;
}

export function offers(): Offers {
  const known = new Map<Resource, 'seen' | 'absent'>();
  return {
    isAbsent: (resource) => known.get(resource) === 'absent',
    seen: (resource) => known.set(resource, 'seen'),
    absent: (resource) => {
      if (known.get(resource) !== 'seen') known.set(resource, 'absent');
    },
    mayLack: (resource, problem) =>
      isNotOffered(problem) && !(problem.kind === 'not-found' && known.get(resource) === 'seen'),
  };
}

const NOT_OFFERED = [400, 405, 406, 415, 501];

/** Whether an archive says that it does not offer a resource, or has nothing there. */
export const isNotOffered = (problem: Problem) =>
  problem.kind === 'not-found' || (problem.kind === 'failed' && NOT_OFFERED.includes(problem.status));
