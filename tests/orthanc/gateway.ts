import { Hono } from 'hono';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { proxy } from 'hono/proxy';
import type { ArchiveFactory, ArchiveOptions } from '../../sandbox/archive';
import type { ArchiveAccess } from '../../sandbox/scenario';

const base = '/dicom-web';

/**
 * What a deployment puts before an archive that knows neither tokens nor browsers: CORS, the token, and that a token
 * opens one patient's imaging only.
 * @param root the archive's own DICOMweb root
 */
export function gatewayTo(root: string): ArchiveFactory {
  return (options) => {
    const app = new Hono();
    app.use('*', crossOrigin(options));
    app.get(`${base}/*`, (c): Response | Promise<Response> => {
      const access = options.authorise(c.req.header('Authorization')?.replace(/^Bearer /i, ''));
      if (access === undefined) return c.body(null, 401, { 'WWW-Authenticate': 'Bearer' });
      if (!mayRead(c, access, options)) return c.body(null, 403);
      return forward(c, root);
    });
    return app;
  };
}

/** Takes an answer in as fast as the archive gives it: Orthanc closes connections that a slow line holds up. */
function buffered(answer: Response): Response {
  const size = (chunk: Uint8Array) => chunk.byteLength;
  const buffer = new TransformStream<Uint8Array, Uint8Array>(
    {},
    { highWaterMark: 64e6, size },
    { highWaterMark: 0 },
  );
  return new Response(answer.body?.pipeThrough(buffer) ?? null, answer);
}

async function forward(c: Context, root: string): Promise<Response> {
  const { pathname, search, host } = new URL(c.req.url);
  // Whatever path this app is mounted under
  const below = pathname.slice(pathname.indexOf(base) + base.length);
  const answer = await proxy(`${root}${below}${search}`, {
    headers: {
      Accept: c.req.header('Accept'),
      'Accept-Encoding': c.req.header('Accept-Encoding'),
      // So that the addresses in its answers lead back here.
      Forwarded: `host=${host};proto=http`,
    },
    signal: c.req.raw.signal,
  });
  return buffered(answer);
}

/** A study by its address; a query by the hospital's own number of the patient. */
function mayRead(c: Context, { personId }: ArchiveAccess, { catalogue, hospital }: ArchiveOptions): boolean {
  const study = /\/dicom-web\/studies\/([\d.]+)/.exec(c.req.path)?.[1];
  if (study !== undefined)
    return catalogue.studies.some((each) => each.studyInstanceUid === study && each.personId === personId);
  const person = catalogue.people.find(({ id }) => id === personId);
  const asked = new URL(c.req.url).searchParams.get('PatientID');
  return asked !== null && asked === person?.hospitalNumbers[hospital.id];
}

function crossOrigin({ allowedOrigins }: ArchiveOptions) {
  return cors({
    origin: (origin) => (allowedOrigins().includes(origin) ? origin : null),
    allowMethods: ['GET'],
    allowHeaders: ['Authorization', 'Accept'],
    exposeHeaders: ['Content-Type', 'Retry-After'],
    maxAge: 600,
  });
}
