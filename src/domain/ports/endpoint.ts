import type { SeriesUid, StudyUid } from '../ids';

/** Where the record says that pictures are: a FHIR Endpoint of connection type dicom-wado-rs, or a place of a manifest. */
export interface Endpoint {
  /** The DICOMweb root; absent where only the configuration knows it, by `location` */
  readonly root?: string;
  /** Retrieve Location UID of a manifest's place, which goes before the root */
  readonly location?: string;
  readonly name?: string;
  readonly requiresToken: boolean;
  readonly studies: readonly StudyUid[];
  /** The series that lie there, where it does not hold the studies as a whole */
  readonly series?: readonly SeriesUid[];
}
