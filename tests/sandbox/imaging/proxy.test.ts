import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { archiveApp } from '../../../sandbox/imaging/archive-server';
import { buildCatalogue } from '../../../sandbox/imaging/catalogue';
import { catalogueFromArchive } from '../../../sandbox/imaging/proxy';
import { firstPart } from '../../../sandbox/imaging/proxying/client';

// Drawing a chest takes seconds on a busy machine
vi.setConfig({ testTimeout: 120_000 });

const catalogue = await buildCatalogue({ scale: 'small', today: '2026-11-21', cacheDir: false });
const [, bolton] = catalogue.hospitals;
if (!bolton) throw new Error('Bolton is missing');
const access = { personId: 'aria-smith', scenario: { id: 'open', sentence: 'Open to all.' } };
const app = archiveApp({ hospital: bolton, catalogue, authorise: () => access, allowedOrigins: () => [] });
const server = createServer(getRequestListener(app.fetch));
const place = { root: '' };

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  place.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`;
});
afterAll(() => server.close());

describe('an existing archive behind the record', () => {
  it('shows its patient, studies, series and instances, and their pixels as stored', async () => {
    const read = await catalogueFromArchive(`${place.root}/`);
    expect(read.people.map(({ family, birthDate, gender }) => [family, birthDate, gender])).toEqual([
      ['Smith', '1985-07-14', 'female'],
    ]);
    const original = catalogue.studies.find(({ description }) => description.startsWith('CT Thorax with'));
    const study = read.studies.find(
      ({ studyInstanceUid }) => studyInstanceUid === original?.studyInstanceUid,
    );
    expect(study?.started).toBe(original?.started);
    const [instance] = study?.series[0]?.instances ?? [];
    const [source] = original?.series[0]?.instances ?? [];
    expect(study?.series[0]?.instances).toHaveLength(12);
    expect(instance?.transferSyntaxUid).toBe(source?.transferSyntaxUid);
    expect(await instance?.frame(0)).toEqual(await source?.frame(0));
    expect(await instance?.part10()).toEqual(await source?.part10());
  });

  it('says in words when nothing is there, or it is not DICOMweb', async () => {
    await expect(catalogueFromArchive('http://127.0.0.1:9')).rejects.toThrow('cannot be reached');
    await expect(catalogueFromArchive(place.root.replace('dicom-web', 'elsewhere'))).rejects.toThrow(
      'answered 404',
    );
  });
});

describe('the first part of a multipart answer', () => {
  const body = (text: string) => Buffer.from(text, 'latin1');
  it('may contain its own boundary when its length is given', () => {
    const inside = '\r\n--b\r\n';
    const text = `--b\r\nContent-Length: ${inside.length}\r\n\r\n${inside}\r\n--b--`;
    expect(Buffer.from(firstPart(body(text), 'multipart/related; boundary=b')).toString()).toBe(inside);
  });

  it('is refused when it is cut off or is not multipart', () => {
    expect(() => firstPart(body('--b\r\n\r\nabc'), 'multipart/related; boundary="b"')).toThrow('cut off');
    expect(() => firstPart(body('<html>'), 'text/html')).toThrow('Not a multipart answer');
  });
});
