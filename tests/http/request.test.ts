import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { request, SILENCE, type Question, type Server } from '../../src/http/request';

const NEVER = new AbortController().signal;
const where = 'Salford Royal';
const address = new URL('https://archive.example/thing');

/** What a server does when it is asked: answers, or keeps silent until it is stopped. Milliseconds pass before either. */
type Step = {
  readonly after?: number;
  readonly status?: number;
  readonly headers?: HeadersInit;
  readonly body?: Body;
};
type Body = (controller: ReadableStreamDefaultController<Uint8Array>) => void;

const later = (milliseconds: number, then: () => void) => void setTimeout(then, milliseconds);

function aServer(steps: readonly (Step | 'silent')[], more: Partial<Server> = {}) {
  let asked = 0;
  const server: Server = {
    where,
    online: () => true,
    fetch: (_, init) => {
      const step = steps[Math.min(asked++, steps.length - 1)] ?? 'silent';
      return new Promise<Response>((resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        if (step === 'silent') return;
        const { after = 0, status = 200, headers, body } = step;
        const stream = body && new ReadableStream<Uint8Array>({ start: body });
        later(after, () => resolve(new Response(stream ?? null, { status, headers })));
      });
    },
    ...more,
  };
  return { server, asked: () => asked };
}

/** Asks, reads the body, and says what came and when. */
async function told(server: Server, more: Partial<Question> = {}) {
  const began = Date.now();
  const question = { address, accept: '*/*', space: 'archive', ...more };
  const answer = await request(server, question, NEVER);
  const what = answer.ok
    ? await answer.value.bytes(1e9).then(
        ({ byteLength }) => byteLength,
        ({ problem }: { problem: { kind: string } }) => problem.kind,
      )
    : answer.problem.kind;
  return { what, after: Date.now() - began };
}

/** Lets time pass until it is told, a second at a time. */
async function passing<T>(outcome: Promise<T>): Promise<T> {
  let done = false;
  void outcome.finally(() => (done = true)).catch(() => undefined);
  for (let second = 0; second < 3600 && !done; second += 1) await vi.advanceTimersByTimeAsync(1000);
  return outcome;
}

const TOKENS = (renewed: (signal: AbortSignal) => Promise<string | undefined>) => ({
  tokens: { tokenFor: () => 'old', renewed: (_: string, signal: AbortSignal) => renewed(signal) },
});
const drip =
  (bytes: number, every: number, last = Infinity): Body =>
  (controller) => {
    let sent = 0;
    const timer = setInterval(() => {
      try {
        if (sent >= last) throw new Error('all of it');
        controller.enqueue(new Uint8Array(bytes));
        sent += bytes;
      } catch {
        clearInterval(timer);
        if (sent >= last) controller.close();
      }
    }, every);
  };

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

describe('the first words about a server', () => {
  const renewal = () => new Promise<string>((resolve) => later(4000, () => resolve('new')));
  it.each([
    ['is silent', aServer(['silent']), 'timed-out'],
    ['sends headers and nothing more', aServer([{ body: () => undefined }]), 'timed-out'],
    ['sends late headers and nothing more', aServer([{ after: 7000, body: () => undefined }]), 'timed-out'],
    ['sends a byte a second', aServer([{ body: drip(1, 1000) }]), 'timed-out'],
    ['is busy, then silent', aServer([{ status: 503 }, 'silent']), 'timed-out'],
    ['is busy, slowly, again and again', aServer([{ after: 2500, status: 503 }]), 'busy'],
    [
      'is busy for longer than anybody is told',
      aServer([{ status: 503, headers: { 'retry-after': '9' } }]),
      'busy',
    ],
    [
      'refuses, is given another token, and is silent',
      aServer([{ after: 2000, status: 401 }, 'silent'], TOKENS(renewal)),
      'timed-out',
    ],
    [
      'refuses, while no token comes',
      aServer(
        [{ status: 401 }],
        TOKENS(() => new Promise(() => undefined)),
      ),
      'timed-out',
    ],
  ])('that %s come after 8 seconds at most', async (_, { server }, kind) => {
    const { what, after } = await passing(told(server));
    expect(what).toBe(kind);
    expect(after).toBeLessThanOrEqual(SILENCE + 10);
  });

  it('may be those that somebody is told meanwhile: then a busy server has its time', async () => {
    const onBusy = vi.fn();
    const { server } = aServer([{ status: 503, headers: { 'retry-after': '9' } }, { after: 7000 }]);
    const { what, after } = await passing(told(server, { onBusy }));
    expect(what).toBe(0);
    expect(after).toBe(16_000);
    expect(onBusy).toHaveBeenCalledOnce();
  });
});

describe('a slow answer', () => {
  it.each([
    ['of 64 kB a second', 64 * 1024, 200 * 64 * 1024],
    ['of 4 kB a second, while that is not for ever', 4096, 100 * 4096],
  ])('%s goes on', async (_, rate, whole) => {
    const { server } = aServer([{ body: drip(rate, 1000, whole) }]);
    expect((await passing(told(server))).what).toBe(whole);
  });

  it('that drips is ended in the end', async () => {
    const { server } = aServer([{ body: drip(4096, 1000) }]);
    const { what, after } = await passing(told(server));
    expect(what).toBe('timed-out');
    expect(after).toBeLessThan(130_000);
  });

  it('is not called slow while nobody reads it', async () => {
    const { server } = aServer([
      { body: (controller) => (controller.enqueue(new Uint8Array(9)), controller.close()) },
    ]);
    const answer = await passing(request(server, { address, accept: '*/*', space: 'archive' }, NEVER));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(answer.ok && (await answer.value.bytes(100)).byteLength).toBe(9);
  });
});

describe('an answer that says that it is still being made', () => {
  it('is asked for again, and is none: least of all an empty one', async () => {
    const { server, asked } = aServer([{ status: 202 }, { status: 202 }, { status: 200 }]);
    expect(await passing(told(server))).toMatchObject({ what: 0 });
    expect(asked()).toBe(3);
  });

  it('and never comes is told as one of a server that is too busy', async () => {
    expect(await passing(told(aServer([{ status: 202 }]).server))).toMatchObject({ what: 'busy' });
  });

  it('stands where something was stored: it was taken', async () => {
    const body = { contentType: 'text/plain', bytes: new Uint8Array(1) };
    expect(await passing(told(aServer([{ status: 202 }]).server, { body }))).toMatchObject({ what: 0 });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('(%i) that is not followed is told as one', async (status) => {
    const { server } = aServer([{ status, headers: { location: 'https://trap.example/' } }]);
    expect((await passing(told(server))).what).toBe('redirected');
  });

  it('that a browser hides is told as one', async () => {
    const opaque = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
    const { server } = aServer([], { fetch: () => Promise.resolve(opaque) });
    expect((await passing(told(server))).what).toBe('redirected');
  });

  it.each([
    ['a token', TOKENS(() => Promise.resolve(undefined)), {}, 'manual'],
    ['a body', {}, { body: { contentType: 'x/y', bytes: new Uint8Array(1) } }, 'manual'],
    ['nothing secret, within one server', {}, {}, 'follow'],
  ])('with %s: %s', async (_, more, question, mode) => {
    const seen: (string | undefined)[] = [];
    const { server } = aServer([], {
      ...more,
      fetch: (_address, init) => Promise.resolve((seen.push(init?.redirect), new Response())),
    });
    await passing(told(server, { follows: true, ...question }));
    expect(seen).toEqual([mode]);
  });
});

describe('a refused token', () => {
  it('is told to whom it was renewed for, once, and the problem is this server’s', async () => {
    const refused = vi.fn();
    const { server, asked } = aServer([{ status: 401 }]);
    const tokens = { tokenFor: () => 'old', renewed: () => Promise.resolve('new'), refused };
    expect((await passing(told({ ...server, tokens }))).what).toBe('unauthorised');
    expect(asked()).toBe(2);
    expect(refused).toHaveBeenCalledExactlyOnceWith('new', 'archive');
  });

  it('that the record could not be asked for is the record’s problem, not this server’s', async () => {
    const problem = { kind: 'unreachable', where: 'the record' } as const;
    const { server } = aServer([{ status: 401 }], {
      tokens: { tokenFor: () => 'old', renewed: () => Promise.resolve(problem) },
    });
    const answer = await passing(request(server, { address, accept: '*/*', space: 'archive' }, NEVER));
    expect(answer).toEqual({ ok: false, problem });
  });
});
