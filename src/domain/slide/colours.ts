import type { OpticalPath } from './slide';

export type PathColour = readonly [red: number, green: number, blue: number];

const WHITE: PathColour = [255, 255, 255];
/** What light of a wavelength looks like, nm, or what stands for it where nobody sees it. They can be told apart when added. */
const BY_WAVELENGTH: readonly (readonly [below: number, colour: PathColour])[] = [
  [480, [70, 110, 255]],
  [510, [0, 210, 255]],
  [565, [0, 230, 60]],
  [605, [255, 210, 0]],
  [645, [255, 60, 40]],
  [Infinity, [255, 0, 200]],
];
const COLOURS: readonly PathColour[] = BY_WAVELENGTH.map(([, colour]) => colour);

/**
 * Colours for paths of one value a pixel, one entry a path: that of its light, or another where two would have one. One path by
 * itself is grey; what has colours of its own keeps them, and has none here.
 */
export function coloursFor(paths: readonly OpticalPath[]): readonly (PathColour | undefined)[] {
  const grey = paths.filter(({ isColour }) => !isColour);
  const taken = new Set<PathColour>();
  return paths.map(({ isColour, wavelength }) => {
    if (isColour) return undefined;
    if (grey.length === 1) return WHITE;
    const own =
      wavelength === undefined ? undefined : BY_WAVELENGTH.find(([below]) => wavelength < below)?.[1];
    const free = COLOURS.find((colour) => !taken.has(colour)) ?? WHITE;
    const colour = own && !taken.has(own) ? own : free;
    taken.add(colour);
    return colour;
  });
}
