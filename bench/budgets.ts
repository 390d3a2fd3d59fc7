import { median, type Outcome, type Row } from './report';

export interface Budget {
  readonly what: string;
  readonly limit: number;
  readonly measured: number;
  readonly unit: string;
}

/** What holds whatever the machine does: sizes and counts. */
export function sizeBudgets({ rows }: Outcome): readonly Budget[] {
  return rows
    .filter(({ cache, line }) => cache === 'cold' && line.shape === undefined)
    .map(({ name, runs }) => ({
      what: `${name}: code before the first image`,
      limit: 700,
      measured: median(runs.map(({ codeBeforeFirstImage }) => codeBeforeFirstImage / 1000)),
      unit: 'kB',
    }));
}

/** Round trips that follow each other, across two origins. They are counts: a slow machine does not add any. */
export function roundTripBudgets({ roundTrips }: Outcome): readonly Budget[] {
  return roundTrips.flatMap(({ name, cold, warm }) => [
    { what: `${name}: round trips, cold`, limit: 12, measured: cold, unit: '' },
    { what: `${name}: round trips, warm`, limit: 8, measured: warm, unit: '' },
  ]);
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
