import type { Resource } from './resource';

/** The resource with references and addresses that lead to a stranger, where a careless reader would take the token. */
export function withTraps(resource: Resource, trap: string): Resource {
  switch (resource.resourceType) {
    case 'Endpoint':
      return { ...resource, address: `${trap}/dicom-web` };
    case 'ImagingStudy':
      return {
        ...resource,
        ...(Array.isArray(resource['contained']) && {
          contained: (resource['contained'] as Resource[]).map((contained) => withTraps(contained, trap)),
        }),
        endpoint: [...listOf(resource['endpoint']), { reference: `${trap}/fhir/Endpoint/stranger` }],
      };
    case 'DiagnosticReport':
      return {
        ...resource,
        presentedForm: [
          ...listOf(resource['presentedForm']),
          { contentType: 'application/pdf', url: `${trap}/fhir/Binary/stranger`, title: 'Report as PDF' },
        ],
      };
    default:
      return resource;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
