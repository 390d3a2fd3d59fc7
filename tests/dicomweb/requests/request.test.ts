import { delay, http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import { waitBefore } from '../../../src/http/retry-after';
import { anArchive, aServer, hangingAfter, resetAfter, ROOT, tokens } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const where = 'Salford Royal';

const get = (change = {}, signal = NEVER, path = ['thing']) => {
  const requests = requestsTo(anArchive(change));
  return requests.get(requests.address(path), 'image/jpeg', signal);
};
const thing = (...answers: (() => Response | Promise<Response>)[]) => {
  const seen: Request[] = [];
  server.use(
    http.get(`${ROOT}/thing`, ({ request }) => {
      seen.push(request);
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      return answer ? answer() : new Response();
    }),
  );
  return seen;
};
const status =
  (code: number, headers = {}) =>
  () =>
    new HttpResponse(null, { status: code, headers });

describe('a request', () => {
  it.each([
    [401, { kind: 'unauthorised', where }],
    [403, { kind: 'forbidden', where }],
    [404, { kind: 'not-found', where }],
    [410, { kind: 'not-found', where }],
    [400, { kind: 'failed', where, status: 400 }],
    [500, { kind: 'failed', where, status: 500 }],
    [503, { kind: 'busy', where }],
    [429, { kind: 'busy', where }],
  ])('answered %i is a problem that says so', async (code, problem) => {
    thing(status(code));
    expect(await get()).toEqual({ ok: false, problem });
  });

  it.each([
    ['nothing', '', ''],
    ['what is asked', '?limit=5', 'limit=5&tenant=a'],
    ['what says the same itself', '?tenant=b', 'tenant=b'],
  ])('carries what the query of the root says, beside %s', async (_, query, asked) => {
    const seen = thing(status(200));
    const requests = requestsTo(anArchive({ root: `${ROOT}/?tenant=a` }));
    const url = new URL(`thing${query}`, requests.address([]));
    expect((await requests.get(url, '*/*', NEVER)).ok).toBe(true);
    expect(seen.map(({ url }) => new URL(url).search.slice(1))).toEqual([asked || 'tenant=a']);
  });

  it('asks again once with the renewed token after a 401', async () => {
    const seen = thing(status(401), status(200));
    const source = tokens('old', 'new');
    expect((await get({ credentials: 'ehr-token', tokens: source })).ok).toBe(true);
    expect(seen.map((request) => request.headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
    expect(source.renewals).toEqual(['old']);
  });

  it('is unauthorised when the renewed token is refused too, and renews no second time', async () => {
    const seen = thing(status(401));
    const source = tokens('old', 'new', 'newer');
    expect(await get({ credentials: 'ehr-token', tokens: source })).toMatchObject({
      problem: { kind: 'unauthorised' },
    });
    expect(seen).toHaveLength(2);
    expect(source.renewals).toEqual(['old']);
  });

  it('is unauthorised when the session cannot be renewed', async () => {
    const seen = thing(status(401));
    expect(await get({ credentials: 'ehr-token', tokens: tokens('old') })).toMatchObject({
      problem: { kind: 'unauthorised' },
    });
    expect(seen).toHaveLength(1);
  });

  it('sends no token to an archive that wants none', async () => {
    const seen = thing(status(200));
    await get({ credentials: 'none', tokens: tokens('secret') });
    expect(seen[0]?.headers.get('authorization')).toBeNull();
  });

  it('never leaves the archive’s own origin', async () => {
    const trapped: string[] = [];
    server.use(http.get('https://trap.example/*', ({ request }) => void trapped.push(request.url)));
    const requests = requestsTo(anArchive({ credentials: 'ehr-token', tokens: tokens('secret') }));
    const answer = await requests.get(new URL('https://trap.example/bulk'), '*/*', NEVER);
    expect(answer).toMatchObject({ problem: { kind: 'malformed' } });
    expect(trapped).toEqual([]);
  });

  it('follows no redirect with a token', async () => {
    const trapped: string[] = [];
    server.use(http.get('https://trap.example/*', ({ request }) => void trapped.push(request.url)));
    thing(status(302, { location: 'https://trap.example/' }));
    const answer = await get({ credentials: 'ehr-token', tokens: tokens('secret') });
    expect(answer.ok).toBe(false);
    expect(trapped).toEqual([]);
  });

  it.each([
    ['seconds', () => '0'],
    ['a date', () => new Date(Date.now() + 5).toUTCString()],
    ['nothing that can be read', () => 'soon'],
  ])('is repeated when a busy archive says %s', async (_, retryAfter) => {
    const seen = thing(status(503, { 'Retry-After': retryAfter() }), status(429), status(200));
    expect((await get()).ok).toBe(true);
    expect(seen).toHaveLength(3);
  });

  it('is repeated a bounded number of times', async () => {
    const seen = thing(status(503));
    expect(await get()).toMatchObject({ problem: { kind: 'busy' } });
    expect(seen).toHaveLength(3);
  });

  it('is not repeated when the archive asks for more patience than a person has', async () => {
    const seen = thing(status(503, { 'Retry-After': '3600' }));
    expect(await get()).toMatchObject({ problem: { kind: 'busy' } });
    expect(seen).toHaveLength(1);
  });

  it('times out when no headers come', async () => {
    thing(async () => {
      await delay('infinite');
      return new Response();
    });
    expect(await get({ timeout: 30 })).toEqual({ ok: false, problem: { kind: 'timed-out', where } });
  });

  it('times out when the body stops coming', async () => {
    thing(() => new Response(hangingAfter(new Uint8Array(10))));
    const answer = await get({ timeout: 30 });
    await expect(answer.ok && answer.value.bytes(1000)).rejects.toMatchObject({
      problem: { kind: 'timed-out', where },
    });
  });

  it('times out when the body only drips', async () => {
    const drip = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await delay(5);
        controller.enqueue(new Uint8Array(1));
      },
    });
    thing(() => new Response(drip));
    const answer = await get({ timeout: 60 });
    await expect(answer.ok && answer.value.bytes(1_000_000)).rejects.toMatchObject({
      problem: { kind: 'timed-out' },
    });
  });

  it('is unreachable when the connection breaks, before or within the answer', async () => {
    thing(() => HttpResponse.error());
    expect(await get()).toMatchObject({ problem: { kind: 'unreachable', where } });
    thing(() => new Response(resetAfter(new Uint8Array(10))));
    const answer = await get();
    await expect(answer.ok && answer.value.bytes(1000)).rejects.toMatchObject({
      problem: { kind: 'unreachable' },
    });
  });

  it('is offline when this device has no network', async () => {
    thing(() => HttpResponse.error());
    expect(await get({ online: () => false })).toMatchObject({ problem: { kind: 'offline', where } });
  });

  it('takes no more bytes than were allowed', async () => {
    thing(() => new Response(new Uint8Array(2000)));
    const answer = await get();
    await expect(answer.ok && answer.value.bytes(1999)).rejects.toMatchObject({
      problem: { kind: 'impossible-size' },
    });
  });

  it.each([
    ['before it is sent', 0],
    ['while it waits for an answer', 1],
    ['while it waits to repeat', 2],
  ])('rejects with the signal’s reason when it is stopped %s', async (_, when) => {
    const stop = new AbortController();
    const reason = new Error('left');
    if (when === 0) stop.abort(reason);
    thing(async () => {
      setTimeout(() => stop.abort(reason), 5);
      if (when === 1) await delay('infinite');
      return new HttpResponse(null, { status: 503, headers: { 'Retry-After': '1' } });
    });
    await expect(get({ timeout: 5000 }, stop.signal)).rejects.toBe(reason);
  });

  it('rejects with the signal’s reason when it is stopped while the body comes', async () => {
    const stop = new AbortController();
    const reason = new Error('left');
    thing(() => new Response(hangingAfter(new Uint8Array(10))));
    const answer = await get({ timeout: 5000 }, stop.signal);
    setTimeout(() => stop.abort(reason), 5);
    await expect(answer.ok && answer.value.bytes(1000)).rejects.toBe(reason);
  });
});

describe('the wait before a repeat', () => {
  const policy = { repeats: 3, delay: 1000, longest: 10_000 };
  const now = new Date('2026-11-21T12:00:00Z');
  it.each([
    [1, '7', 7000],
    [1, 'Sat, 21 Nov 2026 12:00:05 GMT', 5000],
    [1, 'Sat, 21 Nov 2026 11:00:00 GMT', 0],
    [1, null, 1000],
    [2, null, 2000],
    [3, '-1', 4000],
    [1, '1.5', 1000],
    [4, '0', undefined],
    [1, '11', undefined],
  ])('number %i with Retry-After %j is %j ms', (repeat, header, wait) => {
    expect(waitBefore(repeat, header, now, policy)).toBe(wait);
  });
});
