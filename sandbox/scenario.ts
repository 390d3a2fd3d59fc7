import type { HospitalId } from './catalogue';

/** How one archive answers. Preflights always pass, so that a fault shows as what it is and not as a CORS error. */
export type ArchiveMode =
  | { readonly kind: 'ok' }
  | { readonly kind: 'slow'; readonly afterMs: number }
  /** Takes the request and never answers */
  | { readonly kind: 'hangs' }
  /** Sends the headers and half of the body, and then nothing more */
  | { readonly kind: 'stalls' }
  | { readonly kind: 'fails'; readonly status: 429 | 500 | 503; readonly retryAfter?: RetryAfter }
  | { readonly kind: 'refuses' }
  /** 200 with a login page, as a proxy whose session has ended answers */
  | { readonly kind: 'html' }
  /** 200 with JSON that stops in the middle; what is not JSON passes unharmed */
  | { readonly kind: 'malformed' }
  /** Searched by study, and then nothing smaller than a whole study: all that SMART Imaging Access guarantees */
  | { readonly kind: 'whole-studies-only' }
  /** A multipart body that ends inside its last part, the connection closing as if all were well */
  | { readonly kind: 'truncated-multipart' };

/** RFC 9110 10.2.3: seconds, or an HTTP date that many seconds from now. */
export type RetryAfter = { readonly seconds: number } | { readonly dateIn: number };

/** How the record answers for one FHIR resource type. */
export type FhirMode =
  | { readonly kind: 'refuses' }
  | { readonly kind: 'fails'; readonly retryAfter?: RetryAfter }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'html' }
  | { readonly kind: 'hangs' };

export interface Scenario {
  readonly id: string;
  /** One plain sentence for the chooser */
  readonly sentence: string;
  /** Archives that differ from `everyArchive` */
  readonly archives?: Readonly<Record<HospitalId, ArchiveMode>>;
  /** Default `ok` */
  readonly everyArchive?: ArchiveMode;
  /** By resource type; a type that is not named answers well */
  readonly fhir?: Readonly<Record<string, FhirMode>>;
  /** What is refused by `fhir` is opened to whoever gives a reason */
  readonly opensInEmergency?: true;
  readonly launch?: {
    readonly consent?: true;
    readonly denied?: true;
    readonly noPatient?: true;
    readonly needPatientBanner?: boolean;
    /** Who is signed in, in place of a doctor: the patient, or a parent or carer */
    readonly user?: 'patient' | 'proxy';
    /** Name the patient's second newest study in `fhirContext`: by recency alone it would not be the one opened */
    readonly landsOnEarlierStudy?: true;
    /** Scopes (`patient/DiagnosticReport`) that are asked for and not granted */
    readonly withheld?: readonly string[];
  };
  readonly session?: {
    /** Access token's life. Default 300 */
    readonly lifetimeSeconds?: number;
    readonly refresh?: 'works' | 'fails' | 'unavailable-once';
  };
  /** Endpoint addresses, `next` links and `BulkDataURI`s lead to an origin that is not allowed to see the token */
  readonly trap?: true;
}

/** What an access token opens at an archive. */
export interface ArchiveAccess {
  readonly personId: string;
  readonly scenario: Scenario;
  /** Origin of the trap; present when the scenario sets it */
  readonly trapAddress?: string;
}
