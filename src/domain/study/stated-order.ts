import { attributesOf, type Frame } from './study';

/**
 * The place of each frame, from 0, in the order that their one object states by its Dimension Index Values (PS3.3
 * C.7.6.17.1): the first index varies slowest. `undefined` where they are of several objects, where one has no values or
 * another number of them, or where two have the same.
 */
export function statedRanks(frames: readonly Frame[]): readonly number[] | undefined {
  const [first] = frames;
  const of = first && wholeOf(first);
  const length = first && attributesOf(first)?.dimensions?.length;
  if (!length || frames.length < 2) return undefined;
  const known = frames.flatMap((frame, at) => {
    const values = attributesOf(frame)?.dimensions;
    return values?.length === length && wholeOf(frame) === of ? [{ at, values }] : [];
  });
  if (known.length < frames.length) return undefined;
  const sorted = known.sort((a, b) => compare(a.values, b.values));
  const areAlike = sorted.some(({ values }, at) => {
    const next = sorted[at + 1];
    return next !== undefined && compare(values, next.values) === 0;
  });
  if (areAlike) return undefined;
  const ranks = new Array<number>(frames.length);
  sorted.forEach(({ at }, rank) => (ranks[at] = rank));
  return ranks;
}

/** Of an object in parts, all parts */
const wholeOf = ({ instance }: Frame): string => instance.concatenation?.uid ?? instance.uid;

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
