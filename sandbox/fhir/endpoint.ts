import type { Hospital } from '../catalogue';
import { fhirId } from './resource';
import type { Resource } from './resource';

export const endpointId = (hospital: string) => fhirId('archive', hospital);

/** SMART Imaging Access: this address wants the launch's token. */
const requiresAccessToken = {
  url: 'http://fhir.org/argonaut/smart-imaging/StructureDefinition/requires-access-token',
  valueBoolean: true,
};

/** @param root the hospital's DICOMweb root */
export function endpoint({ id, name }: Hospital, root: string): Resource {
  return {
    resourceType: 'Endpoint',
    id: endpointId(id),
    extension: [requiresAccessToken],
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'dicom-wado-rs',
    },
    name,
    payloadType: [{ text: 'DICOM' }],
    payloadMimeType: ['application/dicom'],
    address: root,
  };
}
