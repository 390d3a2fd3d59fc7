import type { Problem } from '../../domain/problem';
import type { Prior } from '../../domain/list/relevance';
import type { Study } from '../../domain/study/study';
import type { MeasurementsSaved } from '../measuring/measuring.machine';
import type { ObjectsFound } from '../report/report-events';
import type { StudyRefused } from '../study/refusal';
import type { StudyListContext } from '../study-list/study-list.machine';

export type AppEvent =
  | { readonly type: 'study.open'; readonly study: Study }
  | { readonly type: 'study.retry' }
  /** The record took the study back, and whoever wants its pictures was told so */
  | { readonly type: 'study.openWithdrawn' }
  /** From the viewer: something of the open study is somebody else's */
  | StudyRefused
  /** An earlier study beside the one that is open */
  | { readonly type: 'prior.compare'; readonly prior: Prior }
  | { readonly type: 'prior.leave' }
  | { readonly type: 'list.show' }
  /** This device has a network again: what failed is asked again */
  | { readonly type: 'network.restored' }
  /** From the report: what lies beside the pictures */
  | ObjectsFound
  | MeasurementsSaved
  | { readonly type: 'list.changed'; readonly list: StudyListContext }
  | { readonly type: 'session.lost'; readonly problem?: Problem };
