/** As many mutations as `PLAINFILM_FUZZ` says for a long run, else so many. */
export const fuzzRuns = (usual: number) => Number(process.env['PLAINFILM_FUZZ'] ?? usual);

/** Mutations of each reader */
export const FUZZ_RUNS = fuzzRuns(20_000);

/** Milliseconds that one input may take: what is longer hangs, or grows by more than its input, whatever else the machine does */
export const LONGEST = 10_000;

/** For all of a reader's runs, in ms */
export const FUZZ_TIMEOUT = 60_000 + FUZZ_RUNS * 5;

type Next = () => number;

const ODD: readonly unknown[] = [
  ...[null, '', 'x', -1, 0, 1.5, 1e308, Number.MAX_SAFE_INTEGER, true, '\u0000', '\\\\\\', '1e999', 'NaN'],
  ...[[], {}, [null], [[]], [{}], { Value: 1 }, { vr: 'SQ', Value: [1, null, {}] }, '__proto__', 'SQ', 'UN'],
  ...['2'.repeat(5000), '1'.repeat(100), { InlineBinary: '%%' }, { InlineBinary: 'AAECAwQFBgc=' }],
  ...[{ BulkDataURI: 'http://[' }, 'http://[', 'urn:oid:', '#', '../../x', '2026-02-30', '9999-99-99T99:99'],
];

/** A copy with a few of its places changed for something else, gone, doubled or put elsewhere. */
export function mutatedJson<T>(seed: T, next: Next): T {
  const copy = JSON.parse(JSON.stringify(seed)) as T;
  for (let change = 1 + Math.floor(next() * 4); change > 0; change--) changePlace(copy, copy, next);
  return copy;
}

function changePlace(whole: unknown, from: unknown, next: Next): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  for (let place = from; typeof place === 'object' && place !== null;) {
    const here = place as Record<string, unknown>;
    const name = pick(Object.keys(here));
    if (name === undefined) return;
    if (next() < 0.7 && typeof here[name] === 'object') {
      place = here[name];
      continue;
    }
    const kind = next();
    if (kind < 0.25) Reflect.deleteProperty(here, name);
    else if (kind < 0.8) here[name] = structuredClone(pick(ODD));
    else if (kind < 0.9) here[name] = structuredClone(here[pick(Object.keys(here)) ?? name]);
    else if (Array.isArray(here[name])) here[name] = [...here[name], ...here[name]];
    else here[name] = JSON.parse(JSON.stringify(whole));
    return;
  }
}

const INTERESTING = [0, 1, 2, 10, 13, 45, 0x7f, 0x80, 0xfe, 0xff];

/** One to six changes: bytes, numbers, cuts, repeats, pieces from elsewhere. */
export function mutatedBytes(seed: Uint8Array, next: Next): Uint8Array {
  const below = (limit: number) => Math.floor(next() * limit);
  let bytes = Buffer.from(seed);
  for (let change = below(6); change >= 0; change--) {
    const at = below(Math.max(1, bytes.length));
    const kind = below(6);
    if (kind === 0) bytes[at] = below(256);
    else if (kind === 1) bytes[at] = INTERESTING[below(INTERESTING.length)] ?? 0;
    else if (kind === 2) bytes.fill(0xff, at, Math.min(at + 4, bytes.length));
    else if (kind === 3) bytes = bytes.subarray(0, at);
    else if (kind === 4) bytes.copyWithin(at, below(Math.max(1, bytes.length)));
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - below(64)))]);
  }
  return new Uint8Array(bytes);
}

/** Bytes of heap and buffers that all runs together may hold at any time */
export const MOST_HEAP = 512 * 1024 * 1024;

export interface Fuzzed {
  /** The longest run, in ms */
  readonly slowest: number;
  /** The most bytes held by anything after any thousandth run, rubbish that was not collected yet included */
  readonly heap: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** How long it took at most, and how often each outcome came. What `read` throws ends it, with the run's number. */
export async function fuzzed(
  read: (run: number) => string | Promise<string>,
  runs = FUZZ_RUNS,
): Promise<Fuzzed> {
  const outcomes: Record<string, number> = {};
  let slowest = 0;
  let heap = 0;
  for (let run = 0; run < runs; run++) {
    if (run % 1000 === 0) {
      heap = Math.max(heap, held());
      await breath();
    }
    const took = stopwatch();
    try {
      const outcome = await read(run);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    } catch (error) {
      throw new Error(`run ${run}`, { cause: error });
    }
    slowest = Math.max(slowest, took());
  }
  return { slowest, heap, outcomes };
}

/** Lets others have the thread: who runs the tests asks after them, and takes a minute without an answer for a fault. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Milliseconds since then, by the clock or by the processor, whichever is less: a busy machine is not the reader's fault */
export function stopwatch(): () => number {
  const [began, before] = [performance.now(), cpu()];
  return () => Math.min(performance.now() - began, cpu() - before);
}

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Milliseconds of this process and its workers: what else the machine does is not the reader's */
export function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
