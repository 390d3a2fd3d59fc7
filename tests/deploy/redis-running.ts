import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const REDIS = ['/usr/bin/redis-server', '/usr/bin/valkey-server', '/usr/local/bin/redis-server'].find(
  (path) => existsSync(path),
);

/** A reason to skip, said aloud, or nothing. */
export function redisAbsent(): boolean {
  if (REDIS === undefined) console.warn('Skipped: there is no Redis here (Debian: redis-server).');
  return REDIS === undefined;
}

export interface RunningRedis {
  /** `redis://…` */
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Redis of our own on the loopback interface, keeping nothing on disk. @param password where one is wanted */
export async function startRedis(password?: string, at?: number): Promise<RunningRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-redis-'));
  const port = at ?? (await freePort());
  const wanted = password === undefined ? [] : ['--requirepass', password];
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...wanted];
  const child = spawn(REDIS ?? 'redis-server', words, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  for (let tries = 0; tries < 200 && !(await listens(port)); tries += 1) await pause(25);
  return {
    address: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    stop: async () => {
      kill();
      await ended;
      process.off('exit', kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    const said = (yes: boolean) => (probe.destroy(), resolve(yes));
    probe.once('connect', () => said(true)).once('error', () => said(false));
  });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
