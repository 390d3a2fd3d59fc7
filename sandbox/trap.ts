import { Hono } from 'hono';

/** A request that reached the stranger. Nothing should. */
export interface TrappedRequest {
  readonly method: string;
  readonly path: string;
  /** True when it brought a credential */
  readonly authorised: boolean;
}

export interface Trap {
  readonly app: Hono;
  readonly requests: readonly TrappedRequest[];
}

/** An origin that nobody allowed: it welcomes every request, from everywhere, and notes it. */
export function createTrap(): Trap {
  const requests: TrappedRequest[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    const authorised = c.req.header('Authorization') !== undefined;
    requests.push({ method: c.req.method, path: c.req.path, authorised });
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept, Prefer');
    return c.req.method === 'OPTIONS' ? c.body(null, 204) : c.json({});
  });
  return { app, requests };
}
