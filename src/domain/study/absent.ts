import type { FrameAttributes, ImagePlane, Instance, ListedInstance, Vector } from './study';

/**
 * The instances of a series with a place for each that a manifest lists and the archive does not have: the others keep their
 * numbers, and nobody takes one for its neighbour. What it looks like is taken from the nearest; where it lies, from those
 * on both sides.
 */
export function withAbsent(
  listed: readonly ListedInstance[],
  instances: readonly Instance[],
): readonly Instance[] {
  const here = new Map(instances.map((one) => [one.uid, one]));
  const missing = listed.filter(({ uid }) => !here.has(uid));
  const plain = instances.filter(({ image, frames }) => image !== undefined && frames.length === 1);
  const numbers = new Map(listed.map(({ uid, number }) => [uid, number]));
  const numbered = plain
    .flatMap((instance) => {
      const number = numbers.get(instance.uid) ?? instance.instanceNumber;
      return number === undefined ? [] : [{ instance, number }];
    })
    .sort((a, b) => a.number - b.number);
  const absent = missing.flatMap(({ uid, sopClass, number }): readonly Instance[] => {
    const alike = numbered.filter(({ instance }) => instance.sopClass === sopClass);
    if (number === undefined || alike.length === 0) return [];
    const [before, after] = around(alike, number);
    const { instance } = before ?? after ?? (alike[0] as Numbered);
    const [frame] = instance.frames;
    if (frame === undefined) return [];
    const plane = planeBetween(before ?? after, after ?? before, alike, number);
    return [
      {
        ...instance,
        uid,
        instanceNumber: number,
        absent: true,
        overlays: [],
        frames: [{ ...withoutPlane(frame), ...(plane && { plane }) }],
      },
    ];
  });
  return absent.length > 0 ? [...instances, ...absent] : instances;
}

function withoutPlane(frame: FrameAttributes): FrameAttributes {
  const { plane, ...others } = frame;
  return plane ? others : frame;
}

interface Numbered {
  readonly instance: Instance;
  readonly number: number;
}

const around = (all: readonly Numbered[], number: number): readonly [Numbered?, Numbered?] => [
  all.findLast((one) => one.number < number),
  all.find((one) => one.number > number),
];

/** In between by its number; beyond the ends as far as the last two are apart. */
function planeBetween(
  before: Numbered | undefined,
  after: Numbered | undefined,
  all: readonly Numbered[],
  number: number,
): ImagePlane | undefined {
  const isEnd = before === after;
  const at = before ? all.indexOf(before) : -1;
  const [one, other] = isEnd ? [before, all[at === 0 ? 1 : at - 1]] : [before, after];
  const [a, b] = [one?.instance.frames[0]?.plane, other?.instance.frames[0]?.plane];
  if (!one || !other || !a || !b || one.number === other.number) return undefined;
  const share = (number - one.number) / (other.number - one.number);
  const position = a.position.map((from, axis) => from + share * ((b.position[axis] ?? 0) - from));
  return { ...a, position: position as unknown as Vector };
}
