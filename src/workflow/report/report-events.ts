import type { StudyUid } from '../../domain/ids';
import type { RecordedReports } from '../../domain/ports/record';
import type { Report } from '../../domain/report/report';
import type { StudyObjects } from '../../domain/objects/study-objects';
import type { Asked } from './report-context';

export type ReportEvent =
  | { readonly type: 'report.choose'; readonly id: Report['id'] }
  | { readonly type: 'form.choose'; readonly form: number }
  /** Ask again for whatever failed */
  | { readonly type: 'report.retry' }
  /** Something was stored beside the pictures: what the archives hold is asked again */
  | { readonly type: 'objects.ask' }
  | { readonly type: 'recorded.settled'; readonly answer: Asked<RecordedReports> }
  | { readonly type: 'objects.settled'; readonly answer: Asked<StudyObjects> };

/** What the parent is told: the viewer needs the key objects and presentation states. */
export interface ObjectsFound {
  readonly type: 'objects.found';
  /** Beside whose pictures they lie */
  readonly study: StudyUid;
  readonly objects: StudyObjects;
}
