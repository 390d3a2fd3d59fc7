import { attributesOf, type Frame, type ImagePlane } from './study';

/** A stack with its name and its pictures. */
interface Named {
  readonly label: string;
  readonly frames: readonly Frame[];
}

/** Cosine of 25 degrees: how far a plane may lean and still be called by its name */
const NAMED = Math.cos((25 * Math.PI) / 180);

/**
 * Stacks of one series that have one name are called by what their geometry tells apart: direction, pixel size, matrix; else by
 * the numbers of their pictures.
 * Projections have their views, and are left as they are.
 */
export function toldApart<One extends Named>(all: readonly One[]): readonly One[] {
  const told = new Map<string, readonly (readonly string[])[]>();
  const alike = (label: string) => all.filter((one) => one.label === label);
  for (const label of new Set(all.map((one) => one.label))) told.set(label, wordsOf(alike(label)));
  const met = new Map<string, number>();
  return all.map((one) => {
    const at = met.get(one.label) ?? 0;
    met.set(one.label, at + 1);
    const words = told.get(one.label)?.[at] ?? [];
    return words.length > 0 ? { ...one, label: [one.label, ...words].join(' · ') } : one;
  });
}

/** For each stack what not all of them say alike; where that is alike for some of them, the numbers of their pictures. */
function wordsOf(all: readonly Named[]): readonly (readonly string[])[] {
  if (all.length < 2 || all.some((one) => planeOf(one) === undefined)) return [];
  const telling = WAYS.filter((way) => new Set(all.map(way)).size > 1);
  const words = all.map((one) => telling.flatMap((way) => way(one) ?? []));
  const numbers = all.map(numbersOf);
  return words.map((some, at) => {
    const alike = numbers.filter((_, other) => words[other]?.join() === some.join());
    const number = new Set(alike).size > 1 ? numbers[at] : undefined;
    return number === undefined ? some : [...some, number];
  });
}

/** "no. 4–6", by Instance Number; "from no. 4" where others lie between. `undefined` where a picture has none. */
function numbersOf({ frames }: Named): string | undefined {
  const numbers = new Set(frames.map(({ instance }) => instance.instanceNumber ?? NaN));
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (Number.isNaN(least)) return undefined;
  if (least === most) return `no. ${least}`;
  return most - least + 1 === numbers.size ? `no. ${least}–${most}` : `from no. ${least}`;
}

const planeOf = ({ frames: [first] }: Named): ImagePlane | undefined => first && attributesOf(first)?.plane;

const WAYS: readonly ((one: Named) => string | undefined)[] = [
  (one) => directionOf(planeOf(one)),
  (one) => {
    const spacing = planeOf(one)?.spacing;
    return spacing && `${[...new Set(spacing.map((side) => Number(side.toFixed(2))))].join(' × ')} mm pixels`;
  },
  ({ frames: [first] }) => {
    const image = first?.instance.image;
    return image && `${image.columns} × ${image.rows}`;
  },
];

/** As clinicians call a plane by its normal */
function directionOf(plane: ImagePlane | undefined): string | undefined {
  if (!plane) return undefined;
  const { row, column } = plane;
  const normal = [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ].map(Math.abs);
  const at = normal.findIndex((share) => share >= NAMED);
  return ['sagittal', 'coronal', 'axial'][at] ?? 'oblique';
}
