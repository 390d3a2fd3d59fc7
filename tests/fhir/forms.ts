import { plannedImagingOf } from '../../src/fhir/imaging/requests-and-appointments';
import type { FetchForms } from '../../src/fhir/record/record-forms';
import { readReports } from '../../src/fhir/reports/read-reports';

/** As the screen's code brings them. */
export const forms: FetchForms = () => Promise.resolve({ plannedImagingOf, readReports });
