import { describe, expect, it, vi } from 'vitest';
import type { FhirServer } from '../../../src/fhir/resource/request';
import { searchOfPatient } from '../../../src/fhir/resource/patient-search';
import { recordWith } from '../report-server';

const signal = new AbortController().signal;
const wanted = { type: 'ImagingStudy', patient: 'p1', pageSize: 500, include: ['ImagingStudy:endpoint'] };
const FULL = 'patient=p1&_count=500&_include=ImagingStudy:endpoint';

/** A record that refuses every question but those that `takes` agrees to, and what it was asked. */
function picky(takes: (query: string) => boolean, refusal: () => Response, more: Partial<FhirServer> = {}) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const query = decodeURIComponent(new URL(String(input)).search.slice(1));
    asked.push(query);
    return Promise.resolve(takes(query) ? Response.json({ resourceType: 'Bundle', entry: [] }) : refusal());
  };
  return { asked, record: { ...recordWith({}), fetch, ...more } };
}
const status = (code: number) => () => new Response('', { status: code });
const outcome = (code: number, issue: string) => () =>
  Response.json(
    { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: issue }] },
    { status: code, headers: { 'content-type': 'application/fhir+json' } },
  );
const plain = (query: string) => query === 'patient=p1';

describe('a search of the record', () => {
  it.each([
    ['_include', (query: string) => !query.includes('_include'), 'patient=p1&_count=500'],
    ['_count', (query: string) => !query.includes('_count'), 'patient=p1'],
    ['an id without its type', (query: string) => query === 'patient=Patient/p1', 'patient=Patient/p1'],
    ['`patient`', (query: string) => query === 'subject=Patient/p1', 'subject=Patient/p1'],
  ])('is put without %s where the server refuses it, and remembered so', async (_, takes, last) => {
    const { asked, record } = picky(takes, status(400));
    expect((await searchOfPatient(record, wanted, signal)).ok).toBe(true);
    expect([asked[0], asked.at(-1)]).toEqual([FULL, last]);
    asked.splice(0);
    await searchOfPatient(record, wanted, signal);
    expect(asked).toEqual([last]);
  });

  it.each([
    ...[400, 403, 405, 406, 413, 414, 415, 422, 431, 500, 501].map(
      (code) => [`${code}`, status(code)] as const,
    ),
    ['403 not-supported', outcome(403, 'not-supported')],
    ['200 with an outcome that it did not understand', outcome(200, 'not-supported')],
  ] as const)('is put more plainly after %s', async (_, refusal) => {
    const { asked, record } = picky(plain, refusal);
    expect((await searchOfPatient(record, wanted, signal)).ok).toBe(true);
    expect(asked).toEqual([FULL, 'patient=p1&_count=500', 'patient=p1']);
  });

  /** Every optional parameter, by every status with which servers were seen to refuse one */
  const REFUSALS = [400, 403, 405, 406, 413, 414, 415, 422, 431, 500, 501];
  const PARAMETERS = [
    '_include',
    '_count',
    'format',
    '_include|_count',
    '_count|format',
    '_include|_count|format',
  ];
  it.each(PARAMETERS.flatMap((refused) => REFUSALS.map((code) => [refused, code] as const)))(
    'is answered by who refuses %s with %i, and is put so from then on',
    async (refused, code) => {
      const takes = (query: string) => !new RegExp(`(?:^|&)(?:${refused})=`).test(query);
      const { asked, record } = picky(takes, status(code));
      const narrowed = { ...wanted, type: 'DocumentReference', those: 'format=a' };
      const found = await searchOfPatient(record, narrowed, signal);
      expect(found.ok && found.value.shortfalls).toEqual([]);
      expect(asked.length).toBeLessThanOrEqual(6);
      asked.splice(0);
      await searchOfPatient(record, narrowed, signal);
      expect(asked.filter((query) => !takes(query))).toEqual([]);
    },
  );

  it.each([
    ['401', status(401), 'unauthorised', 2],
    // Nobody knows that address: which says nothing of what the patient has
    ['404', status(404), 'failed', 1],
    ['410', status(410), 'failed', 1],
    ['429', status(429), 'busy', 3],
    ['403 forbidden', outcome(403, 'forbidden'), 'forbidden', 1],
    ['403 security', outcome(403, 'security'), 'forbidden', 1],
    ['403 login', outcome(403, 'login'), 'forbidden', 1],
    ['200 with an outcome that refuses the person', outcome(200, 'forbidden'), 'forbidden', 1],
    ['something else', () => Response.json({ resourceType: 'Patient' }), 'malformed', 1],
  ] as const)('is not put more plainly after %s', async (_, refusal, kind, requests) => {
    const { asked, record } = picky(plain, refusal);
    expect(await searchOfPatient(record, wanted, signal)).toMatchObject({ ok: false, problem: { kind } });
    expect(new Set(asked)).toEqual(new Set([FULL]));
    expect(asked).toHaveLength(requests);
  });

  it('is the person’s refusal only when the plainest is refused too', async () => {
    const { asked, record } = picky(() => false, status(403));
    expect(await searchOfPatient(record, wanted, signal)).toMatchObject({ problem: { kind: 'forbidden' } });
    expect(asked.at(-1)).toBe('subject=Patient/p1');
  });

  it('is not put five times to a server that takes long to refuse', async () => {
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const refusal = () => {
      now += 6_000;
      return status(500)();
    };
    const { asked, record } = picky(() => false, refusal);
    await searchOfPatient(record, wanted, signal);
    clock.mockRestore();
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('is not put at all where the sign-in does not include it', async () => {
    const { asked, record } = picky(plain, status(400), { grants: (type) => type !== 'ImagingStudy' });
    expect(await searchOfPatient(record, wanted, signal)).toEqual({
      ok: false,
      problem: { kind: 'not-asked', where: 'Care Record', why: 'no-scope' },
    });
    expect(asked).toEqual([]);
  });
});
