import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../src/domain/problem';
import type { DecodeAnswer, DecodeJob, PrepareJob } from '../../src/rendering/decode/messages';
import type { EncodedPixels } from '../../src/rendering/decode/pixels';
import { decodePool, usualWorkers, type DecodeWorker } from '../../src/rendering/decode/pool';
import { aDot, anImage, NATIVE } from './pictures';

const encoded = (first = 0): EncodedPixels => ({
  bytes: Uint8Array.of(first),
  transferSyntax: NATIVE,
  image: anImage(),
});

/** Workers that answer when the test says so. */
function heldWorkers() {
  const started: (DecodeWorker & {
    jobs: DecodeJob[];
    prepared: PrepareJob[];
    isEnded: boolean;
    answer(): void;
  })[] = [];
  const start = (): DecodeWorker => {
    const worker: (typeof started)[number] = {
      jobs: [],
      prepared: [],
      isEnded: false,
      onmessage: null,
      onerror: null,
      postMessage: (job) => {
        if ('prepare' in job) worker.prepared.push(job);
        else worker.jobs.push(job);
      },
      terminate: () => {
        worker.isEnded = true;
      },
      answer: () => {
        const data: DecodeAnswer = { id: worker.jobs.at(-1)?.id ?? 0, result: ok(aDot) };
        worker.onmessage?.({ data } as MessageEvent<DecodeAnswer>);
      },
    };
    started.push(worker);
    return worker;
  };
  return { start, started };
}

const JPEG_LS = '1.2.840.10008.1.2.4.80';
const JPEG_LS_LOSSY = '1.2.840.10008.1.2.4.81';
const never = new AbortController().signal;

describe('the decode pool', () => {
  it('uses half the cores, one at least, four at most', () => {
    expect([1, 2, 3, 4, 8, 64].map(usualWorkers)).toEqual([1, 1, 1, 2, 4, 4]);
  });

  it('starts no worker before there is work, and no more than it may', () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 2, start });
    expect(started).toHaveLength(0);
    for (let n = 0; n < 5; n++) void pool.decode(encoded(), () => 2, never);
    expect(started).toHaveLength(2);
  });

  it('has the worker that the first frame will use load its decoder ahead, once', async () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 2, start });
    pool.prepare(JPEG_LS);
    pool.prepare(JPEG_LS);
    pool.prepare(JPEG_LS_LOSSY);
    expect(started.map(({ prepared }) => prepared)).toEqual([[{ prepare: 'jpegLs', ifCached: false }]]);
    const first = pool.decode(encoded(), () => 0, never);
    expect(started).toHaveLength(1);
    started[0]?.answer();
    expect((await first).ok).toBe(true);
  });

  it.each([
    ['plain', NATIVE],
    ['RLE', '1.2.840.10008.1.2.5'],
    ['JPEG lossless', '1.2.840.10008.1.2.4.70'],
    ['a video', '1.2.840.10008.1.2.4.102'],
    ['no known syntax', '1.2.3'],
  ])('starts nothing ahead for a frame that no codec has to be fetched for: %s', (_, syntax) => {
    const { start, started } = heldWorkers();
    decodePool({ workers: 2, start }).prepare(syntax);
    expect(started).toHaveLength(0);
  });

  it('starts one worker ahead of a launch, which loads the codecs that it finds in the cache', () => {
    const { start, started } = heldWorkers();
    decodePool({ workers: 2, start }).warm(['jpegLs', 'htj2k']);
    expect(started.map(({ prepared }) => prepared)).toEqual([
      [
        { prepare: 'jpegLs', ifCached: true },
        { prepare: 'htj2k', ifCached: true },
      ],
    ]);
  });

  it('has a codec that may not have been cached loaded all the same when a frame of it is on its way', () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start });
    pool.warm(['jpegLs']);
    pool.prepare(JPEG_LS);
    expect(started[0]?.prepared.at(-1)).toEqual({ prepare: 'jpegLs', ifCached: false });
  });

  it('has a worker that took the place of another load its codec too', async () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start });
    pool.prepare(JPEG_LS);
    started[0]?.onerror?.({} as ErrorEvent);
    pool.prepare(JPEG_LS);
    expect(started.map(({ prepared }) => prepared.length)).toEqual([1, 1]);
  });

  it('decodes what is waited for before what may be wanted', async () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start });
    const first = pool.decode(encoded(1), () => 2, never);
    void pool.decode(encoded(2), () => 2, never);
    void pool.decode(encoded(3), () => 0, never);
    started[0]?.answer();
    await first;
    expect(started[0]?.jobs.map((job) => job.encoded.bytes[0])).toEqual([1, 3]);
  });

  it('asks anew how urgent each is when a worker is free: the viewer may be elsewhere by then', async () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start });
    let at = 2;
    const [first] = [1, 2, 3].map((n) => pool.decode(encoded(n), () => Math.abs(n - at), never));
    at = 3;
    started[0]?.answer();
    await first;
    expect(started[0]?.jobs.map((job) => job.encoded.bytes[0])).toEqual([1, 3]);
  });

  it('gives up a decode past its deadline, and goes on with the others in a new worker', async () => {
    vi.useFakeTimers();
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start, deadline: 1000 });
    const stuck = pool.decode(encoded(1), () => 2, never);
    const other = pool.decode(encoded(2), () => 2, never);
    vi.advanceTimersByTime(1000);
    await expect(stuck).resolves.toMatchObject({ ok: false, problem: { kind: 'not-decoded' } });
    expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    started[1]?.answer();
    await expect(other).resolves.toEqual(ok(aDot));
    vi.useRealTimers();
  });

  it('replaces a worker that broke', async () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start });
    const broken = pool.decode(encoded(), () => 0, never);
    started[0]?.onerror?.({} as ErrorEvent);
    await expect(broken).resolves.toMatchObject({ ok: false, problem: { kind: 'not-decoded' } });
    void pool.decode(encoded(), () => 0, never);
    expect(started).toHaveLength(2);
  });

  it('says so where no worker can be started', async () => {
    const pool = decodePool({
      workers: 1,
      start: () => {
        throw new TypeError('blocked by policy');
      },
    });
    await expect(pool.decode(encoded(), () => 0, never)).resolves.toMatchObject({ ok: false });
  });

  it('forgets what was aborted while it waited, and never posts it', async () => {
    const { start, started } = heldWorkers();
    const pool = decodePool({ workers: 1, start });
    const first = pool.decode(encoded(1), () => 0, never);
    const stop = new AbortController();
    const second = pool.decode(encoded(2), () => 0, stop.signal);
    stop.abort();
    await expect(second).rejects.toBe(stop.signal.reason);
    started[0]?.answer();
    await first;
    expect(started[0]?.jobs).toHaveLength(1);
  });

  it('posts a frame alone, not the buffer it lies in', () => {
    const { start, started } = heldWorkers();
    const whole = new Uint8Array(1000);
    void decodePool({ workers: 1, start }).decode(
      { ...encoded(), bytes: whole.subarray(100, 104) },
      () => 0,
      never,
    );
    expect(started[0]?.jobs[0]?.encoded.bytes.buffer.byteLength).toBe(4);
    expect(whole.buffer.byteLength).toBe(1000);
  });
});
