import type { Context } from 'hono';

export type FhirStatus = 400 | 401 | 403 | 404 | 405 | 422 | 500 | 503;

const codes: Record<FhirStatus, string> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  422: 'processing',
  500: 'exception',
  503: 'transient',
};

/** A failure as FHIR says it. */
export function outcome(c: Context, status: FhirStatus, diagnostics: string): Response {
  const issue = [{ severity: 'error', code: codes[status], diagnostics }];
  return fhirJson(c, { resourceType: 'OperationOutcome', issue }, status);
}

export function fhirJson(c: Context, body: unknown, status: 200 | 201 | FhirStatus = 200): Response {
  c.header('Content-Type', 'application/fhir+json; charset=utf-8');
  c.header('Cache-Control', 'no-store');
  return c.body(JSON.stringify(body), status);
}
