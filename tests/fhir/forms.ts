import { kosManifest } from '../../src/dicom/manifest/kos-manifest';
import { readManifests } from '../../src/fhir/manifest/manifests';
import { readImaging } from '../../src/fhir/imaging/read-imaging';
import { plannedImagingOf } from '../../src/fhir/imaging/requests-and-appointments';
import type { FetchForms } from '../../src/fhir/record/record-forms';
import { readReports } from '../../src/fhir/reports/read-reports';

/** As the screen's code brings them. */
export const forms: FetchForms = () =>
  Promise.resolve({
    plannedImagingOf,
    readImaging,
    readReports,
    manifestsOf: (server, patient, afterPicture, ...asked) =>
      readManifests(
        { server, patient, readKos: kosManifest, ...(afterPicture && { afterPicture }) },
        ...asked,
      ),
  });
