import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

type Upgrade = (request: IncomingMessage, connection: Duplex) => void;

/** One origin of the demonstration, listening before its app is known: the apps need each other's addresses. */
export interface Listener {
  /** `http://127.0.0.1:49152` */
  readonly origin: string;
  use(app: Hono): void;
  /** Takes connections that want to speak another protocol. */
  upgrades(take: Upgrade): void;
  /** Ends every open request and frees the port. */
  close(): Promise<void>;
}

/**
 * Listens on the loopback interface only.
 * @param port 0 for any free one
 * @param publicHost the name that addresses are given with
 * @throws when the port is taken
 */
export async function listen(port: number, publicHost: string): Promise<Listener> {
  let app: Hono | undefined;
  let expected = '';
  const upgraded = new Set<Duplex>();
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve(
      {
        hostname: '127.0.0.1',
        port,
        fetch: (request, environment) => {
          // A page that points its own name at this machine (DNS rebinding) must not read folders of real images.
          if (request.headers.get('Host') !== expected) return new Response(null, { status: 421 });
          return app === undefined ? new Response(null, { status: 503 }) : app.fetch(request, environment);
        },
      },
      ({ port: actual }) => {
        expected = `${publicHost}:${actual}`;
        resolve(started);
      },
    ) as Server;
    // As web servers usually do; Node's own five seconds would cost every second launch its handshakes.
    started.keepAliveTimeout = 75_000;
    started.once('error', reject);
  });
  let upgrade: Upgrade | undefined;
  server.on('upgrade', (request, connection) => {
    if (request.headers.host === expected && upgrade) upgrade(request, connection);
    else connection.destroy();
    upgraded.add(connection);
    connection.once('close', () => upgraded.delete(connection));
  });
  return {
    origin: `http://${expected}`,
    use: (given) => {
      app = given;
    },
    upgrades: (take) => {
      upgrade = take;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const connection of upgraded) connection.destroy();
      }),
  };
}
