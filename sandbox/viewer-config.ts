import type { Hospital } from './catalogue';
import { locationUid } from './fhir/manifest';

/** The viewer's config.json for this run. */
export interface ViewerConfig {
  readonly site: { readonly name: string };
  readonly issuers: readonly {
    readonly iss: string;
    readonly name: string;
    readonly clientId: string;
    readonly smartConfiguration?: object;
  }[];
  readonly archives: readonly {
    readonly id: string;
    readonly name: string;
    /** DICOMweb root */
    readonly root: string;
    readonly credentials: 'ehr-token' | 'none';
    readonly identifierSystem?: string;
    readonly retrieveLocationUids?: readonly string[];
  }[];
  readonly glossary: { readonly unreviewed: boolean };
  readonly patientLaunch: { readonly talkTo: string };
  readonly landing: 'study' | 'list';
  readonly measurements: 'session' | 'archive';
  readonly manifests?: true;
  readonly hubOrigins?: readonly string[];
  readonly breakGlass: { readonly operation: string };
  readonly secondLook: { readonly department: string };
  readonly colleagues: { readonly days: number };
  readonly exports: Readonly<Record<string, 'everyone' | readonly string[]>>;
}

export const clientId = 'plainfilm';

/** @param rootOf a hospital's DICOMweb root */
export function viewerConfig(
  fhir: string,
  hospitals: readonly Hospital[],
  rootOf: (hospital: string) => string,
  landing: ViewerConfig['landing'] = 'study',
  manifests?: true,
): ViewerConfig {
  return {
    site: { name: 'Demonstration' },
    // Nobody is treated by a demonstration.
    glossary: { unreviewed: true },
    patientLaunch: { talkTo: 'the X-ray helpline, 0161 555 0100, Monday to Friday, 9 to 5' },
    landing,
    ...(manifests && { manifests }),
    // The demonstration's archives take them, and forget them when it ends.
    measurements: 'archive',
    breakGlass: { operation: '$break-glass' },
    secondLook: { department: 'the imaging department, Royal Bolton' },
    colleagues: { days: 14 },
    // Its people and pictures are invented.
    exports: {
      pictures: 'everyone',
      clipboard: 'everyone',
      film: 'everyone',
      dicom: ['fhirUser:Practitioner'],
      teaching: ['fhirUser:Practitioner'],
    },
    issuers: [{ iss: fhir, name: 'Demonstration record', clientId }],
    archives: hospitals.map(({ id, name, numberSystem }, at) => ({
      id,
      name,
      root: rootOf(id),
      credentials: 'ehr-token',
      identifierSystem: numberSystem,
      ...(manifests && { retrieveLocationUids: [locationUid(at)] }),
    })),
  };
}
