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

/** What several answers hold together, each object once, and what a rejection note among them says of the others. */
export function mergedObjects(answers: readonly StudyObjects[]): StudyObjects {
  const short = togetherShort(answers.flatMap(({ shortfalls = [] }) => shortfalls));
  const keyObjects = distinct(answers.flatMap((answer) => answer.keyObjects));
  const rejected = rejectedBy(keyObjects);
  return {
    reports: distinct(answers.flatMap(({ reports }) => reports)).map((report) =>
      rejected.has(report.id) ? { ...report, status: 'entered-in-error' } : report,
    ),
    keyObjects: keyObjects.map((one) => {
      const note = rejected.get(one.id);
      return note ? { ...one, manifest: true, withdrawn: note } : one;
    }),
    presentations: distinct(answers.flatMap(({ presentations }) => presentations)).filter(
      ({ id }) => !rejected.has(id),
    ),
    unreadable: answers.flatMap(({ unreadable }) => unreadable),
    problems: answers.flatMap(({ problems }) => problems),
    lookedThrough: answers.flatMap(({ lookedThrough }) => lookedThrough),
    ...(short.length > 0 && { shortfalls: short }),
  };
}

/** By SOP Instance UID, what rejection notes of the same study name: archives that keep to them hide it, and others do not. */
const rejectedBy = (keyObjects: readonly KeyObject[]): ReadonlyMap<string | undefined, KeyObject> =>
  new Map(
    keyObjects
      .filter(({ rejects }) => rejects)
      .flatMap((note) =>
        [...note.images.map(({ reference }) => reference.instance), ...(note.presentationStates ?? [])].map(
          (uid) => [uid, note] as const,
        ),
      ),
  );

const distinct = <T extends { readonly id: string }>(objects: readonly T[]): readonly T[] => [
  ...new Map(objects.map((object) => [object.id, object])).values(),
];
