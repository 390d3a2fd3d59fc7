import { fhirBase } from '../resource/addresses';
import { given, list, object, text, type Json } from '../resource/json';
import { isPrefixed, localReference, plainUid } from '../resource/reference';

/*
 * What a launch names, in every form that records are seen to write it (SMART App Launch 2.0 to 2.2). What is there in
 * another form than any of these is never taken for absent.
 */

/** One resource that the launch names: its id, or what stands there instead of one; `undefined` where nothing does. */
export type NamedResource =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'unusable'; readonly what: string }
  | undefined;

/** Letters of what cannot be used that support gets to see */
const MOST = 100;

/**
 * The id of a resource of this record: `123`, `"123"`, `"Patient/123"` (with or without a version), an address below the
 * base, or an object or a list of one that holds one of these.
 * @param type `Patient`
 */
export function namedResource(value: unknown, type: string, iss: string): NamedResource {
  if (value === undefined || value === null || value === '' || value === false) return undefined;
  const [only, ...more] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (only === undefined) return undefined;
  const named = object(only)?.['reference'] ?? object(only)?.['id'] ?? only;
  const inside = object(named)?.['reference'] ?? named;
  // A whole, safe number can mean one id only; beyond that its digits are not those that were sent.
  const literal = typeof inside === 'number' && inside < 0 ? undefined : given(inside);
  const isOfType = (text(object(only)?.['resourceType']) ?? type) === type;
  const isOne = literal !== undefined && more.length === 0 && isOfType;
  const id = isOne ? idIn(literal, type, fhirBase(iss)) : undefined;
  return id === undefined ? { kind: 'unusable', what: shortened(value) } : { kind: 'id', id };
}

function idIn(literal: string, type: string, base: URL): string | undefined {
  if (/^(?!\.{1,2}$)[A-Za-z0-9\-.]{1,64}$/.test(literal)) return literal;
  const reference = localReference(literal, base);
  return reference?.startsWith(`${type}/`) ? reference.slice(type.length + 1) : undefined;
}

function shortened(value: unknown): string {
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole;
}

/** What a launch wants to be looked at. */
export interface LaunchReferences {
  /** `ImagingStudy/1`, or the value of a logical identifier, of which a study's UID is the one that means something here */
  readonly named: readonly string[];
  /** `Encounter/1`, where it is among them */
  readonly encounter?: string;
  /** Entries in no form that is known */
  readonly unread: number;
}

/** Types that say who, where and by whom: they are understood, and name nothing that could be opened */
const CIRCUMSTANCES = new Set([
  ...['Patient', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'CareTeam', 'Device'],
  ...['RelatedPerson', 'Person', 'HealthcareService', 'Questionnaire', 'PlanDefinition', 'Coverage'],
]);

/**
 * `fhirContext`: plain references (2.0), or objects with a reference, a canonical or an identifier (2.1 and later). No role
 * means launch (2.2, 2.0.6.1); what has another role is for somebody else.
 */
export function launchReferences(value: unknown): LaunchReferences {
  const entries = list(unpacked(value));
  const named: string[] = [];
  let encounter: string | undefined;
  let unread = 0;
  for (const entry of entries) {
    const { reference, canonical, identifier, type, roles } = memberOf(entry);
    if (roles.length > 0 && !roles.includes('launch')) continue;
    if (reference === undefined && identifier === undefined) unread += canonical === undefined ? 1 : 0;
    else if (type === 'Encounter') encounter ??= reference;
    else if (!CIRCUMSTANCES.has(type)) named.push(reference ?? identifier ?? '');
  }
  return { named, ...(encounter !== undefined && { encounter }), unread };
}

function memberOf(entry: unknown) {
  const json: Json = object(entry) ?? {};
  const literal = text(entry) ?? text(json['reference']) ?? text(object(json['reference'])?.['reference']);
  // Some write what a resource is called in the place of a reference to it.
  const [type, id] = [text(json['resourceType']) ?? text(json['type']), given(json['id'])];
  const reference = literal ?? (type && id && `${type}/${id}`);
  const [logical] = list(json['identifier']);
  const isUid = reference !== undefined && isPrefixed(reference);
  const [ofAddress] =
    /^[A-Z][A-Za-z]+(?=\/)|(?<=\/)[A-Z][A-Za-z]+(?=\/[^/]+(?:\/_history\/[^/]+)?$)/.exec(reference ?? '') ??
    [];
  return {
    reference: isUid ? undefined : reference,
    canonical: text(json['canonical']),
    identifier: plainUid(isUid ? reference : (object(logical)?.['value'] ?? logical)),
    type: ofAddress ?? type ?? '',
    roles: list(json['role']).flatMap((role) => (role === '' ? [] : [text(role)?.toLowerCase()])),
  };
}

/** A list that came as its own text */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
