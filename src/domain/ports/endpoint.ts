import type { StudyUid } from '../ids';

/** A DICOMweb address that the record names (FHIR Endpoint, connection type dicom-wado-rs). */
export interface Endpoint {
  readonly root: string;
  readonly name?: string;
  readonly requiresToken: boolean;
  readonly studies: readonly StudyUid[];
}
