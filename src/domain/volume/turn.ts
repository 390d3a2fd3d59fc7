import { edgeLetters, type EdgeLetters } from '../presentation/orientation';
import { asStored } from '../presentation/view-state';
import type { Vector } from '../study/study';
import { cross, dot, minus, plus, times, unitOf } from '../study/vector';

/** From where a solid is looked at: unit vectors at right angles, to the right and down in its picture. */
export interface Turn {
  readonly right: Vector;
  readonly down: Vector;
}

/** The sides of the patient that one may look from */
export type Side = 'A' | 'P' | 'L' | 'R' | 'H' | 'F';

/** Head up where that can be; from above and below the patient's front is up. */
export const FROM: Readonly<Record<Side, Turn>> = {
  A: { right: [1, 0, 0], down: [0, 0, -1] },
  P: { right: [-1, 0, 0], down: [0, 0, -1] },
  L: { right: [0, 1, 0], down: [0, 0, -1] },
  R: { right: [0, -1, 0], down: [0, 0, -1] },
  H: { right: [-1, 0, 0], down: [0, 1, 0] },
  F: { right: [1, 0, 0], down: [0, 1, 0] },
};

/** Away from each side of the patient (L, P and H are positive) */
const NORMALS: Readonly<Record<Side, Vector>> = {
  A: [0, -1, 0],
  P: [0, 1, 0],
  L: [1, 0, 0],
  R: [-1, 0, 0],
  H: [0, 0, 1],
  F: [0, 0, -1],
};

const rotated = (one: Vector, other: Vector, degrees: number): Vector => {
  const angle = (degrees * Math.PI) / 180;
  return unitOf(plus(times(one, Math.cos(angle)), times(other, Math.sin(angle))));
};

/** What is in front goes so many degrees to the right, and down; `roll` turns the picture clockwise. */
export function turnedBy(
  { right, down }: Turn,
  {
    across = 0,
    along = 0,
    roll = 0,
  }: { readonly across?: number; readonly along?: number; readonly roll?: number },
): Turn {
  const sideways = rotated(right, cross(right, down), -across);
  const upright = rotated(down, cross(sideways, down), -along);
  // Rounding would make it lean after many turns.
  const straight = unitOf(minus(upright, times(sideways, dot(upright, sideways))));
  return { right: rotated(sideways, straight, -roll), down: rotated(straight, times(sideways, -1), -roll) };
}

/** A face of the cube that shows how a solid is turned: seen from here, its corners in shares of the cube's half. */
export interface CubeFace {
  readonly side: Side;
  readonly corners: readonly (readonly [number, number])[];
  readonly middle: readonly [number, number];
}

/** The faces that are towards whoever looks. */
export function cubeFaces({ right, down }: Turn): readonly CubeFace[] {
  const into = cross(right, down);
  const flat = (at: Vector) => [dot(at, right), dot(at, down)] as const;
  return (Object.entries(NORMALS) as readonly (readonly [Side, Vector])[])
    .filter(([, normal]) => dot(normal, into) < -1e-6)
    .map(([side, normal]) => {
      const u: Vector = [Math.abs(normal[2]), Math.abs(normal[0]), Math.abs(normal[1])];
      const v = cross(normal, u);
      const corner = (by: number, also: number) => flat(plus(normal, plus(times(u, by), times(v, also))));
      return {
        side,
        corners: [corner(1, 1), corner(1, -1), corner(-1, -1), corner(-1, 1)],
        middle: flat(normal),
      };
    });
}

/** Which side of the patient each edge of the picture shows. */
export const turnLetters = ({ right, down }: Turn): EdgeLetters | undefined =>
  edgeLetters(
    {
      plane: { position: [0, 0, 0], row: right, column: down },
      modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
      windows: [],
      voiLuts: [],
      voiFunction: 'LINEAR',
      inverse: false,
    },
    asStored,
  );
