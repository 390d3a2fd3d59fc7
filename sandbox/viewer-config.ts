import type { Hospital } from './catalogue';

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
  }[];
  readonly landing: 'study' | 'list';
  readonly measurements: 'session' | 'archive';
}

export const clientId = 'plainfilm';

/** @param rootOf a hospital's DICOMweb root */
export function viewerConfig(
  fhir: string,
  hospitals: readonly Hospital[],
  rootOf: (hospital: string) => string,
  landing: ViewerConfig['landing'] = 'study',
): ViewerConfig {
  return {
    site: { name: 'Demonstration' },
    landing,
    // The demonstration's archives take them, and forget them when it ends.
    measurements: 'archive',
    issuers: [{ iss: fhir, name: 'Demonstration record', clientId }],
    archives: hospitals.map(({ id, name, numberSystem }) => ({
      id,
      name,
      root: rootOf(id),
      credentials: 'ehr-token',
      identifierSystem: numberSystem,
    })),
  };
}
