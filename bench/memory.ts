import { readFile } from 'node:fs/promises';
import { familyOf } from './processes';

/**
 * What a process and all that it started take, in megabytes: proportional set size, so that shared pages count once.
 * @param counts of these, which processes count, by their command line; all where nothing is said
 * @returns `undefined` where the system does not say (only Linux does)
 */
export async function memoryOf(
  pid: number,
  counts: (command: string) => boolean = () => true,
): Promise<number | undefined> {
  const family = await familyOf(pid);
  if (family === undefined) return undefined;
  const sizes = await Promise.all(
    family.pids.map(async (each) => (counts(await commandOf(each)) ? proportionalKilobytes(each) : 0)),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function proportionalKilobytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}

const commandOf = (pid: number) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
