import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { walk, type WalkResult } from './walk';
import type { Planted } from './world';

/** A slice; `npm run walks` goes the whole way. */
const WALKS = Number(process.env['PLAINFILM_WALKS'] ?? 300);
const FIRST = Number(process.env['PLAINFILM_SEED'] ?? 1);
const BATCH = 100;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => void vi.advanceTimersByTime(ms);

async function walked(seeds: readonly number[], planted?: Planted): Promise<readonly WalkResult[]> {
  const results: WalkResult[] = [];
  for (const seed of seeds) {
    results.push(await walk(seed, { pass, planted }));
    vi.clearAllTimers();
  }
  return results;
}

const seeds = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

/** The walk with its steps, so that it can be gone again. */
const told = ({ seed, steps, wrong }: WalkResult) =>
  [`seed ${seed}: ${wrong ?? ''}`, ...steps.map((step, at) => `  ${at}. ${step}`)].join('\n');

describe(`${WALKS} random walks over launches for two people`, { timeout: 900_000 }, () => {
  const met = { pictures: 0, reports: 0, names: 0, steps: 0 };
  afterAll(() => {
    console.log(
      `${WALKS} walks, ${met.steps} steps: a name to be seen after ${met.names}, a picture after ${met.pictures}, a report after ${met.reports}.`,
    );
  });

  const batches = Array.from({ length: Math.ceil(WALKS / BATCH) }, (_, at) => FIRST + at * BATCH);
  it.each(batches)('show nothing of one under the other, from seed %i', async (first) => {
    const results = await walked(seeds(first, Math.min(BATCH, FIRST + WALKS - first)));
    for (const result of results) {
      met.pictures += result.met.pictures;
      met.reports += result.met.reports;
      met.names += result.met.names;
      met.steps += result.steps.length;
    }
    expect(results.filter(({ wrong }) => wrong !== undefined).map(told)).toEqual([]);
  });

  it('meet names, pictures and reports, or they would prove nothing', () => {
    expect(met.names).toBeGreaterThan(met.steps / 4);
    expect(met.pictures).toBeGreaterThan(met.steps / 20);
    expect(met.reports).toBeGreaterThan(met.steps / 50);
  });
});

describe('a planted fault is found', { timeout: 60_000 }, () => {
  it.each<[Planted]>([
    ['reports of the launch before'],
    ['a viewport that stays'],
    ['instances without their person'],
  ])('%s', async (planted) => {
    let found: WalkResult | undefined;
    for (let seed = 1; seed <= 100 && found?.wrong === undefined; seed += 1)
      [found] = await walked([seed], planted);
    expect(found?.wrong).toBeDefined();
  });
});
