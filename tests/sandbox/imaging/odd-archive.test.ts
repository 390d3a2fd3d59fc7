import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueFromArchive } from '../../../sandbox/imaging/proxy';

/* An archive with a good study, and beside it one thing of each kind that went wrong. */

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const study = (uid: string) => ({
  '0020000D': element('UI', uid),
  '00100010': element('PN', { Alphabetic: 'Reed^Juniper' }),
  '00100020': element('LO', 'A1'),
});
const series = (uid: string) => ({ '0020000E': element('UI', uid), '00080060': element('CS', 'CT') });
const instance = (uid: string) => ({
  '00080018': element('UI', uid),
  '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.2'),
  '00280010': element('US', 4),
});

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/studies': [study('1.1'), study('1.2'), study('1.3'), 'not a data set', study('1.4')],
  '/studies/1.1/series': [series('1.1.1')],
  '/studies/1.1/series/1.1.1/instances': [instance('1.1.1.1'), instance('1.1.1.2')],
  // 1.2: its series are refused; 1.3: one of two series is
  '/studies/1.3/series': [series('1.3.1'), series('1.3.2')],
  '/studies/1.3/series/1.3.2/instances': [instance('1.3.2.1')],
  '/studies/1.4/series': { error: 'no list' },
};

const server = createServer(({ url = '' }, response) => {
  const path = new URL(url, 'http://localhost').pathname;
  const answer = ANSWERS[path];
  if (/\/instances\/[\d.]+$/.test(path)) {
    // A file that is none, whatever it is asked for.
    response.writeHead(200, { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' });
    response.end('--b\r\nContent-Type: application/dicom\r\n\r\nnothing of DICOM\r\n--b--');
  } else if (answer === undefined) response.writeHead(500).end('broken');
  else response.writeHead(200, { 'Content-Type': 'application/dicom+json' }).end(JSON.stringify(answer));
});
const place = { root: '' };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  place.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('an archive with odd instances behind the record', () => {
  it('is served all the same, and what was passed over is said by its name', async () => {
    const said: string[] = [];
    const { studies, people } = await catalogueFromArchive(place.root, (sentence) => said.push(sentence));
    expect(studies.map(({ studyInstanceUid }) => studyInstanceUid)).toEqual(['1.1', '1.3']);
    expect(studies.map((one) => one.series.map(({ instances }) => instances.length))).toEqual([[2], [1]]);
    expect(people).toHaveLength(1);
    for (const name of [
      'the study 1.2',
      'the study 1.4',
      'the series 1.3.1',
      '1.1.1.1',
      '1.1.1.2',
      'without a UID',
    ])
      expect(said.filter((sentence) => sentence.includes(name))).not.toEqual([]);
    // What is asked for later is as little a reason to fail.
    const [first] = studies[0]?.series[0]?.instances ?? [];
    expect(await first?.dataset()).toMatchObject({ '00080018': { Value: ['1.1.1.1'] } });
    expect(said.at(-1)).toContain('Only what the search said');
    for (const sentence of said.slice(0, -1)) expect(sentence).toMatch(/^(Passed over|Could not open) /);
  });
});
