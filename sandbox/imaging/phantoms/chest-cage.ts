import type { Point } from './grid';
import { profile } from './shapes';

/** How one chest differs from another. Lengths in mm. */
export interface ChestBuild {
  readonly seed: string;
  /** Widens or narrows the cage; 1 is the woman this model was drawn from */
  readonly breadth: number;
  readonly hasBreasts: boolean;
  /** Heart's size against the model's */
  readonly heart: number;
  /** Diameter of a solid nodule in the right upper lobe; 0 for none */
  readonly nodule: number;
  /** How far the diaphragm stands higher than on a full breath */
  readonly raised: number;
}

/** The inside of the rib cage as sections: an ellipse-like outline for each height. z = 0 is a little below the carina. */
export interface Cage {
  halfWidth(z: number): number;
  halfDepth(z: number): number;
  /** y of the section's centre */
  centre(z: number): number;
  /** y of the middle of the vertebral body */
  spine(z: number): number;
}

/** The cage of this build. */
export function cageOf(build: ChestBuild): Cage {
  const width = profile([
    [-220, 126],
    [-150, 131],
    [-80, 133],
    [-20, 127],
    [40, 112],
    [80, 92],
    [108, 76],
    [124, 68],
    [140, 58],
  ]);
  const depth = profile([
    [-220, 84],
    [-120, 90],
    [-40, 86],
    [30, 72],
    [80, 55],
    [110, 42],
    [126, 34],
    [140, 24],
  ]);
  const centre = profile([
    [-200, 2],
    [-60, 0],
    [30, 8],
    [80, 20],
    [130, 34],
  ]);
  const spine = profile([
    [-220, 44],
    [-120, 56],
    [-20, 64],
    [60, 60],
    [120, 46],
    [200, 30],
  ]);
  return {
    halfWidth: (z) => width(z) * build.breadth,
    halfDepth: depth,
    centre,
    spine,
  };
}

/** Signed distance from a section of the cage, grown outwards by `margin`; a superellipse, flatter than an ellipse at front and back. */
export function sectionDistance(cage: Cage, z: number, margin: number): (x: number, y: number) => number {
  const w = cage.halfWidth(z) + margin;
  const d = cage.halfDepth(z) + margin;
  const yc = cage.centre(z);
  const least = Math.min(w, d);
  return (x, y) => {
    const a = Math.abs(x) / w;
    const b = Math.abs(y - yc) / d;
    // a^2.5 + b^2.5, and its 0.4th power to first order: exact where it matters, at the edge
    return (a * a * Math.sqrt(a) + b * b * Math.sqrt(b) - 1) * 0.4 * least;
  };
}

/** The height of the diaphragm under a point: the right dome stands higher, both fall away to the sulci behind. */
export function diaphragm(build: ChestBuild): (x: number, y: number) => number {
  return (x, y) => {
    const right = (x + 68) / 62;
    const left = (x - 70) / 62;
    const behind = (y + 8) / 88;
    const fall = (y > -8 ? 66 : 30) * behind * behind;
    return Math.max(-78 - 30 * right * right, -90 - 30 * left * left) - fall + build.raised;
  };
}

/** A point of rib `number` (1…12), from the spine (t = 0) to its front end (t = 1). @param side 1 for the left, −1 for the right */
export function ribPoint(cage: Cage, number: number, side: 1 | -1, t: number): Point {
  const reach = ribReach[number - 1] ?? 2.4;
  const angle = 0.16 + t * (reach - 0.16);
  const top = vertebraHeight(number);
  const drop = (ribDrop[number - 1] ?? 60) * 0.5 * (1 - Math.cos(Math.min(Math.PI, angle * 1.12)));
  const rise = 5 * Math.sin(Math.min(1, t * 5) * Math.PI);
  const z = top - drop + rise;
  // The first ribs lie flat over the apex: they follow a wider section than the lung's own there
  const margin = number === 1 ? 13 : number === 2 ? 7 : 4.5;
  const w = cage.halfWidth(z) + margin;
  const d = cage.halfDepth(z) + margin;
  const s = Math.sin(angle);
  const c = Math.cos(angle);
  const k = (Math.abs(s) ** 2.5 + Math.abs(c) ** 2.5) ** -0.4;
  return { x: side * w * s * k, y: cage.centre(z) + d * c * k, z };
}

const ribReach = [2.3, 2.45, 2.5, 2.5, 2.5, 2.45, 2.4, 2.25, 2.1, 1.95, 1.35, 0.9];
const ribDrop = [34, 52, 66, 78, 88, 96, 102, 106, 106, 104, 92, 80];

/** z of the middle of thoracic vertebra `number` (1…12; 13 and 14 are lumbar 1 and 2; 0 and −1 cervical 7 and 6). */
export function vertebraHeight(number: number): number {
  return 126 - (number - 1) * (19.5 + number * 0.28);
}
