import type { Archive } from './archive';
import type { AuditLog } from './audit';
import type { Clock } from './clock';
import type { Documents } from './documents';
import type { Endpoint } from './endpoint';
import type { Measuring } from './measuring';
import type { Milestone } from './milestone';
import type { PatientRecord } from './record';
import type { RenderingEngine } from './rendering';

/*
 * The only interfaces between the workflow and the outside, each in its own file of `ports/`. Every asynchronous call
 * takes an AbortSignal; aborting rejects with the signal's reason, every other failure is a Problem in the Result.
 */

/** Everything the workflow is given. */
export interface Ports {
  readonly record: PatientRecord;
  readonly archives: readonly Archive[];
  /** The archive at an address the record names, configured or new; `undefined` where its origin is not allowed */
  archiveAt(endpoint: Endpoint): Archive | undefined;
  readonly engine: RenderingEngine;
  readonly documents: Documents;
  /** What a launch opens by itself: the study that matters, or the list */
  readonly landing: 'study' | 'list';
  /** Words of a record's for what a launch is for (`intent`) that open the one or the other instead */
  readonly landingByIntent?:
    | { readonly study?: readonly string[] | undefined; readonly list?: readonly string[] | undefined }
    | undefined;
  readonly measuring: Measuring;
  readonly audit: AuditLog;
  /** Whether nothing is shown once nobody records who looked */
  readonly auditRequired?: boolean;
  readonly clock: Clock;
  mark(milestone: Milestone): void;
}
