import { protectedTypes } from '../smart/scopes';
import type { ProtectedType } from '../smart/scopes';
import { parameters } from './parameters';

/** The CapabilityStatement. @param fhir FHIR base, @param record origin of the record */
export function capabilityStatement(fhir: string, record: string, now: Date) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: now.toISOString().slice(0, 10),
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    implementation: { description: 'Plainfilm demonstration record', url: fhir },
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
          extension: [oauthUris(record)],
        },
        resource: protectedTypes.map(resourceCapability),
      },
    ],
  };
}

function resourceCapability(type: ProtectedType) {
  const codes = ['read', 'search-type', ...(type === 'AuditEvent' ? ['create'] : [])];
  return {
    type,
    interaction: codes.map((code) => ({ code })),
    searchInclude: type === 'ImagingStudy' ? ['ImagingStudy:endpoint', 'ImagingStudy:basedon'] : [],
    searchParam: [
      { name: '_id', type: 'token' },
      ...Object.entries(parameters[type]).map(([name, { kind }]) => ({ name, type: kind })),
    ],
  };
}

/** The older way to say where to authorise (SMART App Launch 1); some clients still read it. */
function oauthUris(record: string) {
  return {
    url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
    extension: [
      { url: 'authorize', valueUri: `${record}/auth/authorize` },
      { url: 'token', valueUri: `${record}/auth/token` },
      { url: 'revoke', valueUri: `${record}/auth/revoke` },
    ],
  };
}
