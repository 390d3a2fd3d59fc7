import createCodec from '@cornerstonejs/codec-openjph/wasmjs';
import wasm from '@cornerstonejs/codec-openjph/wasm?url';
import { expect, it } from 'vitest';
import { compileFetched, started } from '../../src/rendering/decode/emscripten';
import { decodePool, type DecodeWorker } from '../../src/rendering/decode/pool';
import { ownScript, workerStarter } from '../../src/rendering/decode/start-worker';
import { anImage, bytesOfValues, NATIVE } from './pictures';

const HTJ2K = '1.2.840.10008.1.2.4.201';
const never = new AbortController().signal;

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  setQuality(reversible: boolean, quantisation: number): void;
  encode(): void;
}

async function htj2kOf(values: Uint16Array, columns: number): Promise<Uint8Array<ArrayBuffer>> {
  const codec = (await started(createCodec, await compileFetched(wasm))) as unknown as {
    HTJ2KEncoder: new () => Encoder;
  };
  const encoder = new codec.HTJ2KEncoder();
  const info = {
    width: columns,
    height: values.length / columns,
    bitsPerSample: 16,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  };
  encoder.getDecodedBuffer(info).set(bytesOfValues(values));
  encoder.setQuality(true, 0);
  encoder.encode();
  return Uint8Array.from(encoder.getEncodedBuffer());
}

it('decodes in a real worker, which loads its codec itself, to exactly what was encoded', async () => {
  const values = Uint16Array.from({ length: 64 * 64 }, (_, at) => (at * 7919) & 0xffff);
  const pool = decodePool({ workers: 1, start: workerStarter() });
  const bytes = await htj2kOf(values, 64);
  const result = await pool.decode({ bytes, transferSyntax: HTJ2K, image: anImage() }, () => 0, never);
  expect(result).toMatchObject({ ok: true, value: { kind: 'grey', pixels: values, lossy: false } });
  const cut = await pool.decode(
    { bytes: bytes.slice(0, 40), transferSyntax: HTJ2K, image: anImage() },
    () => 0,
    never,
  );
  expect(cut).toMatchObject({ ok: false, problem: { kind: 'undecodable' } });
  const other = anImage({ rows: 32 });
  expect(await pool.decode({ bytes, transferSyntax: HTJ2K, image: other }, () => 0, never)).toMatchObject({
    ok: false,
    problem: { kind: 'undecodable', what: 'the stream holds 64 × 64 × 1, its metadata say 32 × 64 × 1' },
  });
  pool.dispose();
});

it('fetches a codec once, when it is made ready: the first picture asks for nothing more', async () => {
  const fetched: string[] = [];
  const start = (): DecodeWorker => {
    const worker = new Worker(new URL('./telling-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<{ fetched?: string }>) => {
      if (data.fetched !== undefined) fetched.push(data.fetched);
    });
    return worker;
  };
  const values = Uint16Array.from({ length: 64 * 64 }, (_, at) => (at * 31) & 0xffff);
  const bytes = await htj2kOf(values, 64);
  const pool = decodePool({ workers: 1, start });
  pool.prepare(HTJ2K);
  await expect.poll(() => fetched).toEqual([expect.stringContaining('openjph')]);
  const result = await pool.decode({ bytes, transferSyntax: HTJ2K, image: anImage() }, () => 0, never);
  expect(result).toMatchObject({ ok: true, value: { pixels: values } });
  expect(fetched).toHaveLength(1);
  pool.dispose();
});

it('kills a worker that loops, soon after its deadline, while the page stays awake', async () => {
  const start = () => new Worker(new URL('./looping-worker.ts', import.meta.url), { type: 'module' });
  // Long enough for the next worker to start in, on a busy machine too.
  const pool = decodePool({ workers: 1, start, deadline: 3000 });
  const frame = (first: number) => ({
    bytes: Uint8Array.of(first),
    transferSyntax: NATIVE,
    image: anImage(),
  });
  const began = performance.now();
  const stuck = pool.decode(frame(1), () => 0, never);
  const after = pool.decode(frame(0), () => 1, never);
  expect(await stuck).toMatchObject({ ok: false, problem: { kind: 'not-decoded' } });
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(await after).toMatchObject({ ok: true });
  pool.dispose();
});

it('starts no worker of another origin', () => {
  expect(() => ownScript('https://elsewhere.example/worker.js')).toThrow(TypeError);
  expect(() => ownScript('blob:null/1')).toThrow(TypeError);
});
