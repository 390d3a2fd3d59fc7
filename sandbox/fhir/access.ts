import type { Context } from 'hono';
import type { Grant } from '../smart/grants';
import { allows, protectedTypes } from '../smart/scopes';
import type { Interaction, ProtectedType } from '../smart/scopes';
import { outcome } from './outcome';
import { signedInUser } from './practitioner';
import type { Entry } from './resource';

/** The token of an Authorization header (RFC 6750 2.1). */
export function bearer(c: Context): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
}

export function isProtectedType(type: string): type is ProtectedType {
  return (protectedTypes as readonly string[]).includes(type);
}

export function unauthorised(c: Context): Response {
  const sent = c.req.header('Authorization') !== undefined;
  c.header('WWW-Authenticate', `Bearer realm="record"${sent ? ', error="invalid_token"' : ''}`);
  return outcome(c, 401, 'An access token of this record is needed, and it must not be too old.');
}

/** RFC 6750 3.1: what the token was not given. */
export function outOfScope(c: Context, type: ProtectedType): Response {
  c.header('WWW-Authenticate', 'Bearer realm="record", error="insufficient_scope"');
  return outcome(c, 403, `The token does not allow this on ${type}.`);
}

/** True when the grant's scopes allow it; who the user is may be read with `fhirUser` alone. */
export function inScope(grant: Grant, type: ProtectedType, interaction: Interaction, id?: string): boolean {
  const isSelf = type === 'Practitioner' && id === signedInUser.id && interaction === 'r';
  return allows(grant.scopes, type, interaction) || (isSelf && grant.scopes.includes('fhirUser'));
}

/** True when the resource is nobody's in particular or the launch's patient's. */
export function mayRead({ personId: launched }: Grant, { personId }: Entry): boolean {
  return personId === undefined || personId === launched;
}

/** Whom a search names with `patient`, `subject` or, for Patient, `_id`; ids only. */
export function namedPatients(type: ProtectedType, query: URLSearchParams): readonly string[] {
  const names = [
    'patient',
    'subject',
    'patient:Patient',
    'subject:Patient',
    ...(type === 'Patient' ? ['_id'] : []),
  ];
  return names
    .flatMap((name) => query.getAll(name))
    .flatMap((value) => value.split(','))
    .map((value) => value.split('/').at(-1) ?? value);
}
