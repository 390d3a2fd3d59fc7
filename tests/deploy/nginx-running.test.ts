import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewerHeaders } from '../../deploy/headers';
import { checked, nginxAbsent, startNginx, type RunningNginx } from './nginx-running';

const LAUNCH = '/index.html?code=launch-code-77&state=state-of-aria';
const STUDY = '/archive/salford/dicom-web/studies/2.25.4711/metadata?PatientID=S9799890';
const ASSET = '/assets/index-B1kTz0aQ.js';
/** What of a launch or a patient no log may hold. */
const SECRETS = /launch-code-77|state-of-aria|2\.25\.4711|S9799890|bearer-of-aria|index\.html|dicom-web/;

describe.skipIf(nginxAbsent())('nginx itself, with the template', () => {
  let nginx: RunningNginx;
  beforeAll(async () => {
    nginx = await startNginx();
  });
  afterAll(() => nginx.stop());

  it.each([
    ['the suggested listen line', { listen: '443 ssl http2', tls: 'certificate' as const }],
    ['a port behind something that ends TLS', { listen: '127.0.0.1:8080' }],
  ])('takes the configuration with %s', async (_what, given) => {
    expect(await checked(given)).toContain('test is successful');
  });

  it('sends the security headers with every status', async () => {
    const expected = viewerHeaders({ connect: ['https://record.example'], framedBy: [] });
    for (const path of [LAUNCH, ASSET, '/nothing-here', STUDY]) {
      const { headers } = await nginx.get(path);
      for (const [name, value] of Object.entries(expected)) expect(headers[name.toLowerCase()]).toBe(value);
    }
  });

  it.each([
    ['an asset', ASSET, {}, 200, 'public, max-age=31536000, immutable'],
    [
      'part of an asset, which is sent whole',
      ASSET,
      { Range: 'bytes=0-9' },
      200,
      'public, max-age=31536000, immutable',
    ],
    [
      'an asset of the build before',
      '/assets/index-0ldAsset.js',
      {},
      200,
      'public, max-age=31536000, immutable',
    ],
    ['an asset of no version', '/assets/index-B1kTz0aX.js', {}, 404, 'no-store'],
    ['an asset, refused', ASSET, { 'If-Match': '"another"' }, 412, 'no-store'],
    ['a page', LAUNCH, {}, 200, 'public, max-age=300'],
    ['the configuration', '/config.json', {}, 200, 'public, max-age=300'],
    ['no page', '/nothing-here', {}, 404, 'no-store'],
    ['an archive, which says itself what may be kept', STUDY, {}, 502, undefined],
  ])('lets a cache keep %s as long as is right', async (_what, path, more, status, kept) => {
    const answer = await nginx.get(path, more);
    expect(answer.status).toBe(status);
    expect(answer.headers['cache-control']).toBe(kept);
  });

  it('says of an unchanged asset what it says of the asset', async () => {
    const { headers } = await nginx.get(ASSET);
    const unchanged = await nginx.get(ASSET, { 'If-None-Match': String(headers['etag']) });
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('writes nothing of a launch or a patient into any log, whatever fails', async () => {
    const long = 'x'.repeat(40_000);
    const before = await nginx.lines();
    const statuses = [
      await nginx.get(LAUNCH),
      await nginx.get(STUDY, {
        Referer: `http://127.0.0.1${LAUNCH}`,
        Authorization: 'Bearer bearer-of-aria',
      }),
      await nginx.get(`/dicom-web/2.25.4711/missing?code=launch-code-77`),
      await nginx.get(LAUNCH, { Authorization: `Bearer bearer-of-aria-${long}` }),
      await nginx.get(`${LAUNCH}&more=${long}`),
      await nginx.get('/archive/salford/%00?PatientID=S9799890'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 502, 404, 400, 414, 400]);
    expect(await nginx.logs()).not.toMatch(SECRETS);
    // Each is counted all the same, by its kind and the archive.
    const lines = (await nginx.lines()).slice(before.length);
    expect(lines.map((line) => line.split(' ').slice(1, 4).join(' ')).sort()).toEqual(
      [
        '200 GET viewer',
        '502 GET archive/salford',
        '404 GET else',
        '400 GET viewer',
        // Too long to be read, and no address at all
        '414 - else',
        '400 GET else',
      ].sort(),
    );
  });

  it('takes no method that the viewer never sends', async () => {
    expect((await nginx.get(LAUNCH, {}, 'DELETE')).status).toBe(405);
    expect((await nginx.get('/.sources')).status).toBe(404);
  });
});
