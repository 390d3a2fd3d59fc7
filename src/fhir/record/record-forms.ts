import type { plannedImagingOf } from '../imaging/requests-and-appointments';
import type { readReports } from '../reports/read-reports';

/**
 * What reads the record's answers. It comes with the screen's code, which is here before an answer is:
 * what a page starts with only asks.
 */
export interface RecordForms {
  readonly readReports: typeof readReports;
  readonly plannedImagingOf: typeof plannedImagingOf;
}

export type FetchForms = () => Promise<RecordForms>;
