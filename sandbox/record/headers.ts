import type { MiddlewareHandler } from 'hono';

/** Headers of the record's pages: nothing foreign but the viewer, in a frame or as where a form leads. */
export function secureHeaders(viewer: string): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    `frame-src 'self' ${viewer}`,
    // A form's redirects count as well, and every launch ends at the viewer.
    `form-action 'self' ${viewer}`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; ');
  return async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cache-Control', c.res.headers.get('Cache-Control') ?? 'no-store');
  };
}
