import { parseArgs } from 'node:util';
import { seeded } from '../builders/random';
import { cpu } from './fuzz';
import { CODECS, fuzzCodec } from './codecs';
import { PARSERS, type FuzzedParser } from './parsers';

/** Milliseconds; what one input may take */
const LONGEST = 2000;
const MOST_HEAP = 512;

export interface Line {
  readonly name: string;
  readonly inputs: number;
  readonly seconds: number;
  /** In ms */
  readonly slowest: number;
  readonly uncaught: number;
  /** Inputs that took over 2 s, or workers that had to be replaced */
  readonly late: number;
  /** MB of heap and buffers at most */
  readonly heap: number;
  readonly first?: string;
  /** Of a codec: the longest until a new worker had decoded something, in ms */
  readonly replaced?: number;
}

/** Reads so many seeded mutations; every input that throws, or takes over 2 s of the processor, is counted and the first is named. */
export async function fuzzParser({ name, read }: FuzzedParser, inputs: number, seed: number): Promise<Line> {
  const next = seeded(seed);
  const began = performance.now();
  let [slowest, uncaught, late, heap] = [0, 0, 0, 0];
  let first: string | undefined;
  for (let run = 0; run < inputs; run++) {
    const before = cpu();
    try {
      await read(next, run);
    } catch (error) {
      uncaught += 1;
      first ??= `run ${run}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
    const took = cpu() - before;
    slowest = Math.max(slowest, took);
    if (took > LONGEST) late += 1;
    if (run % 1000 === 0) heap = Math.max(heap, megabytesHeld());
  }
  const seconds = (performance.now() - began) / 1000;
  return { name, inputs, seconds, slowest, uncaught, late, heap, ...(first !== undefined && { first }) };
}

/** What is left when the rubbish is gone: how much of that there is says when a collector came, and nothing of a reader. */
function megabytesHeld(): number {
  const held = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 2 ** 20;
  };
  if (held() > MOST_HEAP) globalThis.gc?.();
  return held();
}

const HEAD =
  '| reader | inputs | seconds | slowest, ms | uncaught | over 2 s | MB at most | replaced in, ms |';

function rowOf({ name, inputs, seconds, slowest, uncaught, late, heap, replaced }: Line): string {
  const cells = [
    name,
    inputs,
    seconds.toFixed(0),
    slowest.toFixed(0),
    uncaught,
    late,
    heap.toFixed(0),
    replaced?.toFixed(0) ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { inputs: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const wanted = (name: string) => values.only === undefined || values.only.split(',').includes(name);
  const seed = Number(values.seed);
  let faults = 0;
  console.log(
    [`Seed ${seed}, ${new Date().toISOString().slice(0, 10)}`, '', HEAD, HEAD.replace(/[^|]+/g, '---')].join(
      '\n',
    ),
  );
  const tell = (line: Line) => {
    console.log(rowOf(line));
    if (line.first !== undefined) console.error(line.first);
    const isLate = line.replaced === undefined ? line.late > 0 : line.replaced > 1000;
    if (line.uncaught > 0 || isLate || line.heap > MOST_HEAP) faults += 1;
  };
  for (const parser of PARSERS.filter(({ name }) => wanted(name)))
    tell(await fuzzParser(parser, Number(values.inputs ?? 1_000_000), seed));
  for (const codec of CODECS.filter(({ name }) => wanted(name)))
    tell(await fuzzCodec(codec, Number(values.inputs ?? 100_000), seed));
  process.exitCode = faults > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('fuzz/run.ts')) await main();
