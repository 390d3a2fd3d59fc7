import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** A site as docs/deploying.md makes one: nginx with TLS, releases, headers made of config.json, gateways. */
export interface Site {
  readonly origin: string;
  readonly config: object;
  /** What `plainfilm headers` says for it */
  readonly headers: Readonly<Record<string, string>>;
  /** Lays another build beside what is there, and lets the site serve it. @returns its name */
  release(change: (folder: string) => Promise<void>): Promise<void>;
  rollBack(): Promise<void>;
  /** Everything in every log */
  logs(): Promise<string>;
  /** Process ids by name: nginx, and each gateway */
  readonly pids: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

export interface SiteOptions {
  readonly port: number;
  readonly dist: string;
  readonly config: object;
  /** Archives by their name in addresses, and where each really is */
  readonly archives: Readonly<Record<string, string>>;
  /** Settings of the gateways, one each; absent: none */
  readonly gateways?: readonly object[];
}

/** Starts it on the loopback interface. @throws where nginx or a gateway does not start */
export async function startSite({ port, dist, config, archives, gateways = [] }: SiteOptions): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-site-'));
  const at = (name: string) => join(folder, name);
  const origin = `https://127.0.0.1:${port}`;
  const children: ChildProcess[] = [];
  const said: string[] = [];
  const start = (command: string, words: readonly string[]) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    children.push(child);
    return child;
  };
  const kill = () => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);

  await Promise.all(['logs', 'releases'].map((name) => mkdir(at(name))));
  await cp(dist, at('releases/1'), { recursive: true });
  await symlink(at('releases/1'), at('current'));
  await symlink(at('releases/1'), at('before'));
  await writeFile(at('config.json'), JSON.stringify(config));
  // The very commands that a deployer runs
  const headers = (...form: readonly string[]) =>
    promisify(execFile)(process.execPath, [
      path('bin/plainfilm.mjs'),
      'headers',
      at('config.json'),
      '--at',
      `${origin}/`,
      ...form,
    ]);
  await writeFile(at('headers.conf'), (await headers('--nginx')).stdout);
  const { headers: expected } = JSON.parse((await headers('--json')).stdout) as Pick<Site, 'headers'>;
  const ports: number[] = [];
  const pids: Record<string, number> = {};
  for (const [number, settings] of gateways.entries()) {
    const own = await freePort();
    ports.push(own);
    const file = at(`gateway-${number}.json`);
    const whole = { config: 'config.json', viewer: `${origin}/`, listen: `127.0.0.1:${own}`, ...settings };
    await writeFile(file, JSON.stringify(whole));
    pids[`gateway ${number + 1}`] =
      start(process.execPath, [path('bin/plainfilm.mjs'), 'gateway', file]).pid ?? 0;
  }
  await writeFile(at('archives.conf'), await locations(archives, ports.length > 0));
  certificate(at);
  await writeFile(at('tls.conf'), await tls(at));
  await writeFile(at('plainfilm.conf'), await site(port, at));
  await writeFile(at('nginx.conf'), mainConfiguration(at, ports));
  const nginx = start('nginx', ['-p', folder, '-c', at('nginx.conf')]);

  const stop = async () => {
    process.off('exit', kill);
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null || child.pid === undefined) return;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const patience = setTimeout(() => child.kill('SIGKILL'), 3_000);
        await ended;
        clearTimeout(patience);
      }),
    );
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = async () => {
    const wanted = ports.length > 0 ? '/gateway/health' : '/config.json';
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await statusOf(origin + wanted)) === 200) return;
      if (nginx.exitCode !== null) break;
      await pause(50);
    }
    await stop();
    throw new Error(`the site did not start: ${said.join('').slice(-2000)}`);
  };
  await ready();

  /** A link is changed in one step, so that no request meets none. */
  const point = async (name: string, to: string) => {
    await symlink(to, at(`${name}.new`));
    await rename(at(`${name}.new`), at(name));
  };
  let newest = 1;
  return {
    origin,
    config,
    pids: { ...pids, nginx: nginx.pid ?? 0 },
    headers: expected,
    release: async (change) => {
      const before = at(`releases/${newest}`);
      newest += 1;
      const next = at(`releases/${newest}`);
      cpSync(before, next, { recursive: true });
      await change(next);
      await point('before', before);
      await point('current', next);
    },
    rollBack: async () => {
      await point('before', at(`releases/${newest}`));
      await point('current', at(`releases/${newest - 1}`));
    },
    logs: async () => {
      const files = await readdir(at('logs'));
      const texts = await Promise.all(files.map((name) => readFile(at(`logs/${name}`), 'utf8')));
      return [...texts, ...said].join('\n');
    },
    stop,
  };
}

async function locations(archives: SiteOptions['archives'], withGateway: boolean): Promise<string> {
  const example = await readFile(path('deploy/nginx/archives.conf.example'), 'utf8');
  const each = Object.entries(archives).map(([name, address]) =>
    example
      .replaceAll('/archive/salford/', `/archive/${name}/`)
      .replace('https://pacs.salford.example/', `${address}/`),
  );
  const gateway = await readFile(path('deploy/nginx/gateway.conf.example'), 'utf8');
  return [...each, ...(withGateway ? [gateway] : [])].join('\n');
}

function certificate(at: (name: string) => string): void {
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-days', '2'];
  execFileSync('openssl', [...words, '-keyout', at('site.key'), '-out', at('site.pem')], { stdio: 'ignore' });
}

async function tls(at: (name: string) => string): Promise<string> {
  const example = await readFile(path('deploy/nginx/tls.conf.example'), 'utf8');
  return example.replace(/\/etc\S+\.pem/, at('site.pem')).replace(/\/etc\S+\.key/, at('site.key'));
}

/** The template, filled in by the command that it names itself. */
async function site(port: number, at: (name: string) => string): Promise<string> {
  const template = path('deploy/nginx/plainfilm.conf.template');
  const command = /^# +(envsubst .*) < \S+ > \S+$/m.exec(await readFile(template, 'utf8'))?.[1];
  if (command === undefined) throw new Error('the template does not say how it is filled in');
  const env = {
    ...process.env,
    PLAINFILM_LISTEN: `127.0.0.1:${port} ssl http2`,
    PLAINFILM_TLS: at('tls.conf'),
    PLAINFILM_BROTLI: existsSync(BROTLI) ? path('deploy/nginx/brotli.conf') : '/dev/null',
    PLAINFILM_ROOT: at('current'),
    PLAINFILM_BEFORE: at('before'),
    PLAINFILM_CONFIG: at('config.json'),
    PLAINFILM_HEADERS: at('headers.conf'),
    PLAINFILM_ARCHIVES: at('archives.conf'),
  };
  const filled = execFileSync('/bin/sh', ['-c', `${command} < "$0"`, template], { encoding: 'utf8', env });
  return filled.replaceAll('/var/log/nginx/', at('logs/'));
}

const mainConfiguration = (at: (name: string) => string, gateways: readonly number[]) => `
${process.getuid?.() === 0 ? 'user root;' : ''}
${existsSync(BROTLI) ? `load_module ${BROTLI};` : ''}
daemon off;
worker_processes 2;
pid ${at('nginx.pid')};
error_log stderr error;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${at(of)};`).join('\n  ')}
  ${gateways.length > 0 ? `upstream plainfilm_gateway { ${gateways.map((each) => `server 127.0.0.1:${each};`).join(' ')} keepalive 64; }` : ''}
  include ${at('plainfilm.conf')};
}
`;

/** @returns 0 where there is no answer */
export const statusOf = (address: string): Promise<number> =>
  new Promise((resolve) => {
    get(address, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).once('error', () => resolve(0));
  });

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
