import { readFile } from 'node:fs/promises';
import { familyOf } from './processes';

/**
 * What a process and all that it started take, in megabytes: proportional set size, so that shared pages count once.
 * @returns `undefined` where the system does not say (only Linux does)
 */
export async function memoryOf(pid: number): Promise<number | undefined> {
  const family = await familyOf(pid);
  if (family === undefined) return undefined;
  const sizes = await Promise.all(family.pids.map(proportionalKilobytes));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function proportionalKilobytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}
