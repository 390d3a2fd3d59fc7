import { serve } from '@hono/node-server';
import type { Server } from 'node:http';
import { gatewayApp } from './app';
import { redisStore } from './redis';
import { BadSettings, readSettings } from './settings';
import { memoryStore } from './store';

/** `plainfilm gateway SETTINGS`. @returns an exit code where it does not serve */
export async function main(file: string): Promise<number | undefined> {
  try {
    const settings = await readSettings(file);
    const { host, port, store: where } = settings;
    const store = where === 'memory' ? memoryStore() : redisStore(where);
    const app = gatewayApp(settings, store);
    const server = await new Promise<Server>((resolve, reject) => {
      const started = serve({ fetch: app.fetch, hostname: host, port }, () => resolve(started)) as Server;
      started.keepAliveTimeout = 75_000;
      started.once('error', reject);
    });
    process.stdout.write(`The gateway answers at ${host}:${port} for ${settings.viewer.href}\n`);
    const end = () => {
      server.close(() => void store.close());
      server.closeIdleConnections();
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof BadSettings) process.stderr.write(`${error.message}\n`);
    else if (code === 'EADDRINUSE' || code === 'EACCES')
      process.stderr.write('The address to listen at is taken, or not allowed to this user.\n');
    else throw error;
    return 2;
  }
}
