import { readdir, readFile } from 'node:fs/promises';

/**
 * What a process and all that it started take, in megabytes: proportional set size, so that shared pages count once.
 * @returns `undefined` where the system does not say (only Linux does)
 */
export async function memoryOf(pid: number): Promise<number | undefined> {
  const parents = await parentsOfAll();
  if (parents.size === 0) return undefined;
  const isOurs = (each: number): boolean =>
    each === pid || (parents.has(each) && isOurs(parents.get(each) ?? 0));
  const sizes = await Promise.all([...parents.keys()].filter(isOurs).map(proportionalKilobytes));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function parentsOfAll(): Promise<ReadonlyMap<number, number>> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.map(Number).filter(Number.isInteger);
  const pairs = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // "pid (name) state ppid …"; the name may hold anything, brackets too
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [pid, parent] as const;
    }),
  );
  return new Map(pairs.filter(([, parent]) => parent > 0));
}

async function proportionalKilobytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}
