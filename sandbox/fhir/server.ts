import type { Grant } from '../smart/grants';
import type { AuditStore } from './audit-event';
import type { PageStore } from './pages';
import type { Entry } from './resource';
import type { ResourcesByType } from './resources';

export interface FhirOptions {
  /** FHIR base, without a slash at the end */
  readonly fhir: string;
  readonly record: string;
  /** Origin of the viewer, the only one that may read the answers */
  readonly viewer: string;
  readonly trap: string;
  readonly resources: ResourcesByType;
  readonly audit: AuditStore;
  readonly grantOf: (token: string | undefined) => Grant | undefined;
  readonly now: () => Date;
}

/** What the handlers of one request know. */
export interface FhirServer extends FhirOptions {
  readonly pages: PageStore;
  /** Grants, by their id, to which what is withheld was opened */
  readonly emergencies: Set<string>;
  readonly entriesOf: (type: string) => readonly Entry[];
}
