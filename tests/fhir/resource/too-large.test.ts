import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { search } from '../../../src/fhir/resource/bundle';
import { recordWith } from '../report-server';

const MB = 1024 * 1024;
const signal = new AbortController().signal;
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

const held = () => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** A Bundle of so many bytes, written as fast as it is read. */
async function endlessBundle(size: number) {
  const entry = JSON.stringify({
    resource: { resourceType: 'ImagingStudy', id: 'x', description: 'x'.repeat(1000) },
  });
  const piece = Buffer.from(`${entry},`.repeat(Math.ceil(MB / entry.length)));
  const seen = { written: 0, held: 0, closed: false };
  const server = createServer((_, response) => {
    response.on('close', () => (seen.closed = true));
    response.writeHead(200, { 'Content-Type': 'application/fhir+json' });
    response.write('{"resourceType":"Bundle","entry":[');
    const more = async () => {
      while (seen.written < size && !seen.closed) {
        seen.written += piece.length;
        seen.held = Math.max(seen.held, held());
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
      response.end(`${entry}]}`);
    };
    void more();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, base: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir/`) };
}

it('a Bundle of 500 MB is cut off at 64 MB, let go of, and said', async () => {
  const { seen, base } = await endlessBundle(500 * MB);
  const before = held();
  const found = await search(recordWith({}, { base, fetch }), 'ImagingStudy?patient=1', signal);
  expect(found).toEqual({
    ok: false,
    problem: { kind: 'too-large', where: 'Care Record', what: 'a list of more than 64 MB' },
  });
  await expect.poll(() => seen.closed).toBe(true);
  // What lies in the buffers of the line comes on top of what was read.
  expect(seen.written).toBeLessThan(100 * MB);
  expect(seen.held - before).toBeLessThan(400 * MB);
}, 60_000);

it('of a million studies in one page, as many are read as may be, and that is said', async () => {
  const entry = Array.from({ length: 1_000_000 }, (_, at) => ({
    resource: { resourceType: 'ImagingStudy', id: `${at}` },
  }));
  const record = recordWith({});
  const body = `{"resourceType":"Bundle","entry":${JSON.stringify(entry)}}`;
  const found = await search(
    { ...record, fetch: () => Promise.resolve(new Response(body)) },
    'ImagingStudy?patient=1',
    signal,
  );
  expect(found).toMatchObject({
    ok: true,
    value: { resources: { length: 20_000 }, shortfalls: [{ kind: 'limit-reached', most: 20_000 }] },
  });
}, 60_000);
