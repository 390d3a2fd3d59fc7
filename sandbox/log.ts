import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';

/**
 * One line for each request: origin, method, route, status, time. The route is the pattern (`/patients/:id`), never
 * the path, and queries are left out, so that no line can name a patient or carry a code.
 */
export function requestLog(where: string, write: (line: string) => void): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    // Handlers answer in the order they were added; what has no method of its own only passes the request on.
    const pattern = matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? '*';
    write(`${where} ${c.req.method} ${pattern} ${c.res.status} ${Math.round(performance.now() - start)} ms`);
  };
}
