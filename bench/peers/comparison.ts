import { lines } from '../cases';
import type { Milestone } from '../milestones';
import { median, type Outcome, type Row } from '../report';
import { barOf } from './bars';
import type { PeerMeasured } from './journey';
import type { Found, Visit } from './visit';

export interface Compared {
  /** Names with versions, one column each */
  readonly peers: readonly string[];
  readonly visits: readonly Visit[];
  /** Peers that were not there to be measured, and why */
  readonly absent: readonly string[];
}

type Ours = Pick<Outcome, 'rows' | 'scrolled' | 'memory'>;

/** Ours and the others' in one table, a line for each case, line, cache and milestone. */
export function comparisonSection(ours: Ours, { peers, visits, absent }: Compared, date: Date): string {
  const runs = ours.rows[0]?.runs.length ?? 0;
  const header = ['', 'line', 'cache', 'Plainfilm', ...peers, 'to reach'];
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = [...times(ours, peers, visits), ...loads(ours, peers, visits), ...once(ours, peers, visits)];
  return [
    '## Beside other viewers',
    '',
    `${date.toISOString().slice(0, 10)}, ${runs} ${runs === 1 ? 'run' : 'runs'} of each in turn in one go: the same browser, line, nginx, pictures and person; medians. How: bench/peers/README.md. Plainfilm’s seconds begin at its launch address and hold the SMART launch; the others are opened on the study itself, without signing in. A preview is the archive’s own rendering, labelled as such; only Plainfilm shows one.`,
    '',
    row(header),
    row(header.map(() => '---')),
    ...body.map(row),
    '',
    ...(absent.length > 0 ? [`**Not measured**: ${absent.join('; ')}.`, ''] : []),
  ].join('\n');
}

const words: readonly (readonly [Milestone, string])[] = [
  ['first-preview', 'preview, s'],
  ['first-image', 'first image, s'],
  ['stack-complete', 'all received, s'],
  ['list', 'list, s'],
];

function times({ rows }: Ours, peers: readonly string[], visits: readonly Visit[]): readonly string[][] {
  return rows.flatMap((row) =>
    words.flatMap(([milestone, what]) => {
      if (!isAsked(row.name, milestone)) return [];
      const own = row.runs.map(({ at }) => ({ figure: at[milestone] }));
      const theirs = peers.map((peer) =>
        cellOf(
          visitsTo(visits, peer, row).map((visit) => mapped(visit[row.cache], ({ at }) => at[milestone])),
          inSeconds,
        ),
      );
      const listed = peers.map((peer) => shown(visitsTo(visits, peer, row).map((visit) => visit[row.cache])));
      const cells = milestone === 'list' ? theirs.map((cell, at) => cell + (listed[at] ?? '')) : theirs;
      const about = [`${row.name}: ${what}`, row.line.name, row.cache];
      return [[...about, cellOf(own, inSeconds), ...cells, barFor(row, milestone)]];
    }),
  );
}

/** Milestones that a case is about. Nothing but the list is opened in the case of the list. */
function isAsked(name: string, milestone: Milestone): boolean {
  if (name === '400 studies') return milestone === 'list';
  if (milestone === 'stack-complete') return name === 'CT-300';
  return milestone === 'first-image' || (milestone === 'first-preview' && name !== 'CT-300');
}

function barFor(row: Row, milestone: Milestone): string {
  const { name, line, cache, runs } = row;
  if (milestone === 'stack-complete' && line.shape) {
    const bytes = median(runs.map((run) => run.bytes.code + run.bytes.data + run.bytes.pixels));
    return `${(1.05 * ((bytes * 8) / line.shape.bitsPerSecond)).toFixed(1)} (1.05 × bytes ÷ line)`;
  }
  return barOf(name, line.shape !== undefined, cache, milestone)?.toFixed(1) ?? '–';
}

/** What had to come before the first image, cold; it does not depend on the line. */
function loads({ rows }: Ours, peers: readonly string[], visits: readonly Visit[]): readonly string[][] {
  const [first] = lines.filter(({ name }) => rows.some(({ line }) => line.name === name));
  return rows
    .filter(
      ({ cache, line, name }) => cache === 'cold' && line.name === first?.name && name !== '400 studies',
    )
    .flatMap((row) => {
      const line = (what: string, of: (run: PeerMeasured) => number, bar: string) => [
        `${row.name}: ${what}`,
        row.line.name,
        row.cache,
        cellOf(
          row.runs.map((run) => ({ figure: of(run) })),
          whole,
        ),
        ...peers.map((peer) =>
          cellOf(
            visitsTo(visits, peer, row).map((visit) => mapped(visit.cold, of)),
            whole,
          ),
        ),
        bar,
      ];
      return [
        line('code before the first image, kB', (run) => run.codeBeforeFirstImage / 1000, '200'),
        line('requests before the first image', ({ requests }) => requests, row.name === 'CR' ? '15' : '–'),
      ];
    });
}

/** What is measured on the unshaped line after the whole CT. */
function once(
  { scrolled, memory }: Ours,
  peers: readonly string[],
  visits: readonly Visit[],
): readonly string[][] {
  const about = (what: string) => [what, 'unshaped', 'cold'];
  const scrolls = (what: string, bar: string, of: (each: Ours['scrolled'][number]) => number) => [
    ...about(`Scrolling CT-300: ${what}`),
    cellOf(
      scrolled.map((each) => ({ figure: of(each) })),
      whole,
    ),
    ...peers.map((peer) =>
      cellOf(
        wholeCt(visits, peer).map((visit) => mapped(visit.scrolled ?? missing, of)),
        whole,
      ),
    ),
    bar,
  ];
  if (scrolled.length === 0) return [];
  return [
    scrolls('pictures painted a second', '45', ({ paintedPerSecond }) => paintedPerSecond),
    scrolls('ms from the last event to the last picture', '60', ({ lagMs }) => lagMs),
    scrolls('picture reached by 300 events', '300', ({ reached }) => reached),
    [
      ...about('Memory of the whole browser after CT-300, MB'),
      cellOf(
        memory.map((figure) => ({ figure })),
        whole,
      ),
      ...peers.map((peer) =>
        cellOf(
          wholeCt(visits, peer).map(({ memory: found }) => found ?? missing),
          whole,
        ),
      ),
      '700',
    ],
  ];
}

const missing = { failed: 'the study was not shown' };

/** A peer's visits to the whole CT on the unshaped line. */
const wholeCt = (visits: readonly Visit[], peer: string) =>
  visits.filter((visit) => visit.peer === peer && visit.name === 'CT-300' && visit.line.shape === undefined);

const visitsTo = (visits: readonly Visit[], peer: string, { name, line }: Row) =>
  visits.filter((visit) => visit.peer === peer && visit.name === name && visit.line.name === line.name);

function mapped<From, To>(from: Found<From>, of: (figure: From) => To): Found<To> {
  return 'failed' in from ? from : { figure: of(from.figure) };
}

/** How much of the list a peer showed: its list may be paged. */
function shown(all: readonly Found<PeerMeasured>[]): string {
  const counts = all.flatMap((each) => ('failed' in each ? [] : (each.figure.listed ?? [])));
  return counts.length === 0 ? '' : ` (shows ${median(counts)})`;
}

/**
 * A median, and what kept it from being one of all runs. `–` where the viewer has no such thing, which is not the same as
 * failing at it.
 */
export function cellOf(
  all: readonly Found<number | undefined>[],
  format: (figure: number) => string,
): string {
  const figures = all.flatMap((each) => ('failed' in each ? [] : (each.figure ?? [])));
  const [reason] = all.flatMap((each) => ('failed' in each ? [each.failed] : []));
  if (figures.length === 0) return reason === undefined ? '–' : `failed: ${reason}`;
  const partial = reason === undefined ? '' : ` (${figures.length} of ${all.length}; failed: ${reason})`;
  return format(median(figures)) + partial;
}

const inSeconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
const whole = (figure: number) => (Number.isNaN(figure) ? 'not said' : figure.toFixed(0));
