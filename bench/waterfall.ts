import type { Milestone } from './milestones';
import type { Passage } from './traffic';

/** One line for each request and milestone, in the order of their beginnings; ms from the navigation. */
export function waterfall(
  passages: readonly Passage[],
  at: Readonly<Partial<Record<Milestone, number>>>,
  start: number,
): string {
  const requests = passages.map(({ path, from, to, bytes, connected }) => {
    const kilobytes = (bytes / 1000).toFixed(1).padStart(8);
    const times = `${ms(from - start)} → ${ms(to - start)}`;
    return { from: from - start, line: `${times} ${kilobytes} kB ${connected ? '+' : ' '} ${brief(path)}` };
  });
  const milestones = Object.entries(at).map(([name, time]) => ({
    from: time,
    line: `${ms(time)} ─────── ${name}`,
  }));
  return [...requests, ...milestones]
    .sort((one, other) => one.from - other.from)
    .map(({ line }) => line)
    .join('\n');
}

const ms = (time: number) => time.toFixed(0).padStart(6);

/** Identifiers are long and say nothing here. */
const brief = (path: string) => path.replace(/\d+(\.\d+){4,}/g, '…');
