/** Of this process, not of the clock, in ms: what else the machine does is no result. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function best(run: () => unknown, times: number): number {
  let shortest = Infinity;
  for (let time = 0; time < times; time += 1) {
    const began = cpu();
    run();
    shortest = Math.min(shortest, cpu() - began);
  }
  return shortest;
}

const LENGTH = 8 * 1024;
/** Milliseconds. What grows by the square of its input takes far longer for four times as much. */
const QUICK = 30;
const TRIES = 5;
/** For four times as much: 4 where a reader is linear, 16 where it grows by the square, and more is worse than that. */
const [SUSPECT, CERTAIN] = [7, 40];

/**
 * How much longer twice as much takes: 2 where a reader is linear, 4 where it grows by the square. 1 for what is quick enough
 * to be neither. Whatever looks suspicious at four times as much, again and again, is tried at sixteen times as much, where
 * linear is 16 and the square 256: a collection of garbage or another process is not taken for either.
 */
export function growthOf<T>(
  make: (length: number) => T,
  read: (input: T) => unknown,
  length = LENGTH,
): number {
  const much = make(length * 4);
  if (best(() => read(much), 1) < QUICK || best(() => read(much), 1) < QUICK) return 1;
  const little = make(length);
  const fourfold = ratioOf(
    () => read(little),
    () => read(much),
    SUSPECT,
  );
  if (fourfold <= SUSPECT || fourfold > CERTAIN) return Math.sqrt(fourfold);
  const most = make(length * 16);
  const ratio = ratioOf(
    () => read(little),
    () => read(most),
    SUSPECT ** 2,
  );
  return Math.sqrt(Math.sqrt(ratio));
}

/** Of the shortest times of both, measured until it is no more than `enough` */
function ratioOf(less: () => unknown, more: () => unknown, enough: number): number {
  let [shorter, longer] = [Infinity, Infinity];
  for (let round = 0; round < TRIES; round += 1) {
    shorter = Math.min(shorter, best(less, 2));
    longer = Math.min(longer, best(more, 1));
    if (longer / shorter <= enough) break;
  }
  return longer / Math.max(shorter, 0.5);
}
