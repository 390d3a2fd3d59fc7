import './window';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

/** What one test's servers saw. A request that no handler expects fails the test. */
export interface Wire {
  readonly server: ReturnType<typeof setupServer>;
  /** Every request, in order */
  readonly requests: Request[];
  /** Requests to this path, as `/fhir/Patient/1` */
  to(path: string): readonly Request[];
}

export const ISS = 'https://record.example/fhir';
export const AUTH = 'https://login.example';

/** Listens from the moment it is called until the file ends. */
export function wire(): Wire {
  const server = setupServer();
  const requests: Request[] = [];
  const unexpected: string[] = [];
  server.events.on('request:start', ({ request }) => void requests.push(request.clone()));
  server.events.on(
    'request:unhandled',
    ({ request }) => void unexpected.push(`${request.method} ${request.url}`),
  );
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => {
    const seen = unexpected.splice(0);
    requests.splice(0);
    server.resetHandlers();
    expect(seen).toEqual([]);
  });
  afterAll(() => server.close());
  return { server, requests, to: (path) => requests.filter(({ url }) => new URL(url).pathname === path) };
}

export const smartConfiguration = (more: Readonly<Record<string, JsonBodyType>> = {}) => ({
  issuer: ISS,
  authorization_endpoint: `${AUTH}/authorize`,
  token_endpoint: `${AUTH}/token`,
  jwks_uri: `${AUTH}/jwks`,
  capabilities: ['launch-ehr', 'client-public', 'permission-v2', 'permission-online'],
  ...more,
});

export const discovery = (body: JsonBodyType = smartConfiguration(), init?: ResponseInit) =>
  http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.json(body, init));

export const tokenAnswer = (more: Readonly<Record<string, JsonBodyType>> = {}) => ({
  access_token: 'access-1',
  token_type: 'Bearer',
  expires_in: 300,
  refresh_token: 'refresh-1',
  scope: 'launch patient/*.rs patient/AuditEvent.c',
  patient: 'p1',
  ...more,
});

export const token = (body: JsonBodyType = tokenAnswer(), init?: ResponseInit) =>
  http.post(`${AUTH}/token`, () => HttpResponse.json(body, init));
