import type { InstanceUid, StudyUid } from '../ids';

/** Who looked at what. Events wait in memory while a store does not take them, and are repeated. */
export interface AuditLog {
  record(event: AuditEvent): void;
  /** How they get through, now. */
  delivery(): AuditDelivery;
  /** Tells of each change that a person should know. @returns to hear no more */
  onDelivery(told: (delivery: AuditDelivery) => void): () => void;
  /** Resolves as soon as nothing waits any more, which may be never. */
  settled(): Promise<void>;
}

/** How the looks of this launch get to where they are recorded; of several places, the one of which most is to be said. */
export interface AuditDelivery {
  /** Who records them, as a clinician knows it */
  readonly where: string;
  /** Who else records them, and takes each: what is missing at `where` is not lost */
  readonly takenBy?: string;
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

/** A new function that shows or gives away something of a patient has its row here, and one in `fhir/audit/looks.ts`. */
export type AuditEvent =
  | { readonly kind: 'launched' }
  | { readonly kind: 'listed'; readonly count: number }
  | { readonly kind: 'study-opened'; readonly study: StudyUid }
  /** An earlier study was seen beside another */
  | { readonly kind: 'compared'; readonly study: StudyUid; readonly beside: StudyUid }
  /** @param report as its source names it: `DiagnosticReport/1`, or a SOP Instance UID */
  | { readonly kind: 'report-read'; readonly report: string; readonly study?: StudyUid }
  | { readonly kind: 'key-image'; readonly study: StudyUid; readonly image: InstanceUid }
  /** A view that somebody passed on was opened */
  | { readonly kind: 'view-opened'; readonly study: StudyUid }
  | { readonly kind: 'measurements-saved'; readonly study: StudyUid; readonly where: string }
  | {
      readonly kind: 'key-image-saved' | 'key-image-withdrawn';
      readonly study: StudyUid;
      readonly where: string;
    }
  /** Something left the viewer; without a study, the list or what is known of the patient */
  | {
      readonly kind: 'disclosed';
      readonly how: 'printed' | 'copied' | 'exported' | 'shared';
      /** What it was, in a word: `pictures`, `dicom` */
      readonly what?: string;
      readonly study?: StudyUid;
    }
  | { readonly kind: 'identity-mismatch'; readonly study: StudyUid }
  | { readonly kind: 'access-refused'; readonly where: string }
  /** A person gave a reason to see in an emergency what is withheld. @param opened unless the record said that it is not */
  | { readonly kind: 'broke-glass'; readonly reason: string; readonly opened: boolean }
  | { readonly kind: 'signed-out' };
