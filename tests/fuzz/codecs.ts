import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createRequire } from 'node:module';
import { build, type Plugin } from 'esbuild';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import type { ImagePixel } from '../../src/domain/study/study';
import { decodePool, type DecodeWorker } from '../../src/rendering/decode/pool';
import { seeded } from '../builders/random';
import { anImage } from '../rendering/pictures';
import { cpu, mutatedBytes } from './fuzz';
import type { Line } from './run';

interface FuzzedCodec {
  readonly name: string;
  readonly transferSyntax: string;
}

export const CODECS: readonly FuzzedCodec[] = [
  { name: 'codec-rle', transferSyntax: '1.2.840.10008.1.2.5' },
  { name: 'codec-jpeg', transferSyntax: '1.2.840.10008.1.2.4.50' },
  { name: 'codec-jpeg-lossless', transferSyntax: '1.2.840.10008.1.2.4.70' },
  { name: 'codec-jpeg-ls', transferSyntax: '1.2.840.10008.1.2.4.80' },
  { name: 'codec-jpeg-2000', transferSyntax: '1.2.840.10008.1.2.4.90' },
  { name: 'codec-htj2k', transferSyntax: '1.2.840.10008.1.2.4.201' },
];

/** Milliseconds before the watchdog takes a worker away, as in the viewer */
const DEADLINE = 10_000;
const SIDE = 32;

/** An exception that nothing in the worker caught ends it: each is counted. The watchdog's ending of a worker is none. */
function worker(script: URL, started: { uncaught: number }, tell: (error: unknown) => void): DecodeWorker {
  const thread = new Worker(script, {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const made: DecodeWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (job) => thread.postMessage(job),
    terminate: () => void thread.terminate(),
  };
  thread.on('message', (data) => made.onmessage?.({ data } as MessageEvent));
  thread.on('error', (error) => {
    started.uncaught += 1;
    tell(error);
    made.onerror?.({} as ErrorEvent);
  });
  return made;
}

/** `x.wasm?url` is an address to a browser's bundler; here it is where the file lies. */
const assets: Plugin = {
  name: 'assets',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?url$/ }, ({ path }) => ({ path, namespace: 'asset' }));
    onLoad({ filter: /.*/, namespace: 'asset' }, ({ path }) => ({
      contents: `export default ${JSON.stringify(resolve(path.replace('?url', '')))}`,
    }));
  },
};
const { resolve } = createRequire(import.meta.url);

/** The worker as one script, as a browser gets it: a new one begins at once. */
async function bundled(): Promise<URL> {
  const outfile = fileURLToPath(new URL('../../.cache/codec-worker.mjs', import.meta.url));
  await build({
    entryPoints: [fileURLToPath(new URL('./codec-worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    plugins: [assets],
  });
  return pathToFileURL(outfile);
}

/** Mutated streams through the real pool, its watchdog and the real codec in worker threads. */
export async function fuzzCodec(
  { name, transferSyntax }: FuzzedCodec,
  inputs: number,
  seed: number,
): Promise<Line> {
  const isEight = transferSyntax.endsWith('.50');
  // Baseline JPEG is colour, everything else 12 bits of grey.
  const samples = isEight ? new Uint8Array(SIDE * SIDE * 3) : new Uint16Array(SIDE * SIDE);
  samples.forEach((_, at) => (samples[at] = (at * 7 + (at % 13) * 31) % (isEight ? 256 : 4096)));
  const bits = isEight ? 8 : 12;
  const image: ImagePixel = anImage({
    rows: SIDE,
    columns: SIDE,
    bitsAllocated: isEight ? 8 : 16,
    bitsStored: bits,
    highBit: bits - 1,
    ...(isEight && { samplesPerPixel: 3, photometric: 'YBR_FULL_422' }),
  });
  const stream = await createCodecs().encode(
    { columns: SIDE, rows: SIDE, bitsStored: bits, samplesPerPixel: isEight ? 3 : 1, samples },
    transferSyntax,
  );
  const next = seeded(seed);
  const script = await bundled();
  const started = { uncaught: 0 };
  const first: string[] = [];
  const tellFirst = (error: unknown) => {
    if (first.length === 0)
      first.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const pool = decodePool({
    workers: 1,
    start: () => worker(script, started, tellFirst),
    deadline: DEADLINE,
  });
  const decode = (bytes: Uint8Array) =>
    pool.decode(
      { bytes: new Uint8Array(bytes), transferSyntax, image },
      () => 0,
      new AbortController().signal,
    );
  // The first of them waits for the codec to be compiled, on a machine that may be busy.
  let sound = await decode(stream);
  for (let again = 0; again < 10 && !sound.ok; again++) sound = await decode(stream);
  if (!sound.ok) throw new Error(`${name}: what is sound was not decoded: ${JSON.stringify(sound.problem)}`);

  // What went wrong before the first mutated stream is no finding.
  started.uncaught = 0;
  first.length = 0;
  const began = performance.now();
  let [slowest, late, replaced, heap] = [0, 0, 0, 0];
  for (let run = 0; run < inputs; run++) {
    const before = cpu();
    const result = await decode(mutatedBytes(stream, next));
    slowest = Math.max(slowest, cpu() - before);
    if (!result.ok && result.problem.kind === 'not-decoded') {
      late += 1;
      const ended = performance.now();
      await decode(stream);
      replaced = Math.max(replaced, performance.now() - ended);
    }
    if (run % 1000 === 0) {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      heap = Math.max(heap, (heapUsed + arrayBuffers) / 2 ** 20);
    }
  }
  pool.dispose();
  const seconds = (performance.now() - began) / 1000;
  const { uncaught } = started;
  const told = first[0] !== undefined && { first: first[0] };
  return { name, inputs, seconds, slowest, uncaught, late, heap, replaced, ...told };
}
