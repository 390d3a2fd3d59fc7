import type { InstanceUid, StudyUid } from '../ids';
import type { DicomPerson, PersonMatch } from '../patient/patient';
import type { Result } from '../problem';
import type { ImageReference, ReportDocument } from './report-document';

/** FHIR DiagnosticReport.status, and what DICOM SR says with Completion and Verification Flag in the same words. */
export type ReportStatus =
  | 'registered'
  | 'partial'
  | 'preliminary'
  | 'final'
  | 'amended'
  | 'corrected'
  | 'appended'
  | 'cancelled'
  | 'entered-in-error'
  | 'unknown';

/** A report, whatever its source. */
export interface Report {
  /** FHIR reference (`DiagnosticReport/12`) or SOP Instance UID */
  readonly id: string;
  /** Who holds it, as a clinician knows them: "Care Record", "Salford Royal" */
  readonly source: string;
  readonly status: ReportStatus;
  /** What was reported, as the report says it: "CT Thorax with contrast" */
  readonly title?: string;
  /** When it was made available; the newest comes first */
  readonly issued?: string;
  readonly authors: readonly ReportAuthor[];
  /** Priority, flag or code by which the record says that it is urgent, unexpected or of cancer, in the record's words */
  readonly alerts?: readonly string[];
  /** Authors whom it names and whose names could not be read: they are not the same as none */
  readonly unnamed?: number;
  /** In the order in which they are best read; empty where the report has no text of any kind */
  readonly contents: readonly ReportContent[];
  /** Ids of the versions that this one replaces or adds to */
  readonly replaces: readonly string[];
  readonly keyImages: readonly ImageReference[];
  /** Objects that are drawn over pictures and that it names: segmentations, contours, doses, maps */
  readonly drawings?: readonly InstanceUid[];
  /** How it is joined to studies; none of them for a report that stands by itself */
  readonly studies: readonly StudyUid[];
  /** FHIR references of ImagingStudy it names */
  readonly studyReferences: readonly string[];
  readonly accessionNumbers: readonly string[];
  /** The orders it answers, by reference (`ServiceRequest/3`) or by identifier (`system|value`) */
  readonly orders?: readonly string[];
  /** Parts of it that its source names and that could not be read: they are missing from what is shown */
  readonly unread?: number;
  /** Whether somebody answers for it by name (SR Verification Flag); absent where the source does not say */
  readonly verified?: boolean;
  /** Whom a DICOM object says it is of: the same-person rule is for reports as well */
  readonly person?: DicomPerson;
  /** How that person matches, where it is not known to be the patient */
  readonly identity?: PersonMatch;
  /** The record does not say whose it is: it stands apart, marked, and counts for nothing */
  readonly ownership?: 'cannot-tell';
}

export interface ReportAuthor {
  readonly name: string;
  /** Professional status: "Consultant Radiologist" */
  readonly role?: string;
  readonly organisation?: string;
  /** With its authority in words: "GMC 1234567" */
  readonly registration?: string;
  /** Who answers for it (resultsInterpreter, verifying observer), as against who wrote it down or sent it */
  readonly verifies: boolean;
}

/** One form in which a report comes. What lies elsewhere is fetched only when it is to be read. */
export type ReportContent =
  | { readonly kind: 'document'; readonly document: ReportDocument }
  | {
      readonly kind: 'attachment';
      /** `application/pdf`, `text/html`, `application/rtf`, `text/plain`, CDA as `text/xml` */
      readonly mediaType: string;
      readonly title?: string;
      bytes(signal: AbortSignal): Promise<Result<Uint8Array>>;
    };
