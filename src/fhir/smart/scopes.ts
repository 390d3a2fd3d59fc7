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

/** FHIRcast 3.0: what the record's windows share */
const SHARED =
  'Patient-open Patient-close ImagingStudy-open ImagingStudy-close DiagnosticReport-open UserLogout UserHibernate SyncError';

/** What a site's configuration wants beside the patient's resources: to follow a hub, to ask the record's window to close the viewer */
export type FurtherScope = 'fhircast' | 'messaging';

/**
 * Scopes to ask for (SMART App Launch 2.2, 3.0): v2 where the server says `permission-v2`, else v1.
 * `online_access` rather than `offline_access`: the viewer needs to renew only while the clinician is signed in.
 */
export function scopesFor(
  capabilities: readonly string[],
  launch: 'ehr' | 'standalone',
  further: readonly FurtherScope[] = [],
): string {
  const v2 = capabilities.includes('permission-v2');
  const renewal = capabilities.includes('permission-online') || !capabilities.includes('permission-offline');
  return [
    launch === 'ehr' ? 'launch' : 'launch/patient',
    'openid',
    'fhirUser',
    renewal ? 'online_access' : 'offline_access',
    ...WANTED.map(([type, v2Form]) => `patient/${type}.${v2 ? v2Form : v2Form === 'c' ? 'write' : 'read'}`),
    ...(further.includes('fhircast') ? SHARED.split(' ').map((event) => `fhircast/${event}.*`) : []),
    ...(further.includes('messaging') ? ['messaging/ui.done'] : []),
  ].join(' ');
}

/** Whether the granted scopes allow this, in either version. */
export const isGranted = (scope: string, type: string, interaction: 'c' | 'r' | 's'): boolean =>
  granting(scope, type, interaction).length > 0;

/**
 * Whether they allow it of some resources of the type alone (`patient/DiagnosticReport.rs?category=LAB`, 2.2, 3.0.2.4): a
 * server sends no others then, and says nothing of them. All that is imaging is all that is asked for.
 */
export function isGrantedInPart(scope: string, type: string, interaction: 'r' | 's'): boolean {
  const those = granting(scope, type, interaction);
  return those.length > 0 && those.every((query) => query !== '' && !IMAGING_CATEGORY.test(query));
}

const IMAGING_CATEGORY = /^category=(?:[^&]*(?:\||%7C))?(?:RAD|LP29684-5|394914008|363679005|imaging)$/i;

/** What each scope that allows it confines it to; empty where to nothing */
function granting(scope: string, type: string, interaction: 'c' | 'r' | 's'): readonly string[] {
  return scope.split(/\s+/).flatMap((each) => {
    const [, of, permission, query = ''] =
      /^(?:patient|user)\/(\*|[A-Z]\w*)\.([\w*]+)(?:\?(.*))?$/.exec(each) ?? [];
    if (of === undefined || permission === undefined || (of !== '*' && of !== type)) return [];
    const isIt =
      permission === '*' ||
      (permission === 'read' && interaction !== 'c') ||
      (permission === 'write' && interaction === 'c') ||
      (permission !== 'read' && permission !== 'write' && permission.includes(interaction));
    return isIt ? [query] : [];
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
