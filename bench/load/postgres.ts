import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../tests/deployed/site';

const VERSIONS = '/usr/lib/postgresql';
const run = promisify(execFile);

export interface Postgres {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Whether Debian's PostgreSQL and Orthanc's plugin for it are here. */
export const hasPostgres = (): boolean =>
  existsSync(VERSIONS) && existsSync('/usr/share/orthanc/plugins/libOrthancPostgreSQLIndex.so');

/** A PostgreSQL of our own on the loopback interface, with a user and a database `orthanc`. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-postgres-'));
  const [newest = ''] = readdirSync(VERSIONS).sort((one, other) => Number(other) - Number(one));
  const bin = (name: string) => join(VERSIONS, newest, 'bin', name);
  const port = await freePort();
  // It refuses to run as root.
  const who = process.getuid?.() === 0 ? accountOf('postgres') : {};
  if (who.uid !== undefined) await chown(folder, who.uid, who.gid ?? who.uid);
  const data = join(folder, 'data');
  await run(bin('initdb'), ['-D', data, '-U', 'orthanc', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    cwd: folder,
    ...who,
  });
  const words = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder];
  const child = spawn(bin('postgres'), words, { cwd: folder, stdio: 'ignore', ...who });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => {
    child.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  const words2 = ['-h', '127.0.0.1', '-p', String(port), '-U', 'orthanc', '-d', 'postgres'];
  const isReady = () =>
    run('psql', [...words2, '-c', 'CREATE DATABASE orthanc'], { cwd: folder }).then(
      () => true,
      () => false,
    );
  for (let tries = 0; !(await isReady()); tries += 1) {
    if (tries > 100) throw new Error('PostgreSQL did not start');
    await pause(100);
  }
  return {
    port,
    pid: child.pid ?? 0,
    stop: async () => {
      process.off('exit', kill);
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accountOf(name: string): { uid?: number; gid?: number } {
  const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
