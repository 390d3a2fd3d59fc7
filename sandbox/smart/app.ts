import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Authority } from './authority';
import { authorizeApp } from './authorize';
import { openidConfiguration, smartConfiguration } from './discovery';
import { tokenApp } from './token';

/** The authorisation server: everything below `/auth`, and the two well-known documents below the FHIR base. */
export function smartApp(authority: Authority): Hono {
  const { fhir, record, client } = authority;
  const app = new Hono();
  const forTheViewer = cors({
    origin: client.origin,
    allowMethods: ['POST'],
    allowHeaders: ['Content-Type'],
    exposeHeaders: ['Retry-After'],
    maxAge: 600,
  });
  const forAnyone = cors({ origin: '*', maxAge: 600 });

  app.use('/auth/token', forTheViewer);
  app.use('/auth/revoke', forTheViewer);
  app.use('/auth/jwks', forAnyone);
  app.use('/fhir/.well-known/*', forAnyone);
  app.use('/smart-style.json', forAnyone);
  app.use('/fhir/.well-known/*', briefly);
  app.use('/auth/jwks', briefly);
  app.use('/smart-style.json', briefly);

  app.get('/fhir/.well-known/smart-configuration', (c) => c.json(smartConfiguration(fhir, record)));
  app.get('/fhir/.well-known/openid-configuration', (c) => c.json(openidConfiguration(fhir, record)));
  app.get('/auth/jwks', (c) => c.json(authority.keys.jwks));
  app.get('/smart-style.json', (c) => c.json(smartStyle));
  app.route('/auth', authorizeApp(authority));
  app.route('/auth', tokenApp(authority));
  return app;
}

/** Public and the same for everyone: a second launch need not wait for it. */
const briefly: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Cache-Control', 'public, max-age=300');
};

/** SMART App Launch 2.2, 2.1.5 */
const smartStyle = {
  color_background: '#f0f4f5',
  color_error: '#d5281b',
  color_highlight: '#005eb8',
  color_modal_backdrop: '#212b32',
  color_success: '#007f3b',
  color_text: '#212b32',
  dim_border_radius: '4px',
  dim_font_size: '16px',
  dim_spacing_size: '16px',
  font_family_body: 'system-ui, sans-serif',
  font_family_heading: 'system-ui, sans-serif',
};
