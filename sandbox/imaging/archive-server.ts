import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import type { ArchiveFactory, ArchiveOptions } from '../archive';
import { archiveFaults } from '../faults';
import { createCodecs } from './codecs/codecs';
import type { ArchiveVariables } from './dicomweb/access';
import { addRetrieval } from './dicomweb/retrieval-routes';
import { addSearch } from './dicomweb/search-routes';
import { addStoring } from './dicomweb/storing-routes';
import { holdingsOf } from './dicomweb/holdings';
import { createStored, type Stored } from './dicomweb/stored';

/**
 * One hospital's archive: DICOMweb (PS3.18) below `/dicom-web`, search, retrieval, and storing of structured reports. A
 * token opens one patient's studies and no others; nothing is readable without one.
 */
export const archiveApp: ArchiveFactory = (options) => {
  const app = new Hono<ArchiveVariables>();
  const codecs = createCodecs();
  const stored = createStored();
  app.use('*', crossOrigin(options));
  app.use('/dicom-web/*', compress());
  app.use('/dicom-web/*', authentication(options, stored));
  app.use(
    '/dicom-web/*',
    archiveFaults(options.hospital.id, (c: Context<ArchiveVariables>) => c.get('access')),
  );
  addSearch(app);
  addRetrieval(app, options, codecs);
  addStoring(app, stored);
  app.notFound((c) => c.text('Not here.', 404));
  app.onError((error, c) => {
    console.error(`${options.hospital.name}: ${error.message}`);
    return c.text('The archive failed.', 500);
  });
  // Hono's generic variables are of no interest to who mounts it
  return app as unknown as Hono;
};

function crossOrigin({ allowedOrigins }: ArchiveOptions): MiddlewareHandler {
  return cors({
    origin: (origin) => (allowedOrigins().includes(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD', 'OPTIONS', 'POST'],
    allowHeaders: ['Authorization', 'Accept', 'Content-Type', 'If-None-Match', 'Range'],
    exposeHeaders: [
      'Content-Length',
      'Content-Location',
      'ETag',
      'Retry-After',
      'Warning',
      'WWW-Authenticate',
    ],
    // Chromium keeps a preflight for two hours at most
    maxAge: 7200,
  });
}

function authentication(
  { authorise, catalogue, hospital }: ArchiveOptions,
  stored: Stored,
): MiddlewareHandler<ArchiveVariables> {
  return async (c, next) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    const access = authorise(token);
    if (!access) {
      // RFC 6750 3.1: no error code where nothing was presented
      const why = token === undefined ? '' : ', error="invalid_token"';
      c.header('WWW-Authenticate', `Bearer realm="${hospital.name}"${why}`);
      return c.text('A valid access token is needed.', 401);
    }
    c.set('access', access);
    const { studies } = holdingsOf(catalogue, hospital, access.personId);
    c.set('holdings', { studies: studies.map((study) => stored.with(study)) });
    c.header('Vary', 'Authorization, Accept', { append: true });
    return next();
  };
}
