/** Of this process, not of the clock, in ms: what else the machine does is no result. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function best(run: () => void, times: number): number {
  let shortest = Infinity;
  for (let time = 0; time < times; time += 1) {
    const began = cpu();
    run();
    shortest = Math.min(shortest, cpu() - began);
  }
  return shortest;
}

const LENGTH = 16 * 1024;
/** Milliseconds. What grows by the square of its input takes far longer for four times as much. */
const QUICK = 30;
const TRIES = 5;

/**
 * How much longer twice as much takes, by what four times as much does: 2 where a reader is linear, 4 where it grows by the
 * square. 1 for what is quick enough to be neither. The best of several timings, tried again while something was in the way.
 */
export function growthOf<T>(
  make: (length: number) => T,
  read: (input: T) => unknown,
  length = LENGTH,
): number {
  const much = make(length * 4);
  if (best(() => read(much), 1) < QUICK || best(() => read(much), 1) < QUICK) return 1;
  const little = make(length);
  let [shorter, longer] = [Infinity, Infinity];
  for (let round = 0; round < TRIES; round += 1) {
    shorter = Math.min(
      shorter,
      best(() => read(little), 2),
    );
    longer = Math.min(
      longer,
      best(() => read(much), 1),
    );
    if (longer / shorter <= 7) break;
  }
  return Math.sqrt(longer / Math.max(shorter, 0.5));
}
