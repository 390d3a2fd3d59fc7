import { createHash } from 'node:crypto';

/** A number in [0, 1); the same seed gives the same sequence on every machine. */
export type Random = () => number;

/** Small fast counter generator (sfc32), seeded by a text. */
export function seededRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = digest.readInt32LE(12);
  return () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}

/** A number in [low, high) */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** One of `choices`, all equally likely. @throws RangeError when there is nothing to choose from */
export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError('Nothing to choose from');
  return choice;
}

/** Normal deviate, mean 0, standard deviation 1 (sum of four uniforms: tails end at ±3.5, which detector noise can spare) */
export function gaussian(random: Random): number {
  return (random() + random() + random() + random() - 2) * Math.sqrt(3);
}
