/**
 * What the demonstration region holds: invented people and their imaging. The record (FHIR) and the archives
 * (DICOMweb) both read this one description, so that they can never disagree by accident; where a scenario wants
 * them to disagree, it says so.
 */

/** Data elements as DICOM JSON (PS3.18 F): tag in eight hex digits → `{vr, Value}`. Pixel data are not in it. */
export type DicomJson = Record<
  string,
  { vr: string; Value?: unknown[]; BulkDataURI?: string; InlineBinary?: string }
>;

export type HospitalId = string;

/** A hospital: one archive on an origin of its own. */
export interface Hospital {
  readonly id: HospitalId;
  /** In words, "Salford Royal" */
  readonly name: string;
  /** The assigning authority of its own hospital numbers, as a URI */
  readonly numberSystem: string;
}

export interface Person {
  /** FHIR logical id, `aria-smith` */
  readonly id: string;
  readonly family: string;
  readonly given: readonly string[];
  /** Title, "Ms"; absent where nobody recorded one */
  readonly prefix?: string;
  readonly gender: 'female' | 'male' | 'other' | 'unknown';
  /** FHIR date; may be partial (`1945`, `1945-07`) */
  readonly birthDate: string;
  readonly deceased?: string;
  /** Ten digits from the NHS test range (999 …); absent where the person has none */
  readonly nhsNumber?: string;
  /** This person's number at each hospital */
  readonly hospitalNumbers: Readonly<Record<HospitalId, string>>;
  /** One plain sentence for the record's patient list: what this patient shows a newcomer */
  readonly story: string;
  readonly planned?: readonly PlannedImaging[];
}

export interface CatalogueInstance {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  /** Frames that can be had one by one: a video, however long, is one stream */
  readonly numberOfFrames: number;
  /** All elements but group 2 and the pixel data; built when first asked for */
  dataset(): Promise<DicomJson>;
  /** The frame's bytes as stored (compressed where the transfer syntax is). @param frame from 0 */
  frame(frame: number): Promise<Uint8Array>;
  /** The whole instance as a Part 10 file (PS3.10) */
  part10(): Promise<Uint8Array>;
  /** An element that metadata gave by reference; `undefined` when there is none of this path */
  bulkdata?(path: string): Promise<Uint8Array | undefined>;
}

export interface CatalogueSeries {
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  readonly modality: string;
  readonly description: string;
  readonly bodyPart?: string;
  readonly laterality?: 'L' | 'R';
  readonly instances: readonly CatalogueInstance[];
}

export interface CatalogueReport {
  readonly text: string;
  readonly issued: string;
  readonly author: string;
  /** Default `final` */
  readonly status?: 'preliminary' | 'final' | 'amended';
  /** What the record presents; default plain text. A PDF comes without a word beside it */
  readonly form?: 'text' | 'html' | 'pdf';
  readonly pdf?: Uint8Array;
  /** The version that this one replaced */
  readonly earlier?: { readonly text: string; readonly issued: string; readonly author?: string };
  /** Pictures that the report shows, from 1 */
  readonly keyImages?: readonly { readonly series: number; readonly image: number }[];
}

/** Imaging that was asked for and is not done yet. */
export interface PlannedImaging {
  readonly what: string;
  readonly reason: string;
  readonly hospital: HospitalId;
  readonly requestedDaysAgo: number;
  /** Default `active` */
  readonly status?: 'active' | 'on-hold' | 'revoked';
  /** The day by which the request wants it done, counted from today */
  readonly wantedInDays?: number;
  /** It names the report of the person's newest reported study as its reason */
  readonly becauseOfReport?: true;
  /** In the order in which they were made; none where no date was given yet */
  readonly bookings?: readonly PlannedBooking[];
}

export interface PlannedBooking {
  /** Counted from today */
  readonly inDays: number;
  /** Default `booked` */
  readonly status?: 'booked' | 'cancelled' | 'noshow' | 'waitlist';
  readonly whyNot?: string;
}

export interface CatalogueStudy {
  readonly studyInstanceUid: string;
  /** Whose it is in the record: Person.id. (Whose name the DICOM carries is in the instances, and may differ.) */
  readonly personId: string;
  readonly hospital: HospitalId;
  readonly accessionNumber: string;
  /** `2026-11-18T09:12:00` local time; absent where the archive has no date */
  readonly started?: string;
  readonly description: string;
  readonly modalities: readonly string[];
  readonly bodyPart?: string;
  readonly series: readonly CatalogueSeries[];
  /** Why it was asked for, as a ServiceRequest says it; absent where there is no request */
  readonly reason?: string;
  /** A finished report's text, in the record as DiagnosticReport; absent where nobody has reported */
  readonly report?: CatalogueReport;
  /** False where the record has no ImagingStudy for it (only the archive knows). Default true */
  readonly inRecord?: boolean;
  /** True where the record has an ImagingStudy but the archive holds nothing */
  readonly missingInArchive?: boolean;
}

export interface Catalogue {
  readonly hospitals: readonly Hospital[];
  readonly people: readonly Person[];
  readonly studies: readonly CatalogueStudy[];
}
