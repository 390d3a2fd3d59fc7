import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checked as checkedConfiguration } from '../../deploy/command/configuration';
import { siteHeaders, written as inForm } from '../../deploy/command/site-headers';

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'].find((path) =>
  existsSync(path),
);
const deployed = new URL('../../deploy/nginx/', import.meta.url);

/** A reason to skip, said aloud, or nothing. */
export function nginxAbsent(): boolean {
  if (NGINX === undefined) console.warn('Skipped: there is no nginx here (Debian: nginx-light).');
  return NGINX === undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface RunningNginx {
  readonly folder: string;
  /** @param more headers of the request */
  get(path: string, more?: Readonly<Record<string, string>>, method?: string): Promise<Answer>;
  /** Of the access log */
  lines(): Promise<readonly string[]>;
  /** Everything in every log file, together with what nginx said on its standard error */
  logs(): Promise<string>;
  stop(): Promise<void>;
}

/** What the template's variables become; each has a value that works here. */
export interface Given {
  readonly listen?: string;
  readonly tls?: 'certificate' | 'none';
}

/** A site of one record, whose archive is behind the viewer's own origin. */
const CONFIG = {
  site: { name: 'Example' },
  issuers: [{ iss: 'https://record.example/fhir', name: 'Record', clientId: 'plainfilm' }],
  archives: [
    { id: 'salford', name: 'Salford', root: './archive/salford/dicom-web', credentials: 'ehr-token' },
  ],
};

/** As `npx plainfilm headers` writes them. */
function headersOf(text: string): string {
  const base = new URL('https://imaging.example/config.json');
  const read = checkedConfiguration(text, base);
  if (!read.ok) throw new Error(read.complaints.join());
  return inForm(siteHeaders(read, base), 'nginx');
}

/** Writes the template, filled in, with a site behind it into a folder of its own. */
async function written(port: number, { listen, tls = 'none' }: Given): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-nginx-'));
  await mkdir(join(folder, 'logs'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>Imaging</title>');
  await writeFile(join(folder, 'dist/assets/index-B1kTz0aQ.js'), 'export {};'.repeat(200));
  await mkdir(join(folder, 'before/assets'), { recursive: true });
  await writeFile(join(folder, 'before/assets/index-0ldAsset.js'), 'export {};'.repeat(200));
  await writeFile(join(folder, 'config.json'), JSON.stringify(CONFIG));
  await writeFile(join(folder, 'headers.conf'), headersOf(JSON.stringify(CONFIG)));
  // Nothing listens at the archive: every question to it is a 502.
  const archives = (await readFile(new URL('archives.conf.example', deployed), 'utf8')).replace(
    'https://pacs.salford.example/',
    'http://127.0.0.1:9/',
  );
  await writeFile(join(folder, 'archives.conf'), archives);
  if (tls === 'certificate') await certificate(folder);
  const values: Readonly<Record<string, string>> = {
    PLAINFILM_LISTEN: listen ?? `127.0.0.1:${port}`,
    PLAINFILM_TLS: tls === 'certificate' ? join(folder, 'tls.conf') : '/dev/null',
    PLAINFILM_BROTLI: '/dev/null',
    PLAINFILM_ROOT: join(folder, 'dist'),
    PLAINFILM_CONFIG: join(folder, 'config.json'),
    PLAINFILM_BEFORE: join(folder, 'before'),
    PLAINFILM_HEADERS: join(folder, 'headers.conf'),
    PLAINFILM_ARCHIVES: join(folder, 'archives.conf'),
  };
  const site = filledIn(values).replaceAll('/var/log/nginx/', join(folder, 'logs/'));
  await writeFile(join(folder, 'site.conf'), site);
  const main = [
    'daemon off;',
    'master_process off;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr error;',
    'events {}',
    'http {',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`),
    `include ${folder}/site.conf;`,
    '}',
  ];
  await writeFile(join(folder, 'nginx.conf'), main.join('\n'));
  return folder;
}

/** By the command that the template itself names. */
function filledIn(values: Readonly<Record<string, string>>): string {
  const template = fileURLToPath(new URL('plainfilm.conf.template', deployed));
  const command = /^# +(envsubst .*) < \S+ > \S+$/m.exec(readFileSync(template, 'utf8'))?.[1];
  if (command === undefined) throw new Error('the template does not say how it is filled in');
  const env = { ...process.env, ...values };
  return execFileSync('/bin/sh', ['-c', `${command} < "$0"`, template], { encoding: 'utf8', env });
}

async function certificate(folder: string): Promise<void> {
  const [pem, key] = [join(folder, 'site.pem'), join(folder, 'site.key')];
  const asked = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=imaging.example',
    '-days',
    '2',
  ];
  execFileSync('openssl', [...asked, '-keyout', key, '-out', pem], { stdio: 'ignore' });
  const example = await readFile(new URL('tls.conf.example', deployed), 'utf8');
  const tls = example.replace(/\/etc\S+\.pem/, pem).replace(/\/etc\S+\.key/, key);
  await writeFile(join(folder, 'tls.conf'), tls);
}

const call = (folder: string, ...more: readonly string[]) => [
  '-p',
  folder,
  '-c',
  join(folder, 'nginx.conf'),
  ...more,
];

/** `nginx -t` of the template with these values. @returns what it said; rejects where it fails */
export async function checked(given: Given): Promise<string> {
  const folder = await written(await freePort(), given);
  try {
    const { stderr } = await promisify(execFile)(NGINX ?? 'nginx', call(folder, '-t'));
    return stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** nginx itself with the template and an archive that nobody answers for, on the loopback interface. */
export async function startNginx(): Promise<RunningNginx> {
  const port = await freePort();
  const folder = await written(port, {});
  const child = spawn(NGINX ?? 'nginx', call(folder), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const get: RunningNginx['get'] = (path, headers = {}, method = 'GET') => ask(port, path, headers, method);
  await listening(() => get('/'), child);
  return {
    folder,
    get,
    async lines() {
      const log = await readFile(join(folder, 'logs/plainfilm.log'), 'utf8');
      return log.split('\n').filter((line) => line !== '');
    },
    async logs() {
      const files = await readdir(join(folder, 'logs'));
      const texts = await Promise.all(files.map((name) => readFile(join(folder, 'logs', name), 'utf8')));
      return [said, ...texts].join('');
    },
    async stop() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function listening(ask: () => Promise<unknown>, child: { readonly exitCode: number | null }) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (child.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const ask = (
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  method: string,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, method, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    })
      .on('error', reject)
      .end();
  });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
