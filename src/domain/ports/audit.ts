import type { StudyUid } from '../ids';

/** Who looked at what. Events wait in memory while the store does not take them, and are repeated. */
export interface AuditLog {
  record(event: AuditEvent): void;
  /** How they get through, now. */
  delivery(): AuditDelivery;
  /** Tells of each change that a person should know. @returns to hear no more */
  onDelivery(told: (delivery: AuditDelivery) => void): () => void;
}

/** How the looks of this launch get to where they are recorded. */
export interface AuditDelivery {
  /** Who records them, as a clinician knows it */
  readonly where: string;
  /**
   * `delayed` for longer than a moment; `refused` where the store takes none from this viewer; `not-granted` where the sign-in
   * does not include it, so that nothing is sent
   */
  readonly state: 'well' | 'delayed' | 'refused' | 'not-granted';
  /** Looks that were to be recorded so far */
  readonly looks: number;
  /** Of them those of which nobody knows yet whether they got through */
  readonly waiting: number;
  /** Of them those that will never be taken, or could not be kept */
  readonly missing: number;
  /** What the store said of the first of those, for support */
  readonly why?: string;
}

export type AuditEvent =
  | { readonly kind: 'launched' }
  | { readonly kind: 'listed'; readonly count: number }
  | { readonly kind: 'study-opened'; readonly study: StudyUid }
  /** @param report as its source names it: `DiagnosticReport/1`, or a SOP Instance UID */
  | { readonly kind: 'report-read'; readonly report: string; readonly study?: StudyUid }
  | { readonly kind: 'identity-mismatch'; readonly study: StudyUid }
  | { readonly kind: 'access-refused'; readonly where: string };
