import { readdir, readFile } from 'node:fs/promises';

/** A process and all that it started, as Linux counts them. */
export interface Family {
  readonly pids: readonly number[];
  /** Milliseconds of processor time that its living members have taken so far */
  readonly processorMs: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICK = 10;

/** @returns `undefined` where the system does not say (only Linux does) */
export async function familyOf(pid: number): Promise<Family | undefined> {
  const all = await processes();
  if (all.size === 0) return undefined;
  const isOurs = (each: number): boolean =>
    each === pid || (all.has(each) && isOurs(all.get(each)?.parent ?? 0));
  const pids = [...all.keys()].filter(isOurs);
  return { pids, processorMs: pids.reduce((sum, each) => sum + (all.get(each)?.processorMs ?? 0), 0) };
}

interface Process {
  readonly parent: number;
  readonly processorMs: number;
}

async function processes(): Promise<ReadonlyMap<number, Process>> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.map(Number).filter(Number.isInteger);
  const pairs = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // "pid (name) state ppid …"; the name may hold anything, brackets too
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [user, system] = [Number(fields[11]), Number(fields[12])];
      return [pid, { parent: Number(fields[1]), processorMs: (user + system) * TICK }] as const;
    }),
  );
  return new Map(pairs.filter(([, { parent }]) => parent > 0));
}
