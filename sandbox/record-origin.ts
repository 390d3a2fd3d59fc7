import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { fhirApp } from './fhir/app';
import type { FhirOptions } from './fhir/server';
import { requestLog } from './log';
import { recordApp } from './record/app';
import type { RecordOptions } from './record/app';
import { secureHeaders } from './record/headers';
import { smartApp } from './smart/app';
import type { Authority } from './smart/authority';

/** The record's origin: its pages, the authorisation server and FHIR, as a record system usually has them. */
export function recordOrigin(
  authority: Authority,
  fhir: FhirOptions,
  record: RecordOptions,
  log: (line: string) => void,
): Hono {
  const app = new Hono();
  app.use('*', requestLog('record', log));
  app.use('*', secureHeaders(authority.client.origin));
  app.use('/fhir/*', compress());
  app.route('/', smartApp(authority));
  app.route('/fhir', fhirApp(fhir));
  app.route('/', recordApp(record));
  return app;
}
