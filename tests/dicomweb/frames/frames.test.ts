import { delay, http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebFrames, type DicomwebFrames } from '../../../src/dicomweb/frames/frames';
import type { FrameSource } from '../../../src/domain/ports/frames';
import {
  aFrame,
  anArchive,
  anInstance,
  aPixel,
  aServer,
  concat,
  frameAddress,
  hangingAfter,
  INSTANCE,
  multipartBody,
  noObjects,
  OCTETS,
  RELATED,
  ROOT,
  tokens,
  type WirePart,
} from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const where = 'Salford Royal';
const PIXELS = Uint8Array.from({ length: 16 }, (_, at) => at * 7);
const RLE = '1.2.840.10008.1.2.5';
const HTJ2K = '1.2.840.10008.1.2.4.202';

const source = (archive = anArchive(), limits?: DicomwebFrames['limits']): FrameSource =>
  dicomwebFrames({ archiveOf: (id) => (id === archive.id ? archive : undefined), limits });
const one = (frames = source(), frame = aFrame()) => frames.frame(frame, 'stack', NEVER);
const parts =
  (list: readonly WirePart[], headers: Record<string, string> = RELATED) =>
  () =>
    new HttpResponse(multipartBody(list), { headers });
const answering = (answer: () => Response | Promise<Response>) =>
  server.use(http.get(frameAddress(), answer));
const single = (type: string, bytes: Uint8Array<ArrayBuffer>) => () =>
  new HttpResponse(bytes, { headers: type ? { 'Content-Type': type } : {} });

describe('a frame', () => {
  it('is asked for as it is stored, in a short unquoted Accept, with the token', async () => {
    const seen: Headers[] = [];
    server.use(
      http.get(frameAddress(), ({ request }) => {
        seen.push(request.headers);
        return parts([{ headers: OCTETS, bytes: PIXELS }])();
      }),
    );
    const result = await one(source(anArchive({ credentials: 'ehr-token', tokens: tokens('t') })));
    expect(result).toEqual({ ok: true, value: { bytes: PIXELS, transferSyntax: '1.2.840.10008.1.2.1' } });
    expect(seen[0]?.get('accept')).toBe(
      'multipart/related; type=application/octet-stream; transfer-syntax=*',
    );
    expect(seen[0]?.get('authorization')).toBe('Bearer t');
  });

  it.each([
    ['a lower-case part header', { 'content-type': `image/jphc;transfer-syntax=${HTJ2K}` }, undefined, HTJ2K],
    [
      'a quoted transfer syntax',
      { 'Content-Type': `image/jphc; transfer-syntax="${HTJ2K}"` },
      undefined,
      HTJ2K,
    ],
    ['a media type whose default it is', { 'Content-Type': 'image/dicom-rle' }, undefined, RLE],
    [
      'a media type that agrees with the metadata',
      { 'Content-Type': 'image/jpeg' },
      '1.2.840.10008.1.2.4.50',
      '1.2.840.10008.1.2.4.50',
    ],
    [
      'a media type that contradicts the metadata',
      { 'Content-Type': 'image/jpeg' },
      RLE,
      '1.2.840.10008.1.2.4.70',
    ],
    ['octets, as the metadata says', { 'Content-Type': 'application/octet-stream' }, RLE, RLE],
    ['no header at all, as the metadata says', {}, RLE, RLE],
    [
      'a parameter against the metadata',
      { 'Content-Type': `application/octet-stream; transfer-syntax=${HTJ2K}` },
      RLE,
      HTJ2K,
    ],
  ])('has the transfer syntax told by %s', async (_, headers, transferSyntax, expected) => {
    const bytes = Uint8Array.of(0xff, 1, 2);
    answering(parts([{ headers, bytes }]));
    const frame = aFrame(1, anInstance({ image: aPixel({ transferSyntax }) }));
    expect(await one(source(), frame)).toMatchObject({ ok: true, value: { transferSyntax: expected } });
  });

  it('is plain samples when octets without a parameter are exactly as long as those', async () => {
    answering(parts([{ headers: { 'Content-Type': 'application/octet-stream' }, bytes: PIXELS }]));
    const frame = aFrame(1, anInstance({ image: aPixel({ transferSyntax: RLE }) }));
    expect(await one(source(), frame)).toMatchObject({ value: { transferSyntax: '1.2.840.10008.1.2.1' } });
  });

  it.each([
    // As long as plain samples, and not beginning as any JPEG does
    ['image/jpeg', '1.2.840.10008.1.2.1'],
    ['application/octet-stream', '1.2.840.10008.1.2.1'],
    ['', '1.2.840.10008.1.2.1'],
  ])('may come in one part, as %j', async (type, transferSyntax) => {
    answering(single(type, PIXELS));
    expect(await one()).toEqual({ ok: true, value: { bytes: PIXELS, transferSyntax } });
  });

  it('may have the byte that makes an odd length even', async () => {
    const image = aPixel({ rows: 3, columns: 3, bitsAllocated: 8 });
    answering(parts([{ headers: OCTETS, bytes: new Uint8Array(10) }]));
    expect((await one(source(), aFrame(1, anInstance({ image })))).ok).toBe(true);
  });

  const page = new TextEncoder().encode('<!DOCTYPE html><html>Sign in</html>');
  it.each([
    ['a page', single('text/html', page)],
    ['a page that says it is a picture', single('image/jpeg', page)],
    ['a page that says it is octets', single('application/octet-stream', page)],
    ['a JSON message', single('application/json', new TextEncoder().encode('{"error": 1}'))],
    ['a part that is a page', parts([{ headers: { 'Content-Type': 'text/html' }, bytes: page }])],
    ['an empty body', single('application/octet-stream', new Uint8Array())],
    ['an empty part', parts([{ headers: OCTETS, bytes: new Uint8Array() }])],
    ['no part', parts([])],
    ['204', () => new HttpResponse(null, { status: 204 })],
    [
      'more parts than one',
      parts([
        { headers: OCTETS, bytes: PIXELS },
        { headers: OCTETS, bytes: PIXELS },
      ]),
    ],
    [
      'a body that is cut off',
      () =>
        new HttpResponse(multipartBody([{ headers: OCTETS, bytes: PIXELS }]).slice(0, -8), {
          headers: RELATED,
        }),
    ],
    [
      'another frame',
      parts([{ headers: { ...OCTETS, 'Content-Location': frameAddress('2') }, bytes: PIXELS }]),
    ],
  ])('is malformed, and no picture, when the archive answers %s', async (_, answer) => {
    answering(answer);
    expect(await one()).toMatchObject({ ok: false, problem: { kind: 'malformed', where } });
  });

  it.each([15, 17, 32])('is of an impossible size when %i bytes come for 16', async (length) => {
    answering(parts([{ headers: OCTETS, bytes: new Uint8Array(length) }]));
    expect(await one()).toMatchObject({ problem: { kind: 'impossible-size' } });
  });

  it('is not asked for when its header claims more than fits into memory', async () => {
    const image = aPixel({ rows: 65_535, columns: 65_535 });
    expect(await one(source(), aFrame(1, anInstance({ image })))).toMatchObject({
      problem: { kind: 'impossible-size' },
    });
  });

  it('is not taken beyond what its header allows', async () => {
    answering(single('application/octet-stream', new Uint8Array(3_000_000)));
    expect(await one()).toMatchObject({ problem: { kind: 'impossible-size' } });
  });

  it.each([
    [401, 'unauthorised'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [500, 'failed'],
    [503, 'busy'],
  ])('is a problem when the archive answers %i', async (status, kind) => {
    server.use(...noObjects());
    answering(() => new HttpResponse(null, { status }));
    expect(await one()).toMatchObject({ problem: { kind } });
  });

  it('times out when its bytes stop coming', async () => {
    answering(
      () =>
        new HttpResponse(hangingAfter(multipartBody([{ bytes: PIXELS }]).slice(0, 30)), { headers: RELATED }),
    );
    expect(await one(source(anArchive({ timeout: 30 })))).toEqual({
      ok: false,
      problem: { kind: 'timed-out', where },
    });
  });

  it.each([
    ['an object without a picture', aFrame(1, anInstance({ image: undefined }))],
    ['frame 0', aFrame(0)],
    ['an instance that is not named by a UID', aFrame(1, anInstance({ uid: '../x' as never }))],
    ['an archive that is not configured', aFrame(1, anInstance({ archive: 'x' as never }))],
  ])('is never asked for: %s', async (_, frame) => {
    expect(await one(source(), frame)).toMatchObject({ problem: { kind: 'unsupported' } });
  });
});

describe('the queue', () => {
  /** Answers every frame when it is let, and knows in which order they were asked for. */
  function gate() {
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    let stopped = 0;
    server.use(
      http.get(
        `${ROOT}/studies/:study/series/:series/instances/:instance/frames/:numbers`,
        async ({ params, request }) => {
          const numbers = String(params['numbers']).split(',');
          asked.push(numbers.join(','));
          request.signal.addEventListener('abort', () => stopped++);
          await new Promise<void>((resolve) => waiting.push(resolve));
          return parts(
            numbers.map((number) => ({ headers: OCTETS, bytes: new Uint8Array(16).fill(Number(number)) })),
          )();
        },
      ),
    );
    const settled = async (condition: () => boolean) => {
      while (!condition()) await delay(1);
    };
    return {
      asked,
      stopped: () => stopped,
      atLeast: (count: number) => settled(() => asked.length >= count),
      settled,
      open: () => waiting.splice(0).forEach((resolve) => resolve()),
    };
  }

  const single_ = (number: number) => aFrame(1, anInstance({ uid: `${INSTANCE}.${number}` as never }));
  const multi = anInstance({}, 40);
  const LIMITS = { start: 1, most: 1, streak: 100, bytes: 1e9 };

  /** Lets requests through until all results are there. */
  async function drained<T>(results: readonly Promise<T>[], open: () => void): Promise<T[]> {
    let done = false;
    const all = Promise.all(results).finally(() => (done = true));
    while (!done) {
      open();
      await delay(1);
    }
    return all;
  }

  it('runs four at a time at one archive', async () => {
    const { asked, atLeast, open } = gate();
    const frames = source();
    const results = Array.from({ length: 10 }, (_, at) => one(frames, single_(at)));
    await atLeast(4);
    await delay(5);
    expect(asked).toHaveLength(4);
    await drained(results, open);
    expect(asked).toHaveLength(10);
  });

  it('lets what a person waits for go first, and beyond the limit', async () => {
    const { asked, atLeast, open } = gate();
    const frames = source(anArchive({ timeout: 5000 }), LIMITS);
    const instance = anInstance({}, 1);
    const at = (number: number) => ({ instance, number });
    const ask = (number: number, priority: 'now' | 'next' | 'stack' | 'idle') =>
      frames.frame(at(number), priority, NEVER);
    const first = ask(1, 'stack');
    await atLeast(1);
    const rest = [ask(2, 'idle'), ask(3, 'stack'), ask(4, 'next'), ask(5, 'now'), ask(6, 'now')];
    await atLeast(2);
    await drained([first, ...rest], open);
    expect(asked).toEqual(['1', '6', '5', '4', '3', '2']);
  });

  it('shares one request among those who ask for the same frame, and moves it up', async () => {
    const { asked, atLeast, open } = gate();
    const frames = source(anArchive({ timeout: 5000 }), LIMITS);
    const instance = anInstance({}, 1);
    const first = frames.frame({ instance, number: 1 }, 'stack', NEVER);
    await atLeast(1);
    const results = [2, 3, 4].map((number) => frames.frame({ instance, number }, 'stack', NEVER));
    results.push(frames.frame({ instance, number: 4 }, 'next', NEVER));
    await drained([first, ...results], open);
    expect(asked).toEqual(['1', '4', '2', '3']);
  });

  it('stops a request only when everybody who asked has stopped', async () => {
    const { stopped, atLeast, settled, open } = gate();
    const frames = source(anArchive({ timeout: 5000 }));
    const [a, b, c] = [new AbortController(), new AbortController(), new AbortController()];
    const first = frames.frame(aFrame(), 'stack', a.signal);
    const second = frames.frame(aFrame(), 'now', b.signal);
    const alone = frames.frame(single_(2), 'stack', c.signal);
    await atLeast(2);
    a.abort(new Error('scrolled on'));
    await expect(first).rejects.toThrow('scrolled on');
    c.abort(new Error('left'));
    await expect(alone).rejects.toThrow('left');
    await settled(() => stopped() === 1);
    open();
    expect((await second).ok).toBe(true);
    expect(stopped()).toBe(1);
  });

  it('asks no more for what is waiting when it is stopped', async () => {
    const { asked, atLeast, open } = gate();
    const frames = source(anArchive({ timeout: 5000 }), LIMITS);
    const stop = new AbortController();
    const first = one(frames, single_(1));
    await atLeast(1);
    const rest = Array.from({ length: 50 }, (_, at) => frames.frame(single_(at + 2), 'stack', stop.signal));
    const outcomes = Promise.allSettled(rest);
    stop.abort(new Error('left'));
    expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
    await drained([first], open);
    expect((await drained([one(frames, single_(99))], open))[0]?.ok).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('asks for neighbouring frames of one object together and hands each its own', async () => {
    const { asked, open } = gate();
    const frames = source();
    const results = Array.from({ length: 20 }, (_, at) => one(frames, { instance: multi, number: at + 1 }));
    const values = await drained(results, open);
    expect(asked).toEqual(['1,2,3,4,5,6,7,8', '9,10,11,12,13,14,15,16', '17,18,19,20']);
    expect(values.map((value) => value.ok && value.value.bytes[0])).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
  });

  it.each([
    ['refuses a list', (numbers: string[]) => (numbers.length > 1 ? undefined : numbers)],
    ['answers only the first of a list', (numbers: string[]) => numbers.slice(0, 1)],
    [
      'answers every frame whatever the list',
      (numbers: string[]) =>
        numbers.length > 1 ? Array.from({ length: 40 }, (_, at) => String(at + 1)) : numbers,
    ],
  ])('asks for each by itself at an archive that %s', async (_, answer) => {
    const asked: string[] = [];
    server.use(
      http.get(frameAddress(':numbers'), ({ params }) => {
        const numbers = String(params['numbers']).split(',');
        asked.push(numbers.join(','));
        const answered = answer(numbers);
        if (!answered) return new HttpResponse(null, { status: 400 });
        return parts(
          answered.map((number) => ({ headers: OCTETS, bytes: new Uint8Array(16).fill(Number(number)) })),
        )();
      }),
    );
    const frames = source();
    const ask = (from: number) => [0, 1, 2].map((at) => one(frames, { instance: multi, number: from + at }));
    const values = [...(await Promise.all(ask(5))), ...(await Promise.all(ask(8)))];
    expect(values.map((value) => value.ok && value.value.bytes[0])).toEqual([5, 6, 7, 8, 9, 10]);
    expect(asked).toEqual(['5,6,7', '5', '6', '7', '8', '9', '10']);
  });

  it('asks for no lists any more at an archive that refused three objects’', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${ROOT}/studies/:study/series/:series/instances/:instance/frames/:numbers`, ({ params }) => {
        asked.push(String(params['numbers']));
        if (asked.at(-1)?.includes(',')) return new HttpResponse(null, { status: 406 });
        return parts([{ headers: OCTETS, bytes: PIXELS }])();
      }),
    );
    const frames = source();
    for (let object = 1; object <= 6; object++) {
      const instance = anInstance({ uid: `1.2.${object}` as never }, 4);
      const results = await Promise.all([1, 2].map((number) => one(frames, { instance, number })));
      expect(results.every(({ ok }) => ok)).toBe(true);
    }
    expect(asked.filter((numbers) => numbers.includes(','))).toHaveLength(3);
  });

  it('asks for fewer at a time when the archive says that it is busy', async () => {
    let running = 0;
    let most = 0;
    let answers = 0;
    server.use(
      http.get(`${ROOT}/studies/:study/series/:series/instances/:instance/frames/:number`, async () => {
        if (++answers <= 4) return new HttpResponse(null, { status: 503, headers: { 'Retry-After': '0' } });
        running++;
        // The four that were told to come back are still under way; what is begun after them counts.
        if (answers > 8) most = Math.max(most, running);
        await delay(2);
        running--;
        return parts([{ headers: OCTETS, bytes: PIXELS }])();
      }),
    );
    const frames = source(anArchive(), { start: 4, most: 4, streak: 1000, bytes: 1e9 });
    const results = await Promise.all(Array.from({ length: 30 }, (_, at) => one(frames, single_(at))));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(most).toBeLessThanOrEqual(1);
  });

  it('is not held up at one archive by another that hangs', async () => {
    const hanging = anArchive({
      id: 'bolton' as never,
      root: 'https://bolton.example/dicom-web',
      timeout: 5000,
    });
    server.use(http.get('https://bolton.example/*', () => delay('infinite')));
    answering(parts([{ headers: OCTETS, bytes: PIXELS }]));
    const frames = dicomwebFrames({ archiveOf: (id) => (id === hanging.id ? hanging : anArchive()) });
    const stop = new AbortController();
    const hung = Array.from({ length: 20 }, (_, at) =>
      frames.frame(
        aFrame(1, anInstance({ archive: hanging.id, uid: `1.2.${at}` as never })),
        'now',
        stop.signal,
      ),
    );
    const outcomes = Promise.allSettled(hung);
    expect((await one(frames)).ok).toBe(true);
    stop.abort();
    await outcomes;
  });

  it('keeps every frame whole when many come in any order', async () => {
    server.use(
      http.get(frameAddress(':numbers'), async ({ params }) => {
        const numbers = String(params['numbers']).split(',').map(Number);
        await delay((numbers[0] ?? 0) % 5);
        return parts(
          numbers.map((number) => ({ headers: OCTETS, bytes: concat([new Uint8Array(16).fill(number)]) })),
        )();
      }),
    );
    const frames = source();
    const order = Array.from({ length: 40 }, (_, at) => ((at * 17) % 40) + 1);
    const values = await Promise.all(order.map((number) => one(frames, { instance: multi, number })));
    expect(values.map((value) => value.ok && value.value.bytes[15])).toEqual(order);
  });
});
