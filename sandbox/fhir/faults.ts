import type { Context } from 'hono';
import { loginPage, neverAnswer, retryAfterText } from '../faults';
import type { FhirMode, Scenario } from '../scenario';
import { outcome } from './outcome';

/** The scenario's fault for this type, or `undefined` where it wants a good answer. */
export async function fhirFault(c: Context, scenario: Scenario, type: string): Promise<Response | undefined> {
  const mode = scenario.fhir?.[type];
  return mode === undefined ? undefined : act(c, mode);
}

async function act(c: Context, mode: FhirMode): Promise<Response> {
  switch (mode.kind) {
    case 'refuses':
      return outcome(c, 403, 'This user may not read that.');
    case 'fails':
      if (mode.retryAfter !== undefined) c.header('Retry-After', retryAfterText(mode.retryAfter));
      return outcome(c, 503, 'Not available at the moment.');
    case 'malformed':
      c.header('Content-Type', 'application/fhir+json; charset=utf-8');
      return c.body('{"resourceType":"Bundle","type":"searchset","total":3,"entry":[{"resource":{"resourceT');
    case 'html':
      return loginPage(c);
    case 'hangs':
      return neverAnswer(c);
  }
}
