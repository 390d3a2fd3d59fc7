import { Hono } from 'hono';
import type { Context } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import { cacheControl, noVarySearch, viewerHeaders } from '../deploy/headers';
import type { ViewerOrigins } from '../deploy/headers';
import { staticFiles } from './static-files';
import type { Coding, StaticFiles } from './static-files';
import type { ViewerConfig } from './viewer-config';

export interface ViewerOptions {
  /** Folder of the built viewer */
  readonly dist: string;
  readonly config: ViewerConfig;
  readonly origins: ViewerOrigins;
}

/** The built viewer as every static server would serve it, with this run's config.json. */
export function viewerApp({ dist, config, origins }: ViewerOptions): Hono {
  const app = new Hono();
  const files = staticFiles(dist);
  const headers = Object.entries(viewerHeaders(origins));
  app.use('*', async (c, next) => {
    await next();
    for (const [name, value] of headers) c.header(name, value);
  });
  app.get('/config.json', (c) => {
    c.header('Cache-Control', cacheControl(c.req.path));
    return c.json(config);
  });
  app.get('*', (c) => serveFile(c, files));
  return app;
}

async function serveFile(c: Context, files: StaticFiles): Promise<Response> {
  const asked = c.req.path.endsWith('/') ? `${c.req.path}index.html` : c.req.path;
  const path = decoded(asked);
  const file = path === undefined ? undefined : await files(path, codingsOf(c));
  if (path === undefined || file === undefined) return c.text('There is nothing at this address.', 404);
  c.header('Cache-Control', cacheControl(path));
  c.header('No-Vary-Search', noVarySearch(path));
  c.header('ETag', file.etag);
  c.header('Vary', 'Accept-Encoding');
  if (c.req.header('If-None-Match') === file.etag) return c.body(null, 304);
  c.header('Content-Type', getMimeType(path) ?? 'application/octet-stream');
  if (file.coding !== undefined) c.header('Content-Encoding', file.coding);
  return c.body(file.bytes);
}

function codingsOf(c: Context): readonly Coding[] {
  const accepted = (c.req.header('Accept-Encoding') ?? '')
    .split(',')
    .map((each) => each.trim().split(';')[0]);
  return (['br', 'gzip'] as const).filter((coding) => accepted.includes(coding));
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
