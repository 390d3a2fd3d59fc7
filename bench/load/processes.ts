import { readdirSync, readFileSync } from 'node:fs';

/** What a process and everything that it started has used so far. */
export interface Used {
  /** MB in memory now, what they share counted once where the system tells */
  readonly memory: number;
  /** Seconds of a processor */
  readonly processor: number;
}

const TICKS = 100;

/** From /proc, by process id. */
export function usedBy(pid: number): Used {
  const stats = new Map(
    readdirSync('/proc').flatMap((name) => {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
      return stat ? [[Number(name), stat] as const] : [];
    }),
  );
  const family = new Set([pid]);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const [id, { parent }] of stats) if (family.has(parent)) family.add(id);
  }
  const all = [...family];
  return {
    memory: all.reduce((sum, id) => sum + memoryOf(id), 0),
    processor: all.reduce((sum, id) => sum + (stats.get(id)?.processor ?? 0), 0),
  };
}

function statOf(pid: number): { parent: number; processor: number } | undefined {
  try {
    // Its name may hold anything, and ends at the last bracket.
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) /).at(-1) ?? '').split(' ');
    return { parent: Number(fields[1]), processor: (Number(fields[11]) + Number(fields[12])) / TICKS };
  } catch {
    return undefined;
  }
}

function memoryOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
