/**
 * SMART App Launch 2.2 scopes: `patient/Type.cruds` (v2) and `patient/Type.read` (v1). Only patient-level access is
 * given to the viewer; `user/` and `system/` scopes are left out of what is granted.
 */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

const contextual: readonly string[] = [
  'openid',
  'fhirUser',
  'launch',
  'launch/patient',
  'launch/encounter',
  'offline_access',
  'online_access',
  // SMART Web Messaging 1.0.0
  'messaging/ui.done',
];

/** FHIRcast 3.0, 2.3 */
const shared = /^fhircast\/[A-Z][A-Za-z-]+\.(read|write|\*)$/;

const resourceScope = /^patient\/([A-Z]\w*|\*)\.(c?r?u?d?s?|read|write|\*)$/;

interface ResourceScope {
  readonly type: string;
  readonly interactions: string;
}

function parse(scope: string): ResourceScope | undefined {
  const [, type, permission] = resourceScope.exec(scope) ?? [];
  if (type === undefined || permission === undefined || permission === '') return undefined;
  const v1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };
  return { type, interactions: v1[permission] ?? permission };
}

/** The asked scopes that this server knows and the scenario does not withhold, in the order asked. */
export function grantable(asked: string, withheld: readonly string[] = []): readonly string[] {
  const scopes = asked
    .split(' ')
    .filter((scope) => contextual.includes(scope) || shared.test(scope) || parse(scope) !== undefined);
  const allowed = scopes.flatMap((scope) => withoutWithheld(scope, withheld));
  return [...new Set(allowed)];
}

/** A wildcard would give back what is withheld, so it becomes the types that remain. */
function withoutWithheld(scope: string, withheld: readonly string[]): readonly string[] {
  if (withheld.length === 0 || !scope.startsWith('patient/')) return [scope];
  const [level, permission] = scope.split('.');
  if (level !== 'patient/*') return level !== undefined && withheld.includes(level) ? [] : [scope];
  return protectedTypes
    .map((type) => `patient/${type}`)
    .filter((each) => !withheld.includes(each))
    .map((each) => `${each}.${permission}`);
}

/** The types that this record serves. */
export const protectedTypes = [
  'Patient',
  'Encounter',
  'ImagingStudy',
  'Endpoint',
  'ServiceRequest',
  'DiagnosticReport',
  'Practitioner',
  'Appointment',
  'AuditEvent',
] as const;

export type ProtectedType = (typeof protectedTypes)[number];

/** True when one of the granted scopes allows this interaction on this type. */
export function allows(scopes: readonly string[], type: ProtectedType, interaction: Interaction): boolean {
  return scopes
    .map(parse)
    .some((scope) => scope !== undefined && isFor(scope, type) && scope.interactions.includes(interaction));
}

const isFor = (scope: ResourceScope, type: ProtectedType) => scope.type === '*' || scope.type === type;
