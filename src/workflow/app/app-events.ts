import type { InstanceUid, StudyUid } from '../../domain/ids';
import type { AuditDelivery } from '../../domain/ports/audit';
import type { Leaving } from '../../domain/ports/leaving';
import type { Problem } from '../../domain/problem';
import type { Prior } from '../../domain/list/relevance';
import type { Report } from '../../domain/report/report';
import type { Study } from '../../domain/study/study';
import type { MeasurementsSaved } from '../measuring/measuring.machine';
import type { FailuresAsk, ObjectsFound } from '../report/report-events';
import type { StudyRefused } from '../study/refusal';
import type { StudyListContext } from '../study-list/study-list-context';

export type AppEvent =
  /** The patient did not come, and somebody wants it asked for again; or it was withheld, and may not be any more */
  | { readonly type: 'launch.again' }
  | { readonly type: 'study.open'; readonly study: Study }
  | { readonly type: 'study.retry' }
  /** The record took the study back, and whoever wants its pictures was told so */
  | { readonly type: 'study.openWithdrawn' }
  /** From the viewer: something of the open study is somebody else's */
  | StudyRefused
  /** Any key, click or turn of the wheel */
  | { readonly type: 'person.acted' }
  /** An earlier study beside the one that is open */
  | { readonly type: 'prior.compare'; readonly prior: Prior }
  | { readonly type: 'prior.leave' }
  /** A report that names no study of the list, by itself */
  | { readonly type: 'report.read'; readonly id: Report['id'] }
  | { readonly type: 'list.show' }
  /** This device has a network again: what failed is asked again */
  | { readonly type: 'network.restored' }
  /** Somebody wants what failed to be asked again, wherever it stands; each source that failed is asked once */
  | FailuresAsk
  /** From the report: what lies beside the pictures */
  | ObjectsFound
  | MeasurementsSaved
  | { readonly type: 'list.changed'; readonly list: StudyListContext }
  /** How the looks get through to where they are recorded */
  | { readonly type: 'audit.told'; readonly delivery: AuditDelivery }
  /** A picture that a report names was put up */
  | { readonly type: 'keyImage.shown'; readonly study: StudyUid; readonly image: InstanceUid }
  /** The patient is taken off the screen, though the sign-in is still good */
  | { readonly type: 'session.leave'; readonly why: Leaving }
  | { readonly type: 'session.lost'; readonly problem?: Problem };
