import { Hono } from 'hono';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import type { Grant } from '../smart/grants';
import { breakGlass } from './break-glass';
import { bearer, inScope, isProtectedType, mayRead, outOfScope, unauthorised } from './access';
import { answerPage, answerSearch } from './answer-search';
import { createAuditEvent } from './create';
import { fhirFault } from './faults';
import { capabilityStatement } from './metadata';
import { fhirJson, outcome } from './outcome';
import { createPageStore } from './pages';
import type { FhirOptions, FhirServer } from './server';
import { withTraps } from './trap';

type Handler = (c: Context, grant: Grant) => Promise<Response> | Response;

/** FHIR R4 below `/fhir`: read, search, and create for AuditEvent. */
export function fhirApp(options: FhirOptions): Hono {
  const server: FhirServer = {
    ...options,
    pages: createPageStore(),
    emergencies: new Set(),
    entriesOf: (type) => {
      if (type === 'AuditEvent') return options.audit.entries;
      return isProtectedType(type) ? (options.resources.get(type) ?? []) : [];
    },
  };
  const granted =
    (handler: Handler) =>
    async (c: Context): Promise<Response> => {
      const grant = options.grantOf(bearer(c));
      return grant === undefined ? unauthorised(c) : handler(c, grant);
    };
  /** Faults first, then whether this server has the type at all. */
  const typed = (handler: Handler) =>
    granted(async (c, grant) => {
      const type = c.req.param('type') ?? '';
      const isOpen = server.emergencies.has(grant.id);
      return (isOpen ? undefined : await fhirFault(c, grant.scenario, type)) ?? handler(c, grant);
    });

  const app = new Hono();
  app.use('*', crossOrigin(options.viewer));
  app.get('/metadata', (c) => fhirJson(c, capabilityStatement(options.fhir, options.record, options.now())));
  app.get(
    '/',
    granted((c, grant) => answerPage(server, c, grant)),
  );
  app.post(
    '/AuditEvent',
    granted(async (c, grant) => {
      return (await fhirFault(c, grant.scenario, 'AuditEvent')) ?? createAuditEvent(server, c, grant);
    }),
  );
  app.post(
    '/$break-glass',
    granted((c, grant) => breakGlass(server, c, grant)),
  );
  app.post(
    '/:type/_search',
    typed(async (c, grant) => answerSearch(server, c, grant, await searchForm(c))),
  );
  app.get(
    '/:type',
    typed((c, grant) => answerSearch(server, c, grant, new URL(c.req.url).searchParams)),
  );
  app.get(
    '/:type/:id',
    typed((c, grant) => read(server, c, grant)),
  );
  // Not `notFound`: mounted below the record, this app's own would never be asked.
  app.all('*', (c) => outcome(c, 404, 'There is nothing at this address.'));
  app.onError((_error, c) => outcome(c, 500, 'The record failed to answer.'));
  return app;
}

function crossOrigin(viewer: string) {
  return cors({
    origin: viewer,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'Prefer'],
    exposeHeaders: ['ETag', 'Retry-After', 'Location', 'WWW-Authenticate'],
    maxAge: 600,
  });
}

async function searchForm(c: Context): Promise<URLSearchParams> {
  const inAddress = new URL(c.req.url).searchParams;
  const inBody = new URLSearchParams(await c.req.text());
  return new URLSearchParams([...inAddress, ...inBody]);
}

function read(server: FhirServer, c: Context, grant: Grant): Response {
  const { type = '', id = '' } = c.req.param() as Record<string, string>;
  if (!isProtectedType(type)) return outcome(c, 404, 'This record has no such resource type.');
  if (!inScope(grant, type, 'r', id)) return outOfScope(c, type);
  const entry = server.entriesOf(type).find(({ resource }) => resource.id === id);
  if (entry === undefined) return outcome(c, 404, 'There is no such resource.');
  if (!mayRead(grant, entry)) return outcome(c, 403, 'The token is for another patient.');
  const { resource } = entry;
  c.header('ETag', 'W/"1"');
  return fhirJson(c, grant.scenario.trap ? withTraps(resource, server.trap) : resource);
}
