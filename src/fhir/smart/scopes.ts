/** What the viewer reads, and the one thing it writes. */
const WANTED: readonly (readonly [type: string, v2: 'r' | 'rs' | 'c'])[] = [
  ['Patient', 'r'],
  ['ImagingStudy', 'rs'],
  ['DiagnosticReport', 'rs'],
  ['Encounter', 'r'],
  ['Endpoint', 'rs'],
  ['ServiceRequest', 'rs'],
  ['Appointment', 'rs'],
  ['Practitioner', 'rs'],
  ['PractitionerRole', 'rs'],
  ['Organization', 'rs'],
  ['Observation', 'rs'],
  ['Media', 'rs'],
  ['ImagingSelection', 'rs'],
  ['DocumentReference', 'rs'],
  ['Binary', 'r'],
  ['AuditEvent', 'c'],
];

/**
 * Scopes to ask for (SMART App Launch 2.2, 3.0): v2 where the server says `permission-v2`, else v1.
 * `online_access` rather than `offline_access`: the viewer needs to renew only while the clinician is signed in.
 */
export function scopesFor(capabilities: readonly string[], launch: 'ehr' | 'standalone'): string {
  const v2 = capabilities.includes('permission-v2');
  const renewal = capabilities.includes('permission-online') || !capabilities.includes('permission-offline');
  return [
    launch === 'ehr' ? 'launch' : 'launch/patient',
    'openid',
    'fhirUser',
    renewal ? 'online_access' : 'offline_access',
    ...WANTED.map(([type, v2Form]) => `patient/${type}.${v2 ? v2Form : v2Form === 'c' ? 'write' : 'read'}`),
  ].join(' ');
}

/** Whether the granted scopes allow this, in either version. */
export function isGranted(scope: string, type: string, interaction: 'c' | 'r' | 's'): boolean {
  return scope.split(/\s+/).some((each) => {
    const [, of, permission] = /^(?:patient|user)\/(\*|[A-Z]\w*)\.([\w*]+)(?:\?.*)?$/.exec(each) ?? [];
    if (of === undefined || permission === undefined || (of !== '*' && of !== type)) return false;
    if (permission === '*') return true;
    if (permission === 'read') return interaction !== 'c';
    if (permission === 'write') return interaction === 'c';
    return permission.includes(interaction);
  });
}

/**
 * Whether it is worth asking: what was granted allows it, or nothing that was granted speaks of resources at all, as some
 * servers answer whatever they allow.
 */
export function mayAsk(scope: string, type: string, interaction: 'r' | 's'): boolean {
  const speaksOfResources = scope
    .split(/\s+/)
    .some((each) => /^(?:patient|user)\/(?:\*|[A-Z]\w*)\./.test(each));
  return !speaksOfResources || isGranted(scope, type, interaction);
}
