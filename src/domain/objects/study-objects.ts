import type { SeriesUid } from '../ids';
import type { KeyObject } from './key-object';
import type { SoftcopyPresentation } from '../presentation/presentation-state';
import { togetherShort, type Shortfall } from '../knowledge/remote';
import type { Problem } from '../problem';
import type { Report } from '../report/report';

/** Manufacturer (0008,0070) of all that this software writes */
export const OWN_MANUFACTURER = 'Plainfilm';

/** What an archive holds of a study beside its pictures. */
export interface StudyObjects {
  readonly reports: readonly Report[];
  readonly keyObjects: readonly KeyObject[];
  readonly presentations: readonly SoftcopyPresentation[];
  /** Objects that could not be read, and why in a few words */
  readonly unreadable: readonly string[];
  /** Of series that did not come: what is here is then not all there is */
  readonly problems: readonly Problem[];
  /** Why the list of series that was looked through may not be all of them */
  readonly shortfalls?: readonly Shortfall[];
  /** Series of which everything was looked at */
  readonly lookedThrough: readonly SeriesUid[];
}

export const nothingBeside: StudyObjects = {
  reports: [],
  keyObjects: [],
  presentations: [],
  unreadable: [],
  problems: [],
  lookedThrough: [],
};

/** What several answers hold together, each object once. */
export function mergedObjects(answers: readonly StudyObjects[]): StudyObjects {
  const short = togetherShort(answers.flatMap(({ shortfalls = [] }) => shortfalls));
  return {
    reports: distinct(answers.flatMap(({ reports }) => reports)),
    keyObjects: distinct(answers.flatMap(({ keyObjects }) => keyObjects)),
    presentations: distinct(answers.flatMap(({ presentations }) => presentations)),
    unreadable: answers.flatMap(({ unreadable }) => unreadable),
    problems: answers.flatMap(({ problems }) => problems),
    lookedThrough: answers.flatMap(({ lookedThrough }) => lookedThrough),
    ...(short.length > 0 && { shortfalls: short }),
  };
}

const distinct = <T extends { readonly id: string }>(objects: readonly T[]): readonly T[] => [
  ...new Map(objects.map((object) => [object.id, object])).values(),
];
