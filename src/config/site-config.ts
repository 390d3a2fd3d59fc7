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
  readonly credentials: 'ehr-token' | 'none';
  readonly identifierSystem?: string;
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
  /** That a person may have beside English */
  readonly languages: readonly 'cy'[];
  /** Where the site's own texts lie, absolute */
  readonly texts?: string;
  /** What a launch opens by itself */
  readonly landing: 'study' | 'list';
  /** Whether a person may save measurements in the archive that holds the pictures */
  readonly measurements: 'session' | 'archive';
  readonly rendering: 'auto' | 'gpu' | 'software';
  /** Whether nothing is shown once nobody records who looked */
  readonly auditRequired: boolean;
  /** Whether pictures may be made that no device has stored */
  readonly postprocessing: boolean;
  /** Where times are sent; absent: nowhere */
  readonly telemetry?: { readonly endpoint: string };
}
