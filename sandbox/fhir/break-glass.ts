import type { Context } from 'hono';
import type { Grant } from '../smart/grants';
import { fhirJson, outcome } from './outcome';
import type { FhirServer } from './server';

/** Opens what is withheld, to whom the scenario lets, for a reason that is one. FHIR has no operation of its own for it. */
export async function breakGlass({ emergencies }: FhirServer, c: Context, grant: Grant): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (reasonIn(body).length < 5) return outcome(c, 400, 'A reason is needed.');
  if (grant.scenario.opensInEmergency !== true)
    return outcome(c, 403, 'This record opens nothing in an emergency.');
  emergencies.add(grant.id);
  return fhirJson(c, {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'information', code: 'informational' }],
  });
}

function reasonIn(body: unknown): string {
  const { parameter } = (body ?? {}) as { parameter?: { name?: string; valueString?: string }[] };
  return parameter?.find(({ name }) => name === 'reason')?.valueString ?? '';
}
