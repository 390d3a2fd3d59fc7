import type { LaunchWork } from './launch-work';
import { median, type Outcome, type Row } from './report';

export interface Budget {
  readonly what: string;
  readonly limit: number;
  readonly measured: number;
  readonly unit: string;
  /** What is still to be reached, where `limit` holds what is reached: it may be lowered, never raised */
  readonly bar?: number;
}

/** kB as served; measured 244 for CR, 290 for CT and MG */
const code = { limit: 296, bar: 200 };

/** Over the line, the launch's own included; measured 27, 37 and 30, the fewest of three launches. A machine with other work adds one or two. */
const requests: ReadonlyMap<string, number> = new Map([
  ['CR', 31],
  ['CT-300', 42],
  ['MG', 34],
]);
const requestsBar = 15;

/** Across two origins; measured 14.2 to 15.0 and 5.8 to 6.6, and half of one for a machine that is busy */
const roundTrip = { cold: { limit: 15.5, bar: 12 }, warm: { limit: 7.5, bar: 4 } };

/**
 * Main thread until the first image, as a multiple of a fixed piece of work of the same run; measured 3.1 to 3.8, 3.5 to 4.3
 * and 2.9 to 3.9, on a machine at rest and on one with six times the work that it can do.
 */
const work: ReadonlyMap<string, number> = new Map([
  ['CR', 4.3],
  ['CT-300', 4.9],
  ['MG', 4.4],
]);

/**
 * What a launch costs the processor of a cold page, whichever processor that is and whatever else it does: each launch is
 * held against the fixed work beside it, and the middle of them counts.
 */
export function workBudgets({
  name,
  runs,
}: {
  readonly name: string;
  readonly runs: readonly Pick<LaunchWork, 'main' | 'fixed'>[];
}): readonly Budget[] {
  const limit = work.get(name);
  if (limit === undefined) return [];
  const measured = runs.length === 0 ? NaN : median(runs.map(({ main, fixed }) => main / fixed));
  return [{ what: `${name}: the page’s processor time before the first image`, limit, measured, unit: '×' }];
}

/** What holds whatever the machine does: sizes and counts. */
export function sizeBudgets({ rows }: Pick<Outcome, 'rows'>): readonly Budget[] {
  return rows
    .filter(({ cache, line }) => cache === 'cold' && line.shape === undefined)
    .flatMap(({ name, runs }) => {
      const limit = requests.get(name);
      const size = median(runs.map(({ codeBeforeFirstImage }) => codeBeforeFirstImage / 1000));
      // The launch that met the least other work: only what every launch needs is a budget.
      const count = Math.min(...runs.map((run) => run.requests));
      return [
        { what: `${name}: code before the first image`, ...code, measured: size, unit: 'kB' },
        ...(limit === undefined
          ? []
          : [
              {
                what: `${name}: requests before the first image`,
                limit,
                bar: requestsBar,
                measured: count,
                unit: '',
              },
            ]),
      ];
    });
}

/** Round trips that follow each other. They are counts: a slow machine does not add any. */
export function roundTripBudgets({ roundTrips }: Pick<Outcome, 'roundTrips'>): readonly Budget[] {
  return roundTrips.flatMap(({ name, cold, warm }) => [
    { what: `${name}: round trips, cold`, ...roundTrip.cold, measured: cold, unit: '' },
    { what: `${name}: round trips, warm`, ...roundTrip.warm, measured: warm, unit: '' },
  ]);
}

/** @returns false where nothing was measured, too */
export function isKept({ measured, limit }: Budget): boolean {
  return measured <= limit;
}

/** "ok       CT-300: round trips, cold: 13.70 of 14 (to reach: 12)" */
export function inWords(budget: Budget): string {
  const { what, measured, limit, unit, bar } = budget;
  const toReach = bar === undefined || measured <= bar ? '' : ` (to reach: ${bar})`;
  return (
    `${isKept(budget) ? 'ok      ' : 'MISSED  '} ${what}: ${measured.toFixed(2)} of ${limit} ${unit}`.trimEnd() +
    toReach
  );
}

/** What a person waits for, on the shaped line. */
export function timeBudgets({ rows, scrolled }: Outcome): readonly Budget[] {
  const shaped = rows.filter(({ line, cache }) => line.shape !== undefined && cache === 'cold');
  const list = shaped.find(({ name }) => name === '400 studies');
  const stack = shaped.find(({ name }) => name === 'CT-300');
  return [
    ...(list ? [listBudget(list)] : []),
    ...(stack ? [stackBudget(stack)] : []),
    ...scrolled.slice(0, 1).map(({ reached }) => ({
      what: 'Scrolling: images short of the last after 300 notches',
      limit: 0,
      measured: 300 - reached,
      unit: 'images',
    })),
  ];
}

const listBudget = ({ runs }: Row): Budget => ({
  what: '400 studies: list after the token, shaped',
  limit: 1,
  measured: median(runs.map(({ at }) => ((at.list ?? Infinity) - (at.token ?? 0)) / 1000)),
  unit: 's',
});

/** The pixels' own time on the line, from the first of them on. */
const stackBudget = ({ runs, line }: Row): Budget => ({
  what: 'CT-300: complete, as a multiple of the line’s floor',
  limit: 1.15,
  measured: median(
    runs.map(({ at, bytes }) => {
      const all = bytes.code + bytes.data + bytes.pixels;
      const floor = (all * 8000) / (line.shape?.bitsPerSecond ?? Infinity);
      return (at['stack-complete'] ?? Infinity) / floor;
    }),
  ),
  unit: '×',
});
