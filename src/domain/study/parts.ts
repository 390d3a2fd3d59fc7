import type { Concatenation } from './concatenation';
import type { Frame, Instance } from './study';

/** Frames of one concatenation in the order of the whole; 0 where either is of none, or of another. */
export function byPart(one: Frame, other: Frame): number {
  const [a, b] = [one.instance.concatenation, other.instance.concatenation];
  if (a === undefined || a.uid !== b?.uid) return 0;
  return placeOf(a) - placeOf(b) || one.number - other.number;
}

/** Offsets are in frames and numbers in parts: a writer gives one or both, and the same for all parts. */
const placeOf = ({ offset, number = 0 }: Concatenation): number => offset ?? number;

/** The number that a frame has in the whole object, from 1. */
export const numberInWhole = ({ instance, number }: Frame): number =>
  (instance.concatenation?.offset ?? 0) + number;

/** Parts that are there again under another UID, with their numbers: the first of each, by UID, is the one. */
export function repeatedParts(instances: readonly Instance[]): ReadonlyMap<Instance, number> {
  const met = new Set<string>();
  const repeated = new Map<Instance, number>();
  for (const one of [...instances].sort((a, b) => (a.uid < b.uid ? -1 : 1))) {
    const { concatenation } = one;
    if (!concatenation) continue;
    const { uid, number, offset = 0 } = concatenation;
    const key = `${uid}/${placeOf(concatenation)}`;
    if (met.has(key)) repeated.set(one, number ?? offset + 1);
    met.add(key);
  }
  return repeated;
}

/** Positions before which a part is missing; the number of all frames where it is one of the last. */
export function partGaps(frames: readonly Frame[]): readonly number[] {
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first?.instance.concatenation || !last) return [];
  const parts = [...new Set(frames.map(({ instance }) => instance))].sort((a, b) =>
    byPart(whole(a), whole(b)),
  );
  const [lowest, highest] = [parts[0], parts.at(-1)];
  const broken = new Set(
    parts.flatMap((part, at) => (at > 0 && !follows(parts[at - 1], part) ? [part] : [])),
  );
  const gaps = frames.flatMap(({ instance }, at) => {
    const before = frames[at - 1]?.instance;
    if (before === undefined || before === instance) return [];
    return broken.has(byPart(whole(before), whole(instance)) < 0 ? instance : before) ? [at] : [];
  });
  const ends = [
    ...(lowest && isLater(lowest) ? [lowest === first.instance ? 0 : frames.length] : []),
    ...(highest && isFollowed(highest) ? [highest === last.instance ? frames.length : 0] : []),
  ];
  return [...new Set([...gaps, ...ends])].sort((a, b) => a - b);
}

const whole = (instance: Instance): Frame => ({ instance, number: 1 });

function follows(before: Instance | undefined, part: Instance): boolean {
  const [a, b] = [before?.concatenation, part.concatenation];
  if (!before || !a || !b) return true;
  if (a.offset !== undefined && b.offset !== undefined) return b.offset <= a.offset + before.frames.length;
  return a.number === undefined || b.number === undefined || b.number - a.number <= 1;
}

const isLater = ({ concatenation: { offset, number = 1 } = { uid: '' } }: Instance): boolean =>
  offset === undefined ? number > 1 : offset > 0;

const isFollowed = ({ concatenation: { number, of } = { uid: '' } }: Instance): boolean =>
  number !== undefined && of !== undefined && number < of;
