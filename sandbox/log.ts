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
    const pattern = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? '*';
    write(`${where} ${c.req.method} ${pattern} ${c.res.status} ${Math.round(performance.now() - start)} ms`);
  };
}
