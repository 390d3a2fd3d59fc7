import type { ExportPolicy } from '../domain/exports/policy';

/** A record that may launch the viewer: one exact `iss`, or a URLPattern for sandboxes. */
export interface Issuer {
  readonly iss?: string;
  readonly issPattern?: string;
  readonly name: string;
  readonly clientId: string;
  readonly scope?: string;
  /** The record's `.well-known/smart-configuration`, word for word */
  readonly smartConfiguration?: Readonly<Record<string, unknown>>;
}

export interface ConfiguredArchive {
  readonly id: string;
  readonly name: string;
  /** The DICOMweb root, absolute, without a slash at the end */
  readonly root: string;
  /** What a record calls it besides; nothing is asked there */
  readonly otherRoots?: readonly string[];
  readonly credentials: 'ehr-token' | 'none';
  readonly identifierSystem?: string;
  /** The authorities whose numbers it has, where they are several */
  readonly identifierDomains?: readonly { readonly system: string; readonly issuer?: string | undefined }[];
  /** By which imaging manifests name it */
  readonly retrieveLocationUids?: readonly string[];
}

/** Somewhere else than the record that keeps looks. */
export interface AuditEndpoint {
  readonly name: string;
  /** FHIR base, without a slash at the end */
  readonly root: string;
  readonly credentials: 'ehr-token' | 'none';
}

/** How views are passed on to colleagues. */
export interface Colleagues {
  /** For which a link opens */
  readonly days?: number | undefined;
  /** Where people launch the viewer, and where a link leads to */
  readonly record?: string | undefined;
  /** Whether views for a meeting are kept in the record */
  readonly keep?: boolean | undefined;
}

/** config.json, checked, with its defaults filled in and its addresses absolute. */
export interface Config {
  /** `logo` is an absolute address of this origin */
  readonly site: { readonly name: string; readonly logo?: string };
  readonly issuers: readonly Issuer[];
  readonly archives: readonly ConfiguredArchive[];
  /** Origins whose FHIR Endpoints become archives, with the token where they require it */
  readonly endpointOrigins: readonly string[];
  /** How the numbers of an authority are compared; every letter counts where none is named */
  readonly identifierRules?: readonly {
    readonly system: string;
    readonly ignoreCase?: boolean | undefined;
    readonly ignoreLeadingZeros?: boolean | undefined;
  }[];
  /** Where the gateway answers that keeps the tokens, absolute, with a slash at its end; absent: the viewer signs in itself */
  readonly gateway?: string;
  /** Whether the record is asked for imaging manifests */
  readonly manifests?: boolean | undefined;
  /** That a person may have beside English */
  readonly languages: readonly 'cy'[];
  /** Where the site's own texts lie, absolute */
  readonly texts?: string;
  /** Whether a person may check their screen, and how much is said of one that was not checked */
  readonly displayCheck?: 'off' | 'offered' | 'required-note';
  /** How patients see their own pictures where the record's own app launches; `false`: not at all */
  readonly patientLaunch?: false | { readonly talkTo?: string | undefined } | undefined;
  /** Whether patients are shown lines of the plain-English glossary that no clinician has reviewed */
  readonly glossary?: { readonly unreviewed: boolean } | undefined;
  /** What a launch opens by itself */
  readonly landing: 'study' | 'list';
  /** Whether a person may save measurements in the archive that holds the pictures */
  readonly measurements: 'session' | 'archive';
  readonly rendering: 'auto' | 'gpu' | 'software';
  /** Whether nothing is shown once nobody records who looked */
  readonly auditRequired: boolean;
  /** In which shapes, and where, looks are recorded */
  readonly audit: 'balp' | 'pars' | 'both';
  readonly auditEndpoint?: AuditEndpoint | undefined;
  readonly pars?:
    | {
        readonly odsCode: string;
        readonly organisation: string;
        readonly productId: string;
        readonly endpoint?: AuditEndpoint | undefined;
      }
    | undefined;
  readonly sharedComputer?:
    { readonly lockAfterMinutes: number; readonly endAfterMinutes?: number | undefined } | undefined;
  /** Hubs whose shared context may be followed */
  readonly hubOrigins: readonly string[];
  /** Windows of records that may be asked to close the viewer */
  readonly messagingOrigins: readonly string[];
  /** What a launch opens by itself, by what it is for */
  readonly landingByIntent?:
    | { readonly study?: readonly string[] | undefined; readonly list?: readonly string[] | undefined }
    | undefined;
  /** Whether pictures may be made that no device has stored */
  readonly postprocessing: boolean;
  /** What may leave the viewer, and by whom; absent: nothing */
  readonly exports?: ExportPolicy | undefined;
  /** The record's operation that opens in an emergency what is withheld; absent: there is none */
  readonly breakGlass?: { readonly operation: string } | undefined;
  /** Whether a second look can be asked for, of whom, and whether by the record */
  readonly secondLook?:
    { readonly department?: string | undefined; readonly send?: boolean | undefined } | undefined;
  /** Whether views can be passed on to colleagues */
  readonly colleagues?: Colleagues | undefined;
  /** Where times are sent; absent: nowhere */
  readonly telemetry?: { readonly endpoint: string };
}
