import type { Context } from 'hono';
import type { Grant } from '../smart/grants';
import { inScope, outOfScope } from './access';
import { auditedPatients, auditProblem } from './audit-event';
import { fhirJson, outcome } from './outcome';
import type { Resource } from './resource';
import type { FhirServer } from './server';

/** `POST /AuditEvent`: 201 with its Location; 422 where something required is missing; 403 about somebody else. */
export async function createAuditEvent(server: FhirServer, c: Context, grant: Grant): Promise<Response> {
  if (!inScope(grant, 'AuditEvent', 'c')) return outOfScope(c, 'AuditEvent');
  const event = await jsonOf(c);
  if (event === undefined) return outcome(c, 400, 'The body is not JSON.');
  const problem = auditProblem(event);
  if (problem !== undefined) return outcome(c, 422, problem);
  if (auditedPatients(event as Resource).some((id) => id !== grant.personId))
    return outcome(c, 403, 'The event is about another patient than the token.');
  const stored = server.audit.add(event as Resource, grant.personId);
  c.header('Location', `${server.fhir}/AuditEvent/${stored.id}/_history/1`);
  c.header('ETag', 'W/"1"');
  if (/\breturn=minimal\b/.test(c.req.header('Prefer') ?? '')) return c.body(null, 201);
  return fhirJson(c, stored, 201);
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return (await c.req.json()) as unknown;
  } catch {
    return undefined;
  }
}
