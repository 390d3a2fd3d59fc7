import type { StudyUid } from '../ids';

/** Who looked at what. Events wait in memory while the record does not take them, and are repeated. */
export interface AuditLog {
  record(event: AuditEvent): void;
}

export type AuditEvent =
  | { readonly kind: 'launched' }
  | { readonly kind: 'listed'; readonly count: number }
  | { readonly kind: 'study-opened'; readonly study: StudyUid }
  /** @param report as its source names it: `DiagnosticReport/1`, or a SOP Instance UID */
  | { readonly kind: 'report-read'; readonly report: string; readonly study?: StudyUid }
  | { readonly kind: 'identity-mismatch'; readonly study: StudyUid }
  | { readonly kind: 'access-refused'; readonly where: string };
