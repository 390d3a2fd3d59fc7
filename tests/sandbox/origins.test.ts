import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/start';
import { aCatalogue, aPerson } from './a-catalogue';
import { ask, aSandbox, launched } from './a-sandbox';

const lines: string[] = [];
const script = `export const words = '${'word '.repeat(500)}';`;
const hostile = '<script>alert(1)</script>"\'&';

let dist: string;
let sandbox: Sandbox;
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'plainfilm-'));
  await mkdir(join(dist, 'launch'));
  await mkdir(join(dist, 'assets'));
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>Viewer</title>');
  await writeFile(join(dist, 'launch', 'index.html'), '<!doctype html><title>Launch</title>');
  await writeFile(join(dist, 'assets', 'index-B1kTz0aQ.js'), script);
  await writeFile(join(dist, 'config.json'), '{"site":{"name":"from the build"}}');
  const people = [...aCatalogue().people, aPerson('mallory', { family: hostile, story: hostile })];
  sandbox = await aSandbox({ dist, catalogue: aCatalogue({ people }), log: (line) => lines.push(line) });
});
afterAll(async () => {
  await sandbox.stop();
  await rm(dist, { recursive: true });
});

/** The status of a plain HTTP request whose path and headers are sent as they are. */
function rawStatus(origin: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise<number | undefined>((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the viewer’s origin', () => {
  it('sends on every answer a policy that names the record and the archives, and nobody else', async () => {
    for (const path of ['/index.html', '/', '/launch/index.html', '/config.json', '/nothing']) {
      const { headers } = await fetch(`${sandbox.viewer}${path}`);
      const policy = headers.get('Content-Security-Policy') ?? '';
      const directives = new Map(policy.split('; ').map((each) => [each.split(' ')[0], each]));
      const connect = ["connect-src 'self'", sandbox.record, ...Object.values(sandbox.archives)].join(' ');
      expect(directives.get('connect-src')).toBe(connect);
      expect(directives.get('frame-ancestors')).toBe(`frame-ancestors ${sandbox.record}`);
      expect(directives.get('default-src')).toBe("default-src 'none'");
      expect(directives.get('script-src')).toBe("script-src 'self' 'wasm-unsafe-eval'");
      expect(directives.get('require-trusted-types-for')).toBe("require-trusted-types-for 'script'");
      expect(policy).not.toContain('unsafe-inline');
      expect(policy).not.toContain(sandbox.trap.address);
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Permissions-Policy')).toContain('camera=()');
      expect(headers.get('Cross-Origin-Embedder-Policy')).toBeNull();
    }
  });

  it('lets hashed files be kept for ever and asks again for pages', async () => {
    const asset = await fetch(`${sandbox.viewer}/assets/index-B1kTz0aQ.js`);
    expect(asset.headers.get('Cache-Control')).toContain('immutable');
    const page = await fetch(`${sandbox.viewer}/index.html`);
    expect(page.headers.get('Cache-Control')).toBe('public, max-age=300');
    const etag = page.headers.get('ETag') ?? '';
    const again = await fetch(`${sandbox.viewer}/index.html`, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  it('compresses scripts', async () => {
    const { port } = new URL(sandbox.viewer);
    const body = await new Promise<Buffer>((resolve) => {
      const headers = { 'Accept-Encoding': 'gzip, br' };
      request({ hostname: '127.0.0.1', port, path: '/assets/index-B1kTz0aQ.js', headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks)));
      }).end();
    });
    expect(body.length).toBeLessThan(200);
    expect(brotliDecompressSync(body).toString()).toBe(script);
  });

  it('gives this run’s configuration, not the build’s', async () => {
    const config: unknown = await (await fetch(`${sandbox.viewer}/config.json`)).json();
    expect(config).toMatchObject({
      site: { name: 'Demonstration' },
      issuers: [{ iss: sandbox.fhir, clientId: 'plainfilm' }],
      archives: [
        {
          id: 'salford',
          root: `${sandbox.archives['salford']}/dicom-web`,
          credentials: 'ehr-token',
          identifierSystem: 'https://salford.example/patients',
        },
        { id: 'bolton' },
        { id: 'wigan' },
      ],
    });
  });

  it.each(['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc%2fpasswd', '/%', '/assets'])(
    'finds nothing at %s',
    async (path) => {
      expect(await rawStatus(sandbox.viewer, path)).toBe(404);
    },
  );
});

describe('every origin', () => {
  it('turns away a name that is not its own', async () => {
    for (const origin of [sandbox.viewer, sandbox.record, ...Object.values(sandbox.archives)])
      expect(await rawStatus(origin, '/', { Host: 'rebound.example' })).toBe(421);
  });

  it('says on one line what was asked, without saying about whom', async () => {
    const { access_token } = await launched(sandbox);
    await ask(`${sandbox.fhir}/Patient/aria`, access_token);
    await ask(`${sandbox.fhir}/ImagingStudy?patient=aria&identifier=A1`, access_token);
    await fetch(`${sandbox.record}/patients/aria`);
    await fetch(`${sandbox.fhir}/.well-known/smart-configuration`);
    await ask(`${sandbox.archives['salford']}/dicom-web/studies?PatientID=S-1`, access_token);
    expect(lines.some((line) => line.includes('GET /fhir/:type/:id 200'))).toBe(true);
    expect(lines.some((line) => line.includes('GET /patients/:id 200'))).toBe(true);
    expect(lines.some((line) => line.includes('GET /fhir/.well-known/smart-configuration 200'))).toBe(true);
    expect(lines.some((line) => line.startsWith('salford GET'))).toBe(true);
    for (const line of lines) expect(line).not.toMatch(/aria|smith|A1|S-1|code=|\?/i);
  });

  it('is free again after stop, even while a request hangs', async () => {
    const other = await aSandbox();
    const { access_token } = await launched(other, { scenario: 'wigan-hangs' });
    const hanging = ask(`${other.archives['wigan']}/dicom-web/studies`, access_token);
    const ended = expect(hanging).rejects.toThrow();
    await other.stop();
    await ended;
    await expect(fetch(other.record)).rejects.toThrow();
  });

  it('is closed again when a later port is taken', async () => {
    const port = Number(new URL(sandbox.record).port);
    await expect(aSandbox({ port: port - 1 })).rejects.toThrow(/EADDRINUSE/);
  });
});

describe('the record’s pages', () => {
  const page = async (path: string) => (await fetch(`${sandbox.record}${path}`)).text();

  it('list every patient and lead to the standalone launch', async () => {
    const list = await page('/');
    expect(list).toContain('SMITH, Aria (Ms)');
    expect(list).toContain('JONES, Ben');
    expect(list).toContain(sandbox.standaloneAddress.replaceAll('&', '&amp;'));
  });

  it('show names and stories as text, whatever is in them', async () => {
    for (const path of ['/', '/patients/mallory']) {
      const text = await page(path);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<SCRIPT>ALERT');
    }
  });

  it('never put a patient into a title', async () => {
    for (const path of ['/patients/aria', '/patients/aria/imaging'])
      expect(/<title>(.*)<\/title>/.exec(await page(path))?.[1]).not.toMatch(/smith/i);
  });

  it('launch in the chosen scenario, at the viewer', async () => {
    const response = await fetch(`${sandbox.record}/patients/aria/launch?scenario=no-banner`, {
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    const location = new URL(response.headers.get('Location') ?? '');
    expect(location.origin + location.pathname).toBe(`${sandbox.viewer}/launch/index.html`);
    expect(location.searchParams.get('iss')).toBe(sandbox.fhir);
    expect(location.searchParams.get('launch')).toMatch(/^[\w-]{43}$/);
  });

  it('may frame the viewer and be framed by nobody else', async () => {
    const { headers } = await fetch(`${sandbox.record}/patients/aria/imaging`);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain(`frame-src 'self' ${sandbox.viewer}`);
    expect(policy).toContain("frame-ancestors 'self'");
  });

  it.each(['/patients/nobody', '/patients/nobody/launch', '/patients/aria/launch?scenario=made-up'])(
    'answer %s with 404',
    async (path) => {
      expect((await fetch(`${sandbox.record}${path}`)).status).toBe(404);
    },
  );
});
