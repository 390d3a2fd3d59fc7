import { protectedTypes } from './scopes';

/** SMART App Launch 2.2, section 2.0.11. @param fhir the FHIR base, which is also the issuer */
export function smartConfiguration(fhir: string, record: string) {
  return {
    issuer: fhir,
    jwks_uri: `${record}/auth/jwks`,
    authorization_endpoint: `${record}/auth/authorize`,
    token_endpoint: `${record}/auth/token`,
    revocation_endpoint: `${record}/auth/revoke`,
    token_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [
      'openid',
      'fhirUser',
      'launch',
      'launch/patient',
      'launch/encounter',
      'offline_access',
      'online_access',
      ...protectedTypes.map((type) => `patient/${type}.rs`),
      'patient/AuditEvent.c',
    ],
    // RFC 9207
    authorization_response_iss_parameter_supported: true,
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'authorize-post',
      'client-public',
      'sso-openid-connect',
      'context-banner',
      'context-passthrough-banner',
      'context-style',
      'context-ehr-patient',
      'context-ehr-encounter',
      'context-standalone-patient',
      'context-standalone-encounter',
      'permission-offline',
      'permission-online',
      'permission-patient',
      'permission-v1',
      'permission-v2',
      'smart-imaging-access',
    ],
  };
}

/** OpenID Connect Discovery 1.0, section 3. */
export function openidConfiguration(fhir: string, record: string) {
  return {
    ...smartConfiguration(fhir, record),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
