import type { ArchiveId, StudyUid } from '../../domain/ids';
import type { Remote } from '../../domain/knowledge/remote';
import type { Report } from '../../domain/report/report';
import type { StudyObjects } from '../../domain/objects/study-objects';
import type { ReportKnown } from './report-context';

export type ReportEvent =
  /** By its id; without one the study's first */
  | { readonly type: 'report.choose'; readonly id: Report['id'] | undefined }
  | { readonly type: 'form.choose'; readonly form: number }
  /** Ask again for whatever failed, here and everywhere */
  | { readonly type: 'report.retry' }
  /** From the application: what of the archives failed is asked again */
  | { readonly type: 'failures.ask' }
  /** Something was stored beside the pictures: what the archives hold is asked again */
  | { readonly type: 'objects.ask' }
  /** From the application: what the list, the record and the archives have learnt */
  | { readonly type: 'known.changed'; readonly known: ReportKnown }
  | {
      readonly type: 'objects.settled';
      readonly archive: ArchiveId;
      readonly answer: Remote<StudyObjects>;
    };

/** What the parent is told: the viewer needs the key objects and presentation states. */
export interface ObjectsFound {
  readonly type: 'objects.found';
  /** Beside whose pictures they lie */
  readonly study: StudyUid;
  readonly objects: StudyObjects;
}

/** To the parent: somebody wants what failed to be asked again, whoever failed. */
export interface FailuresAsk {
  readonly type: 'failures.ask';
}
