import type { ManifestSource } from '../../domain/ports/record';
import type { readImaging } from '../imaging/read-imaging';
import type { plannedImagingOf } from '../imaging/requests-and-appointments';
import type { readReports } from '../reports/read-reports';
import type { FhirServer } from '../resource/request';
import type { LaunchedPatient } from '../resource/subject';

/**
 * What reads the record's answers. It comes with the screen's code, which is here before an answer is:
 * what a page starts with only asks.
 */
export interface RecordForms {
  readonly readImaging: typeof readImaging;
  readonly readReports: typeof readReports;
  readonly plannedImagingOf: typeof plannedImagingOf;
  /** Asks for the patient's imaging manifests; its own code comes with the first question */
  readonly manifestsOf: (
    server: FhirServer,
    patient: LaunchedPatient,
    afterPicture: ((signal: AbortSignal) => Promise<void>) | undefined,
    ...asked: Parameters<ManifestSource['ask']>
  ) => ReturnType<ManifestSource['ask']>;
}

export type FetchForms = () => Promise<RecordForms>;
