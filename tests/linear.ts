/** Milliseconds below which a timing says more of the machine than of the code */
const SHORTEST = 16;
const TRIES = 6;
const RATIO = 3;

/** Of this process, not of the clock: what else the machine does is no result. */
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

export interface Growth {
  /** How much longer the doubled input took; at most 3 where the reader is linear */
  readonly ratio: number;
  readonly length: number;
  readonly milliseconds: number;
}

/**
 * Reads inputs of a length and of twice that length, from a length on at which it takes long enough to be told. The best of
 * several timings, tried again while the machine was busy with something else: a reader that grows by the square of its
 * input takes four times as long every time.
 * @param most the longest input (units of `make`); a reader that is quick even there is linear enough
 */
export function growthOf<T>(make: (length: number) => T, read: (input: T) => unknown, most: number): Growth {
  let length = Math.min(4096, most / 2);
  let once = 0;
  for (; length * 2 <= most; length *= 2) {
    const input = make(length);
    once = best(() => read(input), 1);
    if (once >= SHORTEST) break;
  }
  if (once < SHORTEST) return { ratio: 1, length: length / 2, milliseconds: once };
  const [one, two] = [make(length), make(length * 2)];
  let [shorter, longer] = [Infinity, Infinity];
  for (let round = 0; round < TRIES; round += 1) {
    shorter = Math.min(
      shorter,
      best(() => read(one), round === 0 ? 2 : 3),
    );
    longer = Math.min(
      longer,
      best(() => read(two), 1),
    );
    if (longer / shorter <= RATIO * 0.9) break;
  }
  return { ratio: longer / shorter, length, milliseconds: longer };
}
