import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { viewerHeaders } from '../deploy/headers';

/** Debian's libnginx-mod-http-brotli-static */
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const deploy = fileURLToPath(new URL('../deploy/nginx/', import.meta.url));

export interface NginxSite {
  readonly dist: string;
  readonly config: object;
  readonly connect: readonly string[];
  readonly framedBy: readonly string[];
  /** Archive names in addresses, and where each really is (without `/dicom-web`) */
  readonly archives: ReadonlyMap<string, string>;
  /**
   * Another viewer in place of ours: it gets everything but our Content-Security-Policy, which is not written for it.
   * @property page the address that leads to its index.html, beside `/`
   */
  readonly guest?: { readonly page: string };
}

/**
 * Debian's nginx with the configuration that deploy/ recommends, on the loopback interface and a free port.
 * @throws when it is not installed or does not answer
 */
export async function startNginx(site: NginxSite): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-nginx-'));
  const port = await freePort();
  const at = (name: string) => join(folder, name);
  await writeFile(at('config.json'), JSON.stringify(site.config));
  await writeFile(at('archives.conf'), [...site.archives].map(archiveLocation).join('\n'));
  await writeFile(at('headers.conf'), headersOf(site));
  await writeFile(at('plainfilm.conf'), filledIn(site, port, at));
  await writeFile(at('nginx.conf'), mainConfiguration(at));
  const child = spawn('nginx', ['-p', folder, '-c', at('nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const kill = () => {
    child.kill('SIGTERM');
    clear();
  };
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    clear();
  };
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/config.json`).catch(() => undefined);
    if (answer?.ok) return { port, stop };
    if (child.exitCode !== null) break;
    await pause(50);
  }
  await stop();
  throw new Error(`nginx did not start: ${said.join('')}`);
}

function filledIn({ dist, guest }: NginxSite, port: number, at: (name: string) => string): string {
  const values: Readonly<Record<string, string>> = {
    PLAINFILM_LISTEN: `127.0.0.1:${port}`,
    // Loopback alone: nothing to encrypt
    PLAINFILM_TLS: '/dev/null',
    PLAINFILM_BROTLI: existsSync(BROTLI) ? join(deploy, 'brotli.conf') : '/dev/null',
    PLAINFILM_ROOT: dist,
    PLAINFILM_CONFIG: at('config.json'),
    PLAINFILM_BEFORE: '/dev/null',
    PLAINFILM_HEADERS: at('headers.conf'),
    PLAINFILM_ARCHIVES: at('archives.conf'),
  };
  const filled = readFileSync(join(deploy, 'plainfilm.conf.template'), 'utf8')
    .replaceAll('/var/log/nginx/', at(''))
    // The bench is one person on one address who asks faster than any.
    .replace(/^ *limit_(req|conn) .*$/gm, '')
    .replace(/\$\{(PLAINFILM_\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined)
        throw new Error(`the nginx template wants ${name}, which no value is given for`);
      return value;
    });
  if (guest === undefined) return filled;
  const page = `location = ${guest.page} { try_files /index.html =404; }`;
  return filled.replace(/^ *location = \/config\.json/m, `    ${page}\n\n$&`);
}

const headersOf = ({ connect, framedBy, guest }: NginxSite): string =>
  Object.entries(viewerHeaders({ connect, framedBy }))
    .filter(([name]) => guest === undefined || name !== 'Content-Security-Policy')
    .map(([name, value]) => `add_header ${name} "${value}" always;\n`)
    .join('');

function archiveLocation([name, address]: readonly [string, string]): string {
  return readFileSync(join(deploy, 'archives.conf.example'), 'utf8')
    .replaceAll('/archive/salford/', `/archive/${name}/`)
    .replace('https://pacs.salford.example/', `${address}/`);
}

/** Started by root, nginx would hand its work to a user who cannot read our folder. */
const user = () => (process.getuid?.() === 0 ? 'user root;' : '');

const mainConfiguration = (at: (name: string) => string) => `
${user()}
${existsSync(BROTLI) ? `load_module ${BROTLI};` : ''}
daemon off;
worker_processes 2;
pid ${at('nginx.pid')};
error_log stderr warn;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  sendfile on;
  tcp_nodelay on;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ')}
  include ${at('plainfilm.conf')};
}
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
